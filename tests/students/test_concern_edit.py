"""Whoever raised a concern adds to it until the SENCO has looked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from students.actions.concerns import triage
from students.models import Concern, Student
from tests import factories

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def concern(amina: Student, class_teacher: User) -> Concern:
    made: Concern = factories.ConcernFactory(student=amina, raised_by=class_teacher)
    return made


@pytest.fixture
def url(concern: Concern) -> str:
    return reverse("students:concern-edit", args=[concern.pk])


def test_it_is_changed_and_the_first_words_are_kept(
    concern: Concern,
    class_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    client = sign_in(class_teacher)
    answer = client.post(url, form_data(client.get(url), seen="Also in maths."))
    concern.refresh_from_db()
    assert (answer.status_code, concern.seen) == (302, "Also in maths.")
    assert concern.history.earliest().seen.startswith("Loses his place")


def test_triaged_while_writing_keeps_the_text(
    concern: Concern,
    class_teacher: User,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    client = sign_in(class_teacher)
    data = form_data(client.get(url), seen="Also in maths.")
    triage(concern, state="watching", answer="", by=senco)
    answer = client.post(url, data)
    concern.refresh_from_db()
    assert answer.status_code == 409
    assert "Also in maths." in answer.content.decode()
    assert (concern.state, concern.seen) == ("watching", factories.ConcernFactory.build().seen)
