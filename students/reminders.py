"""Whom the daily job reminds about students: teachers whose answer is due."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q

from sencohub.notices.reminders import Reminder
from students.models import TeacherInput

DAYS_BEFORE = (3, 0)
"""A round is short: once three days before its last day, and on the day itself."""


def inputs_due(on: dt.date) -> Iterator[Reminder]:
    """Everybody who was asked, has not answered, and has three days or today left."""
    days = Q()
    for before in DAYS_BEFORE:
        days |= Q(round__due_on=on + dt.timedelta(days=before))
    waiting = TeacherInput.objects.waiting().filter(days, teacher__is_active=True)
    for request in waiting.select_related("teacher", "round"):
        due = request.round.due_on
        yield Reminder(
            event=f"input-due:{request.pk}:{due:%Y-%m-%d}:{(on - due).days:+d}",
            kind="input-due",
            recipient=request.teacher,
            path=request.get_absolute_url(),
            student_id=request.round.student_id,
            due_on=due,
        )
