"""A round: who has answered, and the answers side by side."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sencohub.accounts.models import User
from students.models import AccessLog, InputRound, Student
from tests import factories

type_sign_in = Callable[[User], Client]


@pytest.fixture
def round_of_two(amina: Student, class_teacher: User, assistant: User, senco: User) -> InputRound:
    """The class teacher has answered, the assistant not yet."""
    opened: InputRound = factories.InputRoundFactory(student=amina, opened_by=senco)
    factories.TeacherInputFactory(
        round=opened,
        teacher=class_teacher,
        ticks=["starts-late", "dropped-long-ago"],
        helps="A first step on a card",
        answered_at=timezone.now(),
    )
    factories.TeacherInputFactory(round=opened, teacher=assistant, subject="")
    return opened


def test_the_bar_and_the_answers(
    round_of_two: InputRound, senco: User, sign_in: type_sign_in
) -> None:
    answer = sign_in(senco).get(round_of_two.get_absolute_url())
    text = answer.content.decode()
    assert (answer.context["round"].asked, answer.context["round"].answered) == (2, 1)
    assert '<progress class="prog" id="round-progress" max="2" value="1">' in text
    assert "A first step on a card" in text
    assert "Needs a reminder to start a task" in text
    assert "dropped-long-ago" in text


def test_ticks_are_counted_over_teachers(
    round_of_two: InputRound, other_teacher: User, senco: User, sign_in: type_sign_in
) -> None:
    factories.TeacherInputFactory(
        round=round_of_two,
        teacher=other_teacher,
        ticks=["starts-late"],
        answered_at=timezone.now(),
    )
    ticked = sign_in(senco).get(round_of_two.get_absolute_url()).context["ticked"]
    assert ticked[0] == ("Needs a reminder to start a task", 2)


def test_in_chinese_the_ticks_are_chinese(
    round_of_two: InputRound, senco: User, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)
    client.cookies["sencohub_language"] = "zh-hant"
    senco.language = "zh-hant"
    senco.save()
    assert "需要提醒才開始做課業" in client.get(round_of_two.get_absolute_url()).content.decode()


def test_a_leader_reads_and_cannot_close(
    round_of_two: InputRound, leader: User, sign_in: type_sign_in
) -> None:
    answer = sign_in(leader).get(round_of_two.get_absolute_url())
    assert answer.status_code == 200
    assert not answer.context["may_close"]


def test_opening_is_logged(round_of_two: InputRound, senco: User, sign_in: type_sign_in) -> None:
    sign_in(senco).get(round_of_two.get_absolute_url())
    assert AccessLog.objects.get(kind="students.inputround").student_id == round_of_two.student_id


def test_many_answers_cost_the_same(amina: Student, senco: User, sign_in: type_sign_in) -> None:
    opened = factories.InputRoundFactory(student=amina, opened_by=senco)
    client = sign_in(senco)
    client.get(opened.get_absolute_url())
    costs = []
    for count in (2, 30):
        for _n in range(count):
            factories.TeacherInputFactory(round=opened, answered_at=timezone.now(), ticks=["alone"])
        with CaptureQueriesContext(connection) as queries:
            client.get(opened.get_absolute_url())
        costs.append(len(queries))
    assert costs[0] == costs[1]
