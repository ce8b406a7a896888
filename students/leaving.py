"""What happens elsewhere when a student leaves: apps above register it in `AppConfig.ready`."""

import datetime as dt
from collections.abc import Callable

from sencohub.accounts.models import User
from students.models import Student

type_call = Callable[[Student, dt.date, User | None], None]
_CALLS: dict[str, type_call] = {}


def register(call: type_call) -> None:
    """`call(student, on, by)` runs in the transaction in which the student leaves.

    `by` is None where nobody in particular did it: an import run on the server.
    """
    _CALLS[f"{call.__module__}.{call.__qualname__}"] = call


def tell_all(student: Student, on: dt.date, by: User | None) -> None:
    """Run everything that was registered."""
    for call in _CALLS.values():
        call(student, on, by)
