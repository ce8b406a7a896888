"""Holding a review: what it closes, what it opens, and that nothing is typed twice."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove
from sencohub.notices.models import Notice
from students.models import Student
from tests import factories
from tiers.actions.reviews import (
    adjustments_under_review,
    hold_review,
    proposed_tier,
    targets_under_review,
)
from tiers.models import (
    Adjustment,
    Assessment,
    Plan,
    Review,
    SmallStep,
    SupportCycle,
    Target,
    TargetOutcome,
)

Decision = Review.Decision
Stage = SupportCycle.Stage


@pytest.fixture
def plan(amina: Student, senco: User) -> Plan:
    """An agreed plan in a cycle that is under way, with two targets and two adjustments."""
    cycle = factories.SupportCycleFactory(student=amina, owner=senco, stage=Stage.DO)
    Assessment.objects.create(
        cycle=cycle,
        student=amina,
        seen="Loses the place.",
        causes="Working memory.",
        strengths="Draws.",
        worked="Sits in front.",
        find_out="Eyesight?",
        student_view="Copying is hard.",
        parent_view="Homework takes hours.",
    )
    plan = factories.PlanFactory(
        cycle=cycle,
        state=Plan.State.AGREED,
        agreed_on=today(),
        long_term_goals="Reads at the level of the class.",
        home_en="Read together.",
        home_zh="一起閱讀。",
    )
    factories.TargetFactory(plan=plan, position=1, tier2="Group, twice a week")
    factories.TargetFactory(plan=plan, position=2, area="Starting work", baseline=1, expected=3)
    for target in plan.targets.all():
        factories.AdjustmentFactory(plan=plan, target=target)
    return plan


def hold(
    plan: Plan, by: User, actuals: list[str | None], decision: str = "continue", **fields: Any
) -> Review:
    """Hold the review with these actuals, in the plan's order; `keep` all adjustments."""
    outcomes = [
        TargetOutcome(
            target=target,
            actual=None if actual is None else Decimal(actual),
            seen_in_class="partly" if actual else "",
            override_reason="" if actual else "Was ill.",
        )
        for target, actual in zip(plan.targets.all(), actuals, strict=True)
    ]
    keep = fields.pop("keep", list(plan.adjustments.order_by("pk")))
    review = Review(
        plan=plan, student=plan.cycle.student, decision=decision, reason="Why.", **fields
    )
    return hold_review(review=review, outcomes=outcomes, keep=keep, by=by)


def next_plan(review: Review) -> Plan:
    return Plan.objects.get(cycle__previous=review.plan.cycle)


# --- what it closes ----------------------------------------------------------------------------


def test_the_actual_is_confirmed_and_all_closes(plan: Plan, senco: User) -> None:
    review = hold(plan, senco, ["75", "3"], "close")
    plan.refresh_from_db()
    plan.cycle.refresh_from_db()
    first = plan.targets.first()
    assert first
    assert [first.actual, first.actual_on, first.seen_in_class] == [75, review.held_on, "partly"]
    assert [o.actual for o in review.outcomes.order_by("target__position")] == [75, 3]
    assert (plan.state, plan.closed_on) == (Plan.State.CLOSED, review.held_on)
    assert (plan.cycle.stage, plan.cycle.closed_on) == (Stage.CLOSED, review.held_on)
    assert not SupportCycle.objects.open().exists()


def test_what_was_not_measured_keeps_its_last_number(plan: Plan, senco: User) -> None:
    target = plan.targets.get(position=1)
    target.actual, target.actual_on = Decimal(70), today()
    target.save()
    hold(plan, senco, [None, "3"], "close")
    target.refresh_from_db()
    assert target.actual == 70


def test_plans_of_the_cycle_are_reviewed_together(plan: Plan, senco: User) -> None:
    """A student may have one plan of each kind: each is drafted again with its own targets."""
    second = factories.PlanFactory(cycle=plan.cycle, kind=Plan.Kind.CLASS, state=Plan.State.AGREED)
    factories.AdjustmentFactory(plan=second, target=factories.TargetFactory(plan=second))
    assert [t.plan for t in targets_under_review(second)] == [second, plan, plan]
    outcomes = [TargetOutcome(target=t, actual=Decimal(70)) for t in targets_under_review(plan)]
    review = Review(plan=plan, student=plan.cycle.student, decision="continue", reason="Why.")
    keep = list(adjustments_under_review(plan))
    hold_review(review=review, outcomes=outcomes, keep=keep, by=senco)
    drafts = Plan.objects.filter(cycle__previous=plan.cycle)
    assert {d.kind: (d.targets.count(), d.adjustments.count()) for d in drafts} == {
        "support": (1, 2),
        "class": (1, 1),
    }
    second.refresh_from_db()
    assert second.state == Plan.State.CLOSED


