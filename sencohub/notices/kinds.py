"""The words of each kind of notice. Each app registers its own in `AppConfig.ready`."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class NoticeKind:
    """`title` is a whole sentence without a full stop, translatable, and names no child."""

    code: str
    title: Any


_KINDS: dict[str, NoticeKind] = {}


def register(code: str, *, title: Any) -> None:
    """Call from `AppConfig.ready`. The title is shown in lists and in e-mails."""
    _KINDS[code] = NoticeKind(code, title)


def get(code: str) -> NoticeKind:
    """The kind, or KeyError with its code for a kind that nobody registered."""
    return _KINDS[code]


def title_of(code: str) -> str:
    """The kind's words in the reader's language; nothing for a kind that no longer exists."""
    kind = _KINDS.get(code)
    return str(kind.title) if kind else ""
