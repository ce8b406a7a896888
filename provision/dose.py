"""How much of what was planned has been given: sessions held against sessions due by a day.

Source: the design, section 5 (RAG): dose below the school's percentage (80) is flagged beside the
outcome, so that "it did not work" and "it did not happen" are told apart.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol


class Dosed(Protocol):
    """What a dose needs to know about a provision."""

    @property
    def state(self) -> str: ...
    @property
    def starts_on(self) -> dt.date: ...
    @property
    def ends_on(self) -> dt.date: ...
    @property
    def planned_sessions(self) -> int: ...


def due_by(run: Dosed, on: dt.date) -> int:
    """Planned sessions that should have been held by that day, spread evenly over the run."""
    if run.state == "ended" or on >= run.ends_on:
        return run.planned_sessions
    if on < run.starts_on:
        return 0
    passed, whole = (on - run.starts_on).days + 1, (run.ends_on - run.starts_on).days + 1
    return run.planned_sessions * passed // whole


@dataclass(frozen=True)
class Dose:
    """Sessions held, planned for the whole run, and due by now."""

    held: int
    planned: int
    due: int

    def __add__(self, other: "Dose") -> "Dose":
        return Dose(self.held + other.held, self.planned + other.planned, self.due + other.due)

    @property
    def percent(self) -> int | None:
        """Held of those due, in whole percent, rounded down; None while none is due."""
        return 100 * self.held // self.due if self.due else None

    def is_low(self, below: int) -> bool:
        """Less than `below` percent of what is due was held."""
        return self.percent is not None and self.percent < below


NO_DOSE = Dose(0, 0, 0)
