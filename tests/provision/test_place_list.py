"""The places behind a figure: the reader's own, narrowed as the cell was."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from provision.models import Participation, Provision
from sencohub.accounts.models import User
from students.models import Student
from tests import factories

type_sign_in = Callable[[User], Client]
URL = reverse("provision:place-list")


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("senco", {"Amina Khan", "Ng Pak Hei, Ben"}),
        ("leader", {"Amina Khan", "Ng Pak Hei, Ben"}),
        ("class_teacher", {"Amina Khan"}),
        ("other_teacher", {"Ng Pak Hei, Ben"}),
    ],
)
def test_each_reader_sees_their_own(
    cast: dict[str, User],
    place: Participation,
    bens_place: Participation,
    sign_in: type_sign_in,
    who: str,
    names: set[str],
) -> None:
    rows = sign_in(cast[who]).get(URL).context["rows"]
    assert {row["place"].student.name_en for row in rows} == names


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("by=class&column=5A", 1),
        ("by=year&column=P3", 1),
        ("by=need&column=", 2),
        ("by=need&column=SpLD", 0),
        ("tier=3", 0),
        ("intervention=999999", 2),
        ("term=x&page=99", 2),
    ],
)
def test_narrowed(
    place: Participation,
    bens_place: Participation,
    senco: User,
    sign_in: type_sign_in,
    query: str,
    count: int,
) -> None:
    assert sign_in(senco).get(f"{URL}?{query}").context["page"].paginator.count == count


def test_the_queries_do_not_grow(
    place: Participation, group: Provision, senco: User, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for student in factories.StudentFactory.create_batch(30):
        factories.ParticipationFactory(provision=group, student=student)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)


def test_out_of_class_names_who_misses_most(
    place: Participation, group: Provision, ben: Student, senco: User, sign_in: type_sign_in
) -> None:
    group.in_lesson = "Chinese"
    group.save()
    page = sign_in(senco).get(reverse("provision:out-of-class-list"))
    assert [(row["student"], row["minutes"]) for row in page.context["rows"]] == [
        (place.student, 60)
    ]
    assert b"Chinese" in page.content


def test_nobody_out_of_class_says_so(
    place: Participation, other_teacher: User, sign_in: type_sign_in
) -> None:
    page = sign_in(other_teacher).get(reverse("provision:out-of-class-list"))
    assert b"Nobody misses a lesson" in page.content
