"""Opening a cycle: from the student, or from a concern."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import Concern, Student
from tests import factories
from tiers.intervals import suggest_review
from tiers.models import SupportCycle

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


def url_for(student: Student) -> str:
    return f"/support/students/{student.pk}/cycle/"


@pytest.fixture
def concern(amina: Student, class_teacher: User) -> Concern:
    return factories.ConcernFactory(student=amina, raised_by=class_teacher)


def test_two_clicks_open_a_cycle_and_lead_to_assessing(
    amina: Student,
    senst: User,
    concern: Concern,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    """From the concern everything is filled in: the concern, who leads, the day of the review."""
    suggested = suggest_review(None, today())
    client, address = sign_in(senst), f"{url_for(amina)}?concern={concern.pk}"
    answer = client.post(address, form_data(client.get(address)))
    cycle = SupportCycle.objects.get(student=amina)
    assert answer["Location"] == f"/support/cycles/{cycle.pk}/assessment/"
    assert (cycle.from_concern, cycle.owner, cycle.stage) == (concern, senst, "assess")
    assert cycle.review_due == suggested > today()


def test_a_student_with_an_open_cycle_is_sent_there(
    amina: Student, senco: User, sign_in: type_sign_in
) -> None:
    cycle = factories.SupportCycleFactory(student=amina, owner=senco)
    assert sign_in(senco).get(url_for(amina))["Location"] == cycle.get_absolute_url()


def test_opened_by_somebody_else_meanwhile(
    amina: Student, senco: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(url_for(amina)))
    factories.SupportCycleFactory(student=amina, owner=senco)
    answer = client.post(url_for(amina), data)
    assert answer.status_code == 409
    assert "A cycle is open already" in answer.content.decode()


@pytest.mark.parametrize("days", [0, -1])
def test_a_review_lies_ahead(
    amina: Student, senco: User, sign_in: type_sign_in, form_data: type_form_data, days: int
) -> None:
    client = sign_in(senco)
    day = today() + dt.timedelta(days=days)
    data = form_data(client.get(url_for(amina)), review_due=f"{day:%d/%m/%Y}")
    answer = client.post(url_for(amina), data)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"review_due"}


def test_only_concerns_about_this_student_and_only_the_team_are_offered(
    amina: Student,
    ben: Student,
    senco: User,
    concern: Concern,
    class_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    elsewhere = factories.ConcernFactory(student=ben, raised_by=class_teacher)
    client = sign_in(senco)
    page = client.get(url_for(amina))
    wrong = form_data(page, concern=elsewhere.pk, owner=class_teacher.pk)
    answer = client.post(url_for(amina), wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"concern", "owner"}
