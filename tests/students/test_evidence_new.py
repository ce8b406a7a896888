"""Writing down what was seen or said."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import Evidence, Student

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
TYPED = {"kind": "observation", "words": "Read the whole line today.", "language": "en"}


@pytest.fixture
def url(amina: Student) -> str:
    return reverse("students:evidence-new", args=[amina.pk])


@pytest.mark.parametrize("who", ["senco", "senst", "class_teacher", "assistant", "specialist"])
def test_it_is_kept_with_who_wrote_it_down(
    cast: dict[str, User],
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
    who: str,
) -> None:
    client = sign_in(cast[who])
    assert client.post(url, form_data(client.get(url), **TYPED)).status_code == 302
    kept = Evidence.objects.get()
    assert (kept.recorded_by, kept.happened_on, kept.restricted) == (cast[who], today(), False)
    assert kept.history.get().history_user == cast[who]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"words": ""}, "words"),
        ({"kind": "rumour"}, "kind"),
        ({"kind": "student_view"}, "said_by"),
        ({"kind": "parent_view", "said_by": " "}, "said_by"),
        ({"happened_on": (today() + dt.timedelta(days=1)).isoformat()}, "happened_on"),
        ({"happened_on": "yesterday"}, "happened_on"),
        ({"language": "fr"}, "language"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_stay(
    class_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
    typed: dict[str, str],
    field: str,
) -> None:
    client = sign_in(class_teacher)
    answer = client.post(url, form_data(client.get(url), **TYPED | {"said_by": ""} | typed))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("who", ["senst", "class_teacher", "assistant"])
def test_only_the_senco_restricts(
    cast: dict[str, User], sign_in: type_sign_in, form_data: type_form_data, url: str, who: str
) -> None:
    client = sign_in(cast[who])
    client.post(url, form_data(client.get(url), **TYPED, restricted="on"))
    assert not Evidence.objects.get().restricted


def test_only_the_sen_team_shows_it_to_parents(
    class_teacher: User, senst: User, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    for who in (class_teacher, senst):
        client = sign_in(who)
        client.post(url, form_data(client.get(url), **TYPED, for_parents="on"))
    published = Evidence.objects.filter(published_at__isnull=False)
    assert [one.published_by for one in published] == [senst]


def test_restricted_and_shown_to_parents_exclude_each_other(
    senco: User, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    client = sign_in(senco)
    both = form_data(client.get(url), **TYPED, restricted="on", for_parents="on")
    answer = client.post(url, both)
    assert answer.status_code == 422
    assert "for_parents" in answer.context["form"].errors


def test_the_language_starts_as_the_writers(
    class_teacher: User, sign_in: type_sign_in, url: str
) -> None:
    class_teacher.language = "zh-hant"
    class_teacher.save()
    assert sign_in(class_teacher).get(url).context["form"]["language"].value() == "zh-hant"
