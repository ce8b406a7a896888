"""Costs: hours x the rate of the day, plus materials and contract. Source: design, section 5."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from provision.costs import (
    Rates,
    Taught,
    cost_of_runs,
    cost_to_date,
    hours,
    per_green,
    planned_cost,
    staff_cost,
)
from provision.models import Provision
from sencohub.lib.dates import today
from tests import factories

SEP, NOV, JAN = dt.date(2025, 9, 1), dt.date(2025, 11, 3), dt.date(2026, 1, 5)
TEACHER, ASSISTANT, NEW = 1, 2, 3
RATES = Rates(
    [
        (TEACHER, NOV, Decimal("420.00")),  # a rise in mid-term
        (TEACHER, SEP, Decimal("400.00")),
        (ASSISTANT, SEP, Decimal("100.10")),
        (NEW, JAN, Decimal("300.00")),
    ]
)


@dataclass
class Plain:
    """A run without a database."""

    state: str = "running"
    staff_id: int | None = TEACHER
    starts_on: dt.date = SEP
    planned_sessions: int = 24
    minutes: int = 30
    contract_cost: Decimal = Decimal(0)
    materials_cost: Decimal = Decimal(0)


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, "0"), (30, "0.5"), (45, "0.75"), (90, "1.5")]
)
def test_hours(minutes: int, expected: str) -> None:
    assert hours(minutes) == Decimal(expected)


@pytest.mark.parametrize(
    ("who", "day", "rate"),
    [
        (TEACHER, SEP - dt.timedelta(days=1), None),
        (TEACHER, SEP, "400"),
        (TEACHER, NOV - dt.timedelta(days=1), "400"),
        (TEACHER, NOV, "420"),
        (TEACHER, dt.date(2030, 1, 1), "420"),
        (NEW, NOV, None),
        (99, NOV, None),
    ],
)
def test_the_rate_of_the_day(who: int, day: dt.date, rate: str | None) -> None:
    assert RATES.on(who, day) == (None if rate is None else Decimal(rate))


@pytest.mark.parametrize(
    ("taught", "cost"),
    [
        ([], "0"),
        ([Taught(TEACHER, SEP, 60)], "400"),
        ([Taught(TEACHER, SEP, 60), Taught(TEACHER, NOV, 60)], "820"),  # the rise, from its day
        ([Taught(ASSISTANT, SEP, 15)], "25.025"),  # nothing is rounded on the way
        ([Taught(None, SEP, 600)], "0"),  # a contractor's hours are in the contract
        ([Taught(NEW, NOV, 60)], "no rate"),
        ([Taught(TEACHER, SEP, 60), Taught(NEW, NOV, 60)], "no rate"),
        ([Taught(NEW, NOV, 0)], "0"),  # no time was given, so no rate is needed
    ],
)
def test_staff_cost(taught: Sequence[Taught], cost: str) -> None:
    assert staff_cost(taught, RATES) == (None if cost == "no rate" else Decimal(cost))


@pytest.mark.parametrize(
    ("run", "taught", "cost"),
    [
        (Plain(), [Taught(TEACHER, SEP, 90)], "600"),
        (Plain(materials_cost=Decimal("250.50")), [Taught(TEACHER, SEP, 90)], "850.50"),
        (Plain(staff_id=None, contract_cost=Decimal(9600)), [Taught(None, SEP, 90)], "9600"),
        (Plain(staff_id=None, contract_cost=Decimal(9600)), [], "9600"),
        (Plain(state="planned", contract_cost=Decimal(9600)), [], "0"),
        (Plain(state="ended"), [], "0"),
        (Plain(staff_id=NEW, materials_cost=Decimal(10)), [Taught(NEW, NOV, 30)], None),
    ],
)
def test_cost_to_date(run: Plain, taught: list[Taught], cost: str | None) -> None:
    assert cost_to_date(run, taught, RATES) == (None if cost is None else Decimal(cost))


@pytest.mark.parametrize(
    ("run", "cost"),
    [
        (Plain(), "4800"),  # 24 x 30 minutes = 12 hours at 400, the rate of the first day
        (Plain(starts_on=NOV), "5040"),
        (Plain(staff_id=None, contract_cost=Decimal(9600)), "9600"),
        (Plain(staff_id=NEW), None),
        (Plain(materials_cost=Decimal("0.05")), "4800.05"),
    ],
)
def test_planned_cost(run: Plain, cost: str | None) -> None:
    assert planned_cost(run, RATES) == (None if cost is None else Decimal(cost))


@pytest.mark.parametrize(
    ("cost", "greens", "expected"),
    [("900", 3, "300"), ("900", 0, None), (None, 3, None), ("0", 2, "0")],
)
def test_cost_of_a_green_outcome(cost: str | None, greens: int, expected: str | None) -> None:
    found = per_green(None if cost is None else Decimal(cost), greens)
    assert found == (None if expected is None else Decimal(expected))


@pytest.fixture
def run(db: None) -> Provision:
    """Led by one person whose rate rose ten days ago."""
    leader = factories.UserFactory()
    factories.StaffRateFactory(staff=leader, hourly=400)
    rise = today() - dt.timedelta(days=10)
    factories.StaffRateFactory(staff=leader, hourly=500, valid_from=rise)
    return factories.ProvisionFactory(staff=leader, minutes=60, materials_cost=100)


def session(run: Provision, days_ago: int, **fields: object) -> None:
    held_on = today() - dt.timedelta(days=days_ago)
    factories.SessionFactory(provision=run, held_on=held_on, **fields)


def test_sessions_by_hand(run: Provision) -> None:
    """Two before the rise, one on its day, one after: 2 x 400 + 2 x 500 + 100."""
    for days_ago in (20, 11, 10, 1):
        session(run, days_ago)
    session(run, 5, was_held=False, why_not="room", minutes=0)
    assert cost_of_runs([run.pk], on=today()) == {run.pk: Decimal(1900)}


def test_only_sessions_held_by_that_day_count(run: Provision) -> None:
    session(run, 20)
    session(run, 1)
    ten_days_ago = today() - dt.timedelta(days=10)
    assert cost_of_runs([run.pk], on=ten_days_ago) == {run.pk: Decimal(500)}


def test_who_held_the_session_is_paid_for_it(run: Provision) -> None:
    cover = factories.StaffRateFactory(hourly=90).staff
    session(run, 3, staff=cover)
    assert cost_of_runs([run.pk], on=today()) == {run.pk: Decimal(190)}


def test_a_session_held_by_somebody_without_a_rate_is_no_rate(run: Provision) -> None:
    session(run, 3)
    session(run, 2, staff=factories.UserFactory())
    assert cost_of_runs([run.pk], on=today()) == {run.pk: None}


def test_three_queries_for_many_runs(
    run: Provision, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    runs = [run, *factories.ProvisionFactory.create_batch(5, staff=run.staff, term=run.term)]
    for one in runs:
        session(one, 3)
    with django_assert_num_queries(3):
        found = cost_of_runs([one.pk for one in runs], on=today())
    assert len(found) == 6
    assert None not in found.values()
