"""Small steps: four marks, once each, the first without help reaches the step."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import AccessLog, Student
from tests import factories
from tiers.models import SmallStep, StepMark, Target

type_sign_in = Callable[[User], Client]


@pytest.fixture
def target(amina: Student, senco: User) -> Target:
    cycle = factories.SupportCycleFactory(student=amina, owner=senco)
    plan = factories.PlanFactory(cycle=cycle, state="agreed", agreed_on=today())
    return factories.TargetFactory(plan=plan)


@pytest.fixture
def step(target: Target) -> SmallStep:
    return SmallStep.objects.create(
        target=target, student=target.student, position=1, label="Three words in four"
    )


def url(step: SmallStep) -> str:
    return reverse("tiers:step-mark", args=[step.student_id])


def press(step: SmallStep, mark: str, page: Any = None) -> dict[str, str]:
    return {"mark": f"{step.pk}:{mark}", "page": str(page or uuid4())}


@pytest.mark.parametrize("who", ["senco", "senst", "class_teacher", "assistant"])
def test_staff_in_class_mark_once(
    cast: dict[str, User], step: SmallStep, sign_in: type_sign_in, who: str
) -> None:
    client, page = sign_in(cast[who]), uuid4()
    for _nth in range(2):
        assert client.post(url(step), press(step, "with_help", page)).status_code == 302
    mark = StepMark.objects.get()
    assert (mark.mark, mark.marked_by, mark.student) == ("with_help", cast[who], step.student)
    assert 'aria-pressed="true"' in client.get(url(step)).content.decode()


@pytest.mark.parametrize(
    ("mark", "reached"),
    [("not_yet", False), ("with_help", False), ("alone", True), ("in_class", True)],
)
def test_without_help_the_step_is_reached(
    step: SmallStep, assistant: User, sign_in: type_sign_in, mark: str, reached: bool
) -> None:
    client = sign_in(assistant)
    client.post(url(step), press(step, mark))
    step.refresh_from_db()
    assert (step.reached_on == today()) == reached
    client.post(url(step), press(step, "not_yet"))
    step.refresh_from_db()
    assert (step.reached_on == today()) == reached


@pytest.mark.parametrize("change", ["dropped", "draft", "closed"])
def test_only_targets_in_force(
    step: SmallStep, target: Target, assistant: User, sign_in: type_sign_in, change: str
) -> None:
    if change == "dropped":
        target.dropped_on = today()
        target.save()
    else:
        target.plan.state, target.plan.agreed_on = change, None
        target.plan.save()
    client = sign_in(assistant)
    assert b"No small steps yet" in client.get(url(step)).content
    assert client.post(url(step), press(step, "alone")).status_code == 404
    assert not StepMark.objects.exists()


def test_another_classs_teacher_finds_nothing(
    step: SmallStep, other_teacher: User, sign_in: type_sign_in
) -> None:
    client = sign_in(other_teacher)
    assert client.get(url(step)).status_code == 404
    assert client.post(url(step), press(step, "alone")).status_code == 404


def test_another_students_step_by_its_number(
    step: SmallStep, ben: Student, senco: User, sign_in: type_sign_in
) -> None:
    address = reverse("tiers:step-mark", args=[ben.pk])
    assert sign_in(senco).post(address, press(step, "alone")).status_code == 404
    assert not StepMark.objects.exists()


@pytest.mark.parametrize("mark", ["1:perfect", "x:alone", "", "1"])
def test_what_cannot_be_read_comes_back(
    step: SmallStep, assistant: User, sign_in: type_sign_in, mark: str
) -> None:
    page = sign_in(assistant).post(url(step), {"mark": mark, "page": str(uuid4())})
    assert page.status_code == 422
    assert not StepMark.objects.exists()


def test_opening_is_logged_and_queries_do_not_grow(
    step: SmallStep, target: Target, assistant: User, sign_in: type_sign_in
) -> None:
    client = sign_in(assistant)
    client.get(url(step))
    assert AccessLog.objects.filter(action="opened", student_id=step.student_id).exists()
    with CaptureQueriesContext(connection) as few:
        client.get(url(step))
    for nth in range(2, 30):
        SmallStep.objects.create(
            target=target, student=target.student, position=nth, label=f"Step {nth}"
        )
    with CaptureQueriesContext(connection) as many:
        client.get(url(step))
    assert len(many) == len(few)
