"""Evidence and documents about a student: each reader's own, restricted items by name only."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sencohub.accounts.models import User
from students.models import AccessLog, CaseGrant, Document, Evidence, Student
from tests import factories

type_sign_in = Callable[[User], Client]


@pytest.fixture
def kept(amina: Student, cast: dict[str, User]) -> None:
    for who, words in (
        ("class_teacher", "seen by the teacher"),
        ("assistant", "seen by the assistant"),
    ):
        factories.EvidenceFactory(student=amina, recorded_by=cast[who], words=words)
    factories.EvidenceFactory(
        student=amina, recorded_by=cast["senco"], words="restricted words", restricted=True
    )
    factories.DocumentFactory(student=amina, title="open paper")
    factories.DocumentFactory(student=amina, title="restricted paper", restricted=True)


WORDS = (
    "seen by the teacher",
    "seen by the assistant",
    "restricted words",
    "open paper",
    "restricted paper",
)
OPEN = {"seen by the teacher", "seen by the assistant", "open paper"}


@pytest.fixture
def url(amina: Student) -> str:
    return reverse("students:evidence-list", args=[amina.pk])


@pytest.mark.parametrize(
    ("who", "reads", "restricted"),
    [
        ("senco", set(WORDS), 2),
        ("senst", OPEN, None),
        ("leader", OPEN, None),
        ("class_teacher", OPEN, None),
        ("specialist", OPEN, None),
        ("assistant", {"seen by the assistant"}, None),
    ],
)
def test_each_reads_their_own(
    cast: dict[str, User],
    kept: None,
    sign_in: type_sign_in,
    url: str,
    who: str,
    reads: set[str],
    restricted: int | None,
) -> None:
    answer = sign_in(cast[who]).get(url)
    text = answer.content.decode()
    assert {words for words in WORDS if words in text} == reads
    assert answer.context["restricted"] == restricted
    assert ("2 restricted items" in text) is (restricted is not None)


@pytest.mark.parametrize("who", ["senst", "class_teacher", "specialist"])
def test_a_named_reader_reads_restricted_items_and_their_number(
    cast: dict[str, User], amina: Student, kept: None, sign_in: type_sign_in, url: str, who: str
) -> None:
    factories.case_for(cast[who], amina, by=cast["senco"], reach=CaseGrant.Reach.RESTRICTED)
    answer = sign_in(cast[who]).get(url)
    assert "restricted words" in answer.content.decode()
    assert answer.context["restricted"] == 2


def test_the_number_of_another_student_is_not_told(
    cast: dict[str, User], amina: Student, ben: Student, kept: None
) -> None:
    factories.case_for(cast["senst"], ben, by=cast["senco"], reach=CaseGrant.Reach.RESTRICTED)
    for rows in (Evidence.objects, Document.objects):
        assert rows.restricted_count(cast["senst"], amina) is None
        assert rows.restricted_count(cast["senst"], ben) == 0


def test_opening_it_is_logged(
    amina: Student, class_teacher: User, sign_in: type_sign_in, url: str
) -> None:
    sign_in(class_teacher).get(url)
    assert AccessLog.objects.get(user_id=class_teacher.pk).student_id == amina.pk


def test_much_costs_the_same_as_little(
    amina: Student, senco: User, sign_in: type_sign_in, url: str
) -> None:
    client = sign_in(senco)
    client.get(url)
    costs: list[int] = []
    for count in (3, 297):
        for _n in range(count):
            factories.EvidenceFactory(student=amina, recorded_by=senco)
            Document.objects.create(**_paper(amina, senco))
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def _paper(student: Student, by: User) -> dict[str, Any]:
    return {
        "student": student,
        "kind": "other",
        "title": "Paper",
        "file": "documents/none.pdf",
        "content_type": "application/pdf",
        "sha256": "0" * 64,
        "added_by": by,
    }
