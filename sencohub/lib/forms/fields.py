"""Fields and widgets of the house: days written day first, long texts, choices that look right."""

import datetime as dt
import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MAX_WORDS = 20_000
"""Characters in one long text: about ten typed pages, far more than any box of ours asks for."""

LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n\n", "\x0b": "\n", "\x0c": "\n"}
KEPT_FORMATS = frozenset({"\u200c", "\u200d"})
"""Joiners that some scripts and emoji need; every other invisible format character goes."""


def clean_text(text: str) -> str:
    """What a person typed or pasted, without what they cannot see.

    Line ends become `\\n`, no-break spaces become spaces, NUL, control and invisible format
    characters (a Word paste's soft hyphens, zero-width spaces and direction marks) go, trailing
    spaces and more than one empty line in a row go. Letters, punctuation and full-width forms stay
    as typed.
    """
    for old, new in LINE_ENDS.items():
        text = text.replace(old, new)
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\t", " ")
    kept = (c for c in text if c == "\n" or c in KEPT_FORMATS or not _unseen(c))
    lines = [line.rstrip() for line in "".join(kept).split("\n")]
    tidy = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return unicodedata.normalize("NFC", "\n".join(tidy)).strip()


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}


class WordsField(forms.CharField):
    """A long text: a box of `rows` lines, at most 20,000 characters."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAX_WORDS)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)


class DayInput(forms.DateInput):
    """A day as people write it: `12 Jun 2026`, in Chinese `2026年6月12日`."""

    template_name = "components/day_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "data-day": "", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].setdefault("placeholder", _("12 Jun 2026"))
        return context

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, dt.datetime):
            value = value.date()
        if isinstance(value, dt.date):
            return written_day(value)
        return str(value) if value not in (None, "") else None


def written_day(day: dt.date) -> str:
    """The day as the reader's language writes it in a field; both forms are read back."""
    text = formats.date_format(day, "DATE_FORMAT")
    return re.sub(r" ?([年月日]) ?", r"\1", text)


DAY_FORMATS = (
    "%d %b %Y",
    "%d %B %Y",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d/%m/%y",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y年%m月%d日",
)
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


class DayField(forms.DateField):
    """A calendar day, day first, in whichever way it is written; full-width digits too."""

    widget = DayInput
    default_error_messages = {
        "invalid": gettext_lazy("Write the date like this: 12 Jun 2026."),
        "range": gettext_lazy("Check the year of this date."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DAY_FORMATS)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).replace(",", " ")
            joined = "".join(value.split()) if "年" in value else " ".join(value.split())
            value = joined.replace("Sept ", "Sep ")
        day = super().to_python(value)
        if day is not None and not EARLIEST <= day <= LATEST:
            raise ValidationError(self.error_messages["range"], code="range")
        return day


class Segments(forms.RadioSelect):
    """Two to four short options in one control."""

    look = "seg"


class PickRows(forms.RadioSelect):
    """Options one under the other, each a wide target."""

    look = "pickrow"


class Tri(forms.RadioSelect):
    """Three or four large answers for a thumb."""

    look = "tri"
