"""Makes the dictionary of an issue from the records, as they stand now."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sencohub.accounts.models import User
from sencohub.school.models import School
from students.models import OnePageProfile, Student
from tiers import support
from tiers.models import Adjustment, Plan, Target, TargetOutcome, TierPlacement
from tiers.rag import rate_record

FORMAT = 1
"""Raised when the dictionary's shape changes; old issues keep theirs."""

type_snapshot = dict[str, Any]


def build(plan: Plan, student: Student) -> type_snapshot:
    """Everything the portal and the document show of this plan for this student."""
    rows = plan.targets.drafted().filter(student=student).select_related("owner")
    return compose(plan, student, rows, plan.adjustments.drafted().filter(student=student))


def compose(
    plan: Plan, student: Student, targets: Iterable[Target], adjustments: Iterable[Adjustment]
) -> type_snapshot:
    """The same from rows that need not be stored, for the preview beside the editor."""
    return {
        "format": FORMAT,
        "school": _school(),
        "student": _student(student),
        "plan": _plan(plan),
        "tier": _published_tier(student),
        "own_words": _own_words(student),
        "goals": plan.long_term_goals,
        "targets": [_target(row, number) for number, row in enumerate(targets, start=1)],
        "adjustments": [_adjustment(row) for row in adjustments],
        "support": [_support(place) for place in support.of(student)],
        "student_view": plan.student_view,
        "parent_view": plan.parent_view,
        "home": {"en": plan.home_en, "zh": plan.home_zh},
        "last": [_outcome(row) for row in _published_outcomes(plan, student)],
    }


def digest(snapshot: type_snapshot) -> str:
    """SHA-256 of the dictionary, the same for the same words whatever the order of its keys."""
    text = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _school() -> type_snapshot:
    school = School.current()
    return {"en": school.name_en, "zh": school.name_zh, "contact": school.senco_contact}


def _student(student: Student) -> type_snapshot:
    enrolment = student.enrolment_on() if student.pk else None
    return {
        "en": student.name_en,
        "zh": student.name_zh,
        "called": student.known_as,
        "class": enrolment.school_class.name if enrolment else "",
    }


def _plan(plan: Plan) -> type_snapshot:
    return {
        "id": plan.pk,
        "kind": plan.kind,
        "cycle": plan.cycle.number,
        "starts_on": _day(plan.starts_on),
        "review_on": _day(plan.review_on),
        "owner": _person(plan.owner),
    }


def _published_tier(student: Student) -> int | None:
    """Parents read a tier once it was published to them, here as elsewhere."""
    rows = TierPlacement.objects.open().filter(student=student, published_at__isnull=False)
    placement = rows.first()
    return placement.tier if placement else None


def _own_words(student: Student) -> type_snapshot | None:
    """The student's own profile, where it was published."""
    rows = OnePageProfile.objects.filter(
        student=student,
        voice=OnePageProfile.Voice.STUDENT,
        is_current=True,
        published_at__isnull=False,
    )
    profile = rows.first()
    if profile is None:
        return None
    parts = ("appreciated", "important", "support")
    return {"language": profile.language, **{name: profile.lines(name) for name in parts}}


def _target(target: Target, number: int) -> type_snapshot:
    return {
        "id": target.pk,
        "number": number,
        "area": target.area,
        "statement": target.statement,
        "en": target.plain_en,
        "zh": target.plain_zh,
        "aim": target.aim,
        "direction": target.direction,
        "measure": target.measure,
        "unit": target.unit,
        "baseline": _number(target.baseline),
        "baseline_on": _day(target.baseline_on),
        "expected": _number(target.expected),
        "due_on": _day(target.due_on),
        "owner": _person(target.owner),
        "tier1": target.tier1,
        "tier2": target.tier2,
        "tier3": target.tier3,
        "into_class": target.into_class,
    }


def _adjustment(row: Adjustment) -> type_snapshot:
    return {
        "force": row.force,
        "en": row.text_en,
        "zh": row.text_zh,
        "subjects": row.subjects,
        "target": row.target_id,
    }


def _support(place: support.Support) -> type_snapshot:
    return {
        "en": place.name_en,
        "zh": place.name_zh,
        "staff": {"en": place.staff_en, "zh": place.staff_zh},
        "times_a_week": place.times_a_week,
        "minutes": place.minutes,
        "target": place.target_id,
    }


def _published_outcomes(plan: Plan, student: Student) -> Iterable[TargetOutcome]:
    """How the targets of the cycle before went, where that review was published."""
    if plan.cycle.previous_id is None:
        return []
    return (
        TargetOutcome.objects.filter(
            student=student,
            review__plan__cycle=plan.cycle.previous_id,
            review__published_at__isnull=False,
        )
        .select_related("target")
        .order_by("target__position", "pk")
    )


def _outcome(row: TargetOutcome) -> type_snapshot:
    target = row.target
    return {
        "area": target.area,
        "unit": target.unit,
        "baseline": _number(target.baseline),
        "expected": _number(target.expected),
        "actual": _number(row.actual),
        "rag": rate_record(row).value,
    }


def _person(person: User | None) -> type_snapshot | None:
    if person is None:
        return None
    english = f"{person.title} {person.name_en}".strip() if person.name_en else ""
    return {"en": english or person.name_zh or person.username, "zh": person.name_zh}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal | None) -> str | None:
    """Without needless zeros: `80`, `3.5`."""
    if value is None:
        return None
    return f"{value.normalize():f}" if value else "0"
