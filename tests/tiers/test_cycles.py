"""Opening, moving and closing a cycle; what each stage asks for; the table of moves."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove, Stale
from students.models import Concern, Student
from tests import factories
from tiers.actions.cycles import (
    close_cycle,
    move_on,
    open_cycle,
    plan_agreed,
    record_assessment,
)
from tiers.models import Assessment, Plan, SupportCycle
from tiers.stages import lacking, needs

Stage = SupportCycle.Stage
DAY = dt.timedelta(days=1)
SOON = today() + 60 * DAY
WHOLE = {
    "seen": "Loses the place.",
    "strengths": "Draws, explains well.",
    "student_view": "Copying is hard.",
    "parent_view": "Homework takes hours.",
}


def cycle_at(student: Student, stage: str, owner: User, **assessed: Any) -> SupportCycle:
    cycle = factories.SupportCycleFactory(student=student, owner=owner, stage=stage)
    Assessment.objects.create(cycle=cycle, student=student, **assessed)
    return cycle


def with_plan(cycle: SupportCycle, state: str) -> Plan:
    return factories.PlanFactory(cycle=cycle, state=state)


# --- opening -----------------------------------------------------------------------------------


def test_opening_begins_with_assessing_and_counts_on(amina: Student, senco: User) -> None:
    first = open_cycle(student=amina, by=senco, owner=senco, review_due=SOON)
    close_cycle(cycle=first, by=senco, reason="Not needed after all.")
    second = open_cycle(student=amina, by=senco, owner=senco, review_due=SOON)
    assert [first.number, second.number] == [1, 2]
    assert second.stage == Stage.ASSESS
    assert second.assessment.seen == ""


def test_a_cycle_keeps_the_concern_it_answers(amina: Student, senco: User) -> None:
    concern = factories.ConcernFactory(student=amina, raised_by=senco)
    cycle = open_cycle(student=amina, by=senco, owner=senco, review_due=SOON, concern=concern)
    assert list(Concern.objects.get(pk=concern.pk).cycles.all()) == [cycle]


def test_one_open_cycle_for_a_student(amina: Student, senco: User) -> None:
    open_cycle(student=amina, by=senco, owner=senco, review_due=SOON)
    with pytest.raises(IllegalMove, match="A cycle is open already"):
        open_cycle(student=amina, by=senco, owner=senco, review_due=SOON)
    with pytest.raises(IntegrityError):
        factories.SupportCycleFactory(student=amina, owner=senco, number=9)


# --- the table of moves ------------------------------------------------------------------------

LEGAL = {
    (Stage.ASSESS, Stage.PLAN),
    (Stage.PLAN, Stage.DO),
    (Stage.DO, Stage.REVIEW),
    (Stage.REVIEW, Stage.DO),
    *((stage, Stage.CLOSED) for stage in Stage if stage != Stage.CLOSED),
}


@pytest.mark.parametrize("before", Stage.values)
@pytest.mark.parametrize("after", Stage.values)
def test_the_table(before: str, after: str) -> None:
    assert SupportCycle.MOVES.allows(before, after) == ((Stage(before), Stage(after)) in LEGAL)


@pytest.mark.parametrize("before", Stage.values)
@pytest.mark.parametrize("after", [Stage.ASSESS, Stage.PLAN, Stage.DO, Stage.REVIEW])
def test_moving_on_keeps_to_the_table(amina: Student, senco: User, before: str, after: str) -> None:
    """With nothing missing, exactly the legal moves are made; every other leaves all as it was."""
    cycle = cycle_at(amina, before, senco, **WHOLE)
    with_plan(cycle, Plan.State.UNDER_REVIEW if before == Stage.REVIEW else Plan.State.AGREED)
    legal = (Stage(before), after) in LEGAL
    try:
        move_on(cycle=cycle, to=after, by=senco)
        made = True
    except IllegalMove:
        made = False
    cycle.refresh_from_db()
    assert made == legal
    assert cycle.stage == (after if legal else before)
    assert cycle.version == (2 if legal else 1)


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ("seen", ["What we see"]),
        ("strengths", ["Strengths"]),
        ("student_view", ["The student’s view"]),
        ("parent_view", ["The parents’ view"]),
    ],
)
def test_planning_waits_for_the_assessment(
    amina: Student, senco: User, gone: str, words: list[str]
) -> None:
    cycle = cycle_at(amina, Stage.ASSESS, senco, **WHOLE | {gone: ""})
    assert [need.words for need in lacking(cycle)] == words
    with pytest.raises(IllegalMove, match=words[0]):
        move_on(cycle=cycle, to=Stage.PLAN, by=senco)


def test_a_reason_stands_for_a_missing_view(amina: Student, senco: User) -> None:
    without = WHOLE | {"student_view": "", "parent_view": "", "no_view_reason": "Abroad till May."}
    cycle = cycle_at(amina, Stage.ASSESS, senco, **without)
    assert move_on(cycle=cycle, to=Stage.PLAN, by=senco).stage == Stage.PLAN


@pytest.mark.parametrize(
    ("state", "met"),
    [
        (None, [False, False]),
        (Plan.State.DRAFT, [True, False]),
        (Plan.State.WITH_PARENT, [True, False]),
        (Plan.State.AGREED, [True, True]),
        (Plan.State.CLOSED, [False, False]),
    ],
)
def test_doing_waits_for_an_agreed_plan(
    amina: Student, senco: User, state: str | None, met: list[bool]
) -> None:
    cycle = cycle_at(amina, Stage.PLAN, senco, **WHOLE)
    if state:
        with_plan(cycle, state)
    assert [need.is_met for need in needs(cycle)] == met


def test_a_review_may_start_before_its_day_and_be_called_off(amina: Student, senco: User) -> None:
    cycle = cycle_at(amina, Stage.DO, senco, **WHOLE)
    plan = with_plan(cycle, Plan.State.AGREED)
    move_on(cycle=cycle, to=Stage.REVIEW, by=senco)
    plan.refresh_from_db()
    assert plan.state == Plan.State.UNDER_REVIEW
    move_on(cycle=cycle, to=Stage.DO, by=senco)
    plan.refresh_from_db()
    assert plan.state == Plan.State.AGREED


# --- a plan is agreed --------------------------------------------------------------------------


@pytest.mark.parametrize("before", [Stage.ASSESS, Stage.PLAN, Stage.DO])
def test_an_agreed_plan_begins_doing_and_sets_the_review(
    amina: Student, senco: User, before: str
) -> None:
    cycle = cycle_at(amina, before, senco, **WHOLE)
    plan = with_plan(cycle, Plan.State.AGREED)
    plan.review_on = SOON + DAY
    plan_agreed(plan=plan, by=senco)
    cycle.refresh_from_db()
    assert (cycle.stage, cycle.review_due) == (Stage.DO, SOON + DAY)


def test_no_plan_is_agreed_on_half_an_assessment(amina: Student, senco: User) -> None:
    cycle = cycle_at(amina, Stage.ASSESS, senco, seen="Only this.")
    with pytest.raises(IllegalMove, match="Strengths"):
        plan_agreed(plan=with_plan(cycle, Plan.State.AGREED), by=senco)


# --- closing without a review ------------------------------------------------------------------


def test_closing_takes_unsent_plans_along_and_keeps_the_reason(amina: Student, senco: User) -> None:
    cycle = cycle_at(amina, Stage.PLAN, senco)
    plan = with_plan(cycle, Plan.State.DRAFT)
    close_cycle(cycle=cycle, by=senco, reason="Moved on.")
    cycle.refresh_from_db()
    plan.refresh_from_db()
    assert (cycle.stage, cycle.closed_on) == (Stage.CLOSED, today())
    assert (plan.state, plan.closed_on) == (Plan.State.CLOSED, today())
    assert cycle.history.first().history_change_reason == "Moved on."


@pytest.mark.parametrize(
    ("state", "agreed_on"),
    [
        (Plan.State.AGREED, today()),
        (Plan.State.UNDER_REVIEW, today()),
        (Plan.State.DRAFT, today()),
    ],
)
def test_a_plan_in_force_ends_with_a_review(
    amina: Student, senco: User, state: str, agreed_on: dt.date
) -> None:
    cycle = cycle_at(amina, Stage.DO, senco)
    factories.PlanFactory(cycle=cycle, state=state, agreed_on=agreed_on)
    with pytest.raises(IllegalMove, match="Hold its review"):
        close_cycle(cycle=cycle, by=senco, reason="Enough.")


def test_a_student_who_left_needs_no_review(cara: Student, senco: User) -> None:
    cycle = cycle_at(cara, Stage.DO, senco)
    plan = with_plan(cycle, Plan.State.AGREED)
    close_cycle(cycle=cycle, by=senco, reason="Left the school.")
    plan.refresh_from_db()
    assert plan.state == Plan.State.CLOSED


# --- the assessment ----------------------------------------------------------------------------


def test_keeping_the_assessment_says_who_and_when(amina: Student, senco: User) -> None:
    found = cycle_at(amina, Stage.ASSESS, senco).assessment
    found.seen = "New words."
    record_assessment(assessment=found, version=1, by=senco)
    found.refresh_from_db()
    assert (found.seen, found.done_by, found.done_on) == ("New words.", senco, today())
    assert found.version == 2


@pytest.mark.parametrize("version", [1, None])
def test_an_assessment_is_never_overwritten_unseen(
    amina: Student, senco: User, version: int | None
) -> None:
    """Neither by an older form, nor by one opened before there was an assessment."""
    found = cycle_at(amina, Stage.ASSESS, senco).assessment
    record_assessment(assessment=found, version=1, by=senco)
    late = Assessment(cycle=found.cycle, student=amina, seen="Mine.") if version is None else found
    with pytest.raises(Stale):
        record_assessment(assessment=late, version=version, by=senco)


# --- who is due --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "due", "overdue"),
    [(-1, False, True), (0, True, False), (14, True, False), (15, False, False)],
)
def test_due_and_overdue(amina: Student, senco: User, days: int, due: bool, overdue: bool) -> None:
    cycle = cycle_at(amina, Stage.DO, senco)
    cycle.review_due = today() + days * DAY
    cycle.save()
    assert SupportCycle.objects.due().exists() == due
    assert SupportCycle.objects.overdue().exists() == overdue
    cycle.stage = Stage.CLOSED
    cycle.save()
    assert not (SupportCycle.objects.due() | SupportCycle.objects.overdue()).exists()
