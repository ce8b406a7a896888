"""Walks THE table: every route for every person, and every route has a row."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sencohub.accounts.models import User
from students.models import Student
from tests.conftest import CAST
from tests.permissions import Row, rows
from tests.permissions.world import World, build

ALL = rows()
PEOPLE = (*CAST, "anonymous")


@pytest.fixture
def world(cast: dict[str, User], amina: Student, ben: Student, cara: Student) -> World:
    return build(cast, amina=amina, ben=ben, cara=cara)


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.id)
def test_row(row: Row, world: World, sign_in: Callable[[User], Client]) -> None:
    url = reverse(row.route, kwargs={k: world.value(v) for k, v in row.kwargs.items()}) + row.query
    data = {k: world.value(v) for k, v in row.data.items()}
    got, expected = {}, {}
    for who in PEOPLE:
        client = Client() if who == "anonymous" else sign_in(world[who])
        with transaction.atomic():
            answer = getattr(client, row.method.lower())(url, data)
            got[who], expected[who] = answer.status_code, row.code_for(who)
            transaction.set_rollback(True)
    assert got == expected


def named_routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from named_routes(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name


def test_every_route_has_a_row() -> None:
    known = {row.route for row in ALL}
    missing = sorted(set(named_routes(get_resolver())) - known)
    assert not missing, f"routes without a row in tests/permissions: {missing}"


def test_every_row_refuses_somebody_unless_it_is_for_everyone() -> None:
    open_to_all = [
        row.id
        for row in ALL
        if all(row.code_for(who) < 300 for who in CAST) and row.anonymous >= 300
    ]
    own = ("account", "home", "notices", "export-list", "mfa_", "draft-save")
    assert all(any(word in name for word in own) for name in open_to_all)


def test_the_table_has_no_row_twice() -> None:
    ids = [(row.id, str(row.data)) for row in ALL]
    assert len(ids) == len(set(ids))


