"""The one page profile: three voices, every saving a new version."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import Draft, User
from sencohub.lib.dates import today
from students.models import OnePageProfile, Student
from students.models.profile import voices_writable_by

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def url(amina: Student) -> str:
    return reverse("students:profile-edit", args=[amina.pk])


def current(student: Student, voice: str) -> OnePageProfile:
    return OnePageProfile.objects.latest().get(student=student, voice=voice)


@pytest.mark.parametrize(
    ("who", "voice"),
    [
        ("senco", "student"),
        ("senco", "parent"),
        ("senst", "student"),
        ("senst", "teacher"),
        ("class_teacher", "teacher"),
    ],
)
def test_a_voice_is_written(
    amina: Student,
    cast: dict[str, User],
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
    who: str,
    voice: str,
) -> None:
    client, address = sign_in(cast[who]), f"{url}?voice={voice}"
    data = form_data(client.get(address), support="Give me the first step on a card.")
    assert client.post(address, data)["Location"] == amina.get_absolute_url()
    kept = current(amina, voice)
    assert (kept.recorded_by, kept.said_on, kept.version) == (cast[who], today(), 1)
    assert kept.published_at is None


def test_whose_words_each_may_write_down(amina: Student, cast: dict[str, User]) -> None:
    """A teacher the teachers', of the students they teach; nobody else any."""
    may = {who: set(voices_writable_by(cast[who], amina)) for who in cast}
    assert {who: voices for who, voices in may.items() if voices} == {
        "senco": {"student", "parent", "teacher"},
        "senst": {"student", "parent", "teacher"},
        "class_teacher": {"teacher"},
    }


def test_a_teacher_lands_on_the_teachers_voice(
    class_teacher: User, sign_in: type_sign_in, url: str
) -> None:
    assert sign_in(class_teacher).get(url).context["voice"] == "teacher"


@pytest.mark.parametrize("voice", ["student", "parent", "nobody"])
def test_a_teacher_writes_no_other_voice(
    class_teacher: User, sign_in: type_sign_in, url: str, voice: str
) -> None:
    client = sign_in(class_teacher)
    assert client.get(f"{url}?voice={voice}").status_code == 403
    answer = client.post(f"{url}?voice={voice}", {"support": "x", "form_token": "t"})
    assert answer.status_code == 403
    assert not OnePageProfile.objects.exists()


def test_the_next_version_keeps_the_last(
    amina: Student, senst: User, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    client, address = sign_in(senst), f"{url}?voice=student"
    for words in ("Buses.", "Buses. Drawing buses."):
        client.post(address, form_data(client.get(address), important=words))
    rows = OnePageProfile.objects.order_by("pk")
    assert [(r.important, r.is_current, r.version) for r in rows] == [
        ("Buses.", False, 1),
        ("Buses. Drawing buses.", True, 2),
    ]


def test_voices_stand_beside_each_other(
    amina: Student, senst: User, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    client = sign_in(senst)
    for voice in ("student", "teacher"):
        address = f"{url}?voice={voice}"
        client.post(address, form_data(client.get(address), support=f"by {voice}"))
    assert {current(amina, v).support for v in ("student", "teacher")} == {
        "by student",
        "by teacher",
    }


@pytest.mark.parametrize("standing", [False, True])
def test_two_writers_the_second_gets_both_texts(
    amina: Student,
    senco: User,
    senst: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
    standing: bool,
) -> None:
    first, second, address = sign_in(senco), sign_in(senst), f"{url}?voice=student"
    if standing:
        first.post(address, form_data(first.get(address), support="Before"))
    mine = form_data(first.get(address), support="Mine")
    hers = form_data(second.get(address), support="Hers")
    assert second.post(address, hers).status_code == 302
    answer = first.post(address, mine)
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert "Hers" in answer.content.decode()
    assert current(amina, "student").support == "Hers"


def test_keeping_mine_after_a_conflict(
    amina: Student,
    senco: User,
    senst: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    first, second, address = sign_in(senco), sign_in(senst), f"{url}?voice=student"
    mine = form_data(first.get(address), support="Mine")
    second.post(address, form_data(second.get(address), support="Hers"))
    conflict = first.post(address, mine)
    assert first.post(address, mine | conflict.context["form"].fresh()).status_code == 302
    assert current(amina, "student").support == "Mine"
    assert OnePageProfile.objects.filter(support="Hers").exists()


@pytest.mark.parametrize(
    "typed", [{}, {"does_not_help": "Noise"}, {"support": "x", "said_on": "2099-01-01"}]
)
def test_what_is_missing(
    senst: User, sign_in: type_sign_in, form_data: type_form_data, url: str, typed: dict[str, str]
) -> None:
    client = sign_in(senst)
    assert client.post(url, form_data(client.get(url), **typed)).status_code == 422
    assert not OnePageProfile.objects.exists()


def test_the_sen_team_shows_it_to_parents(
    amina: Student, senco: User, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    client = sign_in(senco)
    client.post(url, form_data(client.get(url), support="A card", for_parents="on"))
    assert current(amina, "student").published_by == senco


def test_a_draft_belongs_to_its_voice(
    senst: User, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    client, address = sign_in(senst), f"{url}?voice=teacher"
    client.post(address, form_data(client.get(address), support="Half", save_draft="1"))
    assert Draft.objects.get().form_key == address
    assert "Half" in client.get(address).content.decode()
    assert "Half" not in client.get(f"{url}?voice=student").content.decode()
