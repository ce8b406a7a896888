"""Walks THE table: every route for every person, and every route has a row."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sencohub.accounts.models import User
from students import access
from students.models import Student
from tests.conftest import CAST
from tests.permissions import APPS, Row, rows, rows_of
from tests.permissions.world import World, build

ALL = rows()
PEOPLE = (*CAST, "anonymous")
ROWS_TOGETHER = 24


@dataclass(frozen=True)
class Group:
    """Rows that share one cast, signed in once: making it costs more than asking."""

    name: str
    rows: list[Row]


def groups() -> Iterator[Group]:
    for app in APPS:
        here = rows_of(app)
        for start in range(0, len(here), ROWS_TOGETHER):
            yield Group(f"{app}-{start}", here[start : start + ROWS_TOGETHER])


@pytest.fixture
def sessions(cast: dict[str, User], sign_in: Callable[[User], Client]) -> dict[str, str]:
    """The session cookie of each person; nobody is on record as having signed in before."""
    name = settings.SESSION_COOKIE_NAME
    found = {who: sign_in(person).cookies[name].value for who, person in cast.items()}
    User.objects.update(last_login=None)
    return found


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves nothing behind, neither stored nor remembered."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("group", list(groups()), ids=lambda group: group.name)
def test_rows(
    group: Group,
    cast: dict[str, User],
    amina: Student,
    ben: Student,
    cara: Student,
    sessions: dict[str, str],
    subtests: pytest.Subtests,
) -> None:
    for row in group.rows:
        access.forget_permissions()
        cache.clear()
        with subtests.test(row.id), undone():
            people, students = anew(cast), anew({"amina": amina, "ben": ben, "cara": cara})
            world = build(people, **students)
            assert answers(row, world, sessions) == {who: row.code_for(who) for who in PEOPLE}


def anew(records: dict[str, Any]) -> dict[str, Any]:
    """The same records as stored, whatever an earlier row did to the objects."""
    model = type(next(iter(records.values())))
    found = model._default_manager.in_bulk([record.pk for record in records.values()])
    return {name: found[record.pk] for name, record in records.items()}


def answers(row: Row, world: World, sessions: dict[str, str]) -> dict[str, int]:
    """The code each person gets; what one of them did is undone before the next one asks."""
    url = reverse(row.route, kwargs={k: world.value(v) for k, v in row.kwargs.items()}) + row.query
    data = {k: world.value(v) for k, v in row.data.items()}
    got, client = {}, Client()
    for who in PEOPLE:
        client.cookies.clear()
        if who in sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = sessions[who]
        with undone():
            got[who] = getattr(client, row.method.lower())(url, data).status_code
    return got


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
