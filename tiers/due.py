"""The reviews ahead: which are late, near, or due this term, and how the load is spread."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.school.models import Term
from tiers.models import SupportCycle
from tiers.models.cycles import REVIEW_SOON

ROWS_ON_A_PAGE = 50
LATE, SOON, TERM = "late", "soon", "term"
ONE_DAY = dt.timedelta(days=1)


def spans(day: dt.date) -> dict[str, tuple[dt.date, dt.date]]:
    """The first and last review day of each part of the list, on that day."""
    soon = day + dt.timedelta(days=REVIEW_SOON)
    term = Term.objects.filter(starts_on__lte=day, ends_on__gte=day).first()
    last = max(term.ends_on if term else soon, soon)
    return {
        LATE: (dt.date.min, day - ONE_DAY),
        SOON: (day, soon),
        TERM: (soon + ONE_DAY, last),
    }


@dataclass(frozen=True)
class DueReviews:
    """One page of open cycles whose review falls by the end of the term, the most overdue first."""

    user: User
    asked: str
    page_asked: str

    @cached_property
    def spans(self) -> dict[str, tuple[dt.date, dt.date]]:
        return spans(today())

    @property
    def show(self) -> str:
        """The part asked for; nothing for all three."""
        return self.asked if self.asked in self.spans else ""

    @cached_property
    def _days(self) -> list[tuple[dt.date, int]]:
        """How many reviews fall on each day: one query for every count on the page."""
        counted = self._within(dt.date.min, self.spans[TERM][1]).order_by("review_due")
        return list(counted.values_list("review_due").annotate(Count("pk")))

    @cached_property
    def counts(self) -> dict[str, int]:
        return {
            part: sum(count for day, count in self._days if first <= day <= last)
            for part, (first, last) in self.spans.items()
        }

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def weeks(self) -> list[dict[str, Any]]:
        """The load ahead: how many reviews each week holds, by its Monday."""
        load: Counter[dt.date] = Counter()
        for day, count in self._days:
            if day >= today():
                load[day - day.weekday() * ONE_DAY] += count
        return [{"monday": monday, "count": count} for monday, count in sorted(load.items())]

    @cached_property
    def page(self) -> Page[SupportCycle]:
        first, last = self.spans.get(self.show, (dt.date.min, self.spans[TERM][1]))
        rows = self._with_class_and_tier(self._within(first, last))
        return Paginator(rows, ROWS_ON_A_PAGE).get_page(self.page_asked)

    @property
    def groups(self) -> list[tuple[str, list[SupportCycle]]]:
        """The page's rows under the part of the list they belong to."""
        grouped = groupby(self.page.object_list, key=self._part)
        return [(part, list(rows)) for part, rows in grouped]

    def _part(self, cycle: SupportCycle) -> str:
        due = cycle.review_due or dt.date.max
        return next((part for part, (_first, last) in self.spans.items() if due <= last), TERM)

    def _within(self, first: dt.date, last: dt.date) -> QuerySet[SupportCycle]:
        rows = SupportCycle.objects.visible_to(self.user, "record").open()
        return rows.filter(review_due__range=(first, last), student__isnull=False)

    def _with_class_and_tier(self, rows: QuerySet[SupportCycle]) -> QuerySet[SupportCycle]:
        return (
            rows.annotate(
                here=FilteredRelation(
                    "student__enrolments", condition=_in_force("student__enrolments")
                ),
                placed=FilteredRelation(
                    "student__placements", condition=_in_force("student__placements")
                ),
            )
            .annotate(class_name=F("here__school_class__name"), tier=F("placed__tier"))
            .select_related("student", "owner")
            .order_by("review_due", "student__name_en", "pk")
        )


def _in_force(relation: str) -> Q:
    day = today()
    return Q(**{f"{relation}__starts_on__lte": day}) & (
        Q(**{f"{relation}__ends_on__isnull": True}) | Q(**{f"{relation}__ends_on__gte": day})
    )
