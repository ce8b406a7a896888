"""Where a cycle stands, for those who turn it and those who read it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import AccessLog, Evidence, InputRound, Student, TeacherInput
from tests import factories
from tiers.models import Assessment, Plan, SupportCycle

type_sign_in = Callable[[User], Client]


@pytest.fixture
def cycle(amina: Student, senco: User) -> SupportCycle:
    concern = factories.ConcernFactory(student=amina, raised_by=senco)
    cycle = factories.SupportCycleFactory(
        student=amina, owner=senco, stage="assess", from_concern=concern
    )
    Assessment.objects.create(cycle=cycle, student=amina, seen="Loses the place.")
    return cycle


def test_it_says_what_is_missing_and_where_to_add_it(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in
) -> None:
    response = sign_in(senco).get(cycle.get_absolute_url())
    assert [need.is_met for need in response.context["needs"]] == [True, False, False, False]
    assert f"/support/cycles/{cycle.pk}/assessment/#id_strengths" in response.content.decode()
    assert "Go on to planning" not in response.content.decode()


def test_readers_read_and_are_offered_nothing(
    class_teacher: User, cycle: SupportCycle, sign_in: type_sign_in
) -> None:
    page = sign_in(class_teacher).get(cycle.get_absolute_url()).content.decode()
    assert "Loses the place." in page
    for words in ("/assessment/", "/move/", "/close/", "/tier/"):
        assert words not in page


def test_nobody_reads_more_here_than_elsewhere(
    amina: Student,
    class_teacher: User,
    other_teacher: User,
    senco: User,
    cycle: SupportCycle,
    sign_in: type_sign_in,
) -> None:
    """A teacher sees neither the concern others raised, nor colleagues' answers, nor what is
    restricted."""
    round_ = InputRound.objects.create(
        student=amina, opened_by=senco, due_on=today(), concern=cycle.from_concern
    )
    TeacherInput.objects.create(
        round=round_,
        teacher=other_teacher,
        strengths="Colleagues words",
        answered_at=timezone.now(),
    )
    Evidence.objects.create(
        student=amina,
        kind="observation",
        words="Restricted words",
        restricted=True,
        recorded_by=senco,
    )
    words = ("copying from the board", "Colleagues words", "Restricted words")
    teachers = sign_in(class_teacher).get(cycle.get_absolute_url()).content.decode()
    assert [w in teachers for w in words] == [False, False, False]
    sencos = sign_in(senco).get(cycle.get_absolute_url()).content.decode()
    assert [w in sencos for w in words] == [True, True, True]


def test_a_case_opened_for_adjustments_does_not_open_the_assessment(
    amina: Student, other_teacher: User, senco: User, cycle: SupportCycle, sign_in: type_sign_in
) -> None:
    factories.case_for(other_teacher, amina, by=senco, reach="adjustments")
    assert sign_in(other_teacher).get(cycle.get_absolute_url()).status_code == 404


def test_a_closed_cycle_offers_nothing_more(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in
) -> None:
    cycle.stage, cycle.closed_on = "closed", today()
    cycle.save()
    page = sign_in(senco).get(cycle.get_absolute_url()).content.decode()
    for words in ("/assessment/", "/move/", "/close/"):
        assert words not in page


def test_opening_it_is_logged_once(senco: User, cycle: SupportCycle, sign_in: type_sign_in) -> None:
    sign_in(senco).get(cycle.get_absolute_url())
    row = AccessLog.objects.get(kind="tiers.supportcycle", object_id=str(cycle.pk))
    assert row.student_id == cycle.student_id


def test_the_cost_does_not_grow_with_what_is_on_file(
    amina: Student, senco: User, cycle: SupportCycle, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)

    def add(count: int) -> None:
        round_ = InputRound.objects.create(student=amina, opened_by=senco, due_on=today())
        for _nth in range(count):
            factories.PlanFactory(cycle=cycle, state=Plan.State.CLOSED)
            TeacherInput.objects.create(
                round=round_,
                teacher=factories.UserFactory(),
                strengths="Draws.",
                answered_at=timezone.now(),
            )

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(cycle.get_absolute_url()).status_code == 200
        return len(queries)

    add(3)
    cost()
    few = cost()
    add(30)
    assert cost() == few
    assert few <= 20
