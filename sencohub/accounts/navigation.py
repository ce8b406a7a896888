"""The top bar. Each app registers its entries; a person sees those whose policy admits them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from sencohub.lib.policies import Policy

_ENTRIES: list["Entry"] = []


@dataclass(frozen=True)
class Entry:
    """One word in the bar: `order` left to right, `count` a number beside it (no query if None).

    `also` names pages it leads to by a redirect; `on_phone` says whether it is one of the four
    words under a phone page.
    """

    order: int
    label: Any
    url_name: str
    who: Policy
    icon: str
    count: Callable[[HttpRequest], int] | None = None
    also: tuple[str, ...] = ()
    on_phone: bool = True


def register(*entry: Entry) -> None:
    """Call from `AppConfig.ready`."""
    _ENTRIES.extend(entry)
    _ENTRIES.sort(key=lambda e: e.order)


def entries(request: HttpRequest) -> list[dict[str, Any]]:
    """Entries for this reader, with the current page's marked."""
    rows = []
    for entry in _ENTRIES:
        if not entry.who.admits(request.user):
            continue
        url = reverse(entry.url_name)
        rows.append(
            {
                "label": entry.label,
                "url": url,
                "icon": entry.icon,
                "current": _is_here(entry, url, request.path),
                "on_phone": entry.on_phone,
                "count": entry.count(request) if entry.count else None,
            }
        )
    return rows


def _is_here(entry: Entry, url: str, path: str) -> bool:
    if path == url or path in (reverse(name) for name in entry.also):
        return True
    return url != "/" and path.startswith(url)


def tabs(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries under a phone page: four at most."""
    return [row for row in rows if row["on_phone"]][:4]
