"""The rules of a decision about a tier. Source: EDB Operation Guide, January 2026; design 3, 5."""

import datetime as dt
from typing import Any

import pytest

from sencohub.lib.dates import today
from students.models import Student
from tiers.models import TierPlacement
from tiers.placing import CRITERIA, faults, for_tier, in_words, is_new_here

View = TierPlacement.ParentView
DAY = dt.timedelta(days=1)
MONTH_AGO = today() - 30 * DAY
CRITERION = {1: "mild", 2: "persistent", 3: "severe"}


def decision(tier: int = 2, **fields: Any) -> TierPlacement:
    """A decision that breaks no rule for a student on no tier."""
    whole = {
        "criteria": [CRITERION[tier]],
        "reason": "Two years behind after good class support.",
        "parent_view": View.AGREES,
        "starts_on": today(),
        "decided_on": today(),
        "advice": "EP: individual help." if tier == 3 else "",
    }
    return TierPlacement(tier=tier, **(whole | fields))


def current(tier: int, starts_on: dt.date = MONTH_AGO) -> TierPlacement:
    return TierPlacement(tier=tier, starts_on=starts_on)


def tried(*days: dt.date, how: str = "phone") -> list[dict[str, str]]:
    return [{"on": f"{day:%Y-%m-%d}", "how": how} for day in days]


SPOKEN = {"discussed_on": today(), "parent_words": "We think he is ready."}


@pytest.mark.parametrize(
    ("before", "made", "wrong"),
    [
        # entering, up and down
        (None, decision(1), set()),
        (None, decision(2), set()),
        (None, decision(3), set()),
        (current(1), decision(2), set()),
        (current(2), decision(1), set()),
        (current(2), decision(3), set()),
        # the same tier again
        (current(2), decision(2), {"tier"}),
        (current(3), decision(3), {"tier"}),
        # days
        (None, decision(starts_on=today() + DAY), {"starts_on"}),
        (None, decision(decided_on=today() + DAY), {"decided_on"}),
        (current(1), decision(starts_on=MONTH_AGO + DAY), set()),
        (current(1), decision(starts_on=MONTH_AGO), {"starts_on"}),
        (current(1), decision(starts_on=MONTH_AGO - DAY), {"starts_on"}),
        (current(1, today()), decision(), {"starts_on"}),
        # criteria: something for this tier, and more than a label
        (None, decision(criteria=[]), {"criteria"}),
        (None, decision(criteria=["mild", "severe"]), {"criteria"}),
        (None, decision(criteria=["usual_two"]), {"criteria"}),
        (None, decision(criteria=["usual_two", "gap"]), set()),
        (None, decision(criteria=["never heard of", "gap"]), set()),
        # Tier 3 asks for advice
        (current(2), decision(3, advice=""), {"advice"}),
        (None, decision(2, advice=""), set()),
        # the parents' view
        (None, decision(parent_view=View.DISAGREES), {"parent_words"}),
        (None, decision(parent_view=View.UNSURE), {"parent_words"}),
        (None, decision(parent_view=View.DISAGREES, parent_words="Not in front of others."), set()),
        # not reached: two attempts on two days, with how, none ahead
        (None, decision(parent_view=View.NOT_REACHED), {"attempt_1_on"}),
        (
            None,
            decision(parent_view=View.NOT_REACHED, attempts=tried(MONTH_AGO)),
            {"attempt_1_on"},
        ),
        (
            None,
            decision(parent_view=View.NOT_REACHED, attempts=tried(MONTH_AGO, MONTH_AGO)),
            {"attempt_1_on"},
        ),
        (
            None,
            decision(parent_view=View.NOT_REACHED, attempts=tried(MONTH_AGO, today(), how="")),
            {"attempt_1_on"},
        ),
        (
            None,
            decision(parent_view=View.NOT_REACHED, attempts=tried(today(), today() + DAY)),
            {"attempt_1_on"},
        ),
        (None, decision(parent_view=View.NOT_REACHED, attempts=tried(MONTH_AGO, today())), set()),
        # down from Tier 3: discussed, with its day and words
        (current(3), decision(2), {"discussed_on", "parent_words"}),
        (current(3), decision(1), {"discussed_on", "parent_words"}),
        (current(3), decision(2, **SPOKEN), set()),
        (current(3), decision(2, **SPOKEN | {"discussed_on": None}), {"discussed_on"}),
        (current(3), decision(2, **SPOKEN | {"discussed_on": today() + DAY}), {"discussed_on"}),
        (current(3), decision(2, **SPOKEN | {"parent_words": ""}), {"parent_words"}),
        (
            current(3),
            decision(2, **SPOKEN, parent_view=View.NOT_REACHED, attempts=tried(MONTH_AGO, today())),
            {"parent_view"},
        ),
        # other steps down ask for no discussion
        (current(2), decision(1, parent_words=""), set()),
        # several things at once are all named
        (
            current(2),
            decision(2, criteria=[], starts_on=today() + DAY, parent_view=View.NOT_REACHED),
            {"tier", "criteria", "starts_on", "attempt_1_on"},
        ),
    ],
    ids=lambda value: "+".join(sorted(value)) or "stands" if isinstance(value, set) else None,
)
def test_what_a_decision_needs(
    before: TierPlacement | None, made: TierPlacement, wrong: set[str]
) -> None:
    assert set(faults(made, current=before, last_day=None)) == wrong


@pytest.mark.parametrize(("last_day", "wrong"), [(today() - DAY, set()), (today(), {"starts_on"})])
def test_no_day_belongs_to_two_placements(last_day: dt.date, wrong: set[str]) -> None:
    assert set(faults(decision(), current=None, last_day=last_day)) == wrong


def test_ticks_for_other_tiers_do_not_count() -> None:
    assert for_tier(["mild", "gap", "severe", "unknown"], 2) == ["gap"]


def test_every_tier_has_criteria_that_are_no_label() -> None:
    for tier in (1, 2, 3):
        assert any(c.tier == tier and not c.is_label for c in CRITERIA)
    assert len({c.code for c in CRITERIA}) == len(CRITERIA)


def test_criteria_in_words_keep_what_is_no_longer_offered() -> None:
    words = in_words(["severe", "old_code"])
    assert words == ["The difficulty is both persistent and severe", "old_code"]


@pytest.mark.parametrize(
    ("days_here", "new"), [(0, True), (55, True), (56, False), (400, False), (None, False)]
)
def test_the_first_eight_weeks_are_for_observing(days_here: int | None, new: bool) -> None:
    joined = None if days_here is None else today() - days_here * DAY
    assert is_new_here(Student(arrived_on=joined)) is new
