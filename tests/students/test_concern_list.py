"""Concerns: the SEN team's queue, and everybody's own."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students import access
from students.actions.concerns import raise_concern, triage
from students.models import AccessLog, Concern, Student, TeachingAssignment
from tests import factories

URL = "/students/concerns/"
type_sign_in = Callable[[User], Client]


@pytest.fixture
def raised(cast: dict[str, User], amina: Student, ben: Student) -> dict[str, Concern]:
    def one(student: Student, who: str, **fields: Any) -> Concern:
        concern: Concern = factories.ConcernFactory(student=student, raised_by=cast[who], **fields)
        return concern

    return {
        "teacher": one(amina, "class_teacher", raised_on=today() - dt.timedelta(days=2)),
        "assistant": one(amina, "assistant", raised_on=today() - dt.timedelta(days=9)),
        "other": one(ben, "other_teacher", state="watching", answer="Look again in May."),
        "parent": one(amina, "parent", is_complaint=True, answer_due=today()),
        "closed": one(ben, "senst", state="closed", answer="Glasses helped."),
    }


def shown(response: Any, raised: dict[str, Concern]) -> list[str]:
    by_pk = {concern.pk: name for name, concern in raised.items()}
    return [by_pk[concern.pk] for concern in response.context["page"]]


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("senco", {"teacher", "assistant", "other", "parent"}),
        ("senst", {"teacher", "assistant", "other", "parent"}),
        ("leader", {"teacher", "assistant", "other", "parent"}),
        ("class_teacher", {"teacher"}),
        ("other_teacher", {"other"}),
        ("assistant", {"assistant"}),
        ("specialist", {"teacher", "assistant", "parent"}),
    ],
)
def test_each_sees_theirs(
    cast: dict[str, User],
    raised: dict[str, Concern],
    sign_in: type_sign_in,
    who: str,
    sees: set[str],
) -> None:
    assert set(shown(sign_in(cast[who]).get(URL), raised)) == sees


def test_what_waits_for_triage_comes_first_the_longest_wait_on_top(
    senco: User, raised: dict[str, Concern], sign_in: type_sign_in
) -> None:
    order = ["assistant", "teacher", "parent", "other"]
    assert shown(sign_in(senco).get(URL), raised) == order


@pytest.mark.parametrize(
    ("query", "sees"),
    [
        ("state=new", {"teacher", "assistant", "parent"}),
        ("state=watching", {"other"}),
        ("state=closed", {"closed"}),
        ("state=all", {"teacher", "assistant", "other", "parent", "closed"}),
        ("state=nonsense", {"teacher", "assistant", "other", "parent"}),
        ("state=new&page=999", {"teacher", "assistant", "parent"}),
    ],
)
def test_by_state(
    senco: User, raised: dict[str, Concern], sign_in: type_sign_in, query: str, sees: set[str]
) -> None:
    assert set(shown(sign_in(senco).get(f"{URL}?{query}"), raised)) == sees


def test_the_counts_are_of_what_is_visible(
    class_teacher: User, raised: dict[str, Concern], sign_in: type_sign_in
) -> None:
    context = sign_in(class_teacher).get(URL).context
    assert (context["open_count"], context["to_triage"]) == (1, 1)


def test_a_teacher_reads_the_answer_in_the_list(
    other_teacher: User, raised: dict[str, Concern], sign_in: type_sign_in
) -> None:
    assert "Look again in May." in sign_in(other_teacher).get(URL).content.decode()


def test_who_no_longer_teaches_the_student_reads_nothing(
    class_teacher: User, raised: dict[str, Concern], sign_in: type_sign_in
) -> None:
    link = TeachingAssignment.objects.get(staff=class_teacher)
    link.ends_on = today() - dt.timedelta(days=1)
    link.save()
    access.sync(link)
    assert shown(sign_in(class_teacher).get(URL), raised) == []


def test_questions_that_wait_stand_above(
    class_teacher: User, amina: Student, sign_in: type_sign_in
) -> None:
    asked = factories.TeacherInputFactory(
        round=factories.InputRoundFactory(student=amina), teacher=class_teacher
    )
    assert list(sign_in(class_teacher).get(URL).context["asked"]) == [asked]


def test_the_list_is_logged_without_names(
    senco: User, raised: dict[str, Concern], sign_in: type_sign_in
) -> None:
    sign_in(senco).get(URL, {"state": "new"})
    row = AccessLog.objects.get(kind="concerns")
    assert (row.action, row.detail) == ("listed", {"state": "new"})


def test_many_cost_the_same_as_few(senco: User, amina: Student, sign_in: type_sign_in) -> None:
    client = sign_in(senco)
    client.get(URL)
    costs = []
    for count in (3, 297):
        for _n in range(count):
            factories.ConcernFactory(student=amina, raised_by=senco)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_bar_counts_what_waits(
    senco: User, raised: dict[str, Concern], sign_in: type_sign_in
) -> None:
    entries = sign_in(senco).get(URL).context["nav_entries"]
    assert [e["count"] for e in entries if e["url"] == URL] == [3]


def test_the_count_in_the_bar_follows_each_decision(
    senco: User,
    amina: Student,
    sign_in: type_sign_in,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    def count() -> list[int]:
        entries = sign_in(senco).get(URL).context["nav_entries"]
        return [e["count"] for e in entries if e["url"] == URL]

    assert count() == [0]
    with django_capture_on_commit_callbacks(execute=True):
        concern = raise_concern(student=amina, by=senco, seen="x", parents_know="yes")
    assert count() == [1]
    with django_capture_on_commit_callbacks(execute=True):
        triage(concern, state="watching", answer="", by=senco)
    assert count() == [0]


def test_an_answer_that_may_still_be_changed_is_found_again(
    class_teacher: User, amina: Student, sign_in: type_sign_in
) -> None:
    given = factories.TeacherInputFactory(
        round=factories.InputRoundFactory(student=amina),
        teacher=class_teacher,
        answered_at=timezone.now(),
    )
    page = sign_in(class_teacher).get(URL)
    assert (page.context["asked"], page.context["answered"]) == ([], [given])
    assert given.get_absolute_url() in page.content.decode()
