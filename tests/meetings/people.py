"""A meeting about Amina, as the tests of meetings need it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from meetings.models import AgendaItem, Attendee, Meeting
from sencohub.accounts.models import User
from students.models import Student


def meeting_about(*students: Student, lead: User, ahead: int = 1, **fields: Any) -> Meeting:
    """A meeting in `ahead` days with these students on its agenda; the lead attends."""
    meeting = Meeting.objects.create(
        kind=fields.pop("kind", Meeting.Kind.PROGRESS),
        title=fields.pop("title", "Student progress meeting, P5"),
        starts_at=timezone.now() + dt.timedelta(days=ahead),
        lead=lead,
        **fields,
    )
    Attendee.objects.create(meeting=meeting, person=lead)
    for position, student in enumerate(students, start=1):
        AgendaItem.objects.create(meeting=meeting, student=student, position=position)
    return meeting
