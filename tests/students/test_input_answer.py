"""A teacher's answer: ticks and lines, changed while the round is open, never overwritten."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sencohub.accounts.models import Draft, User
from students.actions.rounds import close_round
from students.models import Student, TeacherInput
from tests import factories

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def asked(amina: Student, senco: User, class_teacher: User, assistant: User) -> TeacherInput:
    """The class teacher's, in a round where the assistant is asked too."""
    opened = factories.InputRoundFactory(student=amina, opened_by=senco, question="In PE too?")
    factories.TeacherInputFactory(round=opened, teacher=assistant)
    made: TeacherInput = factories.TeacherInputFactory(round=opened, teacher=class_teacher)
    return made


@pytest.fixture
def url(asked: TeacherInput) -> str:
    return asked.get_absolute_url()


def test_it_is_answered(
    asked: TeacherInput,
    class_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    client = sign_in(class_teacher)
    page = client.get(url)
    assert "In PE too?" in page.content.decode()
    data = form_data(page, ticks=["starts-late", "alone"], helps="先給第一步提示卡。")
    assert client.post(url, data).status_code == 302
    asked.refresh_from_db()
    assert (asked.ticks, asked.language) == (["starts-late", "alone"], "zh-hant")
    assert asked.answered_at is not None
    assert asked.history.latest().history_user == class_teacher


def test_it_is_changed_while_the_round_is_open(
    asked: TeacherInput,
    class_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    client = sign_in(class_teacher)
    client.post(url, form_data(client.get(url), strengths="Kind to others"))
    client.post(url, form_data(client.get(url), helps="Extra time"))
    asked.refresh_from_db()
    assert (asked.strengths, asked.helps) == ("Kind to others", "Extra time")


def test_from_two_phones_nothing_is_overwritten(
    asked: TeacherInput,
    class_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    client = sign_in(class_teacher)
    first, second = client.get(url), client.get(url)
    client.post(url, form_data(first, strengths="From the phone"))
    answer = client.post(url, form_data(second, strengths="From the desk"))
    asked.refresh_from_db()
    assert (answer.status_code, asked.strengths) == (409, "From the phone")
    assert "From the desk" in answer.content.decode()


def test_closed_while_writing_keeps_the_text(
    asked: TeacherInput,
    class_teacher: User,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    client = sign_in(class_teacher)
    data = form_data(client.get(url), strengths="Almost done")
    close_round(asked.round, by=senco)
    answer = client.post(url, data)
    assert answer.status_code == 409
    assert "Almost done" in answer.content.decode()


def test_after_closing_it_is_read(
    asked: TeacherInput, class_teacher: User, senco: User, sign_in: type_sign_in, url: str
) -> None:
    close_round(asked.round, by=senco)
    text = sign_in(class_teacher).get(url).content.decode()
    assert "No answer was sent" in text
    assert "<textarea" not in text


@pytest.mark.parametrize(
    "typed", [{}, {"strengths": "   "}, {"ticks": ["nonsense"]}, {"helps": "x" * 2001}]
)
def test_an_empty_or_impossible_answer_is_not_sent(
    asked: TeacherInput,
    class_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
    typed: dict[str, Any],
) -> None:
    client = sign_in(class_teacher)
    assert client.post(url, form_data(client.get(url), **typed)).status_code == 422
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_a_draft_waits_for_its_writer(
    asked: TeacherInput,
    class_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    client = sign_in(class_teacher)
    data = form_data(client.get(url), strengths="So far", ticks=["alone"], save_draft="1")
    client.post(url, data)
    page = client.get(url)
    assert Draft.objects.count() == 1
    assert "So far" in page.content.decode()
    assert page.context["form"]["ticks"].value() == ["alone"]


def test_another_of_the_same_round_neither_reads_nor_writes_it(
    assistant: User, sign_in: type_sign_in, url: str
) -> None:
    client = sign_in(assistant)
    assert client.get(url).status_code == 404
    assert client.post(url, {"strengths": "x"}).status_code == 404


def test_the_senco_reads_and_does_not_write_for_a_teacher(
    asked: TeacherInput, senco: User, sign_in: type_sign_in, url: str
) -> None:
    client = sign_in(senco)
    assert "<textarea" not in client.get(url).content.decode()
    assert client.post(url, {"strengths": "x", "form_token": "t"}).status_code == 403
