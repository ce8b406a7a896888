"""What a decision about a tier needs: the criteria as data, and the rules a decision must keep.

Source: EDB Operation Guide on the Whole School Approach to Integrated Education, January 2026
(tiers follow need, never the label alone; poor motivation alone is no reason; up to Tier 3 after
good Tier 2 support without the progress expected, with specialist advice and the parents' wishes;
down on steady progress, agreed with parents and student), and the design, section 5 (Tier).
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sencohub.lib.dates import today
from students.models import Student
from tiers.models import TierPlacement
from tiers.models.placements import Tier

ATTEMPTS_NEEDED = 2
"""Dated attempts before parents count as not reached (design, section 3)."""
WATCH_WEEKS = 8
"""New students are observed this long first (Operation Guide)."""


@dataclass(frozen=True)
class Criterion:
    """A reason that can be ticked for one tier. A label alone never decides."""

    code: str
    tier: int
    words: Any
    is_label: bool = False


CRITERIA = (
    Criterion("mild", Tier.ONE, gettext_lazy("The difficulty is mild, or may soon pass")),
    Criterion(
        "in_class",
        Tier.ONE,
        gettext_lazy("Good teaching and adjustments in class are enough for now"),
    ),
    Criterion(
        "held_in_class",
        Tier.ONE,
        gettext_lazy("Progress was steady, and it holds in class without added help"),
    ),
    Criterion(
        "persistent",
        Tier.TWO,
        gettext_lazy("The difficulty lasts in spite of good teaching and adjustments in class"),
    ),
    Criterion(
        "gap",
        Tier.TWO,
        gettext_lazy("Progress is slower than that of classmates, and the gap is not closing"),
    ),
    Criterion(
        "added_help",
        Tier.TWO,
        gettext_lazy(
            "Added help is needed: a small group, after school, withdrawal or co-teaching"
        ),
    ),
    Criterion(
        "steady",
        Tier.TWO,
        gettext_lazy("Progress at Tier 3 was steady, and less intensive help will do"),
    ),
    Criterion(
        "usual_two",
        Tier.TWO,
        gettext_lazy("The assessed need usually calls for added help"),
        is_label=True,
    ),
    Criterion("severe", Tier.THREE, gettext_lazy("The difficulty is both persistent and severe")),
    Criterion(
        "after_two",
        Tier.THREE,
        gettext_lazy("Good Tier 2 support did not bring the progress we expected"),
    ),
    Criterion(
        "advised",
        Tier.THREE,
        gettext_lazy("A specialist advises individual, intensive help"),
    ),
    Criterion(
        "usual_three",
        Tier.THREE,
        gettext_lazy("The assessed need usually calls for individual, intensive help"),
        is_label=True,
    ),
)
BY_CODE = {criterion.code: criterion for criterion in CRITERIA}


def in_words(codes: list[str]) -> list[str]:
    """Ticked criteria in the reader's language; codes no longer in use stay as they are."""
    return [str(BY_CODE[code].words) if code in BY_CODE else code for code in codes]


def for_tier(codes: list[str], tier: int) -> list[str]:
    """Of the ticks those that speak for this tier."""
    return [code for code in codes if code in BY_CODE and BY_CODE[code].tier == tier]


def is_new_here(student: Student, on: dt.date | None = None) -> bool:
    """Whether the student is still in the weeks that are for observing."""
    watch = dt.timedelta(weeks=WATCH_WEEKS)
    return bool(student.arrived_on and (on or today()) < student.arrived_on + watch)


# --- the rules ---------------------------------------------------------------------------------


def faults(
    decision: TierPlacement, *, current: TierPlacement | None, last_day: dt.date | None
) -> dict[str, str]:
    """Why this decision cannot stand, by field; empty when it can.

    `current` is the placement it would replace, `last_day` the last day of the one before where
    the student is on no tier now.
    """
    found = _move_faults(decision, current) | _day_faults(decision, current, last_day)
    found |= _reason_faults(decision, current) | _parents_faults(decision)
    if current and _leaves_tier_three(current.tier, decision.tier):
        found |= discussion_faults(decision)
    return found


def _leaves_tier_three(before: int, after: int) -> bool:
    return before == Tier.THREE and after < Tier.THREE


def _move_faults(decision: TierPlacement, current: TierPlacement | None) -> dict[str, str]:
    if current and current.tier == decision.tier:
        since = {"tier": decision.tier, "day": date_format(current.starts_on)}
        words = _("Tier %(tier)s stands since %(day)s. Choose another tier, or leave it as it is.")
        return {"tier": words % since}
    return {}


def _day_faults(
    decision: TierPlacement, current: TierPlacement | None, last_day: dt.date | None
) -> dict[str, str]:
    found = {}
    if decision.decided_on > today():
        found["decided_on"] = _("Choose today or an earlier day: a decision is recorded once made.")
    if decision.starts_on > today():
        found["starts_on"] = _("Choose today or an earlier day: a tier holds from a day that came.")
    elif current and decision.starts_on <= current.starts_on:
        since = {"tier": current.tier, "day": date_format(current.starts_on)}
        words = _("Tier %(tier)s began on %(day)s. Choose a later day.")
        found["starts_on"] = words % since
    elif not current and last_day and decision.starts_on <= last_day:
        words = _("The placement before this one lasted until %(day)s. Choose a later day.")
        found["starts_on"] = words % {"day": date_format(last_day)}
    return found


def _reason_faults(decision: TierPlacement, current: TierPlacement | None) -> dict[str, str]:
    found = {}
    ticked = for_tier(decision.criteria, decision.tier)
    if not any(not BY_CODE[code].is_label for code in ticked):
        found["criteria"] = (
            _("Tick what else speaks for this tier: the label alone never decides.")
            if ticked
            else _("Tick what speaks for this tier.")
        )
    if decision.tier == Tier.THREE and not decision.advice:
        found["advice"] = _("Tier 3 needs advice. Write what a specialist advised, and who it was.")
    return found


def _parents_faults(decision: TierPlacement) -> dict[str, str]:
    view = TierPlacement.ParentView
    if decision.parent_view == view.NOT_REACHED:
        return _attempt_faults(decision.attempts)
    if decision.parent_view in {view.DISAGREES, view.UNSURE} and not decision.parent_words:
        return {"parent_words": _("Write what the parents said, so that their view is kept.")}
    return {}


def _attempt_faults(attempts: list[dict[str, str]]) -> dict[str, str]:
    days = {attempt["on"] for attempt in attempts if attempt.get("on") and attempt.get("how")}
    if any(day > f"{today():%Y-%m-%d}" for day in days):
        return {"attempt_1_on": _("An attempt lies ahead. Give the days on which you tried.")}
    if len(days) < ATTEMPTS_NEEDED:
        return {
            "attempt_1_on": _(
                "Parents count as not reached after two attempts on two days. Give both, "
                "with how you tried."
            )
        }
    return {}


def discussion_faults(decision: TierPlacement) -> dict[str, str]:
    """From Tier 3 down: the discussion with the parents is on file, with its day."""
    found = {}
    if decision.parent_view == TierPlacement.ParentView.NOT_REACHED:
        found["parent_view"] = _("Leaving Tier 3 is discussed with the parents first.")
    if not decision.discussed_on:
        found["discussed_on"] = _("Give the day on which you discussed leaving Tier 3.")
    elif decision.discussed_on > today():
        found["discussed_on"] = _("Choose today or an earlier day: the discussion comes first.")
    if not decision.parent_words:
        found["parent_words"] = _("Write what was discussed and what the parents said.")
    return found
