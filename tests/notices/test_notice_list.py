"""My notices: mine only, about whom I still see; opening one marks it read and goes there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.notices.actions import tell
from sencohub.notices.models import Notice
from students.models import Student
from tests.documents.conftest import stops_teaching
from tests.notices.conftest import KIND

pytestmark = pytest.mark.django_db
type_sign_in = Callable[[User], Client]
URL = reverse("notices:notice-list")


def say(person: User, event: str = "e:1", **fields: Any) -> Notice:
    tell(**{"event": event, "kind": KIND, "to": [person], "path": "/account/", **fields})
    return Notice.objects.get(event=event, recipient=person)


def open_url(notice: Notice) -> str:
    return reverse("notices:notice-open", args=[notice.pk])


def shown(answer: Any) -> list[int]:
    return [notice.pk for notice, _student in answer.context["rows"]]


def test_it_lists_mine_with_the_childs_name(
    senco: User, senst: User, amina: Student, sign_in: type_sign_in
) -> None:
    mine = say(senco, student_id=amina.pk)
    say(senst)
    answer = sign_in(senco).get(URL)
    assert shown(answer) == [mine.pk]
    assert "Amina Khan" in answer.content.decode()


def test_a_parent_sees_what_is_about_their_child(
    parent: User, other_parent: User, amina: Student, sign_in: type_sign_in
) -> None:
    for person in (parent, other_parent):
        say(person, student_id=amina.pk)
    assert len(shown(sign_in(parent).get(URL))) == 1
    assert shown(sign_in(other_parent).get(URL)) == []


def test_what_is_about_a_child_out_of_sight_is_gone(
    class_teacher: User, amina: Student, sign_in: type_sign_in
) -> None:
    notice, client = say(class_teacher, student_id=amina.pk), sign_in(class_teacher)
    stops_teaching(class_teacher)
    answer = client.get(URL)
    assert shown(answer) == []
    assert str(answer.context["unread_notices"]) == "0"
    assert client.post(open_url(notice)).status_code == 404


def test_opening_marks_it_read_and_goes_to_its_page(senco: User, sign_in: type_sign_in) -> None:
    notice, client = say(senco), sign_in(senco)
    answer = client.post(open_url(notice))
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    notice.refresh_from_db()
    read_at = notice.read_at
    assert read_at
    client.post(open_url(notice))
    notice.refresh_from_db()
    assert notice.read_at == read_at
    assert shown(client.get(URL)) == []
    assert shown(client.get(URL, {"show": "all"})) == [notice.pk]


@pytest.mark.parametrize("path", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", ""])
def test_it_never_leads_out_of_the_house(senco: User, sign_in: type_sign_in, path: str) -> None:
    answer = sign_in(senco).post(open_url(say(senco, path=path)))
    assert answer["Location"] == URL


def test_all_can_be_marked_as_read_mine_only(
    senco: User, senst: User, sign_in: type_sign_in
) -> None:
    say(senco)
    theirs = say(senst)
    assert sign_in(senco).post(reverse("notices:notice-read-all")).status_code == 302
    assert list(Notice.objects.unread()) == [theirs]


def test_looking_marks_nothing(senco: User, sign_in: type_sign_in) -> None:
    notice, client = say(senco), sign_in(senco)
    client.get(URL)
    assert client.get(open_url(notice)).status_code == 405
    assert client.get(reverse("notices:notice-read-all")).status_code == 405
    assert Notice.objects.unread().count() == 1


def test_other_peoples_notices_do_not_exist(
    senco: User, senst: User, technical: User, sign_in: type_sign_in
) -> None:
    notice = say(senco)
    for person in (senst, technical):
        assert sign_in(person).post(open_url(notice)).status_code == 404


def test_the_bar_shows_how_many_wait(senco: User, sign_in: type_sign_in) -> None:
    for nth in range(3):
        say(senco, event=f"e:{nth}")
    page = sign_in(senco).get("/account/").content.decode()
    assert '<span class="count">3<span class="vh"> unread</span></span>' in page


def test_nothing_waits_says_so(senco: User, sign_in: type_sign_in) -> None:
    assert "Nothing waits for you" in sign_in(senco).get(URL).content.decode()


@pytest.mark.parametrize("who", ["senco", "class_teacher", "parent"])
def test_it_costs_the_same_for_3_and_300(
    request: pytest.FixtureRequest, amina: Student, sign_in: type_sign_in, who: str
) -> None:
    person = request.getfixturevalue(who)
    client, costs = sign_in(person), []
    client.get(URL)
    for first, last in ((0, 3), (3, 300)):
        Notice.objects.bulk_create(
            Notice(event=f"e:{nth}", kind=KIND, recipient=person, student_id=amina.pk)
            for nth in range(first, last)
        )
        with CaptureQueriesContext(connection) as queries:
            assert shown(client.get(URL))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_other_methods_are_refused(senco: User, sign_in: type_sign_in) -> None:
    assert sign_in(senco).post(URL).status_code == 405
