"""Calling meetings, deciding in them, and following up what was agreed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import (
    ActionPoint,
    AgendaItem,
    AttendanceRequest,
    Attendee,
    Decision,
    Meeting,
)
from provision.models import Participation, Provision
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove
from sencohub.lib.roles import Role
from sencohub.notices.actions import tell
from students.models import Student
from tiers.actions.placements import place, publish_placement, readers_at_home
from tiers.models import Adjustment, TierPlacement


@transaction.atomic
def call_meeting(
    *, meeting: Meeting, people: Iterable[User], students: Iterable[Student], by: User
) -> Meeting:
    """A planned meeting with its people and one agenda item a student, six minutes each."""
    meeting.save()
    for person in {meeting.lead, *people}:
        Attendee.objects.create(meeting=meeting, person=person)
    for position, student in enumerate(students, start=1):
        AgendaItem.objects.create(meeting=meeting, student=student, position=position)
    return meeting


@transaction.atomic
def add_to_agenda(*, meeting: Meeting, student: Student, by: User) -> AgendaItem:
    """One more student at the end of the agenda; the item there is, if already on it."""
    last = meeting.items.order_by("position").last()
    item, _created = AgendaItem.objects.get_or_create(
        meeting=meeting,
        student=student,
        defaults={"position": last.position + 1 if last else 1},
    )
    return item


@transaction.atomic
def invite(*, meeting: Meeting, by: User) -> Meeting:
    """Tell everybody who is asked to come."""
    meeting = _moved(meeting, Meeting.State.INVITED)
    _tell_attendees(meeting, kind="meeting-invited", due_on=timezone.localdate(meeting.starts_at))
    return meeting


@transaction.atomic
def cancel(*, meeting: Meeting, by: User) -> Meeting:
    """Call the meeting off; those who were invited are told."""
    invited = meeting.state == Meeting.State.INVITED
    meeting = _moved(meeting, Meeting.State.CANCELLED)
    if invited:
        _tell_attendees(meeting, kind="meeting-cancelled")
    return meeting


def _tell_attendees(meeting: Meeting, *, kind: str, due_on: dt.date | None = None) -> None:
    """Staff are led to the meeting's page, parents to their own: the other does not exist there."""
    at_home = reverse("parents:home")
    for as_parent, path in ((False, meeting.get_absolute_url()), (True, at_home)):
        rows = meeting.attendees.filter(as_parent=as_parent).select_related("person")
        tell(
            event=f"{kind}:{meeting.pk}",
            kind=kind,
            to=[row.person for row in rows],
            path=path,
            due_on=due_on,
        )


def _moved(meeting: Meeting, state: str) -> Meeting:
    meeting = Meeting.locked(meeting.pk)
    Meeting.MOVES.check(meeting.state, state)
    meeting.state = state
    meeting.version += 1
    meeting.save()
    return meeting


@dataclass(frozen=True)
class Effects:
    """What a decision changes beside its own words; nothing where nothing is chosen."""

    placement: TierPlacement | None = None
    instead_of: int | None = None
    ends: Participation | None = None
    drops: Adjustment | None = None


@transaction.atomic
def decide(*, decision: Decision, effects: Effects, by: User) -> Decision:
    """Record what was decided about one student and change the records it speaks of, or nothing.

    Raises what the changes raise: `ValidationError` for a tier that breaks a rule, `IllegalMove`
    where somebody decided meanwhile.
    """
    item = AgendaItem.locked(decision.item_id)
    closed = item.meeting.state in {Meeting.State.CANCELLED, Meeting.State.APPROVED}
    if closed or item.student_id is None:
        raise IllegalMove(_("This meeting takes no more decisions. Reload the page to see it."))
    decision.student_id, decision.decided_by = item.student_id, by
    if effects.placement is not None:
        decision.placement = place(decision=effects.placement, instead_of=effects.instead_of, by=by)
    if effects.ends is not None:
        decision.provision = _end_place(effects.ends)
    if effects.drops is not None:
        decision.adjustment = _drop(effects.drops)
    decision.save()
    item.done_at = timezone.now()
    item.save()
    return decision


def _end_place(place_in_run: Participation) -> Provision:
    """The student's place ends today, or on the day it began where that is still ahead."""
    place_in_run.claim(None)
    place_in_run.ends_on = max(today(), place_in_run.starts_on)
    place_in_run.save()
    return place_in_run.provision


