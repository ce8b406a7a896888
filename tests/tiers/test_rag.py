"""The rating rule, edges included. Source: the design, section 5."""

from decimal import Decimal

import pytest

from tiers.rag import Rag, rate, rate_group


def d(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


@pytest.mark.parametrize(
    ("aim", "direction", "baseline", "expected", "actual", "rating"),
    [
        ("reach", "higher", "60", "90", "90", Rag.GREEN),
        ("reach", "higher", "60", "90", "95", Rag.GREEN),
        ("reach", "higher", "60", "90", "89.99", Rag.AMBER),
        ("reach", "higher", "60", "90", "75", Rag.AMBER),
        ("reach", "higher", "60", "90", "74.99", Rag.RED),
        ("reach", "higher", "60", "90", "60", Rag.RED),
        ("reach", "higher", "60", "90", "50", Rag.RED),
        ("reach", "higher", "0", "1", "0.5", Rag.AMBER),
        ("reach", "lower", "10", "4", "4", Rag.GREEN),
        ("reach", "lower", "10", "4", "3", Rag.GREEN),
        ("reach", "lower", "10", "4", "7", Rag.AMBER),
        ("reach", "lower", "10", "4", "7.01", Rag.RED),
        ("reach", "lower", "10", "4", "12", Rag.RED),
        ("reach", "higher", "-3", "3", "0", Rag.AMBER),
        ("reach", "higher", "5", "5", "5", Rag.GREEN),
        ("reach", "higher", "5", "5", "4", Rag.RED),
        ("maintain", "higher", "80", "80", "80", Rag.GREEN),
        ("maintain", "higher", "80", "90", "79.99", Rag.RED),
        ("maintain", "higher", "80", None, "81", Rag.GREEN),
        ("maintain", "lower", "2", "2", "2", Rag.GREEN),
        ("maintain", "lower", "2", "2", "3", Rag.RED),
        ("reach", "higher", "60", "90", None, Rag.GREY),
        ("reach", "higher", None, "90", "80", Rag.GREY),
        ("reach", "higher", "60", None, "80", Rag.GREY),
        ("maintain", "higher", None, None, None, Rag.GREY),
    ],
)
def test_rate(
    aim: str,
    direction: str,
    baseline: str | None,
    expected: str | None,
    actual: str | None,
    rating: Rag,
) -> None:
    got = rate(
        aim=aim,
        direction=direction,
        baseline=d(baseline),
        expected=d(expected),
        actual=d(actual),
    )
    assert got == rating


G, A, R, N = Rag.GREEN, Rag.AMBER, Rag.RED, Rag.GREY


@pytest.mark.parametrize(
    ("members", "rating"),
    [
        ([G, G, A, R, A], A),  # the Manual's own example, 2 of 5
        ([G, G, G, G, R], G),  # 80 %
        ([G] * 79 + [R] * 21, A),
        ([G] * 40 + [R] * 60, A),
        ([G] * 39 + [R] * 61, R),
        ([G, N, N], G),  # not measured is left out
        ([N, N], N),
        ([], N),
        ([R], R),
    ],
)
def test_rate_group(members: list[Rag], rating: Rag) -> None:
    assert rate_group(members) == rating


def test_a_school_may_change_the_thresholds() -> None:
    assert rate_group([G, G, G, R], green_from=70, amber_from=30) == G
    assert rate_group([G, R, R], green_from=70, amber_from=30) == A
