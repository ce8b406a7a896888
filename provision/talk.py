"""What the map tells beside the table: what to talk about, value for time, time out of class.

The rules are written here once, in words beside the code. They name provisions, never children.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from provision.map import Row
from provision.models import Session
from tiers.rag import Rag

MOST = 4
"""Things to talk about at once."""
NEAR_ITS_END = dt.timedelta(days=14)
LONG_OUT = 90
"""Minutes of class a week above which a student is named as often withdrawn (the design's map)."""


@dataclass(frozen=True)
class Talk:
    """One thing worth a conversation."""

    row: Row
    words: str


def worth_talking_about(rows: Iterable[Row], on: dt.date) -> list[Talk]:
    """What deserves a conversation, the most pressing first.

    1. Short of green, and sessions fell out: was it the method or the delivery?
    2. Red although the sessions were held: is it the right method?
    3. Progress that is not seen in class for at least half of those who moved.
    4. Near its end and nobody rated.
    Groups under the school's small number are judged by 4 only.
    """
    found: list[tuple[int, Talk]] = []
    for row in rows:
        for rank, words in enumerate(
            (_delivery(row), _method(row), _bridge(row), _unrated(row, on))
        ):
            if words:
                found.append((rank, Talk(row, words)))
                break
    found.sort(key=lambda pair: (pair[0], -pair[1].row.all.placed))
    return [talk for _rank, talk in found[:MOST]]


def _reached(row: Row) -> str:
    return _("%(reached)s of %(rated)s rated reached.") % {
        "reached": row.all.reached,
        "rated": row.all.rated,
    }


def _delivery(row: Row) -> str:
    short = row.is_compared and row.rating in {Rag.AMBER, Rag.RED}
    if not (short and row.dose_is_low):
        return ""
    lost = _("%(held)s of %(due)s sessions due were held.") % {
        "held": row.dose.held,
        "due": row.dose.due,
    }
    reason = row.not_held.most_common(1)
    if reason:
        why = Session.WhyNot(reason[0][0]).label
        lost += " " + _("Lost most often: %(why)s.") % {"why": why}
    question = _("Was it the method or the delivery?")
    return f"{_reached(row)} {lost} {question}"


def _method(row: Row) -> str:
    if not (row.is_compared and row.rating == Rag.RED):
        return ""
    return f"{_reached(row)} " + _("The sessions were held: is it the right method?")


def _bridge(row: Row) -> str:
    moved = row.moved()
    if not row.is_compared or 2 * row.seen_little() < moved or not moved:
        return ""
    return _("Progress in the group, little in class: the bridge back is missing.")


def _unrated(row: Row, on: dt.date) -> str:
    last = max(run.ends_on for run in row.runs)
    if row.all.rated or last - on > NEAR_ITS_END:
        return ""
    return _("Nobody is rated yet, and the last day is %(day)s.") % {"day": date_format(last)}


def value_for_time(rows: Iterable[Row], most: int = 3) -> list[Row]:
    """The least and the most adult time for a green outcome, of rows large enough to compare."""
    ranked = sorted(
        (row for row in rows if row.is_compared and row.hours_per_green and row.minutes),
        key=lambda row: row.hours_per_green or 0,
    )
    return ranked if len(ranked) <= most else [*ranked[: most - 1], ranked[-1]]


class Weekly(Protocol):
    """What the minutes of class a week need to know about a provision."""

    @property
    def is_out_of_class(self) -> bool: ...
    @property
    def weekdays(self) -> Sequence[int]: ...
    @property
    def minutes(self) -> int: ...
    @property
    def planned_sessions(self) -> int: ...
    @property
    def starts_on(self) -> dt.date: ...
    @property
    def ends_on(self) -> dt.date: ...


def weekly_minutes(run: Weekly) -> Decimal:
    """Minutes of class a week that this run takes from its students, as planned.

    By its weekdays where they are set, else its sessions spread over its weeks.
    """
    if not run.is_out_of_class:
        return Decimal(0)
    if run.weekdays:
        return Decimal(len(run.weekdays) * run.minutes)
    weeks = Decimal((run.ends_on - run.starts_on).days + 1) / 7
    return run.planned_sessions * run.minutes / max(weeks, Decimal(1))


def out_of_class(
    places: Iterable[tuple[int, int]], weekly: Mapping[int, Decimal]
) -> list[tuple[int, Decimal]]:
    """Students by the minutes of class they miss in a week, the most first; none who misses none.

    `places` are (student, run) pairs in force, `weekly` the minutes of each run.
    """
    total: dict[int, Decimal] = defaultdict(Decimal)
    for student, run in places:
        total[student] += weekly.get(run, Decimal(0))
    ranked = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return [(student, minutes) for student, minutes in ranked if minutes]
