"""School days: Monday to Friday, less the days off the school has entered, plus its extra days."""

import datetime as dt
from collections.abc import Iterable

from sencohub.school.models import SchoolDay

ONE_DAY = dt.timedelta(days=1)
LONGEST_BREAK = 90


class Calendar:
    """The exceptions of a span, read once; ask it about any day in that span."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        rows = SchoolDay.objects.filter(date__range=(first, last))
        self._exceptions = dict(rows.values_list("date", "is_school_day"))

    def is_school_day(self, day: dt.date) -> bool:
        return self._exceptions.get(day, day.weekday() < 5)

    def on_or_before(self, day: dt.date) -> dt.date:
        """That day if it is a school day, else the last one before it."""
        for back in range(LONGEST_BREAK):
            if self.is_school_day(day - back * ONE_DAY):
                return day - back * ONE_DAY
        return day

    def on_or_after(self, day: dt.date) -> dt.date:
        """That day if it is a school day, else the next one."""
        for ahead in range(LONGEST_BREAK):
            if self.is_school_day(day + ahead * ONE_DAY):
                return day + ahead * ONE_DAY
        return day

    def count(self, first: dt.date, last: dt.date) -> int:
        return sum(self.is_school_day(day) for day in days(first, last))


def days(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    """Every date from first to last, both included."""
    return (first + n * ONE_DAY for n in range((last - first).days + 1))


def is_school_day(day: dt.date) -> bool:
    return Calendar(day, day).is_school_day(day)


def school_day_on_or_before(day: dt.date) -> dt.date:
    """Due dates move to the school day before (design, section 5)."""
    return Calendar(day - LONGEST_BREAK * ONE_DAY, day).on_or_before(day)
