"""Things the meetings' rows name: a meeting about Amina that her teacher attends."""

from typing import Any

from meetings.models import ActionPoint, AgendaItem, AttendanceRequest, Attendee, Meeting
from sencohub.lib.dates import today
from tests.meetings.people import meeting_about
from tests.permissions.world import thing


@thing("amina_meeting")
def amina_meeting(world: dict[str, Any]) -> Meeting:
    meeting = meeting_about(world["amina"], lead=world["senco"])
    Attendee.objects.create(meeting=meeting, person=world["class_teacher"])
    return meeting


@thing("amina_item")
def amina_item(world: dict[str, Any]) -> AgendaItem:
    item: AgendaItem = world["amina_meeting"].items.get()
    return item


@thing("teachers_action")
def teachers_action(world: dict[str, Any]) -> ActionPoint:
    return ActionPoint.objects.create(
        student=world["amina"], words="Phone home", owner=world["class_teacher"], due_on=today()
    )


@thing("parents_wish")
def parents_wish(world: dict[str, Any]) -> AttendanceRequest:
    return AttendanceRequest.objects.create(
        student=world["amina"], parent=world["parent"], wish="come"
    )
