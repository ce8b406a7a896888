"""A prepared question gives what its queryset gives: for each reader, day and thread."""

import datetime as dt
import threading
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from sencohub.accounts.models import User
from sencohub.lib import prepared as module
from sencohub.lib.dates import today
from sencohub.lib.prepared import AnyOf, prepared
from sencohub.notices import context as notices
from sencohub.overview.home import facts as home
from sencohub.overview.register import rows as register
from sencohub.overview.register import views as register_page
from sencohub.overview.student import facts
from sencohub.overview.student import views as student_page
from students.models import Need, Student, StudentGrant
from tests import factories
from tiers.models import Plan, plans
from tiers.views import plans as plan_page

ABOUT_A_STUDENT = (
    student_page._in_class,
    student_page._on_record,
    facts._participations,
    facts.placements,
    facts.placement_now,
    facts.open_cycle,
    facts.plan_now,
    facts.needs,
    facts._voices,
    facts.must_do,
    facts.documents,
    facts.open_concerns,
    facts._logged,
)
ABOUT_A_PLAN = (
    plan_page._plan,
    plan_page._planned,
    plans._editable,
    plans._open_to_comments,
    plans._to_acknowledge,
)
ABOUT_ALL = (
    home._reviews,
    home._with_parents,
    home._concerns,
    home._actions,
    home._words,
    notices._unread,
    register_page._classes,
    register_page._saved_views,
    register_page._on_the_register,
)
OF_A_PAGE = (register._needs, register._plans, register._contacts, register._numbers)


@pytest.fixture
def records(amina: Student, ben: Student, senco: User) -> list[Plan]:
    """A plan, a place on the register and a need for two students of two classes."""
    made: list[Plan] = []
    for student in (amina, ben):
        Need.objects.create(student=student, category="SpLD", is_primary=True)
        factories.TierPlacementFactory(student=student, decided_by=senco)
        cycle = factories.SupportCycleFactory(student=student, owner=senco, stage="do")
        plan: Plan = factories.PlanFactory(cycle=cycle, state=Plan.State.AGREED)
        factories.TargetFactory(plan=plan)
        factories.AdjustmentFactory(plan=plan)
        made.append(plan)
    return made


def assert_same(question: prepared[Any], reader: User, *values: Any) -> None:
    expected = list(question.ask(reader, *values))
    for _turn in range(2):  # made, then kept
        assert question(reader, *values) == expected, (question.ask, reader, values)


def test_the_kept_statement_answers_like_the_queryset(
    cast: dict[str, User], records: list[Plan], amina: Student, ben: Student
) -> None:
    """Everybody asks twice, the whole cast between: nobody gets another's statement."""
    for reader in [*cast.values()] * 2:
        for student in (amina, ben):
            for question in ABOUT_A_STUDENT:
                assert_same(question, reader, student.pk)
        for plan in records:
            for question in ABOUT_A_PLAN:
                assert_same(question, reader, plan.pk)
            assert_same(facts._targets, reader, plan.pk, amina.pk)
            assert_same(facts._steps, reader, plan.pk, amina.pk)
        for question in ABOUT_ALL:
            assert_same(question, reader)
        for question in OF_A_PAGE:
            assert_same(question, reader, amina.pk, ben.pk)


def test_a_grant_taken_away_closes_the_record_within_the_day(
    specialist: User, amina: Student
) -> None:
    """What is kept is the question: the grants are read each time it is asked."""
    assert student_page._on_record.first(specialist, amina.pk) == amina
    StudentGrant.objects.filter(user=specialist).update(ends_on=today() - dt.timedelta(days=1))
    assert student_page._on_record.first(specialist, amina.pk) is None


def test_the_day_is_part_of_the_question(specialist: User, amina: Student) -> None:
    StudentGrant.objects.filter(user=specialist).update(ends_on=today())
    assert student_page._on_record.first(specialist, amina.pk) == amina
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=1)):
        assert student_page._on_record.first(User.objects.get(pk=specialist.pk), amina.pk) is None


def test_a_role_that_ended_is_another_question(senco: User, amina: Student) -> None:
    assert student_page._on_record.first(senco, amina.pk) == amina
    senco.memberships.update(ends_on=today() - dt.timedelta(days=1))
    assert student_page._on_record.first(User.objects.get(pk=senco.pk), amina.pk) is None


@pytest.mark.parametrize("values", [(), (0,), (1, 1)])
def test_several_values_stand_for_a_list(amina: Student, values: tuple[int, ...]) -> None:
    @prepared
    def named(*ids: Any) -> QuerySet[Student]:
        return Student.objects.filter(pk__in=AnyOf(ids)) if ids else Student.objects.none()

    pks = [amina.pk * value for value in values]
    assert named.for_anybody(*pks) == list(Student.objects.filter(pk__in=pks))


def test_a_statement_is_run_on_the_connection_of_its_thread(
    senco: User, amina: Student, transactional_db: None
) -> None:
    @prepared
    def all_of(number: Any) -> QuerySet[Student]:
        return Student.objects.filter(pk=number)

    found: list[list[Student]] = [all_of.for_anybody(amina.pk)]

    def ask() -> None:
        try:
            found.append(all_of.for_anybody(amina.pk))
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [[amina], [amina]]


def test_one_query_whatever_is_selected_with_it(records: list[Plan], senco: User) -> None:
    plan = records[0]
    plan_page._plan.first(senco, plan.pk)
    with CaptureQueriesContext(connection) as queries:
        found = plan_page._plan.first(senco, plan.pk)
        assert found is not None
        assert found.cycle.number
        assert found.owner.name_en
    assert len(queries) == 1


def test_what_is_prefetched_is_refused(db: None) -> None:
    @prepared
    def with_targets() -> QuerySet[Plan]:
        return Plan.objects.prefetch_related("targets")

    with pytest.raises(TypeError, match="prefetched"):
        with_targets.for_anybody()


def test_when_full_it_begins_anew(
    db: None, monkeypatch: pytest.MonkeyPatch, amina: Student
) -> None:
    @prepared
    def named(*ids: Any) -> QuerySet[Student]:
        return Student.objects.filter(pk__in=AnyOf(ids))

    monkeypatch.setattr(module, "ROOM", 2)
    for count in range(1, 6):
        assert named.for_anybody(*[amina.pk] * count) == [amina]
    assert len(module._KEPT) <= 2
