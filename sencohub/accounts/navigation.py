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
    """One word in the bar: `order` left to right, `count` a number beside it (no query if None)."""

    order: int
    label: Any
    url_name: str
    who: Policy
    icon: str
    count: Callable[[HttpRequest], int] | None = None


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
        here = request.path == url or (url != "/" and request.path.startswith(url))
        rows.append(
            {
                "label": entry.label,
                "url": url,
                "icon": entry.icon,
                "current": here,
                "count": entry.count(request) if entry.count else None,
            }
        )
    return rows
