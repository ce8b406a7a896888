"""When a cycle is to be reviewed, unless the SEN team chooses another day.

Source: the design, section 5 (Reviews): every term for Tier 2 and 3, twice a year for Tier 1; due
dates move to the school day before; the load ahead is spread. EDB's Operation Guide (January
2026) asks for at least two reviews a year of an individual education plan.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db.models import Max, Min

from sencohub.school.calendar import Calendar, days
from sencohub.school.models import AcademicYear, Term
from tiers.models import SupportCycle
from tiers.models.placements import Tier

SHORTEST = dt.timedelta(weeks=4)
"""Time a plan needs before a review can say anything."""
A_TERM = dt.timedelta(weeks=13)
HALF_A_YEAR = dt.timedelta(weeks=26)
"""Where the school has not entered its terms so far ahead."""
SPREAD = dt.timedelta(weeks=3)
"""The last weeks before the latest day, over which reviews are spread."""


def latest_review(tier: int | None, start: dt.date) -> dt.date:
    """The last school day on which a cycle that starts on `start` should be reviewed.

    Tier 1: the middle or the end of the school year. Every other student: the end of the term.
    Whichever comes first with at least four weeks to go.
    """
    yearly = tier == Tier.ONE
    ends = _half_years(start) if yearly else _terms(start)
    enough = (day for day in ends if day >= start + SHORTEST)
    latest = min(enough, default=start + (HALF_A_YEAR if yearly else A_TERM))
    return Calendar(start, latest).on_or_before(latest)


def _terms(start: dt.date) -> Iterable[dt.date]:
    return Term.objects.filter(ends_on__gte=start).values_list("ends_on", flat=True)


def _half_years(start: dt.date) -> Iterable[dt.date]:
    years = AcademicYear.objects.filter(ends_on__gte=start).annotate(
        first=Min("terms__starts_on"), last=Max("terms__ends_on")
    )
    for year in years:
        first, last = year.first or year.starts_on, year.last or year.ends_on
        yield first + (last - first) / 2
        yield last


def suggest_review(tier: int | None, start: dt.date) -> dt.date:
    """The school day with the fewest reviews among the last three weeks that are still in time."""
    latest = latest_review(tier, start)
    first = max(latest - SPREAD, min(start + SHORTEST, latest))
    calendar = Calendar(first, latest)
    load = _load(first, latest)
    free = [day for day in days(first, latest) if calendar.is_school_day(day)]
    return min(reversed(free), key=lambda day: load[day], default=latest)


def _load(first: dt.date, last: dt.date) -> Counter[dt.date]:
    """Reviews that fall on each day already."""
    due = SupportCycle.objects.open().filter(review_due__range=(first, last))
    return Counter(due.values_list("review_due", flat=True))
