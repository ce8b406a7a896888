"""A kind of notice, a source of reminders, and a Monday without holidays around it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import time_machine

from sencohub.notices import kinds, reminders
from sencohub.notices.reminders import Reminder
from sencohub.school.models import SchoolDay

KIND = "test-kind"
MONDAY = dt.date(2026, 3, 2)
HONG_KONG = dt.timezone(dt.timedelta(hours=8))


def at(day: dt.date, hour: int = 6, minute: int = 30) -> dt.datetime:
    """That minute in Hong Kong."""
    return dt.datetime.combine(day, dt.time(hour, minute), HONG_KONG)


class Source:
    """Reminders by day; remembers for which days it was asked."""

    def __init__(self) -> None:
        self.__qualname__ = "source"
        self.rows: dict[dt.date, list[Reminder]] = {}
        self.asked: list[dt.date] = []

    def __call__(self, on: dt.date) -> Iterable[Reminder]:
        self.asked.append(on)
        return self.rows.get(on, [])

    def add(self, on: dt.date, recipient: Any, event: str = "", **fields: Any) -> None:
        row = Reminder(event or f"test:{on}", KIND, recipient, "/somewhere/", **fields)
        self.rows.setdefault(on, []).append(row)


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    kinds.register(KIND, title="A thing waits")


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Source:
    """The only source of reminders."""
    only = Source()
    monkeypatch.setattr(reminders, "_SOURCES", {})
    reminders.register(only)
    return only


@pytest.fixture
def monday() -> Iterator[time_machine.Traveller]:
    """Half past six on Monday 2 March 2026; `move_to` goes on from there."""
    with time_machine.travel(at(MONDAY), tick=False) as clock:
        yield clock


def day_off(day: dt.date) -> None:
    SchoolDay.objects.create(date=day, is_school_day=False, name_en="Holiday")
