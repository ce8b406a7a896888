"""The button between the stages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sencohub.accounts.models import User
from students.models import Student
from tests import factories
from tiers.models import Assessment, Plan, SupportCycle

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
WHOLE = {"seen": "a", "strengths": "b", "student_view": "c", "parent_view": "d"}


@pytest.fixture
def cycle(amina: Student, senco: User) -> SupportCycle:
    cycle = factories.SupportCycleFactory(student=amina, owner=senco, stage="assess")
    Assessment.objects.create(cycle=cycle, student=amina, **WHOLE)
    return cycle


def press(client: Client, cycle: SupportCycle, form_data: type_form_data, to: str) -> Any:
    page = client.get(cycle.get_absolute_url())
    return client.post(f"{cycle.get_absolute_url()}move/", form_data(page, to=to))


def test_on_to_planning(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(senco)
    assert "Go on to planning" in client.get(cycle.get_absolute_url()).content.decode()
    assert press(client, cycle, form_data, "plan")["Location"] == cycle.get_absolute_url()
    cycle.refresh_from_db()
    assert cycle.stage == "plan"


def test_what_is_missing_is_said_on_the_page(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    Assessment.objects.filter(cycle=cycle).get().delete()
    answer = press(sign_in(senco), cycle, form_data, "plan")
    assert answer.status_code == 409
    assert "Still missing: What we see, Strengths" in answer.content.decode()


@pytest.mark.parametrize("to", ["review", "do", "assess"])
def test_a_move_the_table_does_not_hold(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in, form_data: type_form_data, to: str
) -> None:
    answer = press(sign_in(senco), cycle, form_data, to)
    assert answer.status_code == 409
    cycle.refresh_from_db()
    assert cycle.stage == "assess"


def test_starting_the_review_leads_to_its_page(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    cycle.stage = "do"
    cycle.save()
    plan = factories.PlanFactory(cycle=cycle, state=Plan.State.AGREED)
    answer = press(sign_in(senco), cycle, form_data, "review")
    assert answer["Location"] == f"/support/plans/{plan.pk}/review/"


def test_rubbish_is_refused(senco: User, cycle: SupportCycle, sign_in: type_sign_in) -> None:
    answer = sign_in(senco).post(f"{cycle.get_absolute_url()}move/", {"to": "moon"})
    assert answer.status_code == 422
