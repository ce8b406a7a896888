"""The school roll: for the office and the SENCO, and nothing in it about support."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sencohub.accounts.models import User
from students.models import AccessLog, Need, SchoolClass, Student
from tests import factories

URL = "/students/"
AMINA, BEN, CARA = "Amina Khan", "Ng Pak Hei, Ben", "Cheung Sum Yuet, Cara"
type_sign_in = Callable[[User], Client]


def names(response: Any) -> set[str]:
    return {student.name_en for student in response.context["page"]}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {AMINA, BEN}),
        ("q=khan", {AMINA}),
        ("q=吳柏", {BEN}),
        ("show=left", {CARA}),
        ("q=nobody", set()),
        ("in_class=x", {AMINA, BEN}),
        ("page=999", {AMINA, BEN}),
    ],
)
def test_who_is_found(
    cast: dict[str, User], sign_in: type_sign_in, query: str, found: set[str]
) -> None:
    assert names(sign_in(cast["office"]).get(f"{URL}?{query}")) == found


def test_by_class(
    amina: Student, ben: Student, class_5a: SchoolClass, office: User, sign_in: type_sign_in
) -> None:
    assert names(sign_in(office).get(URL, {"in_class": class_5a.pk})) == {AMINA}


@pytest.mark.parametrize(
    "route", ["student-list", "student-people", "student-edit", "student-move", "student-leave"]
)
def test_the_office_reads_no_sen_word(
    amina: Student, parent: User, senco: User, office: User, sign_in: type_sign_in, route: str
) -> None:
    Need.objects.create(student=amina, category="SpLD", is_primary=True, note="canaryneed")
    factories.TierPlacementFactory(student=amina, decided_by=senco, reason="canarytier")
    factories.ConcernFactory(student=amina, seen="canaryconcern")
    factories.ConsentFactory(student=amina, parent=parent, recorded_by=senco, note="canaryconsent")
    args = [] if route == "student-list" else [amina.pk]
    answer = sign_in(office).get(reverse(f"students:{route}", args=args))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "canary" not in text
    assert not {"SpLD", "Tier 2", "Consent"} & set(text.replace("<", " ").replace(">", " ").split())


def test_a_typed_name_is_not_logged(office: User, amina: Student, sign_in: type_sign_in) -> None:
    sign_in(office).get(URL, {"q": "Amina"})
    assert "Amina" not in str(AccessLog.objects.get(kind="roll").detail)


def test_many_cost_the_same_as_few(
    class_5a: SchoolClass, office: User, sign_in: type_sign_in
) -> None:
    client = sign_in(office)
    client.get(URL)
    costs = []
    for count in (3, 297):
        for _n in range(count):
            factories.StudentFactory(in_class=class_5a)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        costs.append(len(queries))
    assert costs[0] == costs[1]
