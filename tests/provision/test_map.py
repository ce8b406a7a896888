"""The whole-school map: each reader's own part of it, the same sums as by SQL, few queries."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from provision.models import Participation, Provision, Session
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import Role
from sencohub.school.models import Term
from students.models import AccessLog, Need, SchoolClass, Student
from tests import factories

type_sign_in = Callable[[User], Client]
URL = reverse("provision:map")


@pytest.fixture
def given(group: Provision, place: Participation, bens_place: Participation) -> Provision:
    """Amina (SpLD) reached it, Ben (no need on record) did not; three sessions, one lost."""
    Need.objects.create(student=place.student, category="SpLD", is_primary=True)
    Need.objects.create(student=place.student, category="ASD")
    for one, actual in ((place, 55), (bens_place, 40)):
        one.actual, one.seen_in_class = actual, "yes"
        one.save()
    for ago in (3, 2, 1):
        day = today() - dt.timedelta(days=ago)
        factories.SessionFactory(provision=group, held_on=day, staff=group.staff)
    lost = today() - dt.timedelta(days=4)
    factories.SessionFactory(
        provision=group, held_on=lost, was_held=False, why_not="room", minutes=0
    )
    factories.StaffRateFactory(staff=group.staff, hourly=100)
    return group


def rows_for(client: Client, query: str = "") -> list[Any]:
    return client.get(f"{URL}{query}").context["whole"].rows


@pytest.mark.parametrize(
    ("who", "placed"),
    [
        ("senco", 2),
        ("senst", 2),
        ("leader", 2),
        ("class_teacher", 1),
        ("other_teacher", 1),
        ("assistant", 1),  # leads the group, but Ben's place gave no grant here
    ],
)
def test_each_reader_sees_their_own_part(
    cast: dict[str, User], given: Provision, sign_in: type_sign_in, who: str, placed: int
) -> None:
    assert [row.all.placed for row in rows_for(sign_in(cast[who]))] == [placed]


def test_a_ta_sees_only_the_groups_they_lead(
    given: Provision, place: Participation, class_5a: SchoolClass, sign_in: type_sign_in
) -> None:
    other = factories.person("other_ta", Role.ASSISTANT)
    factories.teaches(other, class_5a, "assistant")
    assert rows_for(sign_in(other)) == []


@pytest.mark.parametrize(
    ("by", "columns"), [("need", ["SpLD", ""]), ("year", ["P3", "P5"]), ("class", ["3B", "5A"])]
)
def test_columns(
    given: Provision, senco: User, sign_in: type_sign_in, by: str, columns: list[str]
) -> None:
    page = sign_in(senco).get(URL, {"by": by})
    assert page.context["columns"] == columns
    assert page.context["totals"].places.placed == 2


@pytest.mark.parametrize("by", ["", "need"])
def test_an_assistants_map_names_no_need(
    given: Provision, assistant: User, sign_in: type_sign_in, by: str
) -> None:
    client = sign_in(assistant)
    page = client.get(URL, {"by": by})
    assert page.context["columns"] == ["P5"]
    assert "SpLD" not in page.content.decode()
    behind = client.get(reverse("provision:place-list"), {"by": "need", "column": "SpLD"})
    assert behind.context["rows"] == []


@pytest.mark.parametrize("query", ["?by=x&term=99999&tier=9&show=y", "?term=&tier=&show=&by="])
def test_an_unknown_answer_counts_as_not_asked(
    given: Provision, senco: User, sign_in: type_sign_in, query: str
) -> None:
    assert len(rows_for(sign_in(senco), query)) == 1


@pytest.mark.parametrize(
    ("query", "shown"),
    [("?tier=2", 1), ("?tier=3", 0), ("?show=short", 1), ("?show=unrated", 0)],
)
def test_filters(
    given: Provision, senco: User, sign_in: type_sign_in, query: str, shown: int
) -> None:
    page = sign_in(senco).get(f"{URL}{query}")
    assert len(page.context["lines"]) == shown
    if shown:
        assert page.context["totals"].places.placed == 2
    else:
        assert b"Take a filter away" in page.content


def test_another_term_is_empty(given: Provision, senco: User, sign_in: type_sign_in) -> None:
    last = Term.objects.create(
        year=given.term.year,
        number=2,
        starts_on=given.term.ends_on,
        ends_on=given.term.ends_on + dt.timedelta(days=90),
    )
    assert rows_for(sign_in(senco), f"?term={last.pk}") == []


def test_the_sums_are_those_of_sql(given: Provision, senco: User, sign_in: type_sign_in) -> None:
    totals = sign_in(senco).get(URL).context["totals"]
    held = Session.objects.filter(provision=given, was_held=True)
    minutes = held.aggregate(all=Sum("minutes"))["all"]
    assert (totals.places.placed, totals.places.reached, totals.places.rated) == (2, 1, 2)
    assert totals.hours == Decimal(minutes) / 60 == Decimal("1.5")
    assert totals.cost == Decimal(minutes) / 60 * 100
    assert totals.per_green == Decimal(150)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("senco", True),
        ("leader", True),
        ("senst", False),
        ("class_teacher", False),
        ("assistant", False),
    ],
)
def test_costs_only_for_senco_and_leader(
    cast: dict[str, User], given: Provision, sign_in: type_sign_in, who: str, sees: bool
) -> None:
    page = sign_in(cast[who]).get(URL)
    assert (b"HK$" in page.content) == sees
    assert (b"Per green outcome" in page.content) == sees


def test_each_cell_leads_to_the_places_behind_it(
    given: Provision, senco: User, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)
    lines = client.get(URL).context["lines"]
    assert lines[0].cells
    for cell in lines[0].cells:
        behind = client.get(f"{reverse('provision:place-list')}?{cell.query}")
        assert behind.context["page"].paginator.count == cell.placed


def test_the_list_is_logged_with_its_filter(
    given: Provision, senco: User, sign_in: type_sign_in
) -> None:
    sign_in(senco).get(f"{URL}?by=year")
    row = AccessLog.objects.get(kind="provision map")
    assert (row.action, row.detail["by"]) == ("listed", "year")


def more(term: Term, many: int, school_class: SchoolClass) -> None:
    for _nth in range(many):
        run = factories.ProvisionFactory(term=term, in_lesson="Chinese")
        for student in factories.StudentFactory.create_batch(3, in_class=school_class):
            Need.objects.create(student=student, category="ASD", is_primary=True)
            factories.ParticipationFactory(provision=run, student=student, actual=55)
        factories.SessionFactory(provision=run)


@pytest.mark.parametrize("who", ["senco", "class_teacher"])
def test_the_queries_do_not_grow(
    cast: dict[str, User],
    given: Provision,
    term: Term,
    class_5a: SchoolClass,
    sign_in: type_sign_in,
    who: str,
) -> None:
    client = sign_in(cast[who])
    more(term, 1, class_5a)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    more(term, 12, class_5a)
    with CaptureQueriesContext(connection) as many:
        page = client.get(URL)
    assert len(page.context["lines"]) == 14
    assert len(many) == len(few) <= 13


def test_a_school_without_terms_says_so(senco: User, sign_in: type_sign_in) -> None:
    page = sign_in(senco).get(URL)
    assert page.status_code == 200
    assert b"No term is set up yet" in page.content


def test_no_provision_says_so(term: Term, senco: User, sign_in: type_sign_in) -> None:
    assert b"Nothing is mapped here" in sign_in(senco).get(URL).content


def test_the_wrong_method_is_refused(senco: User, sign_in: type_sign_in) -> None:
    assert sign_in(senco).post(URL).status_code == 405


def test_many_classes_give_way_to_years(
    given: Provision, term: Term, senco: User, sign_in: type_sign_in
) -> None:
    for nth in range(41):
        school_class = factories.SchoolClassFactory(name=f"4X{nth}", year=term.year)
        student = factories.StudentFactory(in_class=school_class)
        factories.ParticipationFactory(provision=given, student=student)
    page = sign_in(senco).get(URL, {"by": "class"})
    assert page.context["by"] == "year"
    assert page.context["columns"] == ["P3", "P4", "P5"]


def test_time_out_of_class(
    given: Provision, place: Participation, senco: User, amina: Student, sign_in: type_sign_in
) -> None:
    given.in_lesson, given.minutes = "Chinese", 100
    given.save()
    page = sign_in(senco).get(URL)
    assert page.context["most_out"] == {"minutes": Decimal(200), "class_name": "5A"}
    assert page.context["long_out"] == 2
