"""When a review falls. Source: the design, section 5: each term for Tier 2 and 3, twice a year for
Tier 1, moved to the school day before, the load spread."""

import datetime as dt

import pytest

from sencohub.accounts.models import User
from sencohub.school.models import AcademicYear, School, SchoolDay, Term
from students.models import Student
from tests import factories
from tiers.intervals import latest_review, suggest_review

DAY = dt.timedelta(days=1)


@pytest.fixture
def calendar(school: School) -> None:
    """2026/27 in two terms, and the first of the next year; 12 and 13 July 2027 are days off."""
    year = AcademicYear.objects.create(
        name="2026/27", starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 8, 31)
    )
    Term.objects.create(
        year=year, number=1, starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 1, 31)
    )
    Term.objects.create(
        year=year, number=2, starts_on=dt.date(2027, 2, 15), ends_on=dt.date(2027, 7, 13)
    )
    for day in (12, 13):
        SchoolDay.objects.create(date=dt.date(2027, 7, day))


@pytest.mark.parametrize(
    ("tier", "start", "due"),
    [
        # the end of the term: Sunday 31 January moves to Friday 29
        (2, dt.date(2026, 9, 7), dt.date(2027, 1, 29)),
        (3, dt.date(2026, 9, 7), dt.date(2027, 1, 29)),
        (None, dt.date(2026, 9, 7), dt.date(2027, 1, 29)),
        # four weeks to go still count, a day less does not
        (2, dt.date(2027, 1, 3), dt.date(2027, 1, 29)),
        (2, dt.date(2027, 1, 4), dt.date(2027, 7, 9)),
        # Tier 1: the middle of the year (6 February, a Saturday), then its end
        (1, dt.date(2026, 9, 7), dt.date(2027, 2, 5)),
        (1, dt.date(2027, 1, 10), dt.date(2027, 7, 9)),
        # past what the school has entered: 13 weeks, or 26 for Tier 1
        (2, dt.date(2027, 7, 1), dt.date(2027, 9, 30)),
        (1, dt.date(2027, 7, 1), dt.date(2027, 12, 30)),
    ],
)
def test_the_latest_day(calendar: None, tier: int | None, start: dt.date, due: dt.date) -> None:
    assert latest_review(tier, start) == due


def test_without_a_calendar_there_is_still_a_day(school: School) -> None:
    assert latest_review(2, dt.date(2026, 9, 7)) == dt.date(2026, 12, 7)


def test_reviews_are_spread_over_the_last_weeks(
    calendar: None, senco: User, amina: Student, ben: Student
) -> None:
    last = dt.date(2027, 1, 29)
    start = dt.date(2026, 9, 7)
    assert suggest_review(2, start) == last
    factories.SupportCycleFactory(student=amina, owner=senco, review_due=last)
    assert suggest_review(2, start) == last - DAY
    factories.SupportCycleFactory(student=ben, owner=senco, review_due=last - DAY, stage="closed")
    assert suggest_review(2, start) == last - DAY


def test_a_day_off_is_never_suggested(calendar: None, senco: User, amina: Student) -> None:
    friday = dt.date(2027, 7, 9)
    factories.SupportCycleFactory(student=amina, owner=senco, review_due=friday)
    assert suggest_review(2, dt.date(2027, 3, 1)) == friday - DAY


def test_no_review_before_four_weeks_have_passed(calendar: None, senco: User) -> None:
    start = dt.date(2027, 1, 1)
    for back in range(4):
        student = factories.StudentFactory()
        day = dt.date(2027, 1, 29) - back * DAY
        factories.SupportCycleFactory(student=student, owner=senco, review_due=day)
    assert suggest_review(2, start) == dt.date(2027, 1, 29)