def _drop(adjustment: Adjustment) -> Adjustment:
    adjustment.claim(None)
    adjustment.dropped_on = today()
    adjustment.save()
    return adjustment


@transaction.atomic
def add_action(*, action: ActionPoint, by: User) -> ActionPoint:
    """Somebody is to do something by a day; they are told unless they wrote it down themselves."""
    action.save()
    if action.owner != by:
        tell(
            event=f"action-given:{action.pk}",
            kind="action-given",
            to=[action.owner],
            path=reverse("meetings:action-list"),
            student_id=action.student_id,
            due_on=action.due_on,
        )
    return action


@transaction.atomic
def close_action(*, action: ActionPoint, state: str, reason: str = "", by: User) -> ActionPoint:
    """Done, or dropped with a reason."""
    action = ActionPoint.locked(action.pk)
    ActionPoint.MOVES.check(action.state, state)
    action.state, action.drop_reason, action.closed_on = state, reason, today()
    action.version += 1
    action.save()
    return action


def earlier_actions(meeting: Meeting) -> list[ActionPoint]:
    """Open actions of earlier meetings about the students on this agenda."""
    rows = ActionPoint.objects.open().filter(
        student__in=meeting.items.values("student_id"), meeting__starts_at__lt=meeting.starts_at
    )
    return list(rows.select_related("student", "owner", "meeting"))


@transaction.atomic
def end_meeting(*, meeting: Meeting, came: Iterable[User], by: User) -> Meeting:
    """The meeting was held: who came, open actions carried over, summaries to the parents."""
    meeting = _moved(meeting, Meeting.State.HELD)
    meeting.held_at = timezone.now()
    meeting.save()
    present = {person.pk for person in came}
    for attendee in meeting.attendees.all():
        attendee.came = attendee.person_id in present
        attendee.save()
    for action in earlier_actions(meeting):
        _carry(action, meeting)
    for decision in Decision.objects.filter(item__meeting=meeting, published_at__isnull=True):
        _publish(decision, by)
    return meeting


def _carry(action: ActionPoint, meeting: Meeting) -> None:
    """The same action under this meeting; the old row says where it went."""
    close_action(action=action, state=ActionPoint.State.CARRIED, by=action.owner)
    ActionPoint.objects.create(
        meeting=meeting,
        student=action.student,
        decision=action.decision,
        words=action.words,
        owner=action.owner,
        due_on=max(action.due_on, timezone.localdate(meeting.starts_at) + dt.timedelta(days=14)),
        carried_from=action,
    )


def _publish(decision: Decision, by: User) -> None:
    """Only what has words for parents goes to them."""
    if not (decision.summary_en or decision.summary_zh):
        return
    decision.published_at, decision.published_by = timezone.now(), by
    decision.save()
    if decision.placement is not None:
        publish_placement(placement=decision.placement, by=by)
    tell(
        event=f"decision-published:{decision.pk}",
        kind="decision-published",
        to=readers_at_home(decision.student),
        path=reverse("parents:home"),
        student_id=decision.student_id,
    )


@transaction.atomic
def approve(*, meeting: Meeting, by: User) -> Meeting:
    """The record of a held meeting is right."""
    return _moved(meeting, Meeting.State.APPROVED)


@transaction.atomic
def ask_to_attend(*, request: AttendanceRequest, by: User) -> AttendanceRequest:
    """A parent's wish about a meeting; the SENCOs answer it."""
    request.parent = by
    request.save()
    tell(
        event=f"attendance-asked:{request.pk}",
        kind="attendance-asked",
        to=list(User.objects.with_role(Role.SENCO)),
        path=reverse("meetings:request-list"),
        student_id=request.student_id,
    )
    return request


@transaction.atomic
def answer_request(
    *, request: AttendanceRequest, words: str, meeting: Meeting | None, by: User
) -> AttendanceRequest:
    """The school's dated answer; a parent who comes is put on the list of the meeting."""
    request.answer, request.answered_by, request.answered_on = words, by, today()
    request.meeting = meeting or request.meeting
    request.save()
    if request.meeting and request.wish != AttendanceRequest.Wish.SUMMARY:
        Attendee.objects.get_or_create(
            meeting=request.meeting, person=request.parent, defaults={"as_parent": True}
        )
    tell(
        event=f"attendance-answered:{request.pk}",
        kind="attendance-answered",
        to=[request.parent],
        path=reverse("parents:home"),
        student_id=request.student_id,
    )
    return request
