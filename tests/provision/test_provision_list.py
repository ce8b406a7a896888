"""The list of runs: the reader's own, narrowed, with few queries."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from provision.models import Participation, Provision
from sencohub.accounts.models import User
from sencohub.school.models import Term
from tests import factories

type_sign_in = Callable[[User], Client]
URL = reverse("provision:provision-list")


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("senco", {"Word reading A", "Word reading B"}),
        ("leader", {"Word reading A", "Word reading B"}),
        ("assistant", {"Word reading A", "Word reading B"}),
        ("class_teacher", {"Word reading A"}),
        ("specialist", {"Word reading A"}),
        ("other_teacher", set()),
    ],
)
def test_each_readers_own(
    cast: dict[str, User],
    group: Provision,
    planned: Provision,
    place: Participation,
    sign_in: type_sign_in,
    who: str,
    names: set[str],
) -> None:
    page = sign_in(cast[who]).get(URL).context["page"]
    assert {run.name_en for run in page} == names


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("state=planned", 1),
        ("state=running&tier=2", 1),
        ("tier=3", 0),
        ("q=reading a", 1),
        ("q=認讀", 2),
        ("mine=on", 0),
        ("state=x&tier=y&term=z&intervention=q&page=w", 2),
    ],
)
def test_narrowed(
    group: Provision,
    planned: Provision,
    senco: User,
    sign_in: type_sign_in,
    query: str,
    count: int,
) -> None:
    assert sign_in(senco).get(f"{URL}?{query}").context["page"].paginator.count == count


def test_students_and_sessions_are_counted_once(
    group: Provision,
    place: Participation,
    bens_place: Participation,
    senco: User,
    sign_in: type_sign_in,
) -> None:
    factories.SessionFactory.create_batch(3, provision=group)
    factories.SessionFactory(provision=group, was_held=False, why_not="room")
    run = sign_in(senco).get(URL).context["page"][0]
    assert (run.students, run.held) == (2, 3)


def test_the_queries_do_not_grow(
    group: Provision, term: Term, senco: User, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    factories.ProvisionFactory.create_batch(30, term=term, staff=factories.UserFactory())
    with CaptureQueriesContext(connection) as many:
        page = client.get(URL)
    assert len(page.context["page"]) == 31
    assert len(many) == len(few) <= 14
