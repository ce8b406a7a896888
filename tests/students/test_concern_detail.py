"""One concern: what was seen, what became of it, and the SEN team's next move."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sencohub.accounts.models import User
from students.models import AccessLog, Concern, InputRound, Student
from tests import factories

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def concern(amina: Student, class_teacher: User) -> Concern:
    made: Concern = factories.ConcernFactory(student=amina, raised_by=class_teacher)
    return made


def test_the_senco_decides_and_the_teacher_reads_it(
    concern: Concern,
    senco: User,
    class_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    url, client = concern.get_absolute_url(), sign_in(senco)
    data = form_data(client.get(url), state="advice_given", answer="Fold the page; one line.")
    assert client.post(url, data).status_code == 302
    assert "Fold the page; one line." in sign_in(class_teacher).get(url).content.decode()


def test_asking_the_teachers_goes_on_to_choosing_them(
    concern: Concern, senco: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    url, client = concern.get_absolute_url(), sign_in(senco)
    answer = client.post(url, form_data(client.get(url), state="asking_teachers"))
    assert answer["Location"] == f"/students/{concern.student_id}/rounds/new/?concern={concern.pk}"


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"state": ""}, 422),
        ({"state": "closed", "answer": ""}, 422),
        ({"state": "new", "answer": "kept words"}, 409),
        ({"state": "nonsense", "answer": "kept words"}, 422),
    ],
)
def test_a_move_that_cannot_be_made_changes_nothing(
    concern: Concern,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    typed: dict[str, str],
    status: int,
) -> None:
    url, client = concern.get_absolute_url(), sign_in(senco)
    answer = client.post(url, form_data(client.get(url), **typed))
    concern.refresh_from_db()
    assert (answer.status_code, concern.state) == (status, "new")
    assert typed.get("answer", "") in answer.content.decode()


def test_decided_meanwhile_shows_both_texts(
    concern: Concern, senco: User, senst: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    url, first, second = concern.get_absolute_url(), sign_in(senco), sign_in(senst)
    mine = form_data(first.get(url), state="closed", answer="Mine")
    theirs = form_data(second.get(url), state="watching", answer="Theirs")
    assert second.post(url, theirs).status_code == 302
    answer = first.post(url, mine)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine" in text
    assert "Theirs" in text


def test_whoever_raised_it_does_not_decide(
    concern: Concern, class_teacher: User, sign_in: type_sign_in
) -> None:
    client = sign_in(class_teacher)
    page = client.get(concern.get_absolute_url())
    assert not page.context["may_triage"]
    answer = client.post(concern.get_absolute_url(), {"state": "closed", "answer": "No"})
    assert answer.status_code == 403


def test_the_rounds_are_for_those_who_read_all_answers(
    concern: Concern, senco: User, class_teacher: User, sign_in: type_sign_in
) -> None:
    asked: InputRound = factories.InputRoundFactory(student=concern.student, concern=concern)
    factories.TeacherInputFactory(round=asked, teacher=class_teacher)
    url = concern.get_absolute_url()
    assert sign_in(senco).get(url).context["rounds"] == [asked]
    assert sign_in(class_teacher).get(url).context["rounds"] == []


def test_a_teacher_does_not_learn_of_others_concerns(
    concern: Concern, assistant: User, class_teacher: User, senco: User, sign_in: type_sign_in
) -> None:
    other = factories.ConcernFactory(student=concern.student, raised_by=assistant)
    url = concern.get_absolute_url()
    assert sign_in(senco).get(url).context["others"] == [other]
    assert sign_in(class_teacher).get(url).context["others"] == []


def test_opening_it_is_logged_once(concern: Concern, senco: User, sign_in: type_sign_in) -> None:
    sign_in(senco).get(concern.get_absolute_url())
    row = AccessLog.objects.get(kind="students.concern")
    assert (row.action, row.student_id) == ("opened", concern.student_id)


def test_script_in_words_is_shown_as_words(
    amina: Student, senco: User, sign_in: type_sign_in
) -> None:
    concern = factories.ConcernFactory(student=amina, seen="<script>alert(1)</script>")
    text = sign_in(senco).get(concern.get_absolute_url()).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
