"""Holding a review from its page: one row a target, and nothing typed that is on file."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import AccessLog, Student
from tests import factories
from tiers.forms.reviews import decisions_at
from tiers.models import Adjustment, AdjustmentLog, Plan, Review, SupportCycle, Target

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
DAY = dt.timedelta(days=1)


@pytest.fixture
def plan(amina: Student, senco: User) -> Plan:
    cycle = factories.SupportCycleFactory(student=amina, owner=senco, stage="do")
    return factories.PlanFactory(cycle=cycle, state=Plan.State.AGREED, agreed_on=today())


@pytest.fixture
def target(plan: Plan) -> Target:
    return factories.TargetFactory(plan=plan, actual=75, seen_in_class="partly")


def url_for(plan: Plan) -> str:
    return f"/support/plans/{plan.pk}/review/"


def decided(**typed: Any) -> dict[str, Any]:
    return {"decision": "continue", "reason": "It helps."} | typed


# --- the right way -----------------------------------------------------------------------------


def test_with_two_answers_the_review_is_held_and_the_next_cycle_open(
    senco: User, plan: Plan, target: Target, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    """The latest actual is there already: only the decision and its reason are typed."""
    client = sign_in(senco)
    page = client.get(url_for(plan))
    typed = decided()
    answer = client.post(url_for(plan), form_data(page, **typed))
    review = Review.objects.get(plan=plan)
    assert len(typed) == 2
    assert answer["Location"] == review.get_absolute_url()
    assert review.outcomes.get().actual == 75
    following = SupportCycle.objects.get(previous=plan.cycle)
    carried = following.plans.get().targets.get()
    assert [carried.baseline, carried.expected, carried.came_from] == [75, 90, target]


def test_sent_twice_it_is_held_once(
    senco: User, plan: Plan, target: Target, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(url_for(plan)), **decided())
    assert [client.post(url_for(plan), data).status_code for _ in range(2)] == [302, 302]
    assert Review.objects.count() == 1


def test_a_review_held_by_a_colleague_meanwhile(
    senco: User,
    senst: User,
    plan: Plan,
    target: Target,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    mine, theirs = sign_in(senco), sign_in(senst)
    first = form_data(mine.get(url_for(plan)), **decided())
    second = form_data(theirs.get(url_for(plan)), **decided(helped="My words."))
    mine.post(url_for(plan), first)
    answer = theirs.post(url_for(plan), second)
    assert answer.status_code == 409
    assert "held this review" in answer.content.decode()
    assert "My words." in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "ends"), [("senco", "/tier/?review="), ("senst", "/support/reviews/")]
)
def test_a_step_goes_on_to_whoever_decides(
    cast: dict[str, User],
    plan: Plan,
    target: Target,
    sign_in: type_sign_in,
    form_data: type_form_data,
    who: str,
    ends: str,
) -> None:
    client = sign_in(cast[who])
    data = form_data(client.get(url_for(plan)), **decided(decision="step_up"))
    assert ends in client.post(url_for(plan), data)["Location"]


# --- ratings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "rating"),
    [
        ("90", "green"),
        ("75", "amber"),
        ("74.99", "red"),
        ("", "grey"),
        ("ninety", "grey"),
        ("NaN", "grey"),
    ],
)
def test_the_rating_follows_what_is_typed(
    senco: User,
    plan: Plan,
    target: Target,
    sign_in: type_sign_in,
    form_data: type_form_data,
    typed: str,
    rating: str,
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(url_for(plan)), **{f"actual_{target.pk}": typed})
    answer = client.post(url_for(plan), data)
    assert answer.status_code == 422
    assert [row["rating"] for row in answer.context["form"].rows()] == [rating]


def test_save_draft_shows_the_rating_anew(
    senco: User, plan: Plan, target: Target, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(senco)
    typed = {f"actual_{target.pk}": "90", "save_draft": "1"}
    client.post(url_for(plan), form_data(client.get(url_for(plan)), **typed))
    page = client.get(url_for(plan))
    assert [row["rating"] for row in page.context["form"].rows()] == ["green"]
    assert not Review.objects.exists()


def test_an_override_is_kept_with_its_reason(
    senco: User, plan: Plan, target: Target, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(senco)
    typed = {f"override_{target.pk}": "red", f"why_{target.pk}": "Only with help."}
    client.post(url_for(plan), form_data(client.get(url_for(plan)), **decided(), **typed))
    outcome = Review.objects.get().outcomes.get()
    assert (outcome.override, outcome.override_reason) == ("red", "Only with help.")


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"decision": ""}, {"decision"}),
        ({"reason": ""}, {"reason"}),
        ({"held_on": f"{today() + DAY:%d/%m/%Y}"}, {"held_on"}),
        ({"held_on": f"{today() - 21 * DAY:%d/%m/%Y}"}, {"held_on"}),
        ({"actual_": ""}, {"actual_"}),
        ({"actual_": "", "seen_": "", "why_": "Was ill."}, set()),
        ({"actual_": "lots"}, {"actual_"}),
        ({"actual_": "1.234"}, {"actual_"}),
        ({"seen_": ""}, {"seen_"}),
        ({"override_": "green"}, {"why_"}),
        ({"actual_": "", "override_": "green", "why_": "Guess."}, {"override_"}),
        ({"override_": "purple", "why_": "x"}, {"override_"}),
    ],
    ids=lambda value: "+".join(sorted(value)) or "stands" if isinstance(value, set) else None,
)
def test_each_row_is_asked_for(
    senco: User,
    plan: Plan,
    target: Target,
    sign_in: type_sign_in,
    form_data: type_form_data,
    typed: dict[str, str],
    fields: set[str],
) -> None:
    """A name that ends in `_` is the target's own field."""

    def named(name: str) -> str:
        return f"{name}{target.pk}" if name.endswith("_") else name

    client = sign_in(senco)
    given = decided() | {named(name): value for name, value in typed.items()}
    answer = client.post(url_for(plan), form_data(client.get(url_for(plan)), **given))
    errors = set(answer.context["form"].errors) if answer.context else set()
    assert errors == {named(name) for name in fields}
    assert Review.objects.exists() == (not fields)


