"""A plan on paper: both languages, our font, the stored bytes of an issue never drawn again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.documents.actions import ask
from sencohub.documents.jobs import make
from sencohub.documents.models import Export
from sencohub.lib.dates import today
from sencohub.school.models import School
from students.models import OnePageProfile, Student
from tests import factories
from tests.pdfs import only_our_font, read, text_of
from tests.tiers.plan_world import agreed_plan, latest, ready_plan, sent_plan
from tiers import documents
from tiers.actions.issues import digest_of, send_plan
from tiers.models import Adjustment, Plan, PlanIssue, PlanStudent, TierPlacement
from tiers.snapshot import build

type_sign_in = Callable[[User], Client]


def made(by: User, **parameters: Any) -> Export:
    export = ask(kind="plan", parameters=parameters, by=by)
    make(export.pk)
    export.refresh_from_db()
    return export


@pytest.fixture
def full(amina: Student, senco: User, parent: User, school: School) -> Plan:
    """Everything a plan can hold."""
    school.senco_contact = "2000 0000"
    school.save()
    amina.name_zh = "簡亞美娜"
    amina.save()
    plan = ready_plan(
        amina,
        senco,
        long_term_goals="Reads for pleasure.",
        home_en="Three cards at bedtime.",
        home_zh="睡前讀三張字卡，唔使急。",
    )
    factories.AdjustmentFactory(
        plan=plan,
        force=Adjustment.Force.MAY,
        text_en="Sit near the door",
        text_zh="坐近門口",
        subjects="Music",
        in_force_from=None,
    )
    factories.TierPlacementFactory(
        student=amina, tier=2, decided_by=senco, published_at=plan.created_at
    )
    OnePageProfile.objects.create(
        student=amina,
        voice=OnePageProfile.Voice.STUDENT,
        language="zh-hant",
        appreciated="我會逗人笑。",
        important="巴士。",
        support="俾張第一步卡我。",
        said_on=today(),
        recorded_by=senco,
        published_at=plan.created_at,
    )
    return plan


def sent(plan: Plan, by: User) -> PlanIssue:
    student = plan.plan_students.get().student
    return send_plan(plan=plan, seen=digest_of([build(plan, student)]), by=by)[0]


def test_both_languages_stand_side_by_side(full: Plan, senco: User) -> None:
    text = text_of(read(made(senco, issue=sent(full, senco).pk).file.read()))
    for words in (
        "Amina’s plan",
        "簡亞美娜",
        "Read a passage aloud",
        "朗讀一段課文",
        "First-step card on the desk",
        "桌上放第一步提示卡",
        "Sit near the door",
        "坐近門口",
        "睡前讀三張字卡，唔使急。",
        "我會逗人笑。",
        "俾張第一步卡我。",
        "Reads for pleasure.",
        "60%",
        "90%",
        "Tier 2",
        "2000 0000",
    ):
        assert words in text, words


def test_two_pages_in_our_font(full: Plan, senco: User) -> None:
    document = read(made(senco, issue=sent(full, senco).pk).file.read())
    assert len(document.pages) == 2
    assert only_our_font(document)


def test_the_stored_bytes_are_never_drawn_again(
    full: Plan, senco: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = sent(full, senco)
    first = made(senco, issue=issue.pk)
    issue.refresh_from_db()
    assert issue.pdf_hash == first.content_hash

    def fail(*args: Any, **kwargs: Any) -> bytes:
        raise AssertionError("drawn twice")

    monkeypatch.setattr(documents, "render_pdf", fail)
    Export.objects.update(state=Export.State.EXPIRED)
    assert made(senco, issue=issue.pk).content_hash == first.content_hash


def test_a_draft_says_that_it_is_one_and_is_not_kept(full: Plan, senco: User) -> None:
    text = text_of(read(made(senco, plan=full.pk).file.read()))
    assert "Draft: this has not been sent" in text
    assert not PlanIssue.objects.exists()


def test_an_agreed_plan_does_not_say_draft(amina: Student, senco: User, parent: User) -> None:
    issue = latest(agreed_plan(amina, senco))
    text = text_of(read(made(senco, issue=issue.pk).file.read()))
    assert "Draft" not in text
    assert "Issue" in text


def test_what_was_not_published_is_not_printed(full: Plan, senco: User) -> None:
    OnePageProfile.objects.update(published_at=None)
    TierPlacement.objects.update(published_at=None)
    text = text_of(read(made(senco, plan=full.pk).file.read()))
    assert "我會逗人笑" not in text
    assert "Tier 2" not in text


def test_text_is_text_and_never_markup(full: Plan, senco: User) -> None:
    target = full.targets.get()
    target.plain_en = '<img src="http://127.0.0.1:9/x"> {{ 7*7 }} {% debug %} <b>9</b>'
    target.save()
    text = text_of(read(made(senco, plan=full.pk).file.read()))
    assert "{{ 7*7 }}" in text
    assert "<b>9</b>" in text


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("senco", True),
        ("senst", True),
        ("leader", True),
        ("class_teacher", True),
        ("specialist", True),
        ("parent", True),
        ("other_teacher", False),
        ("assistant", False),
        ("other_parent", False),
        ("ex_parent", False),
        ("office", False),
        ("technical", False),
        ("newcomer", False),
    ],
)
def test_who_may_have_an_issue(
    who: str, may: bool, amina: Student, senco: User, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    request.getfixturevalue("parent")
    issue = latest(sent_plan(amina, senco))
    if may:
        assert made(person, issue=issue.pk).state == Export.State.READY
        return
    with pytest.raises(PermissionDenied):
        ask(kind="plan", parameters={"issue": issue.pk}, by=person)


@pytest.mark.parametrize("who", ["parent", "assistant", "other_teacher", "office"])
def test_a_draft_is_for_those_who_read_plans(
    who: str, amina: Student, senco: User, request: pytest.FixtureRequest
) -> None:
    plan = ready_plan(amina, senco)
    with pytest.raises(PermissionDenied):
        ask(kind="plan", parameters={"plan": plan.pk}, by=request.getfixturevalue(who))


def test_a_group_plans_draft_is_about_the_student_one_sees(
    amina: Student, ben: Student, senco: User, class_teacher: User, other_teacher: User
) -> None:
    plan = ready_plan(amina, senco)
    PlanStudent.objects.create(plan=plan, student=ben)
    for person, name in ((class_teacher, "amina-khan"), (other_teacher, "ng-pak-hei-ben")):
        assert made(person, plan=plan.pk).file_name == f"{name}-plan-draft.pdf"


def test_the_button_leads_to_the_document(
    amina: Student, senco: User, parent: User, sign_in: type_sign_in
) -> None:
    plan, client = agreed_plan(amina, senco), sign_in(senco)
    data = client.get(plan.get_absolute_url()).context["act_form"].fresh()
    url = reverse("tiers:issue-pdf", args=[latest(plan).pk])
    answers = [client.post(url, data) for _n in range(2)]
    export = Export.objects.get()
    assert {one["Location"] for one in answers} == {
        reverse("documents:export-detail", args=[export.pk])
    }
