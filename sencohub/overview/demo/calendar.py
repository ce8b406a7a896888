"""The school, its years, terms and days off, up to the year in which the demo ends."""

import datetime as dt

from sencohub.overview.demo import holidays
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.world import World, at
from sencohub.school.models import AcademicYear, School, SchoolDay, Term

ONE_DAY = dt.timedelta(days=1)
TERM_ONE_ENDS = (1, 18)
LAST_DAY = (7, 12)
FIRST_MONTH = 9


class SchoolCalendar:
    """School days from the data alone, before anything is stored."""

    def __init__(self, first_years: list[int]) -> None:
        self.first_years = first_years
        self.off = days_off(first_years)

    def is_open(self, day: dt.date) -> bool:
        return day.weekday() < 5 and day not in self.off

    def on_or_before(self, day: dt.date) -> dt.date:
        while not self.is_open(day):
            day -= ONE_DAY
        return day

    def on_or_after(self, day: dt.date) -> dt.date:
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def between(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """School days from first to last, both included."""
        days = (first + n * ONE_DAY for n in range((last - first).days + 1))
        return [day for day in days if self.is_open(day)]

    def step(self, day: dt.date, school_days: int) -> dt.date:
        """So many school days later (or earlier)."""
        ahead = ONE_DAY if school_days >= 0 else -ONE_DAY
        for _ in range(abs(school_days)):
            day += ahead
            while not self.is_open(day):
                day += ahead
        return day


def days_off(first_years: list[int]) -> dict[dt.date, holidays.Name]:
    """Weekdays without school, by date; a general holiday's own name wins over the break's."""
    found: dict[dt.date, holidays.Name] = {}
    for first_year in first_years:
        for day in holidays.staff_days(first_year):
            found[day] = holidays.STAFF_DAY
        for first, last, name in holidays.breaks(first_year):
            for n in range((last - first).days + 1):
                found[first + n * ONE_DAY] = name
    for year in {year + more for year in first_years for more in (0, 1)}:
        found.update(holidays.general_holidays(year))
    return {day: found[day] for day in sorted(found) if day.weekday() < 5}


def school_year_of(day: dt.date) -> int:
    """The calendar year in which the school year of that day began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def school_years(on: dt.date) -> list[int]:
    """The years the demo holds: this and the last; in autumn one more, for two whole years."""
    this = school_year_of(on)
    return list(range(this - (2 if on.month >= FIRST_MONTH else 1), this + 1))


def terms_of(first_year: int) -> tuple[tuple[dt.date, dt.date], tuple[dt.date, dt.date]]:
    """Two terms: to the Friday in mid January, and from the Monday after."""
    ends = dt.date(first_year + 1, *TERM_ONE_ENDS)
    ends -= dt.timedelta(days=(ends.weekday() - 4) % 7)
    return (
        (dt.date(first_year, FIRST_MONTH, 1), ends),
        (ends + 3 * ONE_DAY, dt.date(first_year + 1, *LAST_DAY)),
    )


def lay_school(world: World) -> None:
    """The school, its years, two terms each, and every weekday off."""
    begins = at(dt.date(world.calendar.first_years[0], 8, 18), 9)
    world.school = School(
        pk=1,
        name_en="Ching Fai Primary School",
        name_zh="澄暉小學",
        senco_contact="Ms Lam Wing Sze 林詠詩主任, 2345 6789, senco@demo.test",
    )
    world.book.write(School, [Entry(world.school, begins)])
    years = [
        AcademicYear(
            name=f"{first}/{(first + 1) % 100:02d}",
            starts_on=dt.date(first, FIRST_MONTH, 1),
            ends_on=dt.date(first + 1, 8, 31),
        )
        for first in world.calendar.first_years
    ]
    opened = [at(dt.date(year.starts_on.year, 8, 20), 9) for year in years]
    world.years = world.book.write(
        AcademicYear, [Entry(year, when) for year, when in zip(years, opened, strict=True)]
    )
    _lay_terms(world)
    world.book.write(
        SchoolDay,
        [
            Entry(SchoolDay(date=day, name_en=name[0], name_zh=name[1]), begins)
            for day, name in world.calendar.off.items()
        ],
    )


def _lay_terms(world: World) -> None:
    entries = [
        Entry(
            Term(year=year, number=number, starts_on=first, ends_on=last),
            at(dt.date(year.starts_on.year, 8, 20), 9),
        )
        for year in world.years
        for number, (first, last) in enumerate(terms_of(year.starts_on.year), start=1)
    ]
    world.terms = world.book.write(Term, entries)
