"""The teacher's phone: my lessons, my students' must-dos, four answers."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.lib.roles import Role
from students.models import AccessLog, SchoolClass, Student
from tests import factories
from tests.parents.family import sent_plan
from tiers.actions.plans import acknowledge
from tiers.lessons import current_steps, must_dos
from tiers.models import Adjustment, AdjustmentLog, Plan, PlanIssue, SmallStep

type_sign_in = Callable[[User], Client]
URL = reverse("tiers:log-today")


@pytest.fixture
def card(amina: Student, senco: User) -> Adjustment:
    cycle = factories.SupportCycleFactory(student=amina, owner=senco)
    return factories.AdjustmentFactory(plan__cycle=cycle)


def answered(
    card: Adjustment, by: User, ago: dt.timedelta, answer: str = "worked"
) -> AdjustmentLog:
    moment = timezone.now() - ago
    return AdjustmentLog.objects.create(
        adjustment=card,
        student=card.student,
        teacher=by,
        answer=answer,
        client_id=uuid4(),
        happened_at=moment,
        taught_on=timezone.localdate(moment),
    )


@pytest.mark.parametrize("who", ["class_teacher", "assistant", "senco", "senst"])
def test_the_right_people_see_the_card(
    cast: dict[str, User], card: Adjustment, sign_in: type_sign_in, who: str
) -> None:
    page = sign_in(cast[who]).get(URL)
    assert [p.student for p in page.context["pupils"]] == [card.student]
    assert page.content.decode().count('name="log"') == 4
    assert AccessLog.objects.filter(user_id=cast[who].pk, action="listed").count() == 1


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("senco", True),
        ("leader", True),
        ("class_teacher", True),
        ("assistant", True),
        ("specialist", True),
        ("other_teacher", False),
        ("parent", False),
        ("office", False),
        ("technical", False),
        ("newcomer", False),
    ],
)
def test_whose_must_dos_and_steps(
    cast: dict[str, User], card: Adjustment, who: str, sees: bool
) -> None:
    target = factories.TargetFactory(plan=card.plan)
    card.plan.state = "agreed"
    card.plan.save()
    step = SmallStep.objects.create(target=target, student=card.student, position=1, label="One")
    assert set(must_dos(cast[who])) == ({card} if sees else set())
    assert set(current_steps(cast[who])) == ({step} if sees else set())


def test_another_teacher_sees_no_card(
    card: Adjustment, other_teacher: User, sign_in: type_sign_in
) -> None:
    page = sign_in(other_teacher).get(URL)
    assert page.context["pupils"] == []
    assert "Amina" not in page.content.decode()


def test_somebody_elses_lesson_is_not_chosen_by_its_number(
    card: Adjustment, class_teacher: User, other_teacher: User, sign_in: type_sign_in
) -> None:
    link = class_teacher.assignments.get()
    for query in (f"lesson={link.pk}", f"class={link.school_class_id}", "others=1", "lesson=x"):
        page = sign_in(other_teacher).get(f"{URL}?{query}")
        assert page.context["pupils"] == []


@pytest.mark.parametrize(
    ("subjects", "subject", "shown"),
    [
        ("", "Chinese", True),
        ("Chinese", "Chinese", True),
        ("chinese, Maths", "Maths", True),
        ("中文、數學", "數學", True),
        ("中文，數學", "中文", True),
        ("Chinese", "Maths", False),
        ("Chinese", "", True),
    ],
)
def test_only_what_is_meant_for_the_lesson(
    card: Adjustment,
    class_5a: SchoolClass,
    sign_in: type_sign_in,
    subjects: str,
    subject: str,
    shown: bool,
) -> None:
    teacher = factories.person("subject_teacher", Role.TEACHER)
    kind = "subject" if subject else "class"
    factories.teaches(teacher, class_5a, kind, subject=subject)
    card.subjects = subjects
    card.save()
    assert bool(sign_in(teacher).get(URL).context["pupils"]) == shown


@pytest.mark.parametrize("change", ["may", "dropped", "tomorrow", "draft", "closed"])
def test_only_must_dos_in_force_today(
    card: Adjustment, class_teacher: User, sign_in: type_sign_in, change: str
) -> None:
    day = timezone.localdate()
    if change == "may":
        card.force = Adjustment.Force.MAY
    elif change == "dropped":
        card.dropped_on = day - dt.timedelta(days=1)
    elif change == "tomorrow":
        card.in_force_from = day + dt.timedelta(days=1)
    elif change == "draft":
        card.in_force_from = None
    card.save()
    if change == "closed":
        card.plan.state = "closed"
        card.plan.save()
    assert sign_in(class_teacher).get(URL).context["pupils"] == []


def test_a_student_of_a_case_stands_under_other_students(
    card: Adjustment, senco: User, sign_in: type_sign_in
) -> None:
    helper = factories.person("one_to_one", Role.ASSISTANT)
    factories.case_for(helper, card.student, by=senco, reach="adjustments")
    page = sign_in(helper).get(URL)
    assert page.context["lesson"].key == "others=1"
    assert [p.student for p in page.context["pupils"]] == [card.student]


def test_what_was_answered_in_this_lesson_is_pressed(
    card: Adjustment, class_teacher: User, sign_in: type_sign_in
) -> None:
    answered(card, class_teacher, dt.timedelta(minutes=5))
    body = sign_in(class_teacher).get(URL).content.decode()
    assert body.count('aria-pressed="true"') == 1


def test_an_hour_later_the_lesson_is_blank_and_may_be_repeated(
    card: Adjustment, class_teacher: User, sign_in: type_sign_in
) -> None:
    answered(card, class_teacher, dt.timedelta(minutes=61))
    page = sign_in(class_teacher).get(URL)
    assert 'aria-pressed="true"' not in page.content.decode()
    assert page.context["repeatable"]


def test_the_queries_do_not_grow_with_the_class(
    card: Adjustment, class_teacher: User, senco: User, class_5a: SchoolClass, sign_in: type_sign_in
) -> None:
    client = sign_in(class_teacher)
    client.get(URL)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(URL)
    for student in factories.StudentFactory.create_batch(20, in_class=class_5a):
        cycle = factories.SupportCycleFactory(student=student, owner=senco)
        factories.AdjustmentFactory.create_batch(3, plan__cycle=cycle)
    with CaptureQueriesContext(connection) as many:
        page = client.get(URL)
    assert len(page.context["pupils"]) == 21
    assert len(many) == len(few) <= 20


def test_what_waits_for_the_teacher_stands_on_the_first_page(
    amina: Student, class_teacher: User, senco: User, sign_in: type_sign_in
) -> None:
    asked = factories.TeacherInputFactory(
        round=factories.InputRoundFactory(student=amina, opened_by=senco), teacher=class_teacher
    )
    agreed = sent_plan(amina, class_teacher, senco).issue.plan
    Plan.objects.update(state=Plan.State.AGREED)
    PlanIssue.objects.filter(plan=agreed).update(why=PlanIssue.Why.AGREED)
    client = sign_in(class_teacher)
    page = client.get(URL)
    assert [list(page.context[key]) for key in ("questions", "plans_to_read")] == [
        [asked],
        [agreed],
    ]
    assert agreed.get_absolute_url() in page.content.decode()
    acknowledge(plan=agreed, by=class_teacher)
    assert list(client.get(URL).context["plans_to_read"]) == []


def test_no_class_says_so(sign_in: type_sign_in, school: Any) -> None:
    teacher = factories.person("free", Role.TEACHER)
    page = sign_in(teacher).get(URL)
    assert page.status_code == 200
    assert page.context["lesson"] is None


def test_the_wrong_method_is_refused(class_teacher: User, sign_in: type_sign_in) -> None:
    assert sign_in(class_teacher).post(URL).status_code == 405
