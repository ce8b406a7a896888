"""The room: the basket fills itself, a decision is recorded, refusals keep what was typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import Decision, Meeting
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import Evidence, OnePageProfile, Student
from tests import factories
from tests.meetings.people import meeting_about
from tiers.models import Plan, TierPlacement

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def meeting(amina: Student, senco: User) -> Meeting:
    return meeting_about(amina, lead=senco)


def room(meeting: Meeting) -> str:
    return reverse("meetings:meeting-room", args=[meeting.pk, meeting.items.get().pk])


def test_the_basket_is_on_the_table_by_itself(
    meeting: Meeting, amina: Student, senco: User, sign_in: type_sign_in
) -> None:
    OnePageProfile.objects.create(
        student=amina,
        voice="student",
        language="en",
        support="Give me the first step on a card.",
        said_on=today(),
        recorded_by=senco,
    )
    for restricted, words in ((False, "She shows her card at home."), (True, "Family matter.")):
        Evidence.objects.create(
            student=amina,
            kind="parent_view",
            words=words,
            said_by="Mrs Khan",
            recorded_by=senco,
            restricted=restricted,
        )
    cycle = factories.SupportCycleFactory(student=amina, owner=senco)
    factories.TargetFactory(plan=factories.PlanFactory(cycle=cycle, state=Plan.State.AGREED))
    page = sign_in(senco).get(room(meeting)).content.decode()
    assert "Give me the first step" in page
    assert "She shows her card" in page
    assert "Reading aloud in Chinese" in page
    assert "Family matter" not in page


def test_a_decision_with_a_new_tier(
    meeting: Meeting,
    amina: Student,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    client, url = sign_in(senco), room(meeting)
    typed = form_data(
        client.get(url),
        words="Added help in a small group.",
        tier="2",
        criteria=["persistent"],
        parent_view="agrees",
    )
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed).status_code == 302
    assert TierPlacement.objects.open().get(student=amina).tier == 2
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": ""}, "Fill in"),
        ({"words": "Up.", "tier": "3"}, "parents"),
        ({"words": "End it.", "on_provision": "end"}, "Choose the provision that ends"),
        ({"words": "Up.", "tier": "2", "parent_view": "agrees"}, "Added help"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    meeting: Meeting,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    typed: dict[str, str],
    sentence: str,
) -> None:
    client, url = sign_in(senco), room(meeting)
    summary = "Reading goes on."
    answer = client.post(url, form_data(client.get(url), summary_en=summary, **typed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert summary in answer.content.decode()
    assert not Decision.objects.exists()


def test_an_attending_teacher_reads_own_students_and_decides_nothing(
    meeting: Meeting,
    amina: Student,
    ben: Student,
    class_teacher: User,
    senco: User,
    sign_in: type_sign_in,
) -> None:
    meeting.attendees.create(person=class_teacher)
    other = meeting.items.create(student=ben, position=2)
    client = sign_in(class_teacher)
    mine = meeting.items.get(student=amina)
    url = reverse("meetings:meeting-room", args=[meeting.pk, mine.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"words": "x"}).status_code == 403
    theirs = reverse("meetings:meeting-room", args=[meeting.pk, other.pk])
    assert client.get(theirs).status_code == 404
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Ng Pak Hei" not in page
