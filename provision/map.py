"""The provision map: what the school gives, to whom, what came of it, what it took.

Everything here is plain arithmetic on rows that were fetched once (`provision.seats`), so that the
same numbers can be checked by hand. Sources: the design, sections 5 and 10 (RAG, dose, cost), and
its drawing of the whole-school map.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from provision.costs import NOTHING, hours, per_green
from provision.dose import NO_DOSE, Dose, due_by
from sencohub.school.models import in_language
from tiers.rag import Rag, rate_group, rate_record

BAR = 70
"""Width of the widest bar of `per green outcome`, in the drawing's units."""


class Seat(NamedTuple):
    """Places of one run with the same column, level and numbers; `times` says how many."""

    run_id: int
    column: str
    level: str
    unit: str
    aim: str
    direction: str
    baseline: Decimal | None
    expected: Decimal | None
    actual: Decimal | None
    override: str
    seen_in_class: str
    times: int


class Given(NamedTuple):
    """Sessions of one run: `times` as many with this fate, and their minutes."""

    run_id: int
    was_held: bool
    why_not: str
    times: int
    minutes: int


@dataclass(frozen=True)
class RunLine:
    """A run as the map, its costs and the time out of class need it."""

    pk: int
    intervention_id: int
    name_en: str
    name_zh: str
    tier: int
    state: str
    starts_on: dt.date
    ends_on: dt.date
    planned_sessions: int
    minutes: int = 30
    kind: str = "group"
    in_lesson: str = ""
    weekdays: Sequence[int] = ()
    staff_id: int | None = None
    contract_cost: Decimal = NOTHING
    materials_cost: Decimal = NOTHING

    @property
    def is_out_of_class(self) -> bool:
        """As `Provision.is_out_of_class`."""
        return self.kind != "class" and bool(self.in_lesson)

    def runs_on(self, day: dt.date) -> bool:
        return self.state == "running" and self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Thresholds:
    """The school's own percentages, and the size from which groups are compared."""

    green_from: int = 80
    amber_from: int = 40
    dose_below: int = 80
    small: int = 5


@dataclass
class Cell:
    """One row's places in one column."""

    ratings: list[Rag] = field(default_factory=list)

    @property
    def placed(self) -> int:
        return len(self.ratings)

    @property
    def reached(self) -> int:
        return self.ratings.count(Rag.GREEN)

    @property
    def rated(self) -> int:
        return self.placed - self.ratings.count(Rag.GREY)


@dataclass
class Means:
    """Mean baseline, expected and actual of the same places: the measured, or all before any is."""

    baseline: Decimal
    expected: Decimal
    actual: Decimal | None
    unit: str


@dataclass
class Row:
    """One intervention over all its runs of the term."""

    pk: int
    name_en: str
    name_zh: str
    thresholds: Thresholds
    runs: list[RunLine] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    cells: dict[str, Cell] = field(default_factory=lambda: defaultdict(Cell))
    all: Cell = field(default_factory=Cell)
    dose: Dose = NO_DOSE
    minutes: int = 0
    not_held: Counter[str] = field(default_factory=Counter)
    cost: Decimal | None = None
    bar: int = 0

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def rating(self) -> Rag:
        return self.rate(self.all)

    def rate(self, cell: Cell) -> Rag:
        limits = self.thresholds
        return rate_group(cell.ratings, green_from=limits.green_from, amber_from=limits.amber_from)

    @property
    def tiers(self) -> list[int]:
        return sorted({run.tier for run in self.runs})

    @property
    def levels(self) -> str:
        """`P2–P3`, or one level; empty where no student has a class."""
        found = sorted({seat.level for seat in self.seats if seat.level})
        return found[0] if len(found) == 1 else f"{found[0]}–{found[-1]}" if found else ""

    @property
    def hours(self) -> Decimal:
        return hours(self.minutes)

    @property
    def per_green(self) -> Decimal | None:
        return per_green(self.cost, self.all.reached)

    @property
    def hours_per_green(self) -> Decimal | None:
        return per_green(self.hours, self.all.reached)

    @property
    def dose_is_low(self) -> bool:
        return self.dose.is_low(self.thresholds.dose_below)

    @property
    def is_compared(self) -> bool:
        """Groups under the school's small number are not compared with others."""
        return self.all.rated >= self.thresholds.small

    def means(self) -> Means | None:
        """Means of places that share one unit; None where units differ or none has numbers."""
        numbered = [s for s in self.seats if s.baseline is not None and s.expected is not None]
        seats = [s for s in numbered if s.actual is not None] or numbered
        if len({seat.unit for seat in seats}) != 1:
            return None
        measured = seats[0].actual is not None
        return Means(
            baseline=_mean([(s.baseline, s.times) for s in seats]),
            expected=_mean([(s.expected, s.times) for s in seats]),
            actual=_mean([(s.actual, s.times) for s in seats]) if measured else None,
            unit=seats[0].unit,
        )

    def seen_little(self) -> int:
        """Places that moved (green or amber) and are not, or only partly, seen in class."""
        return sum(s.times for s in self._moved() if s.seen_in_class in {"not_yet", "partly"})

    def moved(self) -> int:
        """Places rated green or amber."""
        return sum(seat.times for seat in self._moved())

    def _moved(self) -> list[Seat]:
        return [s for s in self.seats if rate_record(s) in {Rag.GREEN, Rag.AMBER}]


