"""My groups this week: what is due, what is recorded."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from provision.models import Provision
from provision.week import my_week
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import Role
from sencohub.school.models import SchoolDay, Term
from tests import factories

type_sign_in = Callable[[User], Client]
URL = reverse("provision:session-today")
WEDNESDAY = dt.date(2026, 3, 4)


@pytest.fixture
def run(school: object) -> Provision:
    """Mondays, Wednesdays and Thursdays, led by a TA."""
    with time_machine.travel(dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC), tick=False):
        leader = factories.person("leading", Role.ASSISTANT)
        return factories.ProvisionFactory(staff=leader, weekdays=[0, 2, 3])


def slots(run: Provision, on: dt.date = WEDNESDAY) -> list[tuple[int, bool]]:
    """Days of the month with whether each slot is recorded."""
    assert run.staff
    return [(d.date.day, bool(s.session)) for d in my_week(run.staff, on) for s in d.slots]


def test_today_first_then_back_then_ahead(run: Provision) -> None:
    assert slots(run) == [(4, False), (2, False), (5, False)]


def test_a_recorded_one_says_so(run: Provision) -> None:
    factories.SessionFactory(provision=run, held_on=dt.date(2026, 3, 2))
    factories.SessionFactory(provision=run, held_on=dt.date(2026, 3, 3))
    assert slots(run) == [(4, False), (3, True), (2, True), (5, False)]


def test_a_holiday_has_no_session(run: Provision) -> None:
    SchoolDay.objects.create(date=WEDNESDAY, name_en="Flood")
    assert slots(run) == [(2, False), (5, False)]


def test_without_set_days_it_stands_under_today(run: Provision) -> None:
    run.weekdays = []
    run.save()
    assert slots(run) == [(4, False)]


@pytest.mark.parametrize("state", ["planned", "ended"])
def test_only_what_runs(run: Provision, state: str) -> None:
    run.state = state
    run.save()
    assert slots(run) == []


def test_not_outside_its_dates(run: Provision) -> None:
    run.ends_on = dt.date(2026, 3, 3)
    run.save()
    assert slots(run) == [(2, False)]


def test_the_page_shows_my_groups_only(
    group: Provision, assistant: User, senst: User, sign_in: type_sign_in
) -> None:
    SchoolDay.objects.create(date=today(), is_school_day=True)
    group.weekdays = [today().weekday()]
    group.save()
    assert b"Word reading A" in sign_in(assistant).get(URL).content
    assert b"Word reading A" not in sign_in(senst).get(URL).content


def test_the_queries_do_not_grow(
    group: Provision, term: Term, assistant: User, sign_in: type_sign_in
) -> None:
    client = sign_in(assistant)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    factories.ProvisionFactory.create_batch(20, term=term, staff=assistant)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)


def test_the_wrong_method_is_refused(assistant: User, sign_in: type_sign_in) -> None:
    assert sign_in(assistant).post(URL).status_code == 405
