"""What a cycle still needs before its next stage.

Source: the SENCO Manual, chapter 6 (Assess, Plan, Do, Review), and the design, sections 3 and 5.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sencohub.lib.dates import today
from tiers.models import Assessment, Plan, SupportCycle

Stage = SupportCycle.Stage
IN_FORCE = (Plan.State.AGREED, Plan.State.UNDER_REVIEW)


@dataclass(frozen=True)
class Need:
    """One thing a stage asks for: in words, whether it is there, and where to see to it."""

    words: str
    is_met: bool
    route: str = ""
    pk: Any = None
    place: str = ""


def needs(cycle: SupportCycle) -> list[Need]:
    """Everything this cycle's stage asks for, met or not."""
    kinds = {Stage.ASSESS: _assess, Stage.PLAN: _plan, Stage.DO: _do, Stage.REVIEW: _review}
    found = kinds.get(Stage(cycle.stage))
    return list(found(cycle)) if found else []


def lacking(cycle: SupportCycle) -> list[Need]:
    """What is still missing before the next stage."""
    return [need for need in needs(cycle) if not need.is_met]


def weeks(cycle: SupportCycle) -> tuple[int, int] | None:
    """Which week of how many the cycle is in; None once its review is late or held."""
    day = today()
    if cycle.stage == Stage.CLOSED or cycle.review_due is None or cycle.review_due < day:
        return None
    gone, whole = day - cycle.opened_on, cycle.review_due - cycle.opened_on
    return gone.days // 7 + 1, whole.days // 7 + 1


def assessment_of(cycle: SupportCycle) -> Assessment:
    """The cycle's assessment; an empty unsaved one where there is none yet."""
    found = Assessment.objects.filter(cycle=cycle).first()
    return found or Assessment(cycle=cycle, student=cycle.student)


def _assess(cycle: SupportCycle) -> Iterable[Need]:
    found = assessment_of(cycle)
    excused = bool(found.no_view_reason)
    rows = (
        ("seen", _("What we see"), bool(found.seen)),
        ("strengths", _("Strengths"), bool(found.strengths)),
        ("student_view", _("The student’s view"), bool(found.student_view) or excused),
        ("parent_view", _("The parents’ view"), bool(found.parent_view) or excused),
    )
    for name, words, is_met in rows:
        yield Need(words, is_met, "tiers:assessment-edit", cycle.pk, f"id_{name}")


def _plan(cycle: SupportCycle) -> Iterable[Need]:
    plans = list(cycle.plans.exclude(state=Plan.State.CLOSED))
    first = next(iter(plans), None)
    where = ("tiers:plan-detail", first.pk) if first else ("tiers:plan-new", cycle.pk)
    yield Need(_("A plan with targets"), first is not None, *where)
    agreed = any(plan.state in IN_FORCE for plan in plans)
    yield Need(_("The plan agreed with parents"), agreed, *where)


def _do(cycle: SupportCycle) -> Iterable[Need]:
    if cycle.review_due:
        words = _("The review, due on %(day)s") % {"day": date_format(cycle.review_due)}
        yield Need(words, cycle.review_due <= today())


def _review(cycle: SupportCycle) -> Iterable[Need]:
    plan = cycle.plans.filter(state__in=IN_FORCE).first()
    if plan:
        yield Need(_("What was reached, and what we decide"), False, "tiers:review-new", plan.pk)
