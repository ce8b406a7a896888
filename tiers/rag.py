"""Red, amber, green: always recomputed from numbers, in the direction of good.

Source: the design, section 5 (after the SENCO Manual and EDB's Operation Guide, January 2026):
green = expected met or beaten; amber = at least half of the planned gain; red = less, or worse;
aim maintain: green if no worse than baseline, else red; grey = not measured. A group is green
from 80 % of its measured students on target and amber from 40 % (school settings).
The rating belongs to the provision or the target, never to the child.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from sencohub.lib.rag import Rag

__all__ = ["Rag", "rate", "rate_group", "rate_record"]

HALF = Decimal("0.5")


class Measured(Protocol):
    """What can be rated: a target, a participation, an outcome."""

    @property
    def aim(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def baseline(self) -> Decimal | None: ...
    @property
    def expected(self) -> Decimal | None: ...
    @property
    def actual(self) -> Decimal | None: ...


def rate(
    *,
    aim: str,
    direction: str,
    baseline: Decimal | None,
    expected: Decimal | None,
    actual: Decimal | None,
) -> Rag:
    """The rating these numbers give. Grey where any number it needs is missing."""
    if baseline is None or actual is None:
        return Rag.GREY
    gained = baseline - actual if direction == "lower" else actual - baseline
    if aim == "maintain":
        return Rag.GREEN if gained >= 0 else Rag.RED
    if expected is None:
        return Rag.GREY
    planned = baseline - expected if direction == "lower" else expected - baseline
    if gained >= planned:
        return Rag.GREEN
    if planned > 0 and gained >= planned * HALF:
        return Rag.AMBER
    return Rag.RED


def rate_record(record: Measured) -> Rag:
    """The rating of a record, its override (kept with a reason) counted first."""
    override = getattr(record, "override", "")
    if override:
        return Rag(override)
    return rate(
        aim=record.aim,
        direction=record.direction,
        baseline=record.baseline,
        expected=record.expected,
        actual=record.actual,
    )


def rate_group(ratings: Iterable[Rag], *, green_from: int = 80, amber_from: int = 40) -> Rag:
    """A group's rating by the percentage of its measured members that are green."""
    measured = [r for r in ratings if r != Rag.GREY]
    if not measured:
        return Rag.GREY
    on_target = 100 * sum(r == Rag.GREEN for r in measured)
    if on_target >= green_from * len(measured):
        return Rag.GREEN
    return Rag.AMBER if on_target >= amber_from * len(measured) else Rag.RED
