"""A first text for the report, written from the figures by rules. The SENCO edits it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sencohub.lib.words import listed
from sencohub.school.models import in_language

DOSE_FLAG = 80
ENOUGH_TO_JUDGE = 5
"""Groups of fewer are not compared (design language, Rules)."""


def draft(figures: dict[str, Any]) -> dict[str, str]:
    """`lede`, `keep`, `change` and `stop` from the figures; empty where the rule finds nothing."""
    rows = [row for row in figures["by_run"] if row["rated"] >= ENOUGH_TO_JUDGE]
    return {
        "lede": _lede(figures),
        "keep": _list(_("These reached what we expected: %(names)s."), rows, "green"),
        "change": _change(rows),
        "stop": _stop(rows),
    }


def _lede(figures: dict[str, Any]) -> str:
    outcomes, hours = figures["outcomes"], figures["hours"]
    if not outcomes["rated"]:
        return _("No place has been rated yet this term.")
    first: str = (
        ngettext(
            "Of %(rated)s place rated, %(green)s reached what we expected.",
            "Of %(rated)s places rated, %(green)s reached what we expected.",
            outcomes["rated"],
        )
        % outcomes
    )
    if hours["percent"] is None:
        return first
    held = _("%(held)s of %(planned)s planned sessions were held.") % hours
    return f"{first} {held}"


def _named(rows: list[dict[str, Any]]) -> str:
    return listed(in_language(row["name_en"], row["name_zh"]) for row in rows)


def _list(sentence: str, rows: list[dict[str, Any]], rating: str) -> str:
    chosen = [row for row in rows if row["rating"] == rating]
    return sentence % {"names": _named(chosen)} if chosen else ""


def _missed(row: dict[str, Any]) -> bool:
    return bool(row["planned"]) and 100 * row["held"] < DOSE_FLAG * row["planned"]


def _change(rows: list[dict[str, Any]]) -> str:
    """Did not work and did not happen are told apart: too few sessions is no verdict."""
    part = [row for row in rows if row["rating"] == "amber"]
    missed = [row for row in rows if row["rating"] == "red" and _missed(row)]
    found = []
    if part:
        found.append(_("Part of the way: %(names)s.") % {"names": _named(part)})
    if missed:
        text = _("Too few sessions were held to judge: %(names)s.")
        found.append(text % {"names": _named(missed)})
    return " ".join(found)


def _stop(rows: list[dict[str, Any]]) -> str:
    failed = [row for row in rows if row["rating"] == "red" and not _missed(row)]
    if not failed:
        return ""
    text = _("Held as planned, with little or no change: %(names)s.")
    return text % {"names": _named(failed)}
