"""The reviews ahead: late ones first, how late, and the load week by week."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.school.models import Term
from students.models import AccessLog, SchoolClass, Student
from tests import factories
from tiers.due import spans

type_sign_in = Callable[[User], Client]
URL = "/support/reviews/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def reviews(term: Term, senco: User, class_5a: SchoolClass) -> dict[str, Student]:
    """One review each: late, today, in 14 days, in 15, after the term, and one that is closed."""
    term.ends_on = today() + 40 * DAY
    term.save()
    days = {"late": -8, "today": 0, "soon": 14, "term": 15, "after": 41, "closed": -3}
    found: dict[str, Student] = {}
    for name, ahead in days.items():
        found[name] = factories.StudentFactory(name_en=f"Student {name}", in_class=class_5a)
        factories.SupportCycleFactory(
            student=found[name],
            owner=senco,
            stage="closed" if name == "closed" else "do",
            review_due=today() + ahead * DAY,
        )
    return found


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["late", "today", "soon", "term"]),
        ("?show=late", ["late"]),
        ("?show=soon", ["today", "soon"]),
        ("?show=term", ["term"]),
        ("?show=rubbish&page=x", ["late", "today", "soon", "term"]),
    ],
)
def test_the_most_overdue_first(
    senco: User, reviews: dict[str, Student], sign_in: type_sign_in, query: str, names: list[str]
) -> None:
    due = sign_in(senco).get(f"{URL}{query}").context["due"]
    assert [cycle.student for cycle in due.page] == [reviews[name] for name in names]
    assert due.counts == {"late": 1, "soon": 2, "term": 1}


def test_it_says_how_late_and_in_which_class_and_tier(
    senco: User, reviews: dict[str, Student], sign_in: type_sign_in
) -> None:
    factories.TierPlacementFactory(student=reviews["late"], tier=3, decided_by=senco)
    page = sign_in(senco).get(f"{URL}?show=late").content.decode()
    for words in ("8 days late", "5A", "Tier 3"):
        assert words in page


def test_the_load_ahead_counts_each_review_once(
    senco: User, reviews: dict[str, Student], sign_in: type_sign_in
) -> None:
    weeks = sign_in(senco).get(URL).context["due"].weeks
    assert sum(week["count"] for week in weeks) == 3
    assert all(week["monday"].weekday() == 0 for week in weeks)


@pytest.mark.parametrize(
    ("day", "part"),
    [(-1, "late"), (0, "soon"), (14, "soon"), (15, "term")],
)
def test_where_a_day_belongs(school: object, day: int, part: str) -> None:
    parts = spans(today())
    due = today() + day * DAY
    if part == "term":
        assert due > parts["soon"][1]
    else:
        assert parts[part][0] <= due <= parts[part][1]


def test_without_a_review_it_says_so(senco: User, sign_in: type_sign_in) -> None:
    assert "No review is due here" in sign_in(senco).get(URL).content.decode()


def test_the_list_is_logged_with_its_filter(senco: User, sign_in: type_sign_in) -> None:
    sign_in(senco).get(f"{URL}?show=late")
    row = AccessLog.objects.get(action=AccessLog.Action.LISTED)
    assert (row.kind, row.detail) == ("reviews", {"show": "late"})


def test_the_same_number_of_queries_for_3_and_300_rows(
    senco: User, class_5a: SchoolClass, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)

    def cost(more: int) -> int:
        for student in factories.StudentFactory.create_batch(more, in_class=class_5a):
            factories.SupportCycleFactory(student=student, owner=senco, review_due=today())
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        return len(queries)

    cost(1)
    few = cost(2)
    assert cost(297) == few <= 12
