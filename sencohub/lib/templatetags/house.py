"""Template tags and filters that every page may use: the look of the house, in one place.

They draw; they decide nothing. Numbers, dates and ratings come ready from the view.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache, wraps
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from sencohub.lib import words
from sencohub.lib.dates import today
from sencohub.lib.rag import Rag, look

type_draw = Callable[..., SafeString]

register = template.Library()
SVG = '<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
RAG_SHAPES = {
    "g": '<circle class="rag-shape" cx="10" cy="10" r="8.5"/>',
    "a": '<path class="rag-shape" d="M10 1.3 18.9 17.8H1.1z"/>',
    "r": '<rect class="rag-shape" x="1.5" y="1.5" width="17" height="17" rx="1.5"/>',
    "n": '<circle class="rag-shape" cx="10" cy="10" r="8.5"/>',
}


def drawn_once(draw: type_draw) -> type_draw:
    """The same mark in the same language is drawn once for the process: lists show it often."""

    @lru_cache(maxsize=1024)
    def kept(language: str | None, *args: Any) -> SafeString:
        return draw(*args)

    @wraps(draw)
    def tag(*args: Any) -> SafeString:
        return kept(get_language(), *args)

    tag.__dict__["drawn_once"] = True  # sencohub.lib.templates draws it into the template
    return tag


@register.simple_tag
@drawn_once
def icon(name: str) -> SafeString:
    """One of the drawings in `img/icons.svg`. Always beside a word, so hidden from readers."""
    return format_html(
        '<svg class="ico" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
@drawn_once
def rag_mark(value: str | None) -> SafeString:
    """Only the shape with its letter, for a map's cells; the word must stand beside it."""
    this = look(value)
    return format_html(
        '{}{}<text class="rag-letter" x="10" y="{}">{}</text></svg>',
        SafeString(SVG),
        SafeString(RAG_SHAPES[this.css]),
        "15.8" if this.css == "a" else "14",
        this.letter,
    )


@register.simple_tag
@drawn_once
def rag(value: str | None, words: str = "meaning") -> SafeString:
    """A rating: shape, letter and word. `words="short"` says Green; else what green means.

    Any other text is said as it stands: `{% rag "amber" "Nearly" %}`.
    """
    this = look(value)
    text = {"meaning": this.meaning, "short": Rag(value or Rag.GREY).label}.get(words, words)
    return format_html('<span class="rag rag-{}">{}{}</span>', this.css, rag_mark(value), text)


@register.filter
def rag_css(value: str | None) -> str:
    """The letter of the colour classes: `cell-{{ value|rag_css }}`."""
    return look(value).css


@register.simple_tag
def rag_legend() -> SafeString:
    """The four ratings with their meanings, as every map and chart shows them."""
    marks = ((rag(value),) for value in Rag.values)
    return format_html('<p class="legend">{}</p>', format_html_join("", "{}", marks))


def tier_name(number: int) -> str:
    """As the Bureau names it: `Tier 2`, 第二層."""
    return {1: _("Tier 1"), 2: _("Tier 2")}.get(number, _("Tier 3"))


@register.simple_tag
@drawn_once
def tier(number: int | None) -> SafeString:
    """Three rising steps filled to the tier, and the word; nothing for no tier."""
    if not number:
        return SafeString("")
    steps = ((1, 10, 5), (7, 6, 9), (13, 2, 13))
    bars = (
        ("on" if nth <= number else "off", x, y, height)
        for nth, (x, y, height) in enumerate(steps, start=1)
    )
    return format_html(
        '<span class="tier"><svg viewBox="0 0 19 16" aria-hidden="true" focusable="false">{}</svg>'
        "{}</span>",
        format_html_join(
            "", '<rect class="tier-{}" x="{}" y="{}" width="4.5" height="{}" rx="1"/>', bars
        ),
        tier_name(number),
    )


@register.simple_tag
def needs(labels: Iterable[Any]) -> SafeString:
    """Needs in words, the main one first; never coloured."""
    return _needs(*(str(label) for label in labels))


@drawn_once
def _needs(*labels: str) -> SafeString:
    plus = SafeString('<span class="need-plus" aria-hidden="true">+</span>')
    rows = (
        (plus if nth else "", "" if nth else " need-main", label)
        for nth, label in enumerate(labels)
    )
    return format_html(
        '<span class="needs">{}</span>',
        format_html_join("", '{}<span class="need{}">{}</span>', rows),
    )