def test_unsent_plans_of_the_cycle_close_with_it(plan: Plan, senco: User) -> None:
    other = factories.PlanFactory(cycle=plan.cycle, state=Plan.State.DRAFT)
    hold(plan, senco, ["75", "3"], "close")
    other.refresh_from_db()
    assert other.state == Plan.State.CLOSED


@pytest.mark.parametrize(
    ("state", "agreed_on", "words"),
    [
        (Plan.State.DRAFT, None, "Only a plan that was agreed"),
        (Plan.State.WITH_PARENT, None, "Only a plan that was agreed"),
        (Plan.State.DRAFT, today(), "being changed"),
        (Plan.State.WITH_PARENT, today(), "being changed"),
        (Plan.State.CLOSED, today(), "Only a plan that was agreed"),
    ],
)
def test_only_a_plan_in_force_is_reviewed(
    plan: Plan, senco: User, state: str, agreed_on: dt.date | None, words: str
) -> None:
    plan.state, plan.agreed_on = state, agreed_on
    plan.save()
    with pytest.raises(IllegalMove, match=words):
        hold(plan, senco, ["75", "3"])
    assert not Review.objects.exists()


def test_two_who_hold_it_at_once_the_second_is_told_who_was_first(
    plan: Plan, senco: User, senst: User
) -> None:
    hold(plan, senco, ["75", "3"])
    with pytest.raises(IllegalMove, match="Lam Wing Sze held this review"):
        hold(plan, senst, ["80", "3"])
    assert Review.objects.count() == 1


def test_a_review_under_way_is_held_too(plan: Plan, senco: User) -> None:
    plan.state, plan.cycle.stage = Plan.State.UNDER_REVIEW, Stage.REVIEW
    plan.save()
    plan.cycle.save()
    hold(plan, senco, ["75", "3"], "close")
    plan.refresh_from_db()
    assert plan.state == Plan.State.CLOSED


# --- what it opens -----------------------------------------------------------------------------

CARRIED = [
    *("area", "statement", "plain_en", "plain_zh", "direction", "measure", "unit"),
    *("tier1", "tier2", "tier3", "into_class", "owner"),
]


def test_what_is_typed_again_for_the_next_cycle_is_nothing(plan: Plan, senco: User) -> None:
    """Of one unreached target, its plan and the assessment, every word is there already."""
    review = hold(
        plan, senco, ["75", "3"], helped="The card.", student_view="Easier.", parent_view="Better."
    )
    draft, old = next_plan(review), plan.targets.get(position=1)
    new = draft.targets.get()
    assert [name for name in CARRIED if getattr(new, name) != getattr(old, name)] == []
    retyped = [
        name
        for name in ("kind", "owner", "long_term_goals", "home_en", "home_zh")
        if getattr(draft, name) != getattr(plan, name)
    ]
    assert retyped == []
    assert (draft.student_view, draft.parent_view) == ("Easier.", "Better.")
    assert [member.student for member in draft.plan_students.all()] == [review.student]
    found = draft.cycle.assessment
    before = plan.cycle.assessment
    for name in ("seen", "causes", "strengths", "find_out"):
        assert getattr(found, name) == getattr(before, name)
    assert (found.worked, found.student_view, found.parent_view) == (
        "The card.",
        "Easier.",
        "Better.",
    )


def test_the_next_cycle_follows_on(plan: Plan, senco: User) -> None:
    draft = next_plan(hold(plan, senco, ["75", "3"]))
    following = draft.cycle
    assert (following.number, following.stage, following.previous) == (2, "assess", plan.cycle)
    assert following.review_due == draft.review_on > today()
    assert (draft.state, draft.starts_on) == (Plan.State.DRAFT, today())


def test_what_nobody_wrote_at_the_review_stays_from_before(plan: Plan, senco: User) -> None:
    found = next_plan(hold(plan, senco, ["75", "3"])).cycle.assessment
    assert (found.worked, found.student_view) == ("Sits in front.", "Copying is hard.")


@pytest.mark.parametrize(
    ("aim", "direction", "baseline", "expected", "actual", "carried"),
    [
        # reached is left out, its exact edge too
        ("reach", "higher", "60", "90", "90", None),
        ("reach", "lower", "10", "4", "4", None),
        # not reached: from the actual, towards the same expectation
        ("reach", "higher", "60", "90", "89.99", ("reach", "89.99", "90")),
        ("reach", "higher", "60", "90", "50", ("reach", "50", "90")),
        ("reach", "lower", "10", "4", "7", ("reach", "7", "4")),
        # not measured: as it was
        ("reach", "higher", "60", "90", None, ("reach", "60", "90")),
        ("maintain", "higher", "80", None, None, ("maintain", "80", None)),
        # no expectation was written: left for the writer
        ("reach", "higher", "60", None, "70", ("reach", "70", None)),
        # a level that was lost is to be reached again
        ("maintain", "higher", "80", None, "80", None),
        ("maintain", "higher", "80", "80", "70", ("reach", "70", "80")),
        ("maintain", "lower", "2", None, "5", ("reach", "5", "2")),
    ],
)
def test_which_targets_go_over_and_from_where(
    plan: Plan,
    senco: User,
    aim: str,
    direction: str,
    baseline: str,
    expected: str | None,
    actual: str | None,
    carried: tuple[str, str, str | None] | None,
) -> None:
    target = plan.targets.get(position=1)
    target.aim, target.direction = aim, direction
    target.baseline = Decimal(baseline)
    target.expected = None if expected is None else Decimal(expected)
    target.save()
    draft = next_plan(hold(plan, senco, [actual, "3"]))
    rows = [
        (t.aim, str(t.baseline.normalize()), t.expected and str(t.expected.normalize()))
        for t in draft.targets.filter(came_from=target)
        if t.baseline is not None
    ]
    wanted = carried and (carried[0], _plain(carried[1]), carried[2] and _plain(carried[2]))
    assert rows == ([wanted] if wanted else [])