@pytest.mark.parametrize(
    ("tier", "missing"),
    [(None, {"step_down"}), (1, {"step_down"}), (2, set()), (3, {"step_up"})],
)
def test_no_step_leads_beyond_the_tiers(tier: int | None, missing: set[str]) -> None:
    offered = {value for value, _label in decisions_at(tier)}
    assert set(Review.Decision.values) - offered == missing


@pytest.mark.parametrize("state", [Plan.State.DRAFT, Plan.State.WITH_PARENT, Plan.State.CLOSED])
def test_a_plan_that_is_not_in_force_says_so(
    senco: User,
    plan: Plan,
    target: Target,
    sign_in: type_sign_in,
    form_data: type_form_data,
    state: str,
) -> None:
    plan.state, plan.agreed_on = state, None
    plan.save()
    client = sign_in(senco)
    page = client.get(url_for(plan))
    assert "cannot be reviewed now" in page.content.decode()
    assert client.post(url_for(plan), form_data(page, **decided())).status_code == 409


def test_a_group_without_a_student_of_its_own_has_no_such_page(
    senco: User, sign_in: type_sign_in
) -> None:
    cycle = factories.SupportCycleFactory(student=None, group_name="Readers", owner=senco)
    plan = Plan.objects.create(
        cycle=cycle, kind="group", owner=senco, starts_on=today(), review_on=today() + DAY
    )
    assert sign_in(senco).get(url_for(plan)).status_code == 404


# --- adjustments -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("worked", "did_not", "proposed"), [(0, 0, True), (1, 1, True), (1, 2, False), (3, 0, True)]
)
def test_adjustments_that_worked_are_proposed(
    senco: User,
    plan: Plan,
    sign_in: type_sign_in,
    worked: int,
    did_not: int,
    proposed: bool,
) -> None:
    adjustment = factories.AdjustmentFactory(plan=plan)
    for answer in ["worked"] * worked + ["did_not"] * did_not:
        AdjustmentLog.objects.create(
            adjustment=adjustment,
            student=adjustment.student,
            teacher=senco,
            answer=answer,
            happened_at=timezone.now(),
        )
    form = sign_in(senco).get(url_for(plan)).context["form"]
    assert form["keep"].value() == ([adjustment.pk] if proposed else [])


def test_what_is_unticked_does_not_go_on(
    senco: User, plan: Plan, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    factories.AdjustmentFactory(plan=plan)
    client = sign_in(senco)
    data = form_data(client.get(url_for(plan)), **decided())
    del data["keep"]
    client.post(url_for(plan), data)
    assert not Adjustment.objects.filter(plan__cycle__previous=plan.cycle).exists()


def test_other_plans_adjustments_cannot_be_slipped_in(
    senco: User, ben: Student, plan: Plan, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    foreign = factories.AdjustmentFactory(plan__cycle__student=ben, plan__cycle__owner=senco)
    client = sign_in(senco)
    data = form_data(client.get(url_for(plan)), **decided(keep=[foreign.pk]))
    assert client.post(url_for(plan), data).status_code == 422


# --- the page ----------------------------------------------------------------------------------


def test_the_page_is_logged_and_costs_the_same_for_many_targets(
    senco: User, plan: Plan, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)

    def cost(count: int) -> int:
        for target in factories.TargetFactory.create_batch(count, plan=plan):
            factories.AdjustmentFactory(plan=plan, target=target)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url_for(plan)).status_code == 200
        return len(queries)

    cost(1)
    few = cost(2)
    assert cost(30) == few <= 20
    assert AccessLog.objects.filter(kind="tiers.plan", object_id=str(plan.pk)).count() == 3
