"""The register: who is on it for whom, its filters, and its cost."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import Role
from sencohub.overview.register import filters
from sencohub.overview.register.filters import RegisterFilter
from students.models import AccessLog, Need, SchoolClass, Student
from tests import factories
from tiers.models import Plan, SupportCycle

URL = "/register/"
type_sign_in = Callable[[User], Client]


def shown(response: Any) -> set[str]:
    return {row.name_en for row in response.context["rows"]}


@pytest.fixture
def placed(amina: Student, ben: Student, senco: User) -> None:
    """Amina at Tier 2 with SpLD and AD/HD and an overdue review; Ben at Tier 3 with a draft IEP."""
    for student, tier in ((amina, 2), (ben, 3)):
        factories.TierPlacementFactory(student=student, tier=tier, decided_by=senco)
    Need.objects.create(student=amina, category="SpLD", is_primary=True)
    Need.objects.create(student=amina, category="AD/HD")
    late = today() - dt.timedelta(days=8)
    turning = factories.SupportCycleFactory(student=amina, owner=senco, review_due=late)
    factories.PlanFactory(cycle=turning, state=Plan.State.AGREED)
    other = factories.SupportCycleFactory(student=ben, owner=senco)
    factories.PlanFactory(cycle=other, kind=Plan.Kind.IEP)


AMINA, BEN = "Amina Khan", "Ng Pak Hei, Ben"


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("senco", {AMINA, BEN}),
        ("senst", {AMINA, BEN}),
        ("leader", {AMINA, BEN}),
        ("class_teacher", {AMINA}),
        ("other_teacher", {BEN}),
        ("assistant", {AMINA}),
        ("specialist", {AMINA}),
    ],
)
def test_each_sees_their_own(
    cast: dict[str, User], placed: None, sign_in: type_sign_in, who: str, names: set[str]
) -> None:
    assert shown(sign_in(cast[who]).get(URL)) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("tier=2", {AMINA}),
        ("tier=3", {BEN}),
        ("tier=1", set()),
        ("need=SpLD", {AMINA}),
        ("need=several", {AMINA}),
        ("need=ASD", set()),
        ("plan=agreed", {AMINA}),
        ("plan=draft", {BEN}),
        ("plan=none", set()),
        ("review=late", {AMINA}),
        ("review=soon", set()),
        ("in_class=P5", {AMINA}),
        ("q=吳柏", {BEN}),
        ("q=khan+amina", {AMINA}),
        ("q=kh&tier=3", set()),
        ("rating=grey", {AMINA, BEN}),
        ("rating=green", set()),
        ("need=rubbish&tier=x", {AMINA, BEN}),
    ],
)
def test_filters(
    senco: User, placed: None, sign_in: type_sign_in, query: str, names: set[str]
) -> None:
    assert shown(sign_in(senco).get(f"{URL}?{query}")) == names


def test_everyone_on_roll_and_the_watch_list(
    senco: User, placed: None, cara: Student, class_5a: SchoolClass, sign_in: type_sign_in
) -> None:
    worried = factories.StudentFactory(name_en="Worried About", in_class=class_5a)
    factories.ConcernFactory(student=worried, raised_by=senco)
    newcomer = factories.StudentFactory(name_en="New Here", arrived_on=today(), in_class=class_5a)
    client = sign_in(senco)
    assert shown(client.get(f"{URL}?show=watch")) == {worried.name_en, newcomer.name_en}
    everyone = shown(client.get(f"{URL}?show=all"))
    assert everyone == {AMINA, BEN, worried.name_en, newcomer.name_en}


def test_a_search_finds_students_who_are_not_on_the_register(
    senco: User, amina: Student, sign_in: type_sign_in
) -> None:
    assert shown(sign_in(senco).get(f"{URL}?q=amina")) == {AMINA}


def test_an_assistant_reads_the_tier_and_no_needs_or_plan(
    assistant: User, placed: None, sign_in: type_sign_in
) -> None:
    page = sign_in(assistant).get(URL).content.decode()
    assert "Tier 2" in page
    assert 'class="need' not in page
    assert "individual support plan" not in page


@pytest.mark.parametrize(
    "query", ["need=ASD", "need=SpLD", "need=several", "plan=draft", "plan=none"]
)
def test_no_filter_tells_an_assistant_what_they_may_not_read(
    assistant: User, placed: None, sign_in: type_sign_in, query: str
) -> None:
    answer = sign_in(assistant).get(f"{URL}?{query}")
    assert shown(answer) == {AMINA}
    assert 'name="need"' not in answer.content.decode()


def test_a_filter_looks_only_at_the_records_a_reader_of_both_kinds_reads(
    placed: None, sign_in: type_sign_in, class_3b: SchoolClass, class_5a: SchoolClass
) -> None:
    """Assistant of Amina's class, teacher of Ben's: of Amina no filter says the need."""
    both = factories.person("both", Role.ASSISTANT, Role.TEACHER)
    factories.teaches(both, class_5a, "assistant")
    factories.teaches(both, class_3b, "subject", subject="Maths")
    client = sign_in(both)
    assert shown(client.get(f"{URL}?need=SpLD")) == set()
    assert shown(client.get(f"{URL}?plan=draft")) == {BEN}


def test_the_watch_list_keeps_other_peoples_concerns_to_themselves(
    class_teacher: User, senco: User, class_5a: SchoolClass, sign_in: type_sign_in
) -> None:
    theirs, own = (factories.StudentFactory(in_class=class_5a) for _n in range(2))
    factories.ConcernFactory(student=theirs, raised_by=senco)
    factories.ConcernFactory(student=own, raised_by=class_teacher)
    assert shown(sign_in(class_teacher).get(f"{URL}?show=watch")) == {own.name_en}


def test_the_counts_follow_the_filter(senco: User, placed: None, sign_in: type_sign_in) -> None:
    response = sign_in(senco).get(f"{URL}?tier=3")
    assert response.context["tiers"] == {3: 1}
    assert response.context["total"] == 1


@pytest.mark.parametrize("who", ["senco", "class_teacher"])
def test_the_same_number_of_queries_for_3_and_300_rows(
    cast: dict[str, User], class_5a: SchoolClass, sign_in: type_sign_in, who: str
) -> None:
    senco = cast["senco"]

    def add(count: int) -> None:
        for student in factories.StudentFactory.create_batch(count, in_class=class_5a):
            factories.TierPlacementFactory(student=student, decided_by=senco)
            Need.objects.create(student=student, category="SpLD", is_primary=True)
            cycle = factories.SupportCycleFactory(student=student, owner=senco)
            factories.TargetFactory(
                plan=factories.PlanFactory(cycle=cycle, state=Plan.State.AGREED)
            )

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(URL)
        return len(queries)

    client = sign_in(cast[who])
    add(3)
    client.get(URL)
    few = cost()
    add(97)
    assert cost() == few
    assert few <= 12


def test_the_list_is_logged_once_without_the_name_typed(
    senco: User, placed: None, sign_in: type_sign_in
) -> None:
    sign_in(senco).get(f"{URL}?tier=2&q=amina")
    row = AccessLog.objects.get()
    assert (row.action, row.kind, row.detail) == ("listed", "register", {"tier": "2"})


def test_a_view_is_saved_once_and_removed(
    senco: User,
    senst: User,
    placed: None,
    sign_in: type_sign_in,
    form_data: Callable[..., dict[str, Any]],
) -> None:
    client = sign_in(senco)
    new = reverse("overview:saved-view-new") + "?tier=2"
    typed = form_data(client.get(new), name="Tier 2 readers")
    for _twice in range(2):
        assert client.post(new, typed)["Location"] == f"{URL}?tier=2"
    view = senco.saved_views.get()
    assert (view.name, view.query) == ("Tier 2 readers", "tier=2")
    remove = reverse("overview:saved-view-remove", args=[view.pk])
    shown = reverse("overview:register")
    assert remove in client.get(f"{shown}?tier=2").content.decode()
    assert remove not in client.get(shown).content.decode()
    assert sign_in(senst).post(remove).status_code == 404
    client.post(remove)
    assert not senco.saved_views.exists()


def test_a_student_who_left_is_not_on_the_register(
    senco: User, cara: Student, sign_in: type_sign_in
) -> None:
    factories.TierPlacementFactory(student=cara, decided_by=senco)
    assert shown(sign_in(senco).get(f"{URL}?show=all")) == set()


def test_the_stage_shows_through_cycles_that_are_open(
    senco: User, amina: Student, sign_in: type_sign_in
) -> None:
    """A closed cycle's review date is no longer due."""
    factories.TierPlacementFactory(student=amina, decided_by=senco)
    factories.SupportCycleFactory(
        student=amina, owner=senco, stage=SupportCycle.Stage.CLOSED, review_due=dt.date(2020, 1, 1)
    )
    response = sign_in(senco).get(f"{URL}?review=late")
    assert shown(response) == set()