@register.filter
def names(person: Any) -> SafeString:
    """Both names, each marked with its language: `Chan Tai Man 陳大文`."""
    chinese = getattr(person, "name_zh", "")
    mark = format_html('<span class="zh" lang="zh-Hant-HK">{}</span>', chinese) if chinese else ""
    english = getattr(person, "name_en", "")
    return (
        format_html("{} {}", english, mark)
        if english and mark
        else format_html("{}", english or mark or person)
    )


@register.filter
def html_lang(code: str) -> str:
    """The `lang` of a text kept with its language: `lang="{{ concern.language|html_lang }}"`."""
    return words.html_lang(code)


@register.filter
def lang_of(text: str) -> str:
    """The `lang` of a text kept without its language, by its letters."""
    return words.html_lang(words.language_of(text or ""))


@register.filter
def subjects(names: str) -> str:
    """Subjects kept as the school's system writes them, in the reader's language."""
    return words.subjects(names)


@register.filter
def unit(text: str) -> str:
    """A target's unit in the reader's language, where it is a common one."""
    return words.unit(text)


@register.filter
def amount(text: str) -> str:
    """A number with its unit, the unit in the reader's language."""
    return words.amount(text)


@register.simple_tag
def pick(english: str, chinese: str) -> str:
    """Of two stored texts the one in the reader's language, or the one there is."""
    if (get_language() or "").startswith("zh"):
        return chinese or english
    return english or chinese


# Chinese has stops of its own, full width: a template that puts two facts side by side uses these.


@register.simple_tag
def comma() -> str:
    """Between two facts of one line: `, `."""
    return pgettext("between two facts", ", ")


@register.simple_tag
def colon() -> str:
    """Between a name and what follows: `: `."""
    return pgettext("between a name and what follows", ": ")


@register.simple_tag
def stop() -> str:
    """Between two sentences: `. `."""
    return pgettext("between two sentences", ". ")


# --- days, money, hours ------------------------------------------------------------------------

HALF_A_YEAR = 183


@register.filter
def short_day(day: dt.date | dt.datetime | None) -> str:
    """`27 Nov`, and `27 Nov 2025` where the day alone could be taken for another year's."""
    if day is None:
        return ""
    plain = timezone.localdate(day) if isinstance(day, dt.datetime) else day
    near = abs((plain - today()).days) < HALF_A_YEAR
    return date_format(plain, "SHORT_DATE_FORMAT" if near else "DATE_FORMAT")


NOON, EVENING = 12, 18


@register.simple_tag
def greeting(person: Any) -> str:
    """How a page begins at this hour of Hong Kong."""
    hour = timezone.localtime().hour
    if hour < NOON:
        words = _("Good morning, %(name)s")
    else:
        words = _("Good afternoon, %(name)s") if hour < EVENING else _("Good evening, %(name)s")
    return words % {"name": person}


@register.filter
def days_late(due: dt.date | None) -> int:
    """Whole days past the due date; 0 when it is today, ahead or unknown."""
    return max((today() - due).days, 0) if due else 0


@register.filter
def lateness(due: dt.date | None) -> str:
    """`8 days late`, or nothing."""
    days = days_late(due)
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days} if days else ""


@register.filter
def due_css(due: dt.date | None) -> str:
    """`due-late` after the day, `due-soon` within the week before it."""
    if due is None:
        return ""
    ahead = (due - today()).days
    return "due-late" if ahead < 0 else "due-soon" if ahead <= 7 else ""


@register.filter
def number(amount: Decimal | None) -> str:
    """As many decimals as there are: `52.5`, `33.25`, `80`."""
    return "–" if amount is None else f"{amount.normalize():f}"


@register.filter
def hkd(amount: Decimal | float | None) -> str:
    """Hong Kong dollars, rounded once, here, to whole dollars: `HK$1,234`."""
    if amount is None:
        return "–"
    whole = Decimal(str(amount)).quantize(Decimal(1), rounding=ROUND_HALF_UP) + 0  # no "-0"
    return f"−HK${-whole:,}" if whole < 0 else f"HK${whole:,}"


@register.filter
def clock(minutes: Decimal | float | None) -> str:
    """Minutes as people say them: `45 min`, `2 h 05`."""
    if minutes is None:
        return "–"
    whole, rest = divmod(round(minutes), 60)
    if not whole:
        return _("%(n)s min") % {"n": rest}
    return _("%(hours)s h %(minutes)s") % {"hours": whole, "minutes": f"{rest:02d}"}


@register.filter
def hours(amount: Decimal | float | None) -> str:
    """Hours with one decimal when there is one: `12 h`, `7.5 h`."""
    if amount is None:
        return "–"
    number = Decimal(str(amount)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    text = f"{number.normalize():f}" if number else "0"
    return _("%(n)s h") % {"n": text}
