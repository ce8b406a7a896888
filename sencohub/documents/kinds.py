"""What documents can be asked for. Each app registers its kinds in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sencohub.accounts.models import User

if TYPE_CHECKING:
    from sencohub.documents.jobs import Job

type_parameters = dict[str, Any]


@dataclass(frozen=True)
class Built:
    """A finished document: its bytes, the name it is offered under, and its type."""

    content: bytes
    file_name: str
    content_type: str = "application/pdf"


def about_nobody(user: User, parameters: type_parameters) -> list[int]:
    return []


@dataclass(frozen=True)
class Kind:
    """One kind of document.

    `may_ask(user, parameters)` is the right to have it, asked three times: when it is asked for,
    inside the job, and at the download. `student_ids(user, parameters)` are the students it would
    be about, of those this person may see now. `build(job)` makes it, as the person who asked; it
    calls `job.step()` at least once a minute, since a worker that is silent for two is given up.
    """

    code: str
    title: Any
    may_ask: Callable[[User, type_parameters], bool]
    build: Callable[[Job], Built]
    student_ids: Callable[[User, type_parameters], list[int]] = about_nobody


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Call from `AppConfig.ready`."""
    _KINDS[kind.code] = kind


def get(code: str) -> Kind:
    """The kind, or KeyError with its code for a kind that nobody registered."""
    return _KINDS[code]


def find(code: str) -> Kind | None:
    """The kind, or None when the product no longer makes it."""
    return _KINDS.get(code)
