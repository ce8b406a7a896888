"""The map's arithmetic, by hand. Sources: the design, sections 5 and 10."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from provision.dose import Dose, due_by
from provision.map import Given, RunLine, Seat, Thresholds, Whole, fold, only
from provision.models import Provision
from provision.talk import out_of_class, value_for_time, weekly_minutes, worth_talking_about
from tiers.rag import Rag

TODAY = dt.date(2026, 3, 2)
FIRST, LAST = dt.date(2026, 2, 2), dt.date(2026, 5, 2)  # 90 days


def run(pk: int = 1, **fields: Any) -> RunLine:
    values = {
        "pk": pk,
        "intervention_id": 7,
        "name_en": "Word reading",
        "name_zh": "認讀",
        "tier": 2,
        "state": "running",
        "starts_on": FIRST,
        "ends_on": LAST,
        "planned_sessions": 24,
    }
    return RunLine(**{**values, **fields})


def seat(actual: int | None, count: int = 1, run_id: int = 1, **fields: Any) -> Seat:
    """A place from 38 to an expected 52."""
    values = {
        "run_id": run_id,
        "column": "SpLD",
        "level": "P2",
        "unit": "words of 80",
        "aim": "reach",
        "direction": "higher",
        "baseline": Decimal(38),
        "expected": Decimal(52),
        "actual": None if actual is None else Decimal(actual),
        "override": "",
        "seen_in_class": "" if actual is None else "yes",
        "times": count,
    }
    return Seat(**{**values, **fields})


def folded(
    runs: list[RunLine],
    seats: list[Seat],
    given: list[Given] | None = None,
    costs: dict[int, Decimal | None] | None = None,
    **fields: Any,
) -> Whole:
    values = {"thresholds": Thresholds(), "order": ["SpLD", "AD/HD", "ASD"], "on": TODAY}
    return fold(runs, seats, given or [], costs, **{**values, **fields})


GREEN, AMBER, RED = 55, 46, 40


@pytest.mark.parametrize(
    ("seats", "reached", "placed", "rated", "rating"),
    [
        ([seat(None, 3)], 0, 3, 0, Rag.GREY),
        ([seat(GREEN, 4), seat(RED, 1)], 4, 5, 5, Rag.GREEN),  # 80 %
        ([seat(GREEN, 2), seat(RED, 3)], 2, 5, 5, Rag.AMBER),  # the Manual's 2 of 5
        ([seat(GREEN, 1), seat(AMBER, 2)], 1, 3, 3, Rag.RED),  # 33 %
        ([seat(GREEN, 4), seat(RED, 1), seat(None, 5)], 4, 10, 5, Rag.GREEN),  # unrated left out
        ([seat(RED, 1, override="green")], 1, 1, 1, Rag.GREEN),
    ],
)
def test_a_cell_and_its_rating(
    seats: list[Seat], reached: int, placed: int, rated: int, rating: Rag
) -> None:
    row = folded([run()], seats).rows[0]
    cell = row.cells["SpLD"]
    assert (cell.reached, cell.placed, cell.rated) == (reached, placed, rated)
    assert row.rate(cell) == row.rating == rating


def test_the_schools_own_thresholds_rule() -> None:
    seats = [seat(GREEN, 7), seat(RED, 3)]
    generous = Thresholds(green_from=70, amber_from=30)
    assert folded([run()], seats).rows[0].rating == Rag.AMBER
    assert folded([run()], seats, thresholds=generous).rows[0].rating == Rag.GREEN


def test_runs_of_one_intervention_are_one_row() -> None:
    whole = folded(
        [run(1), run(2, tier=3), run(3, intervention_id=8, name_en="Maths language")],
        [seat(GREEN, 2, 1), seat(RED, 1, 2, level="P4", column="ASD"), seat(None, 1, 3)],
        [Given(1, True, "", 10, 300), Given(2, True, "", 2, 60), Given(2, False, "room", 1, 0)],
    )
    maths, reading = whole.rows
    assert (maths.all.placed, reading.all.placed) == (1, 3)
    assert (reading.tiers, reading.levels) == ([2, 3], "P2–P4")
    assert (reading.dose.held, reading.dose.planned, reading.minutes) == (12, 48, 360)
    assert reading.hours == Decimal(6)
    assert reading.not_held == {"room": 1}
    assert whole.columns == ["SpLD", "ASD"]


def test_a_run_without_a_visible_place_is_not_on_the_map() -> None:
    whole = folded([run(1), run(2, intervention_id=8)], [seat(GREEN)], [Given(2, True, "", 1, 30)])
    assert [row.pk for row in whole.rows] == [7]


@pytest.mark.parametrize(
    ("seats", "means"),
    [
        ([seat(None, 2)], ("38", "52", None)),
        ([seat(GREEN, 1), seat(None, 9, baseline=Decimal(1))], ("38", "52", "55")),  # measured only
        ([seat(GREEN, 3), seat(51, 1)], ("38", "52", "54")),
        (
            [seat(50, 1, baseline=Decimal(30)), seat(60, 1, baseline=Decimal(40))],
            ("35", "52", "55"),
        ),
    ],
)
def test_means(seats: list[Seat], means: tuple[str, str, str | None]) -> None:
    found = folded([run()], seats).rows[0].means()
    assert found is not None
    baseline, expected, actual = means
    assert (found.baseline, found.expected) == (Decimal(baseline), Decimal(expected))
    assert found.actual == (None if actual is None else Decimal(actual))


def test_different_units_have_no_mean() -> None:
    assert folded([run()], [seat(GREEN), seat(GREEN, unit="pages")]).rows[0].means() is None


def test_costs_by_row_bar_and_total() -> None:
    costs = {1: Decimal(2000), 2: Decimal(1000), 3: Decimal(1000), 4: None}
    whole = folded(
        [
            run(1),
            run(2),
            run(3, intervention_id=8, name_en="B"),
            run(4, intervention_id=9, name_en="C"),
        ],
        [seat(GREEN, 3, 1), seat(RED, 1, 2), seat(GREEN, 2, 3), seat(GREEN, 5, 4)],
        costs=costs,
    )
    by_pk = {row.pk: row for row in whole.rows}
    assert (by_pk[7].cost, by_pk[7].per_green, by_pk[7].bar) == (Decimal(3000), Decimal(1000), 70)
    assert (by_pk[8].cost, by_pk[8].per_green, by_pk[8].bar) == (Decimal(1000), Decimal(500), 35)
    assert (by_pk[9].cost, by_pk[9].per_green, by_pk[9].bar) == (None, None, 0)
    totals = whole.totals()
    assert (totals.cost, totals.without_rate) == (Decimal(4000), 1)


def test_no_green_outcome_costs_nothing_per_green() -> None:
    row = folded([run()], [seat(RED, 2)], costs={1: Decimal(500)}).rows[0]
    assert (row.per_green, row.bar) == (None, 0)


def test_who_may_not_see_costs_gets_none() -> None:
    whole = folded([run()], [seat(GREEN)])
    assert (whole.knows_costs, whole.rows[0].cost, whole.totals().cost) == (False, None, None)


def test_totals_follow_the_rows_shown() -> None:
    whole = folded(
        [run(1), run(2, intervention_id=8)],
        [seat(GREEN, 4, 1), seat(RED, 3, 2, column="ASD"), seat(None, 2, 2)],
    )
    assert whole.totals().places.reached == 4
    assert (whole.totals().places.placed, whole.totals().places.rated) == (9, 7)
    shown = only(whole, {Rag.RED})
    assert [row.pk for row in shown.rows] == [8]
    assert [cell.placed for cell in shown.totals().by_column] == [2, 3]
    assert only(whole, {Rag.AMBER}).columns == []


@pytest.mark.parametrize(
    ("state", "day", "due"),
    [
        ("running", dt.date(2026, 2, 1), 0),
        ("running", FIRST, 0),  # 24 x 1 / 90
        ("running", dt.date(2026, 3, 18), 12),  # day 45 of 90
        ("running", LAST, 24),
        ("running", dt.date(2027, 1, 1), 24),
        ("ended", FIRST, 24),
    ],
)
def test_sessions_due_by_a_day(state: str, day: dt.date, due: int) -> None:
    assert due_by(run(state=state), day) == due


@pytest.mark.parametrize(
    ("held", "due", "percent", "low"),
    [
        (0, 0, None, False),
        (0, 5, 0, True),
        (7, 10, 70, True),
        (8, 10, 80, False),
        (11, 10, 110, False),
    ],
)
def test_dose(held: int, due: int, percent: int | None, low: bool) -> None:
    dose = Dose(held, 24, due)
    assert (dose.percent, dose.is_low(80)) == (percent, low)


def given(held: int, lost: int) -> list[Given]:
    return [Given(1, True, "", held, 30 * held), Given(1, False, "room", lost, 0)]


@pytest.mark.parametrize(
    ("seats", "sessions", "words"),
    [
        ([seat(GREEN, 3), seat(RED, 3)], given(3, 4), "method or the delivery"),
        ([seat(GREEN, 1), seat(RED, 5)], given(24, 0), "right method"),
        ([seat(GREEN, 6, seen_in_class="not_yet")], given(24, 0), "the bridge back"),
        ([seat(GREEN, 3, seen_in_class="partly"), seat(GREEN, 3)], given(24, 0), "the bridge back"),
        ([seat(GREEN, 2, seen_in_class="partly"), seat(GREEN, 4)], given(24, 0), None),
        ([seat(GREEN, 6)], given(24, 0), None),
        ([seat(RED, 4)], given(0, 9), None),  # under five: not compared
        ([seat(None, 6)], given(24, 0), None),  # not near its end yet
    ],
)
def test_worth_a_conversation(seats: list[Seat], sessions: list[Given], words: str | None) -> None:
    whole = folded([run()], seats, sessions)
    found = worth_talking_about(whole.rows, TODAY)
    assert [words in talk.words for talk in found if words] == ([True] if words else [])
    assert bool(found) == bool(words)


def test_nobody_rated_near_the_end() -> None:
    whole = folded([run(ends_on=dt.date(2026, 3, 16))], [seat(None, 2)])
    assert "Nobody is rated yet" in worth_talking_about(whole.rows, TODAY)[0].words
    earlier = dt.date(2026, 3, 1)
    assert worth_talking_about(whole.rows, earlier) == []


def test_value_for_time_shows_the_least_and_the_most() -> None:
    runs = [run(n, intervention_id=n, name_en=f"{n}") for n in range(1, 6)]
    seats = [seat(GREEN, 5, n) for n in range(1, 6)] + [seat(GREEN, 4, 6)]
    sessions = [Given(n, True, "", n, 60 * n) for n in range(1, 6)]
    rows = value_for_time(folded(runs, seats, sessions).rows)
    assert [row.pk for row in rows] == [1, 2, 5]
    assert rows[0].hours_per_green == Decimal("0.2")


def provision(**fields: Any) -> Provision:
    values = {"starts_on": FIRST, "ends_on": LAST, "planned_sessions": 26, "minutes": 35}
    return Provision(**{**values, "kind": "group", "in_lesson": "Chinese", **fields})


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        ({"weekdays": [0, 2]}, "70"),
        ({"weekdays": [0, 2], "in_lesson": ""}, "0"),
        ({"weekdays": [0, 2], "kind": "class"}, "0"),
        ({"ends_on": FIRST + dt.timedelta(days=90)}, "70"),  # 26 sessions in 13 weeks
        ({"ends_on": FIRST, "planned_sessions": 1}, "35"),
    ],
)
def test_minutes_of_class_a_week(fields: dict[str, Any], minutes: str) -> None:
    assert weekly_minutes(provision(**fields)) == Decimal(minutes)


def test_out_of_class_adds_up_and_ranks() -> None:
    weekly = {1: Decimal(70), 2: Decimal(30), 3: Decimal(0)}
    places = [(11, 1), (12, 2), (12, 1), (13, 3), (14, 99)]
    assert out_of_class(places, weekly) == [(12, Decimal(100)), (11, Decimal(70))]
