"""A round closes when all are in, by its date, or by hand; and only once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove
from sencohub.notices.models import Notice
from students import tasks
from students.actions import rounds
from students.actions.rounds import answer, close_round, close_rounds
from students.models import InputRound, Student
from students.reminders import inputs_due
from tests import factories

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
WORDS: dict[str, Any] = {"ticks": [], "strengths": "", "difficulties": "", "helps": "Extra time"}


@pytest.fixture
def opened(amina: Student, senco: User, class_teacher: User, assistant: User) -> InputRound:
    made: InputRound = factories.InputRoundFactory(student=amina, opened_by=senco)
    for person in (class_teacher, assistant):
        factories.TeacherInputFactory(round=made, teacher=person)
    return made


def test_the_last_answer_closes_it_and_the_senco_is_told_once(
    opened: InputRound, senco: User
) -> None:
    for asked in opened.inputs.all():
        answer(asked, by=asked.teacher, **WORDS)
    opened.refresh_from_db()
    assert (opened.state, opened.closed_on) == ("closed", today())
    notice = Notice.objects.get(event=f"round-closed:{opened.pk}")
    assert (notice.kind, notice.recipient) == ("round-complete", senco)


def test_one_answer_leaves_it_open(opened: InputRound) -> None:
    asked = opened.inputs.first()
    assert asked is not None
    answer(asked, by=asked.teacher, **WORDS)
    opened.refresh_from_db()
    assert opened.state == "open"


@pytest.mark.parametrize(("days", "state"), [(-1, "closed"), (0, "open"), (1, "open")])
def test_by_date_the_last_day_still_counts(opened: InputRound, days: int, state: str) -> None:
    opened.due_on = today() + dt.timedelta(days=days)
    opened.save()
    close_rounds()
    opened.refresh_from_db()
    assert opened.state == state


def test_running_twice_closes_and_tells_once(opened: InputRound) -> None:
    day = opened.due_on + dt.timedelta(days=1)
    assert (close_rounds(day), close_rounds(day), tasks.close_rounds()) == (1, 0, 0)
    assert Notice.objects.filter(kind="round-closed").count() == 1


def test_closed_by_somebody_while_the_job_runs(opened: InputRound, senco: User) -> None:
    close_round(opened, by=senco)
    assert rounds._close_if_open(opened.pk) == 0
    assert Notice.objects.filter(kind="round-closed").count() == 1


def test_the_command_says_how_many(opened: InputRound, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("close_rounds", "--on", (opened.due_on + dt.timedelta(days=3)).isoformat())
    assert capsys.readouterr().out == "closed 1\n"


def test_a_closed_round_takes_no_answer_and_no_closing(opened: InputRound, senco: User) -> None:
    close_round(opened, by=senco)
    asked = opened.inputs.first()
    assert asked is not None
    with pytest.raises(IllegalMove):
        answer(asked, by=asked.teacher, **WORDS)
    with pytest.raises(IllegalMove):
        close_round(opened, by=senco)


def test_by_hand_from_its_page(
    opened: InputRound, senco: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client, url = sign_in(senco), reverse("students:round-close", args=[opened.pk])
    first, second = form_data(client.get(url)), form_data(client.get(url))
    assert client.post(url, first)["Location"] == opened.get_absolute_url()
    opened.refresh_from_db()
    assert opened.state == "closed"
    assert client.post(url, second).status_code == 409


@pytest.mark.parametrize(
    ("days_before", "reminded"), [(4, 0), (3, 2), (2, 0), (1, 0), (0, 2), (-1, 0)]
)
def test_reminders_three_days_before_and_on_the_day(
    opened: InputRound, days_before: int, reminded: int
) -> None:
    day = opened.due_on - dt.timedelta(days=days_before)
    assert len(list(inputs_due(day))) == reminded


def test_who_has_answered_is_left_in_peace(opened: InputRound, class_teacher: User) -> None:
    answer(opened.inputs.get(teacher=class_teacher), by=class_teacher, **WORDS)
    people = {r.recipient for r in inputs_due(opened.due_on)}
    assert class_teacher not in people
    assert len(people) == 1


def test_a_reminder_names_no_child(opened: InputRound, amina: Student) -> None:
    for reminder in inputs_due(opened.due_on):
        assert amina.known_as not in f"{reminder.event} {reminder.path}"
