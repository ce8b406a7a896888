"""Beginning a plan: kind by tier, a review date from the rules, views already told."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import Student
from tests import factories
from tiers.intervals import suggest_review
from tiers.models import Assessment, Plan, SupportCycle

type_sign_in = Callable[[User], Client]


@pytest.fixture
def cycle(amina: Student, senco: User) -> SupportCycle:
    turn = factories.SupportCycleFactory(student=amina, owner=senco, review_due=None)
    Assessment.objects.create(
        cycle=turn, student=amina, student_view="I like stories.", parent_view="We worry."
    )
    return turn


def url_of(cycle: SupportCycle) -> str:
    return reverse("tiers:plan-new", args=[cycle.pk])


@pytest.mark.parametrize(
    ("tier", "kind"), [(None, "class"), (1, "class"), (2, "support"), (3, "iep")]
)
def test_the_tier_proposes_the_kind(
    tier: int | None, kind: str, cycle: SupportCycle, senco: User, sign_in: type_sign_in
) -> None:
    if tier:
        factories.TierPlacementFactory(student=cycle.student, tier=tier, decided_by=senco)
    form = sign_in(senco).get(url_of(cycle)).context["form"]
    assert form["kind"].value() == kind
    assert form["review_on"].value() == suggest_review(tier, today())


def test_the_cycles_own_review_date_is_kept(
    cycle: SupportCycle, senco: User, sign_in: type_sign_in
) -> None:
    cycle.review_due = today() + dt.timedelta(days=45)
    cycle.save()
    form = sign_in(senco).get(url_of(cycle)).context["form"]
    assert form["review_on"].value() == cycle.review_due


def test_begins_with_the_views_that_assessing_recorded(
    cycle: SupportCycle, senst: User, sign_in: type_sign_in, form_data: Any
) -> None:
    client = sign_in(senst)
    page = client.get(url_of(cycle))
    answer = client.post(url_of(cycle), form_data(page, owner=senst.pk))
    plan = Plan.objects.get()
    assert answer["Location"] == reverse("tiers:plan-edit", args=[plan.pk])
    assert (plan.student_view, plan.parent_view) == ("I like stories.", "We worry.")
    assert (plan.owner, plan.plan_students.get().student) == (senst, cycle.student)


def test_a_second_plan_of_the_same_kind_is_refused(
    cycle: SupportCycle, senco: User, sign_in: type_sign_in, form_data: Any
) -> None:
    client = sign_in(senco)
    page = client.get(url_of(cycle))
    data = form_data(page, owner=senco.pk)
    client.post(url_of(cycle), data)
    again = client.post(url_of(cycle), form_data(client.get(url_of(cycle)), owner=senco.pk))
    assert again.status_code == 409
    assert "has such a plan already" in again.content.decode()
    assert Plan.objects.count() == 1


def test_a_review_before_the_start_comes_back_with_what_was_typed(
    cycle: SupportCycle, senco: User, sign_in: type_sign_in, form_data: Any
) -> None:
    client = sign_in(senco)
    page = client.get(url_of(cycle))
    answer = client.post(url_of(cycle), form_data(page, review_on="1 Jan 2020", owner=senco.pk))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a review date after the plan begins." in text
    assert "1 Jan 2020" in text


def test_a_closed_cycle_takes_no_plan(
    cycle: SupportCycle, senco: User, sign_in: type_sign_in, form_data: Any
) -> None:
    client = sign_in(senco)
    page = client.get(url_of(cycle))
    cycle.stage = SupportCycle.Stage.CLOSED
    cycle.save()
    answer = client.post(url_of(cycle), form_data(page, owner=senco.pk))
    assert answer.status_code == 409
