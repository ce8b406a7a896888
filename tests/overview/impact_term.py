"""A small term whose figures can be counted by hand."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from provision.models import Intervention, Participation, Provision, Session, StaffRate
from sencohub.accounts.models import User
from sencohub.school.models import Term
from students.models import Need, SchoolClass, Student
from tests import factories


def run(term: Term, staff: User, name: str, **fields: Any) -> Provision:
    """A group of this term: ten sessions of 30 minutes planned."""
    intervention = Intervention.objects.create(name_en=name)
    return Provision.objects.create(
        intervention=intervention,
        name_en=name,
        name_zh="中文認讀小組",
        kind="group",
        tier=2,
        term=term,
        staff=staff,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        planned_sessions=10,
        minutes=30,
        state=Provision.State.RUNNING,
        **fields,
    )


def place(provision: Provision, student: Student, actual: str | None) -> Participation:
    """From 40, expected 60."""
    return Participation.objects.create(
        provision=provision,
        student=student,
        starts_on=provision.starts_on,
        ends_on=provision.ends_on,
        measure="words of 80",
        unit="words",
        baseline=Decimal(40),
        baseline_on=provision.starts_on,
        expected=Decimal(60),
        actual=Decimal(actual) if actual else None,
    )


def held(provision: Provision, days: int, by: User) -> None:
    """Sessions held on the first days of the term, and one that was not."""
    for nth in range(days):
        Session.objects.create(
            provision=provision,
            held_on=provision.starts_on + dt.timedelta(days=nth),
            minutes=30,
            staff=by,
            recorded_by=by,
            happened_at=timezone.now(),
        )
    Session.objects.create(
        provision=provision,
        held_on=provision.starts_on + dt.timedelta(days=days),
        was_held=False,
        why_not=Session.WhyNot.ROOM,
        recorded_by=by,
        happened_at=timezone.now(),
    )


def small_term(term: Term, senco: User, class_5a: SchoolClass) -> Provision:
    """Five students in one group: three green, one amber, one not measured; eight sessions."""
    group = run(term, senco, "Chinese word reading", materials_cost=Decimal("200"))
    StaffRate.objects.create(
        staff=senco, hourly=Decimal("300"), valid_from=term.starts_on - dt.timedelta(days=400)
    )
    held(group, 8, senco)
    actuals = ["60", "61", "75", "50", None]
    for nth, actual in enumerate(actuals):
        student = factories.StudentFactory(in_class=class_5a)
        factories.TierPlacementFactory(
            student=student, decided_by=senco, starts_on=term.starts_on - dt.timedelta(days=30)
        )
        category = "SpLD" if nth < 4 else "ASD"
        Need.objects.create(student=student, category=category, is_primary=True)
        place(group, student, actual)
    return group
