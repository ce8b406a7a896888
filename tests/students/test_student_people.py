"""A student's family: links with rights and dates, and consents."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import RoleMembership, User
from sencohub.lib.dates import today
from students.access import check_access
from students.models import Consent, ParentLink, Student
from tests import factories

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
YESTERDAY = today() - dt.timedelta(days=1)


@pytest.fixture
def link_url(amina: Student) -> str:
    return reverse("students:parent-link-new", args=[amina.pk])


@pytest.fixture
def father(school: object) -> User:
    """An account without any role."""
    return factories.person("father", name_en="Khan Imran", email="khan.family@example.test")


@pytest.mark.parametrize("account", ["father", "FATHER", "khan.family@example.test"])
@pytest.mark.parametrize("who", ["office", "senco"])
def test_a_parent_is_linked_and_sees_the_child(
    amina: Student,
    father: User,
    cast: dict[str, User],
    sign_in: type_sign_in,
    form_data: type_form_data,
    link_url: str,
    who: str,
    account: str,
) -> None:
    client = sign_in(cast[who])
    typed = {"account": account, "relation": "father", "may_read": "on", "may_decide": "on"}
    assert client.post(link_url, form_data(client.get(link_url), **typed)).status_code == 302
    link = ParentLink.objects.get(parent=father)
    assert (link.verified_by, link.relation) == (cast[who], "father")
    assert list(Student.objects.visible_to(father, "published")) == [amina]
    assert RoleMembership.objects.filter(user=father, role="parent").count() == 1
    assert check_access() == []


@pytest.mark.parametrize("account", ["", "nobody", "parent", "shared@example.test", "technical"])
def test_an_account_that_cannot_be_linked(
    cast: dict[str, User],
    sign_in: type_sign_in,
    form_data: type_form_data,
    link_url: str,
    account: str,
) -> None:
    """Nobody by that name; linked already; shared by two; not a person of the school."""
    for name in ("one", "two"):
        factories.person(name, email="shared@example.test")
    client, before = sign_in(cast["office"]), ParentLink.objects.count()
    data = form_data(client.get(link_url), account=account, relation="mother")
    answer = client.post(link_url, data)
    assert answer.status_code == 422
    assert "account" in answer.context["form"].errors
    assert ParentLink.objects.count() == before


def test_without_the_right_to_read_nothing_opens(
    father: User, office: User, sign_in: type_sign_in, form_data: type_form_data, link_url: str
) -> None:
    client = sign_in(office)
    data = form_data(client.get(link_url), account="father", relation="father")
    data.pop("may_read", None)
    client.post(link_url, data)
    assert not Student.objects.visible_to(father, "published").exists()


def test_the_right_to_read_is_taken_and_given_back(
    amina: Student, parent: User, office: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    link = ParentLink.objects.get(parent=parent)
    client, url = sign_in(office), reverse("students:parent-link-edit", args=[link.pk])
    data = form_data(client.get(url))
    data.pop("may_read")
    client.post(url, data)
    assert not Student.objects.visible_to(parent, "published").exists()
    client.post(url, form_data(client.get(url), may_read="on"))
    assert list(Student.objects.visible_to(parent, "published")) == [amina]


@pytest.mark.parametrize(
    ("typed", "last_day", "still"),
    [
        ({"when": "now"}, YESTERDAY, False),
        ({"when": "later", "ends_on": today().isoformat()}, today(), True),
    ],
)
def test_a_link_ends(
    amina: Student,
    parent: User,
    office: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    typed: dict[str, str],
    last_day: dt.date,
    still: bool,
) -> None:
    link = ParentLink.objects.get(parent=parent)
    client, url = sign_in(office), reverse("students:parent-link-end", args=[link.pk])
    client.post(url, form_data(client.get(url), **typed))
    link.refresh_from_db()
    assert link.ends_on == last_day
    assert Student.objects.visible_to(parent, "published").exists() is still
    assert not Student.objects.visible_to(
        parent, "published", on=last_day + dt.timedelta(days=1)
    ).exists()


@pytest.mark.parametrize(
    "typed", [{"when": "later"}, {"when": "later", "ends_on": "1 Jan 2020"}, {"when": ""}]
)
def test_an_end_that_cannot_be(
    parent: User, office: User, sign_in: type_sign_in, form_data: type_form_data, typed: Any
) -> None:
    link = ParentLink.objects.get(parent=parent)
    client, url = sign_in(office), reverse("students:parent-link-end", args=[link.pk])
    assert client.post(url, form_data(client.get(url), **typed)).status_code == 422


def test_an_ended_link_ends_once(
    ex_parent: User, office: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    link = ParentLink.objects.get(parent=ex_parent)
    client, url = sign_in(office), reverse("students:parent-link-end", args=[link.pk])
    assert client.post(url, form_data(client.get(url))).status_code == 409


def test_a_link_that_began_today_ends_at_once(
    amina: Student, father: User, office: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    link = factories.parent_of(father, amina, starts_on=today())
    client, url = sign_in(office), reverse("students:parent-link-end", args=[link.pk])
    client.post(url, form_data(client.get(url), when="now"))
    assert not Student.objects.visible_to(father, "published").exists()
    assert check_access() == []


@pytest.mark.parametrize(
    ("who", "links", "consents"),
    [
        ("senco", True, True),
        ("senst", True, True),
        ("leader", True, True),
        ("office", True, False),
    ],
)
def test_who_reads_links_and_consents(
    cast: dict[str, User],
    amina: Student,
    sign_in: type_sign_in,
    who: str,
    links: bool,
    consents: bool,
) -> None:
    factories.ConsentFactory(student=amina, parent=cast["parent"], recorded_by=cast["senco"])
    url = reverse("students:student-people", args=[amina.pk])
    text = sign_in(cast[who]).get(url).content.decode()
    assert ("Khan Fatima" in text) is links
    assert ("signed form" in text) is consents


@pytest.mark.parametrize("answer", ["given", "refused"])
def test_a_consent_is_recorded_with_who_recorded_it(
    amina: Student,
    parent: User,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    answer: str,
) -> None:
    client, url = sign_in(senco), reverse("students:consent-new", args=[amina.pk])
    typed = {"parent": parent.pk, "scope": "semis", "answer": answer, "note": "by phone"}
    assert client.post(url, form_data(client.get(url), **typed)).status_code == 302
    kept = Consent.objects.get()
    assert (kept.answer, kept.recorded_by, kept.answered_on) == (answer, senco, today())
    assert kept.holds is (answer == "given")


@pytest.mark.parametrize("who", ["other_parent", "ex_parent", "class_teacher"])
def test_only_the_childs_own_parents_consent(
    cast: dict[str, User],
    amina: Student,
    sign_in: type_sign_in,
    form_data: type_form_data,
    who: str,
) -> None:
    client, url = sign_in(cast["senco"]), reverse("students:consent-new", args=[amina.pk])
    typed = {"parent": cast[who].pk, "scope": "semis", "answer": "given", "note": "x"}
    assert client.post(url, form_data(client.get(url), **typed)).status_code == 422
    assert not Consent.objects.exists()


def test_a_consent_is_withdrawn_once_and_kept(
    amina: Student, parent: User, senco: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    given = factories.ConsentFactory(student=amina, parent=parent, recorded_by=senco)
    client, url = sign_in(senco), reverse("students:consent-withdraw", args=[given.pk])
    first, second = form_data(client.get(url)), form_data(client.get(url))
    assert client.post(url, first).status_code == 302
    assert client.post(url, second).status_code == 409
    given.refresh_from_db()
    assert (given.withdrawn_on, given.holds) == (today(), False)
