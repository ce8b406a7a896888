"""The parents' part of the one page profile: their own words, read by who works with the child."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.notices.models import Notice
from students.models import OnePageProfile, Student

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
WORDS = "先說一句，再請他做。"


@pytest.fixture
def url(amina: Student) -> str:
    return reverse("parents:words", args=[amina.pk])


def profile(student: Student, voice: str, by: User, **fields: Any) -> OnePageProfile:
    row: OnePageProfile = OnePageProfile.objects.create(
        student=student, voice=voice, language="en", said_on=today(), recorded_by=by, **fields
    )
    return row


def test_a_parents_words_reach_the_staff_and_the_senco_is_told(
    amina: Student,
    parent: User,
    senco: User,
    class_teacher: User,
    url: str,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    client = sign_in(parent)
    assert client.post(url, form_data(client.get(url), support=WORDS)).status_code == 302
    row = OnePageProfile.objects.latest().get(voice="parent")
    assert (row.support, row.language, row.recorded_by) == (WORDS, "zh-hant", parent)
    assert WORDS in sign_in(class_teacher).get(amina.get_absolute_url()).content.decode()
    assert Notice.objects.get(kind="parent-words").recipient == senco
    assert WORDS in client.get("/family/").content.decode()


def test_what_stood_before_is_kept_and_a_second_writer_sees_both(
    amina: Student,
    parent: User,
    senco: User,
    url: str,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    profile(amina, "parent", senco, support="Told by phone.")
    client = sign_in(parent)
    first, late = (form_data(client.get(url), support=text) for text in (WORDS, "Too late."))
    assert client.post(url, first).status_code == 302
    answer = client.post(url, late)
    assert answer.status_code == 409
    assert [w for w in (WORDS, "Too late.") if w not in answer.content.decode()] == []
    rows = OnePageProfile.objects.filter(voice="parent").order_by("pk")
    assert [(row.support, row.is_current) for row in rows] == [
        ("Told by phone.", False),
        (WORDS, True),
    ]


def test_nothing_written_says_what_to_do(
    parent: User, url: str, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(parent)
    answer = client.post(url, form_data(client.get(url)))
    assert answer.status_code == 422
    assert "Write at least one line" in answer.content.decode()


def test_a_voice_that_was_not_published_stays_inside(
    amina: Student, parent: User, class_teacher: User, url: str, sign_in: type_sign_in
) -> None:
    profile(amina, "teacher", class_teacher, support="Needs a quiet corner.")
    profile(amina, "student", class_teacher, support="Ask me twice.", published_at=timezone.now())
    client = sign_in(parent)
    for page in (client.get(url), client.get("/family/")):
        assert "Needs a quiet corner." not in page.content.decode()
        assert "Ask me twice." in page.content.decode()
