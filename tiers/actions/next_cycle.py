"""The next cycle from a review: everything that still holds goes over, nothing is typed again."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from sencohub.accounts.models import User
from tiers.actions.placements import open_placement
from tiers.intervals import suggest_review
from tiers.models import (
    Adjustment,
    Assessment,
    Plan,
    PlanStudent,
    Review,
    SmallStep,
    SupportCycle,
    Target,
    TargetOutcome,
)
from tiers.rag import Rag, rate_record
from tiers.stages import assessment_of


def open_next(
    *,
    review: Review,
    plans: Iterable[Plan],
    cycle: SupportCycle,
    outcomes: Sequence[TargetOutcome],
    keep: Iterable[Adjustment],
) -> SupportCycle:
    """Open the cycle after this one with its assessment filled in and its plans drafted.

    Call inside the review's transaction, once `cycle` is closed.
    """
    placed = open_placement(review.student)
    due = suggest_review(placed.tier if placed else None, review.held_on)
    following = SupportCycle.objects.create(
        student=review.student,
        number=cycle.number + 1,
        opened_on=review.held_on,
        review_due=due,
        previous=cycle,
        owner=_still_here(cycle.owner) or review.held_by,
    )
    _carry_assessment(cycle, following, review)
    drafts = {plan.pk: _draft_plan(plan, following, review, due) for plan in plans}
    carried = {
        outcome.target_id: _carry_target(outcome, drafts[outcome.target.plan_id], position)
        for position, outcome in enumerate(_unreached(outcomes), start=1)
    }
    for position, adjustment in enumerate(keep, start=1):
        helps = carried.get(adjustment.target_id or 0)
        _carry_adjustment(adjustment, drafts[adjustment.plan_id], position, helps)
    return following


def _still_here(person: User | None) -> User | None:
    return person if person and person.is_active else None


def _carry_assessment(cycle: SupportCycle, following: SupportCycle, review: Review) -> None:
    """What was found holds until somebody writes otherwise; the review adds its own parts."""
    before = assessment_of(cycle)
    Assessment.objects.create(
        cycle=following,
        student=review.student,
        seen=before.seen,
        causes=before.causes,
        strengths=before.strengths,
        find_out=before.find_out,
        worked=review.helped or before.worked,
        student_view=review.student_view or before.student_view,
        parent_view=review.parent_view or before.parent_view,
        no_view_reason=before.no_view_reason,
    )


def _draft_plan(plan: Plan, following: SupportCycle, review: Review, due: dt.date) -> Plan:
    draft = Plan.objects.create(
        cycle=following,
        kind=plan.kind,
        owner=_still_here(plan.owner) or review.held_by,
        starts_on=review.held_on,
        review_on=due,
        long_term_goals=plan.long_term_goals,
        student_view=review.student_view or plan.student_view,
        parent_view=review.parent_view or plan.parent_view,
        home_en=plan.home_en,
        home_zh=plan.home_zh,
    )
    for member in plan.plan_students.all():
        PlanStudent.objects.create(plan=draft, student=member.student)
    return draft


# --- targets -----------------------------------------------------------------------------------


def _unreached(outcomes: Sequence[TargetOutcome]) -> list[TargetOutcome]:
    """In the plan's order, all but those that reached what was expected; the unmeasured too."""
    return [outcome for outcome in outcomes if rate_record(outcome) != Rag.GREEN]


def _carry_target(outcome: TargetOutcome, draft: Plan, position: int) -> Target:
    """The same target from where the student stands now; `expected` only if it is still ahead."""
    old, review = outcome.target, outcome.review
    measured = outcome.actual is not None
    new = Target.objects.create(
        plan=draft,
        student=old.student,
        position=position,
        **{name: getattr(old, name) for name in SAME_AGAIN},
        aim=Target.Aim.REACH if measured else old.aim,
        baseline=outcome.actual if measured else old.baseline,
        baseline_on=review.held_on if measured else old.baseline_on,
        expected=_still_ahead(old, outcome.actual) if measured else old.expected,
        due_on=draft.review_on,
        owner=_still_here(old.owner),
        came_from=old,
    )
    for nth, step in enumerate(old.steps.filter(reached_on__isnull=True), start=1):
        SmallStep.objects.create(target=new, student=old.student, position=nth, label=step.label)
    return new


SAME_AGAIN = (
    "area",
    "statement",
    "plain_en",
    "plain_zh",
    "direction",
    "measure",
    "unit",
    "tier1",
    "tier2",
    "tier3",
    "into_class",
)


def _still_ahead(target: Target, actual: Decimal | None) -> Decimal | None:
    """What was expected, where it lies beyond the new baseline in the direction of good.

    Ground lost on a level that was to be kept is to be reached again: there the level itself.
    """
    keeps = target.aim == Target.Aim.MAINTAIN
    wanted = target.baseline if keeps else target.expected
    if wanted is None or actual is None:
        return None
    lower = target.direction == Target.Direction.LOWER
    return wanted if (wanted < actual if lower else wanted > actual) else None


# --- adjustments -------------------------------------------------------------------------------


def _carry_adjustment(
    old: Adjustment, draft: Plan, position: int, target: Target | None
) -> Adjustment:
    """The same adjustment, still in force: what helps does not stop while the plan is written."""
    return Adjustment.objects.create(
        plan=draft,
        student=old.student,
        target=target,
        position=position,
        force=old.force,
        text_en=old.text_en,
        text_zh=old.text_zh,
        subjects=old.subjects,
        bank_item=old.bank_item,
        in_force_from=draft.starts_on if old.in_force_from else None,
        came_from=old,
    )
