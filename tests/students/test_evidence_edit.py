"""Correcting what was written down."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from students.models import Evidence, Student
from tests import factories

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def kept(amina: Student, class_teacher: User) -> Evidence:
    made: Evidence = factories.EvidenceFactory(student=amina, recorded_by=class_teacher)
    return made


@pytest.fixture
def url(kept: Evidence) -> str:
    return reverse("students:evidence-edit", args=[kept.pk])


def test_the_writer_corrects_it_and_the_history_keeps_the_first(
    kept: Evidence,
    class_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    client, first = sign_in(class_teacher), kept.words
    client.post(url, form_data(client.get(url), words="Reads two lines."))
    kept.refresh_from_db()
    assert kept.words == "Reads two lines."
    assert kept.history.earliest().words == first


def test_what_parents_read_stays_when_the_writer_may_not_decide_it(
    kept: Evidence,
    class_teacher: User,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    boss, client = sign_in(senco), sign_in(class_teacher)
    boss.post(url, form_data(boss.get(url), for_parents="on"))
    client.post(url, form_data(client.get(url), words="Reads two lines."))
    kept.refresh_from_db()
    assert kept.published_by == senco


def test_the_senco_takes_it_back_from_parents(
    kept: Evidence, senco: User, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    client = sign_in(senco)
    client.post(url, form_data(client.get(url), for_parents="on"))
    data = form_data(client.get(url))
    data.pop("for_parents", None)
    client.post(url, data)
    kept.refresh_from_db()
    assert kept.published_at is None
    assert kept.history.filter(published_at__isnull=False).exists()


def test_two_writers_get_both_texts(
    kept: Evidence,
    class_teacher: User,
    senst: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    first, second = sign_in(class_teacher), sign_in(senst)
    mine, theirs = form_data(first.get(url), words="Mine"), form_data(second.get(url), words="Hers")
    second.post(url, theirs)
    answer = first.post(url, mine)
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert "Hers" in answer.content.decode()
    kept.refresh_from_db()
    assert kept.words == "Hers"


def test_restricted_later_the_writer_no_longer_reads_it(
    kept: Evidence,
    class_teacher: User,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    client = sign_in(senco)
    client.post(url, form_data(client.get(url), restricted="on"))
    assert sign_in(class_teacher).get(url).status_code == 404
