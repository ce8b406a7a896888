"""Things the table's routes name: records about Amina (everyone's), Ben and Cara.

Each is made by a function registered with `@thing("name")`; only those a row names are made.
"""

from collections.abc import Callable
from typing import Any

from sencohub.accounts.models import User
from students.models import Student

type_maker = Callable[[dict[str, Any]], Any]
MAKERS: dict[str, type_maker] = {}


def thing(name: str) -> Callable[[type_maker], type_maker]:
    """Register how a named thing is made; it gets the world so far."""

    def register(make: type_maker) -> type_maker:
        MAKERS[name] = make
        return make

    return register


class World(dict[str, Any]):
    """The cast, the students, and things made when first asked for. Values for URLs are pks."""

    def __missing__(self, name: str) -> Any:
        self[name] = MAKERS[name](self)
        return self[name]

    def value(self, given: Any) -> Any:
        """A URL value: the pk of a named thing, or the value itself."""
        if isinstance(given, str) and (given in self or given in MAKERS):
            return self[given].pk
        return given


def build(cast: dict[str, User], **students: Student) -> World:
    return World({**cast, **students})
