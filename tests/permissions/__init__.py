"""THE table: every route, for every person, with what they get. Written by hand from the rules.

One module per app, each with a list `ROWS`. A row:

    Row("tiers:plan-detail", {"pk": "amina_plan"}, GET, {"senco": 200, "senst": 200, ...})

`kwargs` name things of the `world` fixture (tests/permissions/world.py) or are plain values.
`expected` names each person that gets something else than `default` (404: the page does not
exist for them). Anonymous visitors are sent to sign-in (302) unless the row says otherwise.
`data` is sent with a POST. A POST that is accepted is 302 (done) or 422 (form shown again).
"""

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

APPS = (
    "project",
    "accounts",
    "notices",
    "documents",
    "students",
    "tiers",
    "provision",
    "meetings",
    "parents",
    "overview",
)


@dataclass(frozen=True)
class Row:
    """One route with one method for everybody."""

    route: str
    kwargs: dict[str, Any]
    method: str
    expected: dict[str, int]
    default: int = 404
    anonymous: int = 302
    data: dict[str, Any] = field(default_factory=dict)
    query: str = ""

    def code_for(self, who: str) -> int:
        if who == "anonymous":
            return self.anonymous
        return self.expected.get(who, self.default)

    @property
    def id(self) -> str:
        return f"{self.method} {self.route} {'-'.join(map(str, self.kwargs.values()))}{self.query}"


def everyone(code: int, *people: str) -> dict[str, int]:
    """The same code for each of these people."""
    return dict.fromkeys(people, code)


SEN_TEAM = ("senco", "senst")
WHOLE_SCHOOL = ("senco", "senst", "leader")


def rows() -> list[Row]:
    """All rows of all apps."""
    return [row for app in APPS for row in rows_of(app)]


def rows_of(app: str) -> list[Row]:
    """The rows of one app's module."""
    found: list[Row] = import_module(f"tests.permissions.{app}").ROWS
    return found
