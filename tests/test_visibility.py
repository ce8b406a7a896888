"""Who sees which row and who writes it: one of each guarded table, for everybody of the cast.

`tests/students/test_record_visibility.py` and `tests/tiers/test_plan_visibility.py` hold the tables
of their subjects; a table in none of the three fails the test at the end.
"""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from meetings.models import ActionPoint, AgendaItem, Attendee, Decision
from parents.models import ContactRecord
from provision.models import Attendance
from sencohub.accounts.models import User
from sencohub.documents.models import Export
from sencohub.lib.dates import today
from sencohub.notices.models import Notice
from sencohub.overview.models import ImpactReport, ImportRun, SavedView
from sencohub.school.models import Term
from students.models import (
    AccessLog,
    BreakGlass,
    Measure,
    Need,
    OnePageProfile,
    SchoolClass,
    Score,
    Student,
)
from tests import factories
from tests.meetings.people import meeting_about
from tests.students import test_record_visibility
from tests.test_architecture import guarded_tables
from tests.tiers import test_plan_visibility
from tiers.models import AdjustmentLog, Assessment, Review, SmallStep, StepMark, TargetOutcome

NOBODY: set[str] = set()
TEAM = {"senco", "senst"}
WHOLE = TEAM | {"leader"}
READERS = WHOLE | {"class_teacher", "specialist"}
IN_CLASS = READERS | {"assistant"}

SEES: list[tuple[str, set[str], set[str] | None]] = [
    ("student", READERS, TEAM),
    ("class", WHOLE | {"office", "class_teacher", "assistant"}, None),
    ("score", READERS, TEAM),
    ("placement", IN_CLASS, {"senco"}),
    ("cycle", IN_CLASS, TEAM),
    ("assessment", READERS, TEAM),
    ("review", READERS, TEAM),
    ("outcome", READERS, TEAM),
    ("adjustment", IN_CLASS, TEAM),
    ("log", IN_CLASS, TEAM),
    ("step", IN_CLASS, TEAM),
    ("mark", IN_CLASS, TEAM),
    ("intervention", IN_CLASS | {"other_teacher"}, TEAM),
    ("group", IN_CLASS, TEAM),
    ("bens_group", WHOLE | {"other_teacher"}, TEAM),
    ("place", IN_CLASS, TEAM),
    ("session", IN_CLASS, TEAM | {"assistant"}),
    ("attendance", IN_CLASS, TEAM),
    ("rate", {"senco", "leader"}, None),
    ("meeting", WHOLE | {"class_teacher", "other_teacher"}, TEAM),
    ("item", WHOLE | {"class_teacher"}, None),
    ("decision", WHOLE | {"class_teacher"}, None),
    ("action", READERS | {"other_teacher"}, None),
    ("contact", WHOLE | {"class_teacher", "other_teacher"}, TEAM),
    ("assistants_contact", WHOLE | {"class_teacher"}, TEAM),
    ("report", WHOLE, None),
    ("saved_view", {"leader"}, None),
    ("offices_import", {"office", "senco"}, None),
    ("register_import", {"senco"}, None),
    ("export", {"senst"}, None),
    ("notice", {"class_teacher"}, None),
    ("ex_parents_notice", NOBODY, None),
    ("broken_glass", {"senco", "leader", "technical"}, None),
]
"""Who sees the row and who writes it (None: nobody asks); everybody else of the cast must not."""


@pytest.fixture
def rows(cast: dict[str, User], amina: Student, ben: Student, term: Term) -> dict[str, Any]:
    """One of each about Amina, unless its name says whose it is."""
    return {
        "student": amina,
        "class": SchoolClass.objects.get(name="5A"),
        **of_tiers(cast, amina),
        **of_provision(cast, amina, ben, term),
        **of_meetings(cast, amina),
        **of_everybody(cast, amina, term),
    }


def of_tiers(cast: dict[str, User], amina: Student) -> dict[str, Any]:
    about, senco = {"student": amina}, cast["senco"]
    cycle = factories.SupportCycleFactory(**about, owner=senco)
    plan = factories.PlanFactory(cycle=cycle)
    target = factories.TargetFactory(plan=plan)
    help_ = factories.AdjustmentFactory(plan=plan)
    review = Review.objects.create(
        **about, plan=plan, held_by=senco, decision="continue", reason="x"
    )
    step = SmallStep.objects.create(**about, target=target, position=1, label="One line")
    measure = Measure.objects.create(code="marks", name_en="Marks", kind="hard")
    now = timezone.now()
    return {
        "placement": factories.TierPlacementFactory(**about, decided_by=senco),
        "cycle": cycle,
        "assessment": Assessment.objects.create(**about, cycle=cycle),
        "review": review,
        "outcome": TargetOutcome.objects.create(**about, review=review, target=target, actual=70),
        "adjustment": help_,
        "log": AdjustmentLog.objects.create(
            **about, adjustment=help_, teacher=cast["senst"], answer="used", happened_at=now
        ),
        "step": step,
        "mark": StepMark.objects.create(
            **about, step=step, mark="alone", marked_by=cast["senst"], happened_at=now
        ),
        "score": Score.objects.create(**about, measure=measure, value=40, taken_on=today()),
    }