def _mean(pairs: Iterable[tuple[Decimal | None, int]]) -> Decimal:
    known = [(value, count) for value, count in pairs if value is not None]
    total = sum((value * count for value, count in known), NOTHING)
    return total / sum(count for _value, count in known)


@dataclass
class Whole:
    """The map: its columns, its rows and what they add up to."""

    columns: list[str]
    rows: list[Row]
    knows_costs: bool

    def table(self) -> list[tuple[Row, list[tuple[str, Cell | None, Rag]]]]:
        """Rows with a cell, or nothing, for each column in order."""
        lines = []
        for row in self.rows:
            cells = [row.cells.get(column) for column in self.columns]
            rated = [
                (c, cell, row.rate(cell) if cell else Rag.GREY)
                for c, cell in zip(self.columns, cells, strict=True)
            ]
            lines.append((row, rated))
        return lines

    def totals(self) -> "Totals":
        by_column = [_add(row.cells.get(column) for row in self.rows) for column in self.columns]
        known = [row.cost for row in self.rows if row.cost is not None]
        whole = _add(row.all for row in self.rows)
        cost = sum(known, NOTHING) if self.knows_costs else None
        return Totals(
            places=whole,
            by_column=by_column,
            hours=sum((row.hours for row in self.rows), NOTHING),
            cost=cost,
            per_green=per_green(cost, whole.reached),
            without_rate=len(self.rows) - len(known) if self.knows_costs else 0,
        )


@dataclass(frozen=True)
class Totals:
    """The last line of the map; it follows the filter."""

    places: Cell
    by_column: list[Cell]
    hours: Decimal
    cost: Decimal | None
    per_green: Decimal | None
    without_rate: int
    """Rows left out of the cost because somebody has no rate."""


def _add(cells: Iterable[Cell | None]) -> Cell:
    return Cell([rating for cell in cells if cell for rating in cell.ratings])


def fold(
    runs: Iterable[RunLine],
    seats: Iterable[Seat],
    given: Iterable[Given],
    costs: Mapping[int, Decimal | None] | None,
    *,
    thresholds: Thresholds,
    order: Sequence[str],
    on: dt.date,
) -> Whole:
    """Fold the fetched rows into the map. `costs` by run; None where the reader may not see any.

    Runs in which the reader sees no place are left out; `order` sorts the columns that occur.
    """
    by_run: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_run[seat.run_id].append(seat)
    rows: dict[int, Row] = {}
    where: dict[int, Row] = {}
    for run in runs:
        if run.pk in by_run:
            row = rows.setdefault(
                run.intervention_id, Row(run.intervention_id, run.name_en, run.name_zh, thresholds)
            )
            where[run.pk] = row
            _add_run(row, run, by_run[run.pk], on)
    for one in given:
        if one.run_id in where:
            _add_sessions(where[one.run_id], one)
    if costs is not None:
        _add_costs(rows.values(), costs)
    found = {column for row in rows.values() for column in row.cells}
    columns = sorted(found, key=lambda column: (_place(column, order), column))
    ranked = sorted(rows.values(), key=lambda row: row.name_en)
    return Whole(columns, ranked, costs is not None)


def _place(column: str, order: Sequence[str]) -> int:
    return order.index(column) if column in order else len(order)


def _add_run(row: Row, run: RunLine, seats: Iterable[Seat], on: dt.date) -> None:
    row.runs.append(run)
    row.dose += Dose(0, run.planned_sessions, due_by(run, on))
    for seat in seats:
        row.seats.append(seat)
        ratings = [rate_record(seat)] * seat.times
        row.cells[seat.column].ratings += ratings
        row.all.ratings += ratings


def _add_sessions(row: Row, one: Given) -> None:
    if one.was_held:
        row.dose += Dose(one.times, 0, 0)
        row.minutes += one.minutes
    else:
        row.not_held[one.why_not] += one.times


def _add_costs(rows: Iterable[Row], costs: Mapping[int, Decimal | None]) -> None:
    listed = list(rows)
    for row in listed:
        parts = [costs.get(run.pk) for run in row.runs]
        known = [part for part in parts if part is not None]
        row.cost = sum(known, NOTHING) if len(known) == len(parts) else None
    widest = max((row.per_green for row in listed if row.per_green is not None), default=NOTHING)
    for row in listed:
        if row.per_green is not None and widest:
            row.bar = max(2, round(BAR * row.per_green / widest))


def only(whole: Whole, ratings: set[Rag]) -> Whole:
    """The rows with one of these ratings, and the columns they still need."""
    rows = [row for row in whole.rows if row.rating in ratings]
    columns = [c for c in whole.columns if any(c in row.cells for row in rows)]
    return Whole(columns, rows, whole.knows_costs)
