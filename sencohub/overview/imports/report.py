"""What an import did, or would do, row by row."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

ADDED, CHANGED, SAME, MERGED = "added", "changed", "same", "merged"
LEFT, QUESTION, REFUSED = "left", "question", "refused"
MOST_KEPT = 4_000
"""Rows kept in the stored report; refusals and questions always come first."""


@dataclass(frozen=True)
class Outcome:
    """One row's fate. `what` is one of the words above; `todo` says what to do about it."""

    what: str
    kind: str
    file: str
    line: int
    key: str = ""
    reason: str = ""
    todo: str = ""


@dataclass
class Report:
    """The whole import: every row's outcome, and whether anything was written."""

    rows: list[Outcome] = field(default_factory=list)
    written: bool = False

    def add(
        self, what: str, kind: str, line: Any, key: str = "", reason: str = "", todo: str = ""
    ) -> None:
        self.rows.append(Outcome(what, kind, line.file, line.number, str(key)[:60], reason, todo))

    @property
    def refused(self) -> list[Outcome]:
        return [row for row in self.rows if row.what == REFUSED]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many rows of each kind had each fate."""
        found: dict[str, Counter[str]] = {}
        for row in self.rows:
            found.setdefault(row.kind, Counter())[row.what] += 1
        return {kind: dict(counter) for kind, counter in found.items()}

    def as_json(self) -> dict[str, Any]:
        order = {REFUSED: 0, QUESTION: 1, LEFT: 2, MERGED: 3, CHANGED: 4, ADDED: 5, SAME: 6}
        rows = sorted(self.rows, key=lambda row: (order[row.what], row.file, row.line))
        return {
            "written": self.written,
            "counts": self.counts,
            "rows": [asdict(row) for row in rows[:MOST_KEPT]],
        }