def _plain(number: str) -> str:
    return str(Decimal(number).quantize(Decimal("0.01")).normalize())


def test_an_override_decides_what_goes_over(plan: Plan, senco: User) -> None:
    """Rated red by hand although the number was reached: carried, and no expectation is left."""
    outcomes = [
        TargetOutcome(
            target=target, actual=target.expected, override="red", override_reason="Only once."
        )
        for target in plan.targets.all()
    ]
    review = Review(plan=plan, student=plan.cycle.student, decision="continue", reason="Why.")
    hold_review(review=review, outcomes=outcomes, keep=[], by=senco)
    assert [t.expected for t in next_plan(review).targets.all()] == [None, None]


def test_steps_that_are_still_ahead_go_over(plan: Plan, senco: User, amina: Student) -> None:
    target = plan.targets.get(position=1)
    for position, (label, reached) in enumerate([("68%", today()), ("75%", None), ("90%", None)]):
        SmallStep.objects.create(
            target=target, student=amina, position=position, label=label, reached_on=reached
        )
    new = next_plan(hold(plan, senco, ["70", "3"])).targets.get()
    assert [step.label for step in new.steps.all()] == ["75%", "90%"]


def test_adjustments_that_are_kept_stay_in_force(plan: Plan, senco: User, amina: Student) -> None:
    """What helps in class does not stop while the next plan is written."""
    first, second = plan.adjustments.order_by("pk")
    draft = next_plan(hold(plan, senco, ["75", "3"], keep=[first, second]))
    rows = list(Adjustment.objects.filter(student=amina).current().order_by("position"))
    assert [row.came_from for row in rows] == [first, second]
    assert [row.target for row in rows] == [draft.targets.get(), None]


def test_adjustments_that_are_not_kept_end(plan: Plan, senco: User, amina: Student) -> None:
    hold(plan, senco, ["75", "3"], keep=[])
    assert not Adjustment.objects.filter(student=amina).current().exists()


def test_whoever_left_owns_nothing_in_the_next_cycle(plan: Plan, senco: User, senst: User) -> None:
    for record in (plan, plan.targets.get(position=1)):
        record.owner = senst
        record.save()
    senst.is_active = False
    senst.save()
    draft = next_plan(hold(plan, senco, ["75", "3"]))
    assert draft.owner == senco
    assert draft.targets.get().owner is None


# --- a step up or down -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tier", "decision", "proposed"),
    [
        (None, "step_up", 1),
        (1, "step_up", 2),
        (2, "step_up", 3),
        (2, "step_down", 1),
        (3, "step_down", 2),
        (2, "continue", None),
        (2, "change", None),
        (2, "close", None),
    ],
)
def test_a_step_is_proposed_and_not_decided(
    plan: Plan, senst: User, amina: Student, tier: int | None, decision: str, proposed: int | None
) -> None:
    if tier:
        factories.TierPlacementFactory(student=amina, tier=tier, decided_by=senst)
    review = hold(plan, senst, ["75", "3"], decision)
    assert proposed_tier(review) == proposed
    assert amina.placements.count() == (1 if tier else 0)
    told = Notice.objects.filter(kind="tier-proposed").values_list("recipient__username", flat=True)
    assert list(told) == (["senco"] if proposed else [])


def test_once_it_is_placed_nothing_is_proposed(plan: Plan, senco: User, amina: Student) -> None:
    review = hold(plan, senco, ["75", "3"], "step_up")
    assert not Notice.objects.filter(kind="tier-proposed").exists()
    factories.TierPlacementFactory(student=amina, tier=1, decided_by=senco, from_review=review)
    assert proposed_tier(review) is None


def test_every_change_leaves_a_history_row(plan: Plan, senco: User) -> None:
    review = hold(plan, senco, ["75", "3"])
    target = Target.objects.get(pk=plan.targets.get(position=1).pk)
    assert plan.history.count() == 2
    assert target.history.count() == 2
    assert review.history.count() == 1
    assert all(o.history.count() == 1 for o in review.outcomes.all())
