"""What provision costs, in Hong Kong dollars: exact here, rounded once, where it is shown.

Source: the design, section 5 (Cost), after the SENCO Manual's provision map: hours = sessions x
minutes / 60; staff cost = hours x the rate valid on that day; plus materials and contract. Every
figure is either "to date" or "planned". Who may see a cost is decided before these are asked.

Materials and a contract are counted whole from the day a run starts: they are bound by then, even
if the invoice comes later. Hours of a member of staff without a rate make the cost unknown
(`None`, shown as "no rate"), never nought.
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from django.db.models import Case, F, IntegerField, Sum, Value, When
from django.db.models.functions import Coalesce

from provision.models import Provision, Session, StaffRate

NOTHING = Decimal(0)
MINUTES = Decimal(60)


class Run(Protocol):
    """What a cost needs to know about a provision."""

    @property
    def state(self) -> str: ...
    @property
    def staff_id(self) -> int | None: ...
    @property
    def starts_on(self) -> dt.date: ...
    @property
    def planned_sessions(self) -> int: ...
    @property
    def minutes(self) -> int: ...
    @property
    def contract_cost(self) -> Decimal: ...
    @property
    def materials_cost(self) -> Decimal: ...


@dataclass(frozen=True)
class Taught:
    """Minutes one person gave at one rate: a session, or many with the same rate."""

    staff_id: int | None
    day: dt.date
    minutes: int


class Rates:
    """Everybody's hourly rates, each from a day on until that person's next one."""

    def __init__(self, rows: Iterable[tuple[int, dt.date, Decimal]]) -> None:
        self._days: dict[int, list[dt.date]] = defaultdict(list)
        self._hourly: dict[int, list[Decimal]] = defaultdict(list)
        for staff_id, valid_from, hourly in sorted(rows, key=lambda row: row[:2]):
            self._days[staff_id].append(valid_from)
            self._hourly[staff_id].append(hourly)

    @classmethod
    def read(cls) -> "Rates":
        return cls(StaffRate.objects.order_by().values_list("staff_id", "valid_from", "hourly"))

    def on(self, staff_id: int, day: dt.date) -> Decimal | None:
        """HKD for an hour of this person's time on that day; None before their first rate."""
        place = bisect_right(self._days.get(staff_id, []), day)
        return self._hourly[staff_id][place - 1] if place else None

    @cached_property
    def changes(self) -> list[dt.date]:
        """Every day on which somebody's rate changes, in order."""
        return sorted({day for days in self._days.values() for day in days})


def hours(minutes: int) -> Decimal:
    """Minutes as hours, exact."""
    return Decimal(minutes) / MINUTES


def staff_cost(taught: Iterable[Taught], rates: Rates) -> Decimal | None:
    """Hours x the rate of their day, added up; a contractor (no staff) costs nothing here.

    None where somebody had no rate on a day they taught.
    """
    total = NOTHING
    for one in taught:
        if one.staff_id is None or not one.minutes:
            continue
        rate = rates.on(one.staff_id, one.day)
        if rate is None:
            return None
        total += hours(one.minutes) * rate
    return total


def cost_to_date(run: Run, taught: Iterable[Taught], rates: Rates) -> Decimal | None:
    """What the run has cost so far; nothing before it starts. `taught` holds the sessions held."""
    if run.state == Provision.State.PLANNED:
        return NOTHING
    staff = staff_cost(taught, rates)
    return None if staff is None else staff + run.contract_cost + run.materials_cost


def planned_cost(run: Run, rates: Rates) -> Decimal | None:
    """What the whole run should cost, at the rate of its first day."""
    minutes = run.planned_sessions * run.minutes
    staff = staff_cost([Taught(run.staff_id, run.starts_on, minutes)], rates)
    return None if staff is None else staff + run.contract_cost + run.materials_cost


def per_green(cost: Decimal | None, greens: int) -> Decimal | None:
    """Cost for each outcome that reached what was expected; None for none, or an unknown cost."""
    return cost / greens if cost is not None and greens else None


def taught_in(runs: Iterable[int], rates: Rates, on: dt.date) -> Mapping[int, list[Taught]]:
    """Minutes held by that day, by run: one query, one row for each person and rate."""
    rows = (
        Session.objects.filter(provision__in=runs, was_held=True, held_on__lte=on)
        .order_by()
        .values_list("provision_id", who_taught(), rate_span(rates))
        .annotate(Sum("minutes"))
    )
    found: dict[int, list[Taught]] = defaultdict(list)
    for run, staff_id, span, minutes in rows:
        found[run].append(taught_at(rates, staff_id, span, minutes))
    return found


def who_taught() -> Coalesce:
    """Of a session: who held it, else who leads the run."""
    return Coalesce("staff_id", F("provision__staff_id"))


def rate_span(rates: Rates) -> Case:
    """Of a session: which of the rates' changes was the last before it; -1 before the first."""
    spans = [When(held_on__gte=day, then=Value(n)) for n, day in enumerate(rates.changes)]
    return Case(*reversed(spans), default=Value(-1), output_field=IntegerField())


def taught_at(rates: Rates, staff_id: int | None, span: int, minutes: int) -> Taught:
    """Minutes of one person within one span of rates."""
    day = rates.changes[span] if span >= 0 else dt.date.min
    return Taught(staff_id, day, minutes)


def cost_of_runs(runs: Iterable[int], *, on: dt.date) -> dict[int, Decimal | None]:
    """Each run's cost to date, by its pk; None where a rate is missing. Three queries."""
    wanted = list(runs)
    rates = Rates.read()
    taught = taught_in(wanted, rates, on)
    rows = Provision.objects.filter(pk__in=wanted)
    return {run.pk: cost_to_date(run, taught.get(run.pk, []), rates) for run in rows}
