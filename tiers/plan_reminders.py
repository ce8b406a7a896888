"""Reminders of plans whose parents' time to answer is over: to the plan's owner, then weekly.

Source: the design, section 5 (Plan states, Reminders).
"""

import datetime as dt
from collections.abc import Iterable

from sencohub.notices.reminders import EVERY_DAYS_AFTER, Reminder
from tiers.models import Plan

A_YEAR = 52
"""Weeks after which nobody is reminded any more."""


def unanswered_plans(on: dt.date) -> Iterable[Reminder]:
    """On the day after the last day to answer, and every week from then."""
    days = [on - dt.timedelta(days=1 + EVERY_DAYS_AFTER * week) for week in range(A_YEAR)]
    waiting = Plan.objects.filter(state=Plan.State.WITH_PARENT, answer_by__in=days)
    for plan in waiting.select_related("owner", "cycle").order_by("pk"):
        if plan.answer_by and plan.owner.is_active:
            yield Reminder(
                event=f"plan-unanswered:{plan.pk}:{plan.answer_by}:{(on - plan.answer_by).days:+d}",
                kind="plan-unanswered",
                recipient=plan.owner,
                path=plan.get_absolute_url(),
                student_id=plan.cycle.student_id,
                due_on=plan.answer_by,
            )
