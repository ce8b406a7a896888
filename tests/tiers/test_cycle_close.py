"""Closing a cycle without a review."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sencohub.accounts.models import User
from students.models import Student
from tests import factories
from tiers.models import Plan, SupportCycle

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def cycle(amina: Student, senco: User) -> SupportCycle:
    return factories.SupportCycleFactory(student=amina, owner=senco, stage="assess")


def test_it_closes_with_a_reason(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client, address = sign_in(senco), f"{cycle.get_absolute_url()}close/"
    client.post(address, form_data(client.get(address), reason="Glasses solved it."))
    cycle.refresh_from_db()
    assert cycle.stage == "closed"
    assert cycle.history.first().history_change_reason == "Glasses solved it."


def test_it_asks_for_the_reason(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client, address = sign_in(senco), f"{cycle.get_absolute_url()}close/"
    answer = client.post(address, form_data(client.get(address)))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"reason"})


def test_a_plan_in_force_is_reviewed_instead(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    factories.PlanFactory(cycle=cycle, state=Plan.State.AGREED)
    client, address = sign_in(senco), f"{cycle.get_absolute_url()}close/"
    answer = client.post(address, form_data(client.get(address), reason="My words."))
    assert answer.status_code == 409
    assert "My words." in answer.content.decode()
