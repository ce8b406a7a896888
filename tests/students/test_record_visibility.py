"""Rows about students: exactly who sees each, from the design's section 6, refusals first."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students import access
from students.models import (
    AccessLog,
    CaseGrant,
    Concern,
    Consent,
    Difficulty,
    Document,
    Evidence,
    InputRound,
    Need,
    OnePageProfile,
    ParentLink,
    Student,
    TeacherInput,
    TeachingAssignment,
)
from tests import factories

WHOLE = {"senco", "senst", "leader"}
READERS = WHOLE | {"class_teacher", "specialist"}
SEES: list[tuple[str, set[str]]] = [
    ("concern", WHOLE | {"specialist", "class_teacher"}),
    ("parents_concern", WHOLE | {"specialist", "parent"}),
    ("round", WHOLE | {"specialist", "class_teacher"}),
    ("input", WHOLE | {"specialist", "class_teacher"}),
    ("evidence", READERS),
    ("own_evidence", READERS | {"assistant"}),
    ("restricted_evidence", {"senco"}),
    ("document", READERS),
    ("restricted_document", {"senco"}),
    ("need", READERS),
    ("difficulty", READERS),
    ("profile", READERS | {"assistant"}),
    ("link", WHOLE | {"office", "parent"}),
    ("case", WHOLE),
    ("consent", WHOLE | {"parent"}),
    ("log", {"senco", "leader"}),
]
"""Who sees the row; everybody else of the cast must not."""


@pytest.fixture
def rows(cast: dict[str, User], amina: Student) -> dict[str, Any]:
    """One of each about Amina."""
    senco, teacher, about = cast["senco"], cast["class_teacher"], {"student": amina}
    asked = factories.InputRoundFactory(**about, opened_by=senco)
    return {
        "concern": factories.ConcernFactory(**about, raised_by=teacher),
        "parents_concern": factories.ConcernFactory(**about, raised_by=cast["parent"]),
        "round": asked,
        "input": factories.TeacherInputFactory(round=asked, teacher=teacher),
        "evidence": factories.EvidenceFactory(**about, recorded_by=senco),
        "own_evidence": factories.EvidenceFactory(**about, recorded_by=cast["assistant"]),
        "restricted_evidence": factories.EvidenceFactory(
            **about, recorded_by=cast["assistant"], restricted=True
        ),
        "document": factories.DocumentFactory(**about, added_by=senco),
        "restricted_document": factories.DocumentFactory(
            **about, added_by=cast["specialist"], restricted=True
        ),
        "need": Need.objects.create(**about, category="SpLD"),
        "difficulty": Difficulty.objects.create(
            **about, area="own", words="x", often="often", noted_on=today()
        ),
        "profile": OnePageProfile.objects.create(
            **about, voice="student", language="en", said_on=today(), recorded_by=senco
        ),
        "link": ParentLink.objects.get(parent=cast["parent"]),
        "case": CaseGrant.objects.get(),
        "consent": factories.ConsentFactory(**about, parent=cast["parent"], recorded_by=senco),
        "log": AccessLog.objects.create(user_id=1, action="opened", student_id=amina.pk),
    }


@pytest.mark.parametrize(("name", "sees"), SEES, ids=[name for name, _who in SEES])
def test_who_sees_the_row(
    cast: dict[str, User], rows: dict[str, Any], name: str, sees: set[str]
) -> None:
    row = rows[name]
    see, people = type(row)._default_manager.visible_to, {**cast, "anonymous": AnonymousUser()}
    found = {who for who, person in people.items() if see(person).filter(pk=row.pk).exists()}
    assert found == sees


MODELS = (Concern, Consent, Difficulty, Document, Evidence, InputRound, Need, TeacherInput)
TABLES = (*MODELS, AccessLog, CaseGrant, OnePageProfile, ParentLink)


@pytest.mark.parametrize("model", MODELS)
def test_a_right_that_has_ended_shows_nothing(
    cast: dict[str, User], rows: dict[str, Any], model: Any
) -> None:
    """The specialist's case is over; what they wrote is no longer theirs to read."""
    factories.ConcernFactory(student=rows["need"].student, raised_by=cast["specialist"])
    case = rows["case"]
    case.starts_on, case.ends_on = factories.LONG_AGO, today() - dt.timedelta(days=1)
    case.save()
    access.sync(case)
    assert not model.objects.visible_to(cast["specialist"]).exists()


@pytest.mark.parametrize("who", ["class_teacher", "assistant", "specialist"])
def test_nothing_of_another_child(
    cast: dict[str, User], rows: dict[str, Any], ben: Student, who: str
) -> None:
    factories.ConcernFactory(student=ben, raised_by=cast[who])
    asked = factories.InputRoundFactory(student=ben)
    factories.TeacherInputFactory(round=asked, teacher=cast[who])
    factories.EvidenceFactory(student=ben, recorded_by=cast[who])
    user = cast[who]
    assert not Concern.objects.visible_to(user).filter(student=ben).exists()
    assert not InputRound.objects.visible_to(user).filter(student=ben).exists()
    assert not TeacherInput.objects.visible_to(user).filter(round__student=ben).exists()
    assert not Evidence.objects.visible_to(user).filter(student=ben).exists()


def test_one_of_the_class_who_is_not_asked_does_not_see_the_round(
    cast: dict[str, User], rows: dict[str, Any]
) -> None:
    link = TeachingAssignment.objects.get(staff=cast["class_teacher"])
    factories.teaches(cast["other_teacher"], link.school_class, "subject", subject="Music")
    assert not InputRound.objects.visible_to(cast["other_teacher"]).exists()


def test_a_document_is_changed_by_the_senco_and_the_specialist_who_added_it(
    cast: dict[str, User], rows: dict[str, Any], amina: Student
) -> None:
    for adder, may in (("specialist", {"senco", "specialist"}), ("class_teacher", {"senco"})):
        document = factories.DocumentFactory(student=amina, added_by=cast[adder])
        assert {who for who in cast if document.can_be_edited_by(cast[who])} == may
