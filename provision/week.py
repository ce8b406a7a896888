"""Which sessions a person has this week, and which are still to be recorded."""

import datetime as dt
from dataclasses import dataclass

from provision.models import Provision, Session
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.school.calendar import Calendar, days

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Slot:
    """One run on one day; `session` once it is recorded."""

    run: Provision
    session: Session | None


@dataclass(frozen=True)
class Day:
    """One day of the week with its slots, by their time."""

    date: dt.date
    slots: list[Slot]

    @property
    def is_today(self) -> bool:
        return self.date == today()

    @property
    def is_ahead(self) -> bool:
        return self.date > today()


def my_week(user: User, on: dt.date | None = None) -> list[Day]:
    """Today first, then the days of this week that have come, the latest first, then those ahead.

    Runs without set days stand under today until a session is recorded for it.
    """
    day = on or today()
    monday = day - day.weekday() * ONE_DAY
    week = list(days(monday, monday + 6 * ONE_DAY))
    runs = list(_running(user, monday, week[-1]))
    done = _recorded(runs, monday, week[-1])
    calendar = Calendar(monday, week[-1])
    found = [Day(one, _slots(one, day, runs, done, calendar)) for one in week]
    ordered = sorted(found, key=lambda d: (d.date != day, d.date > day, abs((d.date - day).days)))
    return [d for d in ordered if d.slots or d.date == day]


def _running(user: User, first: dt.date, last: dt.date) -> "list[Provision]":
    rows = Provision.objects.visible_to(user).filter(
        staff=user, state=Provision.State.RUNNING, starts_on__lte=last, ends_on__gte=first
    )
    return list(rows.order_by("at_time", "name_en", "pk"))


def _recorded(
    runs: list[Provision], first: dt.date, last: dt.date
) -> dict[tuple[int, dt.date], Session]:
    rows = Session.objects.filter(provision__in=runs, held_on__range=(first, last))
    return {(row.provision_id, row.held_on): row for row in rows}


def _slots(
    date: dt.date,
    today_: dt.date,
    runs: list[Provision],
    done: dict[tuple[int, dt.date], Session],
    calendar: Calendar,
) -> list[Slot]:
    slots = []
    for run in runs:
        session = done.get((run.pk, date))
        if session or _is_due(run, date, today_, calendar):
            slots.append(Slot(run, session))
    return slots


def _is_due(run: Provision, date: dt.date, today_: dt.date, calendar: Calendar) -> bool:
    if not run.starts_on <= date <= run.ends_on or not calendar.is_school_day(date):
        return False
    return date.weekday() in run.weekdays if run.weekdays else date == today_