def of_provision(cast: dict[str, User], amina: Student, ben: Student, term: Term) -> dict[str, Any]:
    group = factories.ProvisionFactory(term=term, staff=cast["assistant"])
    bens_group = factories.ProvisionFactory(term=term)
    place = factories.ParticipationFactory(provision=group, student=amina)
    factories.ParticipationFactory(provision=bens_group, student=ben)
    session = factories.SessionFactory(provision=group, recorded_by=cast["senco"])
    return {
        "intervention": group.intervention,
        "group": group,
        "bens_group": bens_group,
        "place": place,
        "session": session,
        "attendance": Attendance.objects.create(
            session=session, participation=place, student=amina, happened_at=timezone.now()
        ),
        "rate": factories.StaffRateFactory(staff=cast["assistant"]),
    }


def of_meetings(cast: dict[str, User], amina: Student) -> dict[str, Any]:
    """Both teachers are invited, and Amina's mother for her own child's minutes."""
    meeting = meeting_about(amina, lead=cast["senco"])
    for who in ("class_teacher", "other_teacher", "parent"):
        Attendee.objects.create(meeting=meeting, person=cast[who], as_parent=who == "parent")
    item = AgendaItem.objects.get()
    return {
        "meeting": meeting,
        "item": item,
        "decision": Decision.objects.create(
            item=item, student=amina, words="Go on.", decided_by=cast["senco"]
        ),
        "action": ActionPoint.objects.create(
            student=amina, words="Ask", owner=cast["other_teacher"], due_on=today()
        ),
    }


def of_everybody(cast: dict[str, User], amina: Student, term: Term) -> dict[str, Any]:
    told = {"kind": "test", "path": "/", "student_id": amina.pk}
    spoken = {"student": amina, "with_whom": "mother", "how": "phone", "about": "Reading"}
    return {
        "contact": ContactRecord.objects.create(**spoken, recorded_by=cast["other_teacher"]),
        "assistants_contact": ContactRecord.objects.create(**spoken, recorded_by=cast["assistant"]),
        "report": ImpactReport.objects.create(term=term),
        "saved_view": SavedView.objects.create(owner=cast["leader"], name="x", query="tier=2"),
        "offices_import": ImportRun.objects.create(by=cast["office"], file_names=["students.csv"]),
        "register_import": ImportRun.objects.create(by=cast["senco"], file_names=["register.csv"]),
        "export": Export.objects.create(asked_by=cast["senst"], kind="test"),
        "notice": Notice.objects.create(event="a", recipient=cast["class_teacher"], **told),
        "broken_glass": BreakGlass.objects.create(
            student=amina, person=cast["technical"], reason="a stuck import"
        ),
        "ex_parents_notice": Notice.objects.create(event="b", recipient=cast["ex_parent"], **told),
    }


def test_who_sees_and_who_writes_each_row(
    cast: dict[str, User], rows: dict[str, Any], subtests: pytest.Subtests
) -> None:
    for name, sees, writes in SEES:
        with subtests.test(name):
            assert who_finds(rows[name], "visible_to", cast) == sees
            if writes is not None:
                assert who_finds(rows[name], "editable_by", cast) == writes


def who_finds(row: Any, door: str, cast: dict[str, User]) -> set[str]:
    """Everybody, anonymous visitors too, to whom this door of the row's table shows it."""
    ask, people = getattr(type(row)._default_manager, door), {**cast, "anonymous": AnonymousUser()}
    return {who for who, person in people.items() if ask(person).filter(pk=row.pk).exists()}


# --- the portal --------------------------------------------------------------------------------
PUBLISHED = ("placement", "review", "place", "decision", "need", "document", "profile")


def test_a_parent_finds_what_was_published_about_their_child_and_nothing_else(
    cast: dict[str, User], rows: dict[str, Any], amina: Student, subtests: pytest.Subtests
) -> None:
    senco, about = cast["senco"], {"student": amina}
    rows["need"] = Need.objects.create(**about, category="SpLD")
    rows["document"] = factories.DocumentFactory(**about, added_by=senco)
    rows["profile"] = OnePageProfile.objects.create(
        **about, voice="student", language="en", said_on=today(), recorded_by=senco
    )
    for name in PUBLISHED:
        with subtests.test(name):
            row = rows[name]
            assert who_finds(row, "published_to", cast) == NOBODY
            row.published_at = timezone.now()
            row.save()
            assert who_finds(row, "published_to", cast) == {"parent"}


def test_a_parent_reads_contacts_about_their_child_but_no_internal_note(
    cast: dict[str, User], rows: dict[str, Any]
) -> None:
    contact = rows["contact"]
    assert who_finds(contact, "for_parent", cast) == {"parent"}
    contact.internal = True
    contact.save()
    assert who_finds(contact, "for_parent", cast) == NOBODY


def test_a_parent_finds_who_opened_their_childs_record_less_lists_and_themselves(
    cast: dict[str, User], amina: Student, ben: Student
) -> None:
    for action, who, student in (
        ("opened", "leader", amina),
        ("file", "parent", amina),
        ("listed", "senco", amina),
        ("refused", "other_parent", amina),
        ("opened", "senst", ben),
    ):
        AccessLog.objects.create(user_id=cast[who].pk, action=action, student_id=student.pk)
    found = AccessLog.objects.about_children_of(cast["parent"])
    assert [row.user_id for row in found] == [cast["leader"].pk]


# --- nothing forgotten -------------------------------------------------------------------------
def test_every_guarded_table_stands_in_a_table_of_who_sees_it(rows: dict[str, Any]) -> None:
    here = {type(row).__name__ for row in rows.values()}
    students = {model.__name__ for model in test_record_visibility.TABLES}
    plans = {model.__name__ for model in test_plan_visibility.STUDENT_OF}
    assert not guarded_tables() - here - students - plans
