"""Needs: one main need, what is known and how; a SEN support teacher drafts."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sencohub.accounts.models import User
from students.models import Need, Student

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def new_url(amina: Student) -> str:
    return reverse("students:need-new", args=[amina.pk])


@pytest.fixture
def spld(amina: Student) -> Need:
    return Need.objects.create(student=amina, category="SpLD", is_primary=True)


@pytest.fixture
def adhd(amina: Student, spld: Need) -> Need:
    return Need.objects.create(student=amina, category="AD/HD")


def edit_url(need: Need) -> str:
    return reverse("students:need-edit", args=[need.pk])


def mains(student: Student) -> list[str]:
    return list(
        Need.objects.current()
        .filter(student=student, is_primary=True)
        .values_list("category", flat=True)
    )


def test_the_first_need_is_the_main_one(
    amina: Student, senst: User, sign_in: type_sign_in, form_data: type_form_data, new_url: str
) -> None:
    client = sign_in(senst)
    answer = client.post(new_url, form_data(client.get(new_url), category="SpLD"))
    need = Need.objects.get()
    assert (answer.status_code, need.is_primary, need.certainty) == (302, True, "suspected")
    assert need.history.get().history_user == senst


def test_a_new_main_need_takes_the_place_of_the_old(
    amina: Student,
    spld: Need,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    new_url: str,
) -> None:
    client = sign_in(senco)
    client.post(new_url, form_data(client.get(new_url), category="ASD", is_primary="on"))
    assert mains(amina) == ["ASD"]
    spld.refresh_from_db()
    assert spld.ended_on is None
    assert spld.history.latest().history_user == senco


def test_a_need_stands_once(
    spld: Need, senco: User, sign_in: type_sign_in, form_data: type_form_data, new_url: str
) -> None:
    client = sign_in(senco)
    answer = client.post(new_url, form_data(client.get(new_url), category="SpLD"))
    assert answer.status_code == 422
    assert Need.objects.count() == 1


@pytest.mark.parametrize("typed", [{"ended_on": "1 Mar 2026"}, {"is_primary": ""}])
def test_the_main_need_is_not_lost_while_there_are_others(
    amina: Student,
    spld: Need,
    adhd: Need,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    typed: dict[str, str],
) -> None:
    client, url = sign_in(senco), edit_url(spld)
    data = form_data(client.get(url)) | typed
    data = {name: value for name, value in data.items() if value != ""}
    assert client.post(url, data).status_code == 422
    assert mains(amina) == ["SpLD"]


def test_a_need_ends_and_is_kept(
    spld: Need, senco: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client, url = sign_in(senco), edit_url(spld)
    client.post(url, form_data(client.get(url), ended_on="1 Mar 2026"))
    spld.refresh_from_db()
    assert spld.ended_on == dt.date(2026, 3, 1)


@pytest.mark.parametrize("certainty", ["assessed", "diagnosed"])
def test_a_sen_support_teacher_only_drafts(
    senst: User, sign_in: type_sign_in, form_data: type_form_data, new_url: str, certainty: str
) -> None:
    client = sign_in(senst)
    typed = {"category": "ASD", "certainty": certainty, "assessed_by": "CAS"}
    assert client.post(new_url, form_data(client.get(new_url), **typed)).status_code == 422
    assert not Need.objects.exists()


def test_what_was_assessed_needs_by_whom(
    senco: User, sign_in: type_sign_in, form_data: type_form_data, new_url: str
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(new_url), category="ASD", certainty="assessed")
    answer = client.post(new_url, data)
    assert "assessed_by" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("typed", "day", "precision", "english"),
    [
        ("2019", (2019, 1, 1), "year", "2019"),
        ("2019年", (2019, 1, 1), "year", "2019"),
        ("Mar 2019", (2019, 3, 1), "month", "March 2019"),
        ("September 2019", (2019, 9, 1), "month", "September 2019"),
        ("3/2019", (2019, 3, 1), "month", "March 2019"),
        ("2019年3月", (2019, 3, 1), "month", "March 2019"),
        ("２０１９年３月", (2019, 3, 1), "month", "March 2019"),
        ("12 Mar 2019", (2019, 3, 12), "day", "12 Mar 2019"),
        ("12/3/2019", (2019, 3, 12), "day", "12 Mar 2019"),
        ("2019年3月12日", (2019, 3, 12), "day", "12 Mar 2019"),
    ],
)
def test_a_date_as_far_as_it_is_known(
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    new_url: str,
    typed: str,
    day: tuple[int, int, int],
    precision: str,
    english: str,
) -> None:
    client = sign_in(senco)
    client.post(new_url, form_data(client.get(new_url), category="ASD", assessed_when=typed))
    need = Need.objects.get()
    assert (need.assessed_on, need.precision) == (dt.date(*day), precision)
    with translation.override("en"):
        assert need.assessed_when == english
    page = client.get(edit_url(need))
    client.post(edit_url(need), form_data(page, note="again"))
    need.refresh_from_db()
    assert (need.note, need.assessed_on, need.precision) == ("again", dt.date(*day), precision)


@pytest.mark.parametrize(
    "typed", ["13/2019", "2019年13月", "soon", "0000", "1800", "2190", "31/2/2019"]
)
def test_a_date_that_cannot_be(
    senco: User, sign_in: type_sign_in, form_data: type_form_data, new_url: str, typed: str
) -> None:
    client = sign_in(senco)
    answer = client.post(
        new_url, form_data(client.get(new_url), category="ASD", assessed_when=typed)
    )
    assert answer.status_code == 422
    assert typed in answer.content.decode()


def test_two_at_once_the_second_sees_both(
    spld: Need, senco: User, senst: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    url, first, second = edit_url(spld), sign_in(senco), sign_in(senst)
    mine, hers = form_data(first.get(url), note="Mine"), form_data(second.get(url), note="Hers")
    second.post(url, hers)
    answer = first.post(url, mine)
    assert answer.status_code == 409
    assert "Hers" in answer.content.decode()
