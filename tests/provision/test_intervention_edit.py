"""The catalogue, and what an hour of staff time costs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from provision.models import Intervention, Provision, StaffRate
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from tests import factories

type_sign_in = Callable[[User], Client]
type_form = Callable[..., dict[str, Any]]
NEW = reverse("provision:intervention-new")


@pytest.mark.parametrize("who", ["senco", "senst"])
def test_an_entry_is_added_and_changed(
    cast: dict[str, User], sign_in: type_sign_in, form_data: type_form, who: str
) -> None:
    client = sign_in(cast[who])
    typed = {"name_en": "Maths language", "needs": ["SLI", "ID"], "tier": "2"}
    client.post(NEW, form_data(client.get(NEW), **typed))
    entry = Intervention.objects.get()
    assert (entry.name_en, entry.needs, entry.is_active) == ("Maths language", ["SLI", "ID"], True)
    address = reverse("provision:intervention-edit", args=[entry.pk])
    client.post(address, form_data(client.get(address), usual_minutes="40"))
    entry.refresh_from_db()
    assert (entry.usual_minutes, entry.version) == (40, 2)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name_en": ""}, "name_en"),
        ({"usual_weeks": "0"}, "usual_weeks"),
        ({"tier": "7"}, "tier"),
        ({"needs": ["XX"]}, "needs"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    senco: User, sign_in: type_sign_in, form_data: type_form, typed: dict[str, Any], field: str
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(NEW), purpose="Words of sums", tier="2", name_en="Maths")
    page = client.post(NEW, data | typed)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert b"Words of sums" in page.content


def test_runs_keep_their_own_dose(
    group: Provision, senco: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    address = reverse("provision:intervention-edit", args=[group.intervention_id])
    client = sign_in(senco)
    client.post(address, form_data(client.get(address), usual_minutes="55"))
    group.refresh_from_db()
    assert group.minutes == 30


def test_everybody_who_works_with_records_reads_the_catalogue(
    group: Provision, class_teacher: User, sign_in: type_sign_in
) -> None:
    page = sign_in(class_teacher).get(reverse("provision:intervention-list"))
    assert [one.runs for one in page.context["interventions"]] == [1]
    assert b"Plan one" not in page.content


def test_a_rate_is_set_and_set_again_for_the_same_day(
    senco: User, assistant: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    client, address = sign_in(senco), reverse("provision:rate-new")
    for hourly in ("95", "98.50"):
        data = form_data(client.get(address), staff=assistant.pk, hourly=hourly)
        assert client.post(address, data).status_code == 302
    rate = StaffRate.objects.get()
    assert (float(rate.hourly), rate.valid_from, rate.history.count()) == (98.5, today(), 2)


@pytest.mark.parametrize("hourly", ["-1", "", "x", "1234567890"])
def test_a_rate_is_an_amount(
    senco: User, assistant: User, sign_in: type_sign_in, form_data: type_form, hourly: str
) -> None:
    client, address = sign_in(senco), reverse("provision:rate-new")
    data = form_data(client.get(address), staff=assistant.pk, hourly=hourly)
    assert client.post(address, data).status_code == 422


def test_rates_are_read_by_senco_and_leader_only(
    cast: dict[str, User], assistant: User, sign_in: type_sign_in
) -> None:
    factories.StaffRateFactory(staff=assistant, hourly=123)
    address = reverse("provision:rate-list")
    answers = {who: sign_in(user).get(address) for who, user in cast.items()}
    assert {who for who, a in answers.items() if a.status_code == 200} == {"senco", "leader"}
    assert b"123" in answers["leader"].content
    assert b"Set a rate" not in answers["leader"].content
