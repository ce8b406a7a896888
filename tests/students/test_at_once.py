"""Two people at the same moment: one outcome, nothing doubled, nothing lost."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove, Stale
from sencohub.notices.models import Notice
from students.actions.concerns import triage
from students.actions.needs import save_need
from students.actions.profiles import write_profile
from students.actions.roll import move
from students.actions.rounds import answer, open_round
from students.models import (
    Concern,
    Enrolment,
    InputRound,
    Need,
    OnePageProfile,
    SchoolClass,
    Student,
)
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (IllegalMove, Stale, ValidationError, IntegrityError)


def at_once(*doings: Callable[[], Any]) -> list[str]:
    """Run these in a thread each, started together; `done` or the name of the refusal."""
    ready, ends = threading.Barrier(len(doings)), ["" for _doing in doings]

    def run(nth: int, do: Callable[[], Any]) -> None:
        ready.wait()
        try:
            do()
            ends[nth] = "done"
        except REFUSALS as refusal:
            ends[nth] = type(refusal).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(ends)


def test_two_main_needs(amina: Student, senco: User, senst: User) -> None:
    def main(category: str, by: User) -> Callable[[], Need]:
        need = Need(student=amina, category=category, is_primary=True)
        return lambda: save_need(need, by=by)

    assert at_once(main("SpLD", senco), main("ASD", senst)) == ["done", "done"]
    assert Need.objects.filter(student=amina).count() == 2
    assert Need.objects.filter(student=amina, is_primary=True).count() == 1


def test_two_triages(amina: Student, senco: User, senst: User) -> None:
    concern = factories.ConcernFactory(student=amina)

    def decide(state: str, by: User) -> Callable[[], Concern]:
        return lambda: triage(concern, state=state, answer="Words", by=by, version=1)

    assert at_once(decide("closed", senco), decide("watching", senst)) == ["Stale", "done"]
    assert concern.history.count() == 2


def test_two_rounds_for_one_concern(amina: Student, senco: User, class_teacher: User) -> None:
    concern = factories.ConcernFactory(student=amina)

    def ask() -> InputRound:
        return open_round(
            student=amina, people=[class_teacher], due_on=today(), by=senco, concern=concern
        )

    assert at_once(ask, ask)[1] == "done"
    assert InputRound.objects.count() == 1
    assert Notice.objects.filter(kind="input-asked").count() == 1


def test_the_last_two_answers(
    amina: Student, senco: User, class_teacher: User, assistant: User
) -> None:
    opened = factories.InputRoundFactory(student=amina, opened_by=senco)
    asked = [
        factories.TeacherInputFactory(round=opened, teacher=person)
        for person in (class_teacher, assistant)
    ]
    words: dict[str, Any] = {"ticks": [], "strengths": "", "difficulties": "", "helps": "Time"}
    doings = [lambda one=one: answer(one, by=one.teacher, **words) for one in asked]
    assert at_once(*doings) == ["done", "done"]
    opened.refresh_from_db()
    assert opened.state == "closed"
    assert Notice.objects.filter(kind="round-complete").count() == 1


def test_two_first_profiles(amina: Student, senco: User, senst: User) -> None:
    def write(by: User) -> Callable[[], OnePageProfile]:
        return lambda: write_profile(
            student=amina,
            voice="student",
            words={"support": f"by {by.username}"},
            language="en",
            said_on=today(),
            by=by,
            version=None,
        )

    assert at_once(write(senco), write(senst)) == ["Stale", "done"]
    assert OnePageProfile.objects.filter(student=amina).count() == 1


def test_two_moves(amina: Student, class_3b: SchoolClass, senco: User, office: User) -> None:
    def to_3b(by: User) -> Callable[[], Enrolment]:
        return lambda: move(amina, school_class=class_3b, class_number=3, starts_on=today(), by=by)

    assert at_once(to_3b(senco), to_3b(office)) == ["done", "done"]
    assert Enrolment.objects.filter(student=amina).count() == 2
    assert Enrolment.objects.filter(student=amina, ends_on__isnull=True).count() == 1
