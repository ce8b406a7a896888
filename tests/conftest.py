"""The cast: each person and student has a reason to be here."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.prepared import forget_statements
from sencohub.lib.roles import Role
from sencohub.school.models import School, Term
from students import access, append_only
from students.models import SchoolClass, Student, TeachingAssignment
from tests import factories

CAST = (
    "senco",
    "senst",
    "leader",
    "class_teacher",
    "other_teacher",
    "assistant",
    "specialist",
    "parent",
    "other_parent",
    "ex_parent",
    "two_child_parent",
    "office",
    "technical",
    "newcomer",
)
"""Everybody who signs in; `anonymous` is nobody."""


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """A set is named the same in every process, or the test runners disagree on what there is."""
    if isinstance(val, set | frozenset):
        return "-".join(sorted(map(str, val))) or "none"
    return None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Without migrations (the default here) the log's triggers are put in place by hand."""
    with django_db_blocker.unblock():
        append_only.unprotect(connection)
        append_only.protect(connection)


@pytest.fixture(autouse=True)
def _forget() -> None:
    """What the process remembers between requests does not outlive a test."""
    access.forget_permissions()
    forget_statements()
    for kept in caches.all():
        kept.clear()


@pytest.fixture(autouse=True)
def _log_may_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """A transactional test empties its tables, which the log's trigger refuses on SQLite."""
    marker = request.node.get_closest_marker("django_db")
    transactional = "transactional_db" in request.fixturenames or (
        marker is not None and marker.kwargs.get("transaction")
    )
    if not transactional:
        yield
        return
    request.getfixturevalue("transactional_db")
    append_only.unprotect(connection)
    append_only.protect(connection)
    yield
    append_only.unprotect(connection)


@pytest.fixture
def school(db: None) -> School:
    return School.objects.create(name_en="Ching Fai Primary School", name_zh="澄暉小學")


@pytest.fixture
def term(school: School) -> Term:
    return factories.TermFactory()


@pytest.fixture
def class_5a(term: Term) -> SchoolClass:
    return factories.SchoolClassFactory(name="5A", year=term.year)


@pytest.fixture
def class_3b(term: Term) -> SchoolClass:
    return factories.SchoolClassFactory(name="3B", year=term.year)


@pytest.fixture
def amina(class_5a: SchoolClass) -> Student:
    """Everyone's student: in 5A, taught, assisted, granted, somebody's child."""
    return factories.StudentFactory(
        name_en="Amina Khan", name_zh="", known_as="Amina", sex="F", in_class=class_5a
    )


@pytest.fixture
def ben(class_3b: SchoolClass) -> Student:
    """In another class."""
    return factories.StudentFactory(
        name_en="Ng Pak Hei, Ben", name_zh="吳柏熙", known_as="Ben", in_class=class_3b
    )


@pytest.fixture
def cara(class_5a: SchoolClass) -> Student:
    """Left the school last month."""
    student = factories.StudentFactory(
        name_en="Cheung Sum Yuet, Cara", name_zh="張心悅", known_as="Cara", sex="F"
    )
    last_month = today() - dt.timedelta(days=30)
    factories.EnrolmentFactory(
        student=student, school_class=class_5a, starts_on=last_month - dt.timedelta(days=200)
    )
    student.leave(on=last_month)
    return student


@pytest.fixture
def senco(school: School) -> User:
    return factories.person("senco", Role.SENCO, name_en="Lam Wing Sze")


@pytest.fixture
def senst(school: School) -> User:
    return factories.person("senst", Role.SENST, name_en="Wong Nga Ting")


@pytest.fixture
def leader(school: School) -> User:
    return factories.person("leader", Role.LEADER, name_en="Kwok Suk Fan")


@pytest.fixture
def class_teacher(class_5a: SchoolClass) -> User:
    """Class teacher of 5A, and so Amina's."""
    user = factories.person("class_teacher", Role.TEACHER, title="Mr", name_en="Ho Chun Kit")
    factories.teaches(user, class_5a)
    return user


@pytest.fixture
def other_teacher(class_3b: SchoolClass) -> User:
    """Teaches 3B only."""
    user = factories.person("other_teacher", Role.TEACHER, name_en="Leung Ka Yan")
    factories.teaches(user, class_3b)
    return user


@pytest.fixture
def assistant(class_5a: SchoolClass) -> User:
    """Teaching assistant of 5A."""
    user = factories.person("assistant", Role.ASSISTANT, name_en="Yu Sin Tung")
    factories.teaches(user, class_5a, TeachingAssignment.Kind.ASSISTANT)
    return user


@pytest.fixture
def specialist(amina: Student, senco: User) -> User:
    """An educational psychologist to whom Amina's case is open."""
    user = factories.person("specialist", Role.SPECIALIST, title="Dr", name_en="Yip Hoi Yan")
    factories.case_for(user, amina, by=senco)
    return user


@pytest.fixture
def parent(amina: Student) -> User:
    """Amina's mother."""
    user = factories.person("parent", Role.PARENT, title="Mrs", name_en="Khan Fatima")
    factories.parent_of(user, amina)
    return user


@pytest.fixture
def other_parent(ben: Student) -> User:
    """Ben's mother."""
    user = factories.person("other_parent", Role.PARENT, title="Mrs", name_en="Ng Mei")
    factories.parent_of(user, ben)
    return user


@pytest.fixture
def ex_parent(amina: Student) -> User:
    """Amina's former guardian, whose link has ended."""
    user = factories.person("ex_parent", Role.PARENT, title="Mr", name_en="Khan Tariq")
    factories.parent_of(user, amina, ends_on=today() - dt.timedelta(days=1))
    return user


@pytest.fixture
def two_child_parent(ben: Student, cara: Student) -> User:
    """Father of Ben, and of Cara who has left."""
    user = factories.person("two_child_parent", Role.PARENT, title="Mr", name_en="Ng Wai")
    factories.parent_of(user, ben, relation="father")
    factories.parent_of(user, cara, relation="father")
    return user


@pytest.fixture
def office(school: School) -> User:
    return factories.person("office", Role.OFFICE, name_en="Tse Man Yi")


@pytest.fixture
def technical(school: School) -> User:
    """Runs the server: a superuser, and no child's record for it."""
    return factories.person("technical", name_en="Technical account", is_superuser=True)


@pytest.fixture
def newcomer(school: School) -> User:
    """An account that holds no role yet."""
    return factories.person("newcomer", name_en="New Person")


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, User]:
    """Everybody, by name, with Amina, Ben and Cara in place."""
    for name in ("amina", "ben", "cara"):
        request.getfixturevalue(name)
    return {name: request.getfixturevalue(name) for name in CAST}


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser with this person signed in."""

    def _sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return _sign_in


@pytest.fixture
def form_data() -> Callable[..., dict[str, Any]]:
    """What a browser would send for a page's form: its hidden values and these.

    `form_data(response, title="…")` takes the form from the response's context.
    """

    def _data(response: Any, **typed: Any) -> dict[str, Any]:
        form = response.context["form"]
        data = {}
        for field in form:
            value = field.value()
            if value not in (None, ""):
                data[field.html_name] = value
        data.update(form.fresh())
        data.update(typed)
        return data

    return _data
