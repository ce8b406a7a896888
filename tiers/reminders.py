"""Reminders of reviews: to who is responsible, later to the SENCO, in the end to the leaders.

Source: the design, section 5 (Reminders). The days are those of `sencohub.notices.reminders`.
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from sencohub.accounts.models import User
from sencohub.lib.roles import Role
from sencohub.notices.reminders import (
    DAYS_BEFORE,
    EVERY_DAYS_AFTER,
    Reminder,
    Stage,
    schedule,
)
from students.models import Student
from tiers.models import Plan, SupportCycle

A_YEAR = 52
"""Weeks after which nobody is reminded any more: the list of late reviews still shows it."""


def reviews(on: dt.date) -> Iterable[Reminder]:
    """Reminders of that day for every open cycle whose review is near or late."""
    sencos, leaders = list(_holding(Role.SENCO)), list(_holding(Role.LEADER))
    for cycle in _cycles(on):
        due = cycle.review_due
        stage = schedule(due, on) if due else None
        if due and stage:
            people = _responsible(cycle) or sencos
            people = people + (sencos if stage.to_senco else [])
            yield from _remind(cycle, due, stage, people + (leaders if stage.to_leaders else []))


def _holding(role: Role) -> QuerySet[User]:
    return User.objects.with_role(role)


def _cycles(on: dt.date) -> QuerySet[SupportCycle]:
    weeks = range(A_YEAR + 1)
    days = [on + dt.timedelta(days=n) for n in DAYS_BEFORE]
    days += [on - dt.timedelta(days=EVERY_DAYS_AFTER * n) for n in weeks]
    open_plans = Plan.objects.exclude(state=Plan.State.CLOSED).select_related("owner")
    rows = SupportCycle.objects.open().filter(review_due__in=days)
    return (
        rows.exclude(student__status=Student.Status.LEFT)
        .select_related("owner")
        .prefetch_related(Prefetch("plans", open_plans))
        .order_by("review_due", "pk")
    )


def _responsible(cycle: SupportCycle) -> list[User]:
    """The cycle's owner and its plan's, as far as they still work here."""
    people = {cycle.owner, *(plan.owner for plan in cycle.plans.all())}
    return sorted((one for one in people if one.is_active), key=lambda one: one.pk)


def _remind(
    cycle: SupportCycle, due: dt.date, stage: Stage, people: Iterable[User]
) -> Iterable[Reminder]:
    kind = "review-late" if stage.is_overdue else "review-due"
    for person in dict.fromkeys(people):
        yield Reminder(
            event=stage.event("review", cycle.pk, due),
            kind=kind,
            recipient=person,
            path=cycle.get_absolute_url(),
            student_id=cycle.student_id,
            due_on=due,
        )
