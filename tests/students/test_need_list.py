"""The needs page: what is known, how it was known before, and what is hard."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from students.models import Difficulty, Need, Student

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def url(amina: Student) -> str:
    return reverse("students:need-list", args=[amina.pk])


def test_history_shows_who_changed_what(
    amina: Student, senco: User, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    need = Need.objects.create(student=amina, category="SpLD", is_primary=True)
    client, edit = sign_in(senco), reverse("students:need-edit", args=[need.pk])
    typed = {"certainty": "assessed", "assessed_by": "School-based EP"}
    client.post(edit, form_data(client.get(edit), **typed))
    answer = client.get(url)
    assert [row.certainty for row in answer.context["history"]] == ["assessed", "suspected"]
    assert "Lam Wing Sze" in answer.content.decode()


def test_another_students_history_is_not_here(
    amina: Student, ben: Student, senco: User, sign_in: type_sign_in, url: str
) -> None:
    Need.objects.create(student=ben, category="HI", is_primary=True)
    assert not list(sign_in(senco).get(url).context["history"])


@pytest.mark.parametrize(
    ("who", "may"), [("class_teacher", False), ("leader", False), ("senst", True)]
)
def test_readers_have_no_button(
    cast: dict[str, User], amina: Student, sign_in: type_sign_in, url: str, who: str, may: bool
) -> None:
    text = sign_in(cast[who]).get(url).content.decode()
    assert (reverse("students:need-new", args=[amina.pk]) in text) is may


def test_a_difficulty_is_noted_changed_and_ended(
    amina: Student, senst: User, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    client, new = sign_in(senst), reverse("students:difficulty-new", args=[amina.pk])
    typed = {"words": "Copying from the board", "area": "cognition", "often": "often"}
    assert client.post(new, form_data(client.get(new), **typed))["Location"] == url
    noted = Difficulty.objects.get()
    edit = reverse("students:difficulty-edit", args=[noted.pk])
    client.post(edit, form_data(client.get(edit), ended_on="1 Mar 2026"))
    noted.refresh_from_db()
    assert noted.ended_on is not None
    assert noted.history.count() == 2
    assert "Copying from the board" in client.get(url).content.decode()


@pytest.mark.parametrize("missing", ["words", "area", "often", "noted_on"])
def test_a_difficulty_needs_each_field(
    amina: Student, senst: User, sign_in: type_sign_in, form_data: type_form_data, missing: str
) -> None:
    client, new = sign_in(senst), reverse("students:difficulty-new", args=[amina.pk])
    typed = {"words": "Copying", "area": "cognition", "often": "often"} | {missing: ""}
    answer = client.post(new, form_data(client.get(new), **typed))
    assert answer.status_code == 422
    assert missing in answer.context["form"].errors
