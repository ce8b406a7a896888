"""Two issues of a plan, compared word by word."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tiers.models import Plan

WORD = re.compile(r"\s+|[A-Za-z0-9'’%.,-]+|.", re.DOTALL)
"""A Latin word is one piece, a Chinese character is one piece."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Change:
    """One text that differs: its label, and its pieces as (what, text); what is same, out or in."""

    label: str
    pieces: list[tuple[str, str]]


def difference(older: dict[str, Any], newer: dict[str, Any]) -> list[Change]:
    """Each text that is not the same in both, in the order of the newer issue."""
    before, after = dict(_texts(older)), dict(_texts(newer))
    keys = [*after, *(key for key in before if key not in after)]
    return [
        Change(_label(key, older, newer), _pieces(before.get(key, ""), after.get(key, "")))
        for key in keys
        if before.get(key, "") != after.get(key, "")
    ]


def _pieces(before: str, after: str) -> list[tuple[str, str]]:
    old, new = WORD.findall(before), WORD.findall(after)
    found = []
    for _tag, i, j, k, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if _tag == "equal":
            found.append(("same", "".join(old[i:j])))
            continue
        found += [("out", "".join(old[i:j]))] if j > i else []
        found += [("in", "".join(new[k:end]))] if end > k else []
    return found


type_key = tuple[str, ...]

TARGET_FIELDS = (
    "area",
    "statement",
    "en",
    "zh",
    "measure",
    "baseline",
    "expected",
    "unit",
    "due_on",
    "owner",
    "tier1",
    "tier2",
    "tier3",
    "into_class",
)


def _texts(snapshot: dict[str, Any]) -> Iterator[tuple[type_key, str]]:
    """Every text of a snapshot under a key that both issues share."""
    yield ("plan", "kind"), str(Plan.Kind(snapshot["plan"]["kind"]).label)
    for name in ("starts_on", "review_on", "owner"):
        yield ("plan", name), _said(snapshot["plan"][name])
    yield ("goals",), snapshot["goals"]
    for target in snapshot["targets"]:
        for name in TARGET_FIELDS:
            yield ("target", str(target["id"]), name), _said(target[name])
    for force in ("must", "may"):
        rows = [row for row in snapshot["adjustments"] if row["force"] == force]
        for code in ("en", "zh"):
            yield ("adjustments", force, code), "\n".join(row[code] for row in rows if row[code])
    for name in ("student_view", "parent_view"):
        yield (name,), snapshot[name]
    for code in ("en", "zh"):
        yield ("home", code), snapshot["home"][code]


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return str(value["en"] or value["zh"])
    if isinstance(value, str) and DAY.fullmatch(value):
        return date_format(dt.date.fromisoformat(value))
    return "" if value is None else str(value)


def _label(key: type_key, older: dict[str, Any], newer: dict[str, Any]) -> str:
    labels = _labels()
    if key[0] != "target":
        return labels[key]
    rows = [*newer["targets"], *older["targets"]]
    number = next(row["number"] for row in rows if str(row["id"]) == key[1])
    title = _("Target %(number)s") % {"number": number}
    return f"{title} · {labels[('target', key[2])]}"


def _labels() -> dict[type_key, str]:
    english, chinese = _("in English"), _("in Chinese")
    must, may, home = _("Must do"), _("May do"), _("What helps at home")
    return {
        ("plan", "kind"): _("Kind of plan"),
        ("plan", "starts_on"): _("From"),
        ("plan", "review_on"): _("Review on"),
        ("plan", "owner"): _("Looked after by"),
        ("goals",): _("Long-term goals"),
        ("target", "area"): _("Area"),
        ("target", "statement"): _("Target"),
        ("target", "en"): f"{_('For parents')}, {english}",
        ("target", "zh"): f"{_('For parents')}, {chinese}",
        ("target", "measure"): _("Measured by"),
        ("target", "baseline"): _("Baseline"),
        ("target", "expected"): _("Expected"),
        ("target", "unit"): _("Unit"),
        ("target", "due_on"): _("By"),
        ("target", "owner"): _("Looked after by"),
        ("target", "tier1"): _("In every lesson (Tier 1)"),
        ("target", "tier2"): _("In a group (Tier 2)"),
        ("target", "tier3"): _("One to one (Tier 3)"),
        ("target", "into_class"): _("Carried into class by"),
        ("adjustments", "must", "en"): f"{must}, {english}",
        ("adjustments", "must", "zh"): f"{must}, {chinese}",
        ("adjustments", "may", "en"): f"{may}, {english}",
        ("adjustments", "may", "zh"): f"{may}, {chinese}",
        ("student_view",): _("The student’s view"),
        ("parent_view",): _("The parents’ view"),
        ("home", "en"): f"{home}, {english}",
        ("home", "zh"): f"{home}, {chinese}",
    }
