"""Leaving the register: the last day and the reason."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import Student
from tests import factories
from tiers.models import TierPlacement

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
DAY = dt.timedelta(days=1)


@pytest.fixture
def tier_1(amina: Student, senco: User) -> TierPlacement:
    return factories.TierPlacementFactory(student=amina, tier=1, decided_by=senco)


def test_a_senco_takes_a_student_off_the_register(
    amina: Student,
    senco: User,
    tier_1: TierPlacement,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    client, address = sign_in(senco), f"/support/placements/{tier_1.pk}/end/"
    typed = {"ends_on": f"{today():%d/%m/%Y}", "end_reason": "Holds in class."}
    answer = client.post(address, form_data(client.get(address), **typed))
    assert answer["Location"] == amina.get_absolute_url()
    assert not TierPlacement.objects.filter(student=amina, ends_on=None).exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"end_reason": ""}, "end_reason"),
        ({"ends_on": ""}, "ends_on"),
        ({"ends_on": f"{today() + DAY:%d/%m/%Y}"}, "ends_on"),
    ],
)
def test_an_end_without_day_or_reason_comes_back(
    senco: User,
    tier_1: TierPlacement,
    sign_in: type_sign_in,
    form_data: type_form_data,
    typed: dict[str, str],
    field: str,
) -> None:
    client, address = sign_in(senco), f"/support/placements/{tier_1.pk}/end/"
    good = {"ends_on": f"{today():%d/%m/%Y}", "end_reason": "Holds in class."}
    answer = client.post(address, form_data(client.get(address), **good | typed))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_an_end_written_on_an_old_page_is_a_conflict(
    senco: User, tier_1: TierPlacement, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client, address = sign_in(senco), f"/support/placements/{tier_1.pk}/end/"
    data = form_data(client.get(address), ends_on=f"{today():%d/%m/%Y}", end_reason="Mine.")
    tier_1.claim(None)
    tier_1.save()
    assert client.post(address, data).status_code == 409
