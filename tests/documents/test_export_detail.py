"""One document's page: how far it has come, the way to the file, trying again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.documents import jobs
from sencohub.documents.models import Export
from students.models import Student
from tests.documents.conftest import stops_teaching, type_asked

pytestmark = pytest.mark.django_db
type_sign_in = Callable[[User], Client]
State = Export.State


@pytest.fixture
def export(senco: User, amina: Student, asked: type_asked) -> Export:
    return asked(senco, amina)


def test_it_says_that_it_waits_and_asks_again_by_itself(
    senco: User, export: Export, sign_in: type_sign_in
) -> None:
    page = sign_in(senco).get(export.get_absolute_url()).content.decode()
    assert "It waits for its turn" in page
    assert 'hx-trigger="every 2s"' in page
    assert "<noscript><p" in page
    assert "Look again" in page


def test_it_says_how_far_it_has_come(senco: User, export: Export, sign_in: type_sign_in) -> None:
    Export.objects.filter(pk=export.pk).update(state=State.RUNNING, done=7, total=12)
    page = sign_in(senco).get(export.get_absolute_url()).content.decode()
    assert "7 of 12" in page
    assert '<progress class="prog" value="7" max="12"' in page


def test_the_fragment_holds_what_the_page_holds_and_stops_asking_when_it_is_over(
    senco: User, export: Export, sign_in: type_sign_in
) -> None:
    client, url = sign_in(senco), export.get_absolute_url()
    waiting = client.get(url, headers={"HX-Request": "true"})
    assert waiting.status_code == 200
    jobs.make(export.pk)
    over = client.get(url, headers={"HX-Request": "true"})
    assert over.status_code == 286
    assert "<html" not in over.content.decode()
    assert over.content.decode().strip() in client.get(url).content.decode()


def test_looking_a_hundred_times_queues_nothing(
    senco: User, export: Export, sign_in: type_sign_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a look put something on the queue")

    monkeypatch.setattr("sencohub.lib.queue.app.send_task", refuse)
    client = sign_in(senco)
    for nth in range(100):
        headers = {"HX-Request": "true"} if nth % 2 else {}
        assert client.get(export.get_absolute_url(), headers=headers).status_code == 200
    assert Export.objects.count() == 1


def test_when_ready_it_leads_to_the_file(
    senco: User, export: Export, sign_in: type_sign_in
) -> None:
    jobs.make(export.pk)
    page = sign_in(senco).get(export.get_absolute_url()).content.decode()
    assert reverse("documents:export-download", args=[export.pk]) in page
    assert "letters.pdf" in page
    assert "hx-trigger" not in page


def test_it_names_who_was_left_out(
    class_teacher: User, amina: Student, ben: Student, asked: type_asked, sign_in: type_sign_in
) -> None:
    export = asked(class_teacher, amina, ben)
    jobs.make(export.pk)
    page = sign_in(class_teacher).get(export.get_absolute_url()).content.decode()
    assert "Left out, because you may no longer see them" in page
    assert "Ng Pak Hei, Ben" in page


def test_when_a_student_went_out_of_sight_there_is_no_way_to_the_file(
    class_teacher: User, amina: Student, export: Export, asked: type_asked, sign_in: type_sign_in
) -> None:
    mine = asked(class_teacher, amina)
    jobs.make(mine.pk)
    stops_teaching(class_teacher)
    page = sign_in(class_teacher).get(mine.get_absolute_url()).content.decode()
    assert "You may no longer open this document" in page
    assert "/file" not in page
    assert "letters.pdf" not in page


def test_a_failed_one_says_why_and_is_tried_again_by_a_button(
    senco: User, amina: Student, asked: type_asked, sign_in: type_sign_in, form_data: Any
) -> None:
    export = asked(senco, amina, fault="bug")
    jobs.make(export.pk)
    client, url = sign_in(senco), export.get_absolute_url()
    page = client.get(url)
    assert "Try again. If it fails again" in page.content.decode()
    answer = client.post(url, form_data(page))
    assert (answer.status_code, answer["Location"]) == (302, url)
    export.refresh_from_db()
    assert (export.state, export.attempts, export.problem) == (State.QUEUED, 0, "")


def test_trying_again_what_has_moved_on_is_a_conflict(
    senco: User, export: Export, sign_in: type_sign_in, form_data: Any
) -> None:
    client, url = sign_in(senco), export.get_absolute_url()
    answer = client.post(url, form_data(client.get(url)))
    assert answer.status_code == 409
    assert "moved on" in answer.content.decode()


def test_trying_again_without_the_right_is_refused(
    class_teacher: User, amina: Student, asked: type_asked, sign_in: type_sign_in, form_data: Any
) -> None:
    export = asked(class_teacher, amina, fault="bug")
    jobs.make(export.pk)
    client, url = sign_in(class_teacher), export.get_absolute_url()
    data = form_data(client.get(url))
    stops_teaching(class_teacher)
    assert client.post(url, data).status_code == 403


@pytest.mark.parametrize("who", ["senst", "leader", "technical", "parent"])
def test_other_peoples_documents_do_not_exist(
    request: pytest.FixtureRequest, export: Export, sign_in: type_sign_in, who: str
) -> None:
    client = sign_in(request.getfixturevalue(who))
    assert client.get(export.get_absolute_url()).status_code == 404
    assert client.get(reverse("documents:export-detail", args=[999_999])).status_code == 404


def test_other_methods_are_refused(senco: User, export: Export, sign_in: type_sign_in) -> None:
    assert sign_in(senco).put(export.get_absolute_url()).status_code == 405
