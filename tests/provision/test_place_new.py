"""Adding students: offered from the register, ticked, each with a baseline and an expectation."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from provision.models import Participation, Provision
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import Need, Student
from tests import factories

type_sign_in = Callable[[User], Client]
type_form = Callable[..., dict[str, Any]]


@pytest.fixture
def on_register(amina: Student, ben: Student, senco: User) -> list[Student]:
    for student in (amina, ben):
        factories.TierPlacementFactory(student=student, decided_by=senco)
    return [amina, ben]


def url(run: Provision) -> str:
    return reverse("provision:place-new", args=[run.pk])


def offered(client: Client, run: Provision, query: str = "") -> set[Student]:
    return set(client.get(f"{url(run)}{query}").context["form"].students.values())


def numbers(*students: Student, baseline: str = "38", expected: str = "52") -> dict[str, Any]:
    typed: dict[str, Any] = {"pick": [str(student.pk) for student in students]}
    for student in students:
        typed |= {f"baseline_{student.pk}": baseline, f"expected_{student.pk}": expected}
    return typed


def test_who_is_offered(
    planned: Provision,
    on_register: list[Student],
    cara: Student,
    senco: User,
    sign_in: type_sign_in,
) -> None:
    amina, ben = on_register
    Need.objects.create(student=amina, category="ASD")
    newcomer = factories.StudentFactory(name_en="Zhou Min")
    client = sign_in(senco)
    assert offered(client, planned) == {amina, ben}
    assert offered(client, planned, "?level=P5") == {amina}
    assert offered(client, planned, "?need=ASD") == {amina}
    assert offered(client, planned, "?q=zhou") == {newcomer}
    assert offered(client, planned, "?level=x&need=y") == {amina, ben}
    assert offered(client, planned, "?q=cara") == set()
    factories.ParticipationFactory(provision=planned, student=ben)
    assert offered(client, planned) == {amina}


def test_several_at_once_and_once(
    planned: Provision,
    on_register: list[Student],
    senst: User,
    sign_in: type_sign_in,
    form_data: type_form,
) -> None:
    client = sign_in(senst)
    data = form_data(client.get(url(planned)), **numbers(*on_register), measure="words")
    for _nth in range(2):
        assert client.post(url(planned), data)["Location"] == planned.get_absolute_url()
    places = planned.participations.all()
    assert {place.student for place in places} == set(on_register)
    assert {(place.baseline, place.expected, place.measure) for place in places} == {
        (38, 52, "words")
    }


def test_a_tick_survives_another_filter(
    planned: Provision,
    on_register: list[Student],
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form,
) -> None:
    """Ben was ticked, then the list was narrowed to P5 before it was sent."""
    ben = on_register[1]
    client, narrowed = sign_in(senco), f"{url(planned)}?level=P5"
    data = form_data(client.get(narrowed), **numbers(ben), measure="words")
    assert client.post(narrowed, data).status_code == 302
    assert planned.participations.get().student == ben


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"baseline": ""}, "Write the baseline"),
        ({"expected": ""}, "Write what you expect"),
        ({"expected": "38"}, "beyond the baseline"),
        ({"expected": "x"}, "Enter a number"),
        ({"baseline": "1e99"}, ""),
    ],
)
def test_each_student_needs_both_numbers(
    planned: Provision,
    on_register: list[Student],
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form,
    typed: dict[str, str],
    error: str,
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(url(planned)), **numbers(on_register[0], **typed), measure="words")
    page = client.post(url(planned), data)
    assert page.status_code == 422
    assert error in page.content.decode()
    assert "checked" in page.content.decode()
    assert not Participation.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"pick": []},
        {"measure": ""},
        {"starts_on": (today() - dt.timedelta(days=90)).isoformat()},
        {"ends_on": (today() + dt.timedelta(days=90)).isoformat()},
        {"baseline_on": (today() + dt.timedelta(days=1)).isoformat()},
    ],
)
def test_what_is_asked_of_all(
    planned: Provision,
    on_register: list[Student],
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form,
    typed: dict[str, Any],
) -> None:
    client = sign_in(senco)
    data = form_data(
        client.get(url(planned)), **{**numbers(on_register[0]), "measure": "words", **typed}
    )
    page = client.post(url(planned), data)
    assert page.status_code == 422
    assert page.context["form"].summary()
    assert not Participation.objects.exists()


@pytest.mark.parametrize("posted", ["999999", "x", "99999999999999999999"])
def test_a_number_that_is_no_student(
    planned: Provision,
    on_register: list[Student],
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form,
    posted: str,
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(url(planned)), pick=[posted], measure="words")
    assert client.post(url(planned), data).status_code == 422


def test_a_student_who_left_is_refused(
    planned: Provision, cara: Student, senco: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(url(planned)), **numbers(cara), measure="words")
    assert client.post(url(planned), data).status_code == 422


# --- one place afterwards -----------------------------------------------------------------------


def test_a_place_is_changed_and_serves_a_target(
    place: Participation, senco: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    cycle = factories.SupportCycleFactory(student=place.student, owner=senco)
    target = factories.TargetFactory(plan__cycle=cycle)
    client, address = sign_in(senco), reverse("provision:place-edit", args=[place.pk])
    data = form_data(client.get(address), expected="60", target=target.pk)
    assert client.post(address, data).status_code == 302
    place.refresh_from_db()
    assert place.expected == 60
    assert place.target == target


@pytest.mark.parametrize(
    "typed",
    [
        {"expected": "10"},
        {"measure": ""},
        {"starts_on": "1 Jan 2001"},
        {"ends_on": "1 Jan 2099"},
        {"target": "999999"},
    ],
)
def test_a_place_refuses_what_is_wrong(
    place: Participation,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form,
    typed: dict[str, str],
) -> None:
    client, address = sign_in(senco), reverse("provision:place-edit", args=[place.pk])
    page = client.post(address, form_data(client.get(address), **typed))
    assert page.status_code == 422


def test_another_childs_target_is_not_offered(
    place: Participation, ben: Student, senco: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    cycle = factories.SupportCycleFactory(student=ben, owner=senco)
    target = factories.TargetFactory(plan__cycle=cycle)
    client, address = sign_in(senco), reverse("provision:place-edit", args=[place.pk])
    page = client.post(address, form_data(client.get(address), target=target.pk))
    assert page.status_code == 422


def test_leaving(
    place: Participation, senco: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    client, address = sign_in(senco), reverse("provision:place-leave", args=[place.pk])
    assert client.post(address, form_data(client.get(address))).status_code == 302
    place.refresh_from_db()
    assert place.ends_on == today()
