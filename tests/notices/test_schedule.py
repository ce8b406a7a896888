"""When a date is reminded of. Source: the design, section 5, Reminders (calendar days)."""

import datetime as dt

import pytest

from sencohub.notices.reminders import Stage, schedule

DUE = dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("days", "reminded"),
    [
        (-100, False), (-15, False), (-14, True), (-13, False), (-7, False), (-4, False),
        (-3, True), (-2, False), (-1, False), (0, True), (1, False), (6, False), (7, True),
        (8, False), (14, True), (20, False), (21, True), (22, False), (28, True), (364, True),
    ],
)  # fmt: skip
def test_fourteen_and_three_days_before_on_the_day_then_weekly(days: int, reminded: bool) -> None:
    stage = schedule(DUE, DUE + dt.timedelta(days=days))
    assert stage == (Stage(days) if reminded else None)


@pytest.mark.parametrize(
    ("days", "overdue", "senco", "leaders"),
    [
        (-14, False, False, False),
        (0, False, False, False),
        (7, True, True, False),
        (14, True, True, False),
        (21, True, True, True),
        (28, True, True, True),
    ],
)
def test_after_a_week_the_senco_after_three_the_leaders(
    days: int, overdue: bool, senco: bool, leaders: bool
) -> None:
    stage = Stage(days)
    assert (stage.is_overdue, stage.to_senco, stage.to_leaders) == (overdue, senco, leaders)


@pytest.mark.parametrize(
    ("due", "on", "days"),
    [
        (dt.date(2027, 1, 3), dt.date(2026, 12, 31), -3),  # over the year's end
        (dt.date(2028, 3, 3), dt.date(2028, 2, 29), -3),  # a leap day
        (dt.date(2026, 3, 3), dt.date(2026, 2, 28), -3),  # no leap day
        (dt.date(2026, 2, 28), dt.date(2026, 3, 7), 7),  # over a month's end
        (dt.date(2026, 8, 31), dt.date(2026, 9, 7), 7),  # over the school year's end
        (dt.date(2026, 4, 5), dt.date(2026, 3, 22), -14),  # London changes its clocks between
    ],
)
def test_days_are_days_whatever_lies_between(due: dt.date, on: dt.date, days: int) -> None:
    assert schedule(due, on) == Stage(days)


def test_each_stage_of_each_date_has_a_name_of_its_own() -> None:
    later = DUE + dt.timedelta(days=1)
    names = {
        Stage(days).event("review-due", pk, due)
        for days in (-14, -3, 0, 7, 14)
        for pk in (1, 11)
        for due in (DUE, later)
    }
    assert len(names) == 20
    assert Stage(-14).event("review-due", 412, DUE) == "review-due:412:2026-03-31:-14"
