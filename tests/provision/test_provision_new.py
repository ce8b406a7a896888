"""Planning a run from the catalogue's usual dose; costs only on the SENCO's form."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from provision.models import Intervention, Provision
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.school.models import Term
from tests import factories

type_sign_in = Callable[[User], Client]
type_form = Callable[..., dict[str, Any]]


@pytest.fixture
def entry(db: None) -> Intervention:
    return factories.InterventionFactory(
        usual_weeks=8, usual_sessions_a_week=3, usual_minutes=25, usual_group=4
    )


def url(entry: Intervention) -> str:
    return f"{reverse('provision:provision-new')}?intervention={entry.pk}"


def test_the_catalogues_dose_is_filled_in(
    entry: Intervention, term: Term, senst: User, sign_in: type_sign_in
) -> None:
    form = sign_in(senst).get(url(entry)).context["form"]
    first = form["starts_on"].value()
    assert (form["planned_sessions"].value(), form["minutes"].value()) == (24, 25)
    assert (first, form["ends_on"].value()) == (
        today(),
        min(today() + dt.timedelta(days=55), term.ends_on),
    )


def test_it_is_planned_and_leads_to_its_students(
    entry: Intervention,
    term: Term,
    senst: User,
    assistant: User,
    sign_in: type_sign_in,
    form_data: type_form,
) -> None:
    client = sign_in(senst)
    typed = {"staff": assistant.pk, "weekdays": ["0", "2"], "at_time": "14:10"}
    data = form_data(client.get(url(entry)), **typed)
    answers = [client.post(url(entry), data) for _nth in range(2)]
    run = Provision.objects.get()
    assert {a["Location"] for a in answers} == {reverse("provision:place-new", args=[run.pk])}
    assert (run.state, run.intervention, run.staff) == ("planned", entry, assistant)
    assert (run.weekdays, run.at_time) == ([0, 2], dt.time(14, 10))
    assert run.history.get().history_user == senst


@pytest.mark.parametrize(("who", "has"), [("senco", True), ("senst", False)])
def test_costs_are_only_on_the_sencos_form(
    cast: dict[str, User],
    entry: Intervention,
    term: Term,
    sign_in: type_sign_in,
    form_data: type_form,
    who: str,
    has: bool,
) -> None:
    client = sign_in(cast[who])
    page = client.get(url(entry))
    assert ("contract_cost" in page.context["form"].fields) == has
    costs = {"contract_cost": "9600", "materials_cost": "50"}
    client.post(url(entry), form_data(page, **costs))
    assert Provision.objects.get().contract_cost == (9600 if has else 0)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts_on": "1 Jan 2001"}, "starts_on"),
        ({"ends_on": "1 Jan 2099"}, "ends_on"),
        ({"starts_on": "31 Feb 2026"}, "starts_on"),
        ({"planned_sessions": "0"}, "planned_sessions"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "500"}, "minutes"),
        ({"minutes": ""}, "minutes"),
        ({"name_en": ""}, "name_en"),
        ({"tier": "4"}, "tier"),
        ({"kind": "x"}, "kind"),
        ({"staff": "999999"}, "staff"),
        ({"weekdays": ["9"]}, "weekdays"),
        ({"at_time": "25:99"}, "at_time"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    entry: Intervention,
    term: Term,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form,
    typed: dict[str, Any],
    field: str,
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(url(entry)), contractor="Clear Speech Ltd", **typed)
    page = client.post(url(entry), data)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert b"Clear Speech Ltd" in page.content
    assert not Provision.objects.exists()


def test_the_last_day_is_not_before_the_first(
    entry: Intervention, term: Term, senco: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    client = sign_in(senco)
    day = term.starts_on + dt.timedelta(days=9)
    typed = {"starts_on": day.isoformat(), "ends_on": term.starts_on.isoformat()}
    page = client.post(url(entry), form_data(client.get(url(entry)), **typed))
    assert "ends_on" in page.context["form"].errors


def test_who_has_no_such_role_is_not_offered(
    entry: Intervention, term: Term, cast: dict[str, User], sign_in: type_sign_in
) -> None:
    form = sign_in(cast["senco"]).get(url(entry)).context["form"]
    offered = set(form.fields["staff"].queryset)
    names = {"senco", "senst", "class_teacher", "other_teacher", "assistant"}
    assert offered == {cast[name] for name in names}


@pytest.mark.parametrize("asked", ["999999", "x", "１", "-1"])
def test_an_entry_that_is_not_there(
    term: Term, senco: User, sign_in: type_sign_in, asked: str
) -> None:
    address = f"{reverse('provision:provision-new')}?intervention={asked}"
    assert sign_in(senco).get(address).status_code == 404


def test_without_an_entry_the_catalogue_is_offered(
    entry: Intervention, term: Term, senco: User, sign_in: type_sign_in
) -> None:
    old = factories.InterventionFactory(is_active=False)
    page = sign_in(senco).get(reverse("provision:provision-new"))
    assert set(page.context["interventions"]) == {entry}
    assert sign_in(senco).get(url(old)).status_code == 404
