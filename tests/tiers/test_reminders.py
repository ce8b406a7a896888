"""Reminders of reviews. Source: the design, section 5: 14 and 3 days before, on the day, weekly;
after 7 days the SENCO, after 21 the leaders."""

import datetime as dt

import pytest

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import Role
from sencohub.notices.reminders import sources
from students.models import Student
from tests import factories
from tiers.models import Plan, SupportCycle
from tiers.reminders import reviews

DUE = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)


@pytest.fixture
def owner(school: object) -> User:
    return factories.person("owner", Role.SENST)


@pytest.fixture
def cycle(amina: Student, owner: User, senco: User, leader: User) -> SupportCycle:
    """Led by one SEN support teacher, its plan by another."""
    cycle = factories.SupportCycleFactory(student=amina, owner=owner, stage="do", review_due=DUE)
    writer = factories.person("writer", Role.SENST)
    factories.PlanFactory(cycle=cycle, owner=writer, state=Plan.State.AGREED)
    return cycle


def told(on: dt.date) -> set[str]:
    return {reminder.recipient.username for reminder in reviews(on)}


BOTH = {"owner", "writer"}


@pytest.mark.parametrize(
    ("days", "who"),
    [
        (-15, set()),
        (-14, BOTH),
        (-13, set()),
        (-7, set()),
        (-3, BOTH),
        (-1, set()),
        (0, BOTH),
        (1, set()),
        (6, set()),
        (7, BOTH | {"senco"}),
        (8, set()),
        (14, BOTH | {"senco"}),
        (20, set()),
        (21, BOTH | {"senco", "leader"}),
        (28, BOTH | {"senco", "leader"}),
        (364, BOTH | {"senco", "leader"}),
        (371, set()),
    ],
)
def test_who_is_reminded_when(cycle: SupportCycle, days: int, who: set[str]) -> None:
    assert told(DUE + days * DAY) == who


def test_asked_twice_it_names_the_same_event(cycle: SupportCycle, senco: User) -> None:
    on = DUE + 7 * DAY
    assert [r.event for r in reviews(on)] == [r.event for r in reviews(on)]
    assert {r.event for r in reviews(on)} == {f"review:{cycle.pk}:2026-03-02:+7"}
    assert {r.kind for r in reviews(on)} == {"review-late"}
    assert {r.kind for r in reviews(DUE)} == {"review-due"}
    assert {r.path for r in reviews(on)} == {cycle.get_absolute_url()}


def test_who_is_both_is_reminded_once(cycle: SupportCycle, senco: User) -> None:
    cycle.owner = senco
    cycle.save()
    names = [r.recipient.username for r in reviews(DUE + 7 * DAY)]
    assert sorted(names) == ["senco", "writer"]


def test_a_cycle_whose_people_left_comes_to_the_senco(
    cycle: SupportCycle, owner: User, senco: User
) -> None:
    for person in User.objects.filter(username__in=BOTH):
        person.is_active = False
        person.save()
    assert told(DUE) == {"senco"}


@pytest.mark.parametrize("change", ["closed", "left", "moved"])
def test_what_no_longer_waits_reminds_nobody(
    cycle: SupportCycle, amina: Student, change: str
) -> None:
    if change == "left":
        amina.leave(on=today())
    else:
        cycle.stage = "closed" if change == "closed" else cycle.stage
        cycle.review_due = DUE + DAY if change == "moved" else cycle.review_due
        cycle.save()
    assert told(DUE) == set()


def test_the_daily_job_asks_for_them() -> None:
    assert reviews in sources().values()
