"""Tags of lists: lines drawn once, the way on, sorting by a column."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.core.paginator import Page
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sencohub.lib.dates import today
from sencohub.lib.templatetags.house import icon

register = template.Library()


@register.tag
def kept(parser: template.base.Parser, token: template.base.Token) -> "Kept":
    """A part of a list drawn once for the values it is given: `{% kept row %}…{% endkept %}`.

    Inside there is nothing but the named values, the language and the day, so the same values
    always draw the same words. They are plain and compare by what they hold: tuples of texts,
    numbers and dates, never records.
    """
    _tag, *names = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(names, nodelist)


class Kept(template.Node):
    """The node of `kept`. When it holds `ROOM` drawings it begins anew."""

    ROOM = 4096

    def __init__(self, names: list[str], nodelist: template.NodeList) -> None:
        self.names, self.nodelist = names, nodelist
        self.drawn: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        values = [context.get(name) for name in self.names]
        if any(isinstance(value, Model) for value in values):
            raise TypeError("a record compares by its number, not by what it holds")
        key = (get_language(), today(), *values)
        if (found := self.drawn.get(key)) is None:
            alone = context.new(dict(zip(self.names, values, strict=True)))
            found = self.nodelist.render(alone)
            if len(self.drawn) >= self.ROOM:
                self.drawn.clear()
            self.drawn[key] = found
        return found


def _query(request: HttpRequest, changes: Mapping[str, Any]) -> str:
    query = request.GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def query_set(context: template.Context, **changes: Any) -> str:
    """This page's query with some keys changed; an empty value takes its key out."""
    return _query(context["request"], changes)


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Where we are in a list and the way on; keeps the filters of the address."""
    request = context["request"]
    previous = page.previous_page_number() if page.has_previous() else None
    following = page.next_page_number() if page.has_next() else None
    return {
        "page": page,
        "previous_url": _query(request, {"page": previous}),
        "next_url": _query(request, {"page": following}),
    }


@register.simple_tag(takes_context=True)
def sort_link(context: template.Context, field: str, label: str, css: str = "") -> SafeString:
    """A whole `<th>` whose link sorts by `field`, or turns the order when it sorts by it now."""
    request = context["request"]
    current = request.GET.get("sort", context.get("sort", ""))
    up, down = current == field, current == f"-{field}"
    url = _query(request, {"sort": f"-{field}" if up else field, "page": None})
    state = SafeString(
        ' aria-sort="ascending"' if up else ' aria-sort="descending"' if down else ""
    )
    return format_html(
        '<th scope="col"{}{}><a class="sort" href="{}">{}{}</a></th>',
        format_html(' class="{}"', css) if css else "",
        state,
        url,
        label,
        icon("up" if up else "down" if down else "sort"),
    )
