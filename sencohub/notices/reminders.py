"""When a reminder is due, and who asks for reminders. The daily job puts the two together.

The rule (design, section 5) counts calendar days: 14 and 3 days before, on the day, then weekly;
once a week overdue also to the SENCO, once three weeks overdue also to the leaders. What falls on
a day without school is built that day and goes out with the next school day's digest.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sencohub.accounts.models import User
from sencohub.notices.models import Notice

DAYS_BEFORE = (14, 3)
EVERY_DAYS_AFTER = 7
SENCO_FROM = 7
LEADERS_FROM = 21


@dataclass(frozen=True)
class Stage:
    """How far a date is away: `days` from it, negative before it."""

    days: int

    @property
    def is_overdue(self) -> bool:
        return self.days > 0

    @property
    def to_senco(self) -> bool:
        return self.days >= SENCO_FROM

    @property
    def to_leaders(self) -> bool:
        return self.days >= LEADERS_FROM

    def event(self, kind: str, pk: int, due: dt.date) -> str:
        """The name of this one reminder: `review-due:412:2026-03-02:-14`."""
        return f"{kind}:{pk}:{due:%Y-%m-%d}:{self.days:+d}"


def schedule(due: dt.date, on: dt.date) -> Stage | None:
    """The stage of a date that is due, if somebody is to be reminded `on` that day."""
    days = (on - due).days
    if -days in DAYS_BEFORE or (days >= 0 and days % EVERY_DAYS_AFTER == 0):
        return Stage(days)
    return None


@dataclass(frozen=True)
class Reminder:
    """One reminder for one person. `event` is unique with the recipient, so it is sent once."""

    event: str
    kind: str
    recipient: User
    path: str
    student_id: int | None = None
    due_on: dt.date | None = None
    channel: str = Notice.Channel.DIGEST


type_source = Callable[[dt.date], Iterable[Reminder]]
_SOURCES: dict[str, type_source] = {}


def register(source: type_source) -> None:
    """Ask `source` on every day for that day's reminders. Call from `AppConfig.ready`.

    After an outage it is asked for each missed day, in order; it answers by what stands now.
    """
    _SOURCES[f"{source.__module__}.{source.__qualname__}"] = source


def sources() -> dict[str, type_source]:
    """Every registered source by its name."""
    return dict(_SOURCES)