@pytest.mark.parametrize(
    ("first", "sort", "here", "before"),
    [
        (0, "", [3, 2], 0),  # three at Tier 3, and on into Tier 2
        (2, "", [3, 2], 0),
        (3, "", [2], 3),
        (8, "", [2, 0], 3),  # nobody stands at Tier 1
        (10, "", [0], 10),
        (60, "", [], 60),  # past the end
        (0, "-tier", [0], 0),
        (49, "-tier", [0, 2], 0),
        (57, "-tier", [3], 57),
    ],
)
def test_a_page_lies_in_these_tiers(first: int, sort: str, here: list[int], before: int) -> None:
    found, passed = filters.tiers_of_a_page({3: 3, 2: 7, 1: 0, 0: 50}, first, first + 5, sort)
    assert ([tier for tier in found if tier != 1], passed) == (here, before)


@pytest.mark.parametrize("query", ["show=all", "show=all&sort=-tier", "sort=tier", "sort=-name"])
def test_pages_hold_everybody_once_in_one_order(
    class_5a: SchoolClass, senco: User, sign_in: type_sign_in, query: str
) -> None:
    """What a page leaves out because it lies in other tiers is on another page."""
    for nth, student in enumerate(factories.StudentFactory.create_batch(130, in_class=class_5a)):
        if nth % 4:
            factories.TierPlacementFactory(student=student, tier=nth % 4, decided_by=senco)
    client = sign_in(senco)
    last = client.get(f"{URL}?{query}").context["page"].paginator.num_pages
    pages = [client.get(f"{URL}?{query}&page={nth + 1}").context for nth in range(last)]
    seen = [row.pk for page in pages for row in page["rows"]]
    asked = RegisterFilter({"show": "all"} if "all" in query else {}, [], senco).chosen()
    sort = query.partition("sort=")[2]
    expected = filters.in_order(filters.students_for(senco, asked), sort)
    assert seen == [student.pk for student in expected]


def test_a_very_large_school_is_asked_by_year(senco: User) -> None:
    classes = [(number, f"5{number}", "P5") for number in range(filters.MOST_CLASSES + 1)]
    asked = RegisterFilter({"in_class": "7"}, classes, senco)
    offered = next(one for one in asked.choices() if one.name == "in_class")
    assert [value for value, _label in offered.options] == ["", "P5", "7"]
    assert offered.chosen == "7"
