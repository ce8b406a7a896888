"""One class's map: places and the class adjustments that serve a target."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from provision.models import Participation, Provision
from sencohub.accounts.models import User
from students.models import Need, SchoolClass, Student
from tests import factories

type_sign_in = Callable[[User], Client]


def url(school_class: SchoolClass) -> str:
    return reverse("provision:map-class", args=[school_class.pk])


@pytest.fixture
def target(amina: Student, senco: User) -> object:
    """Amina's agreed target with one adjustment in class."""
    cycle = factories.SupportCycleFactory(student=amina, owner=senco)
    plan = factories.PlanFactory(cycle=cycle, state="agreed")
    target = factories.TargetFactory(plan=plan, into_class="Cover sheet in Chinese and GS")
    factories.AdjustmentFactory(plan=plan, target=target)
    return target


def test_a_teacher_reads_their_class(
    class_5a: SchoolClass,
    class_teacher: User,
    place: Participation,
    target: object,
    sign_in: type_sign_in,
) -> None:
    Need.objects.create(student=place.student, category="SpLD", is_primary=True)
    factories.TierPlacementFactory(student=place.student, tier=3)
    lines = sign_in(class_teacher).get(url(class_5a)).context["lines"]
    assert [line.name for line in lines] == [
        "Word reading A",
        "Class adjustments: First-step card on the desk",
    ]
    assert {(line.tier, tuple(line.needs)) for line in lines} == {(3, ("SpLD",))}
    assert lines[1].carried == "Cover sheet in Chinese and GS"


def test_other_classes_are_not_there(
    class_5a: SchoolClass, class_3b: SchoolClass, other_teacher: User, sign_in: type_sign_in
) -> None:
    client = sign_in(other_teacher)
    assert client.get(url(class_5a)).status_code == 404
    assert client.get(url(class_3b)).status_code == 200


def test_a_ta_sees_own_groups_and_no_needs(
    class_5a: SchoolClass,
    assistant: User,
    place: Participation,
    target: object,
    term: object,
    sign_in: type_sign_in,
) -> None:
    Need.objects.create(student=place.student, category="SpLD", is_primary=True)
    not_mine = factories.ProvisionFactory(term=term)
    factories.ParticipationFactory(provision=not_mine, student=place.student)
    lines = sign_in(assistant).get(url(class_5a)).context["lines"]
    assert [(line.name, line.needs) for line in lines] == [("Word reading A", [])]


def test_the_queries_do_not_grow(
    group: Provision,
    class_5a: SchoolClass,
    place: Participation,
    senco: User,
    sign_in: type_sign_in,
) -> None:
    client = sign_in(senco)
    client.get(url(class_5a))
    with CaptureQueriesContext(connection) as few:
        client.get(url(class_5a))
    for student in factories.StudentFactory.create_batch(20, in_class=class_5a):
        factories.ParticipationFactory(provision=group, student=student)
    with CaptureQueriesContext(connection) as many:
        client.get(url(class_5a))
    assert len(many) == len(few)


def test_an_empty_class_says_so(
    class_3b: SchoolClass, other_teacher: User, sign_in: type_sign_in
) -> None:
    assert b"No support is mapped" in sign_in(other_teacher).get(url(class_3b)).content
