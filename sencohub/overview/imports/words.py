"""What an import found, kept as a sentence and its facts: each reader hears their own language.

A check is often read by somebody else than who made it, so the stored report holds no language.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from sencohub.lib.words import listed

type_kept = str | list[Any]

KINDS = {
    "students": gettext_lazy("Students"),
    "staff": gettext_lazy("Staff"),
    "parents": gettext_lazy("Parents"),
    "attendance": gettext_lazy("Attendance"),
    "marks": gettext_lazy("Marks"),
    "register": gettext_lazy("SEN register"),
    "column": gettext_lazy("Column"),
    "file": gettext_lazy("File"),
    "oneroster": "OneRoster",
}
FIELDS = {
    "name_en": gettext_lazy("name in English"),
    "name_zh": gettext_lazy("name in Chinese"),
    "sex": gettext_lazy("sex"),
    "born_on": gettext_lazy("date of birth"),
    "home_language": gettext_lazy("language at home"),
    "strn": gettext_lazy("STRN"),
    "class": gettext_lazy("class"),
    "class number": gettext_lazy("class number"),
    "status": gettext_lazy("status"),
    "language": gettext_lazy("language"),
    "phone": gettext_lazy("phone"),
    "note": gettext_lazy("remark"),
}


class Found(str):
    """A sentence in the language of now that remembers what it was made of."""

    source: str
    facts: Mapping[str, Any] | None

    def __mod__(self, facts: Mapping[str, Any]) -> "Found":
        return _made(self.source, facts)


def found(source: str) -> Found:
    """`gettext` for an import: imported as `_`, so that the sentences are collected."""
    return _made(source, None)


def _made(source: str, facts: Mapping[str, Any] | None) -> Found:
    words = Found(gettext(source) if facts is None else gettext(source) % facts)
    words.source, words.facts = source, facts
    return words


def kept(words: str) -> type_kept:
    """For the stored report: a sentence and its facts, or a plain text as it is."""
    if not isinstance(words, Found):
        return words
    facts = {name: kept(fact) for name, fact in (words.facts or {}).items()}
    return [words.source, facts]


def said(stored: Any) -> str:
    """The same in the reader's language; a text of an older report as it was written then."""
    if not isinstance(stored, list):
        return str(stored)
    source, facts = stored
    return str(_made(source, {name: said(fact) for name, fact in facts.items()} or None))


def kind_said(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def fields_said(names: str) -> str:
    """The fields that changed, by their names on the page: `Name in English, class`."""
    return capfirst(listed(FIELDS.get(name, name) for name in names.split(", ")))
