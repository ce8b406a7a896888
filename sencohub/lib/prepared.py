"""Queries written with the ORM whose SQL is made once for a reader and a day, and then only run.

Making the SQL of a query costs its page more than running it: a student's page asks seventeen
things, each through the reader's gate. A function under `@prepared` says what to ask; its
statement is kept for that reader (number, roles, technical or not), day and language. The values
that change from call to call, such as which student, are filled in. What is kept is the question,
never an answer: grants, roles and dates of the rows are read each time. Figures:
docs/decisions/0009.
"""

import copy
from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, QuerySet
from django.utils.translation import get_language

from sencohub.lib.dates import today

T = TypeVar("T")
ROOM = 2048


class Reader(Protocol):
    """What of a person decides the shape of a question."""

    @property
    def pk(self) -> int | None: ...
    @property
    def is_active(self) -> bool: ...
    @property
    def is_superuser(self) -> bool: ...
    @property
    def roles(self) -> frozenset[str]: ...


class Slot(Expression):
    """The place in a statement of a value that each call brings."""

    def __init__(self, nth: int) -> None:
        super().__init__()
        self.nth = nth

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class AnyOf(Expression):
    """Several slots, for `…__in=`."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        super().__init__()
        self.slots = tuple(slots)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return f"({', '.join(['%s'] * len(self.slots))})", self.slots


class Statement:
    """A queryset with its SQL made, and the places in it for values."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        if rows._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise TypeError("what is prefetched cannot be prepared")
        self.rows = rows
        self.compiler = rows.query.get_compiler(rows.db)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", ()

    def run(self, values: tuple[Any, ...]) -> list[Any]:
        if not self.sql:
            return []
        params = tuple(values[p.nth] if isinstance(p, Slot) else p for p in self.params)
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[compiler.using]
        compiler.as_sql = lambda *args, **kwargs: (self.sql, params)
        query = copy.copy(self.rows.query)
        query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
        # Not `copy.copy(self.rows)`: a queryset fetches its rows before it lets itself be copied.
        first: Any = self.rows
        rows = type(first)(first.model, query, compiler.using)
        rows._fields = first._fields
        return [*first._iterable_class(rows)]


_KEPT: dict[tuple[Any, ...], Statement] = {}


def forget_statements() -> None:
    """Statements name their database; tests that remake it call this."""
    _KEPT.clear()


class prepared(Generic[T]):
    """`rows(reader, *values)` as a list; `rows.ask(reader, *values)` is the queryset itself.

    The function may look at the reader's number and roles, the day and the language, at no other
    state: what it returns is kept for them. Values are scalars that stand in conditions.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, T]]) -> None:
        self.ask = ask
        self.__doc__ = ask.__doc__

    def __call__(self, reader: Reader, *values: Any) -> list[T]:
        who = (reader.pk, reader.is_active, reader.is_superuser, reader.roles)
        return self._statement(who, (reader,), len(values)).run(values)

    def for_anybody(self, *values: Any) -> list[T]:
        """The rows of a question that is the same whoever asks: its function takes no reader."""
        return self._statement((), (), len(values)).run(values)

    def _statement(self, who: tuple[Any, ...], reader: tuple[Any, ...], count: int) -> Statement:
        key = (self.ask, who, today(), get_language(), count)
        statement = _KEPT.get(key)
        if statement is None:
            statement = Statement(self.ask(*reader, *map(Slot, range(count))))
            if len(_KEPT) >= ROOM:
                _KEPT.clear()
            _KEPT[key] = statement
        return statement

    def first(self, reader: Reader, *values: Any) -> T | None:
        """The first row, or None. The function itself says how many it wants: `[:1]`."""
        return next(iter(self(reader, *values)), None)
