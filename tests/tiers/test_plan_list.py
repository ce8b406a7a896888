"""The plans of a class, and all of them on paper in one go."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.documents.actions import ask, may_have
from sencohub.documents.jobs import make
from sencohub.documents.models import Export
from students.models import SchoolClass, Student, TeachingAssignment
from tests import factories
from tests.documents.conftest import stops_teaching
from tests.pdfs import only_our_font, read, text_of
from tests.tiers.plan_world import agreed_plan, latest, ready_plan, sent_plan
from tiers.documents import issues_of_class
from tiers.models import Plan, PlanIssue, PlanStudent

type_sign_in = Callable[[User], Client]
URL = reverse("tiers:plan-list")


@pytest.fixture
def classmate(class_5a: SchoolClass) -> Student:
    return factories.StudentFactory(name_en="Yeung Ho Yin", name_zh="楊浩然", in_class=class_5a)


def made(by: User, school_class: SchoolClass, packed: str = "pdf") -> Export:
    """The document of a class, asked for and made."""
    issues = [issue.pk for issue in issues_of_class(by, school_class)]
    parameters = {"class": school_class.pk, "packed": packed, "issues": issues}
    export = ask(kind="class-plans", parameters=parameters, by=by)
    make(export.pk)
    export.refresh_from_db()
    return export


def test_a_teacher_sees_the_plans_of_the_own_class(
    amina: Student, ben: Student, senco: User, class_teacher: User, sign_in: type_sign_in
) -> None:
    mine, _other = sent_plan(amina, senco), sent_plan(ben, senco)
    page = sign_in(class_teacher).get(URL)
    assert [plan.pk for plan in page.context["rows"]] == [mine.pk]


def test_a_group_plan_leads_to_no_issue_for_a_student_out_of_sight(
    amina: Student, ben: Student, senco: User, class_teacher: User, sign_in: type_sign_in
) -> None:
    plan = sent_plan(amina, senco)
    mine = latest(plan)
    PlanStudent.objects.create(plan=plan, student=ben)
    PlanIssue.objects.create(
        plan=plan, student=ben, number=9, why="draft", snapshot={}, issued_by=senco
    )
    (row,) = sign_in(class_teacher).get(URL).context["rows"]
    assert list(row.issues.all()) == [mine]


def test_a_class_out_of_sight_shows_the_first_of_the_own(
    amina: Student, senco: User, class_3b: SchoolClass, class_teacher: User, sign_in: type_sign_in
) -> None:
    page = sign_in(class_teacher).get(URL, {"class": class_3b.pk})
    assert page.context["chosen"].name == "5A"


def test_the_first_class_with_a_plan_is_shown(
    amina: Student, senco: User, class_3b: SchoolClass, sign_in: type_sign_in
) -> None:
    ready_plan(amina, senco)
    client = sign_in(senco)
    assert client.get(URL).context["chosen"].name == "5A"
    assert client.get(URL, {"student": amina.pk}).context["chosen"].name == "5A"
    assert client.get(URL, {"class": class_3b.pk}).context["chosen"].name == "3B"
    for odd in ("x", "9" * 40, "-1", "٣"):
        assert client.get(URL, {"class": odd, "student": odd}).status_code == 200


def test_closed_plans_are_not_listed(amina: Student, senco: User, sign_in: type_sign_in) -> None:
    plan = ready_plan(amina, senco)
    plan.state = Plan.State.CLOSED
    plan.save()
    assert "No open plans" in sign_in(senco).get(URL).content.decode()


def test_costs_the_same_for_three_and_thirty(
    class_5a: SchoolClass, senco: User, sign_in: type_sign_in
) -> None:
    def add(number: int) -> None:
        for _n in range(number):
            sent_plan(factories.StudentFactory(in_class=class_5a), senco)

    client = sign_in(senco)
    add(3)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    add(27)
    with CaptureQueriesContext(connection) as many:
        page = client.get(URL)
    assert len(page.context["rows"]) == 30
    assert len(many) == len(few)


def test_asking_leads_to_the_document(
    amina: Student, senco: User, class_5a: SchoolClass, sign_in: type_sign_in
) -> None:
    plan, client = sent_plan(amina, senco), sign_in(senco)
    form = client.get(URL).context["form"]
    data = {**form.fresh(), "school_class": class_5a.pk, "packed": "zip"}
    answer = client.post(URL, data)
    export = Export.objects.get()
    assert answer["Location"] == reverse("documents:export-detail", args=[export.pk])
    assert export.parameters["issues"] == [latest(plan).pk]


def test_a_class_without_an_issue_says_what_to_do(
    amina: Student, senco: User, class_5a: SchoolClass, sign_in: type_sign_in
) -> None:
    ready_plan(amina, senco)
    client = sign_in(senco)
    form = client.get(URL).context["form"]
    data = {**form.fresh(), "school_class": class_5a.pk, "packed": "pdf"}
    answer = client.post(URL, data)
    assert answer.status_code == 422
    assert "No plan of this class was sent yet." in answer.content.decode()


@pytest.mark.parametrize("packed", ["pdf", "zip"])
def test_another_class_cannot_be_asked_for(
    packed: str,
    amina: Student,
    ben: Student,
    senco: User,
    class_3b: SchoolClass,
    class_teacher: User,
    sign_in: type_sign_in,
) -> None:
    sent_plan(amina, senco)
    sent_plan(ben, senco)
    client = sign_in(class_teacher)
    form = client.get(URL).context["form"]
    data = {**form.fresh(), "school_class": class_3b.pk, "packed": packed}
    assert client.post(URL, data).status_code == 422
    assert not Export.objects.exists()


def test_the_agreed_issue_is_the_one_that_is_printed(
    amina: Student, senco: User, parent: User, class_5a: SchoolClass
) -> None:
    from tiers.actions.issues import change_plan, digest_of, send_plan
    from tiers.snapshot import build

    plan = agreed_plan(amina, senco)
    agreed = latest(plan)
    plan = change_plan(plan=plan, by=senco)
    send_plan(plan=plan, seen=digest_of([build(plan, amina)]), by=senco)
    assert latest(plan).number == 3
    assert issues_of_class(senco, class_5a) == [agreed]


def test_one_pdf_holds_every_plan(
    amina: Student, classmate: Student, senco: User, parent: User, class_5a: SchoolClass
) -> None:
    sent_plan(amina, senco)
    sent_plan(classmate, senco)
    export = made(senco, class_5a)
    document = read(export.file.read())
    text = text_of(document)
    assert (export.state, export.done, export.total) == ("ready", 2, 2)
    assert "Amina Khan" in text
    assert "楊浩然" in text
    assert only_our_font(document)


def test_a_zip_holds_the_stored_documents(
    amina: Student, classmate: Student, senco: User, class_5a: SchoolClass
) -> None:
    sent_plan(amina, senco)
    sent_plan(classmate, senco)
    export = made(senco, class_5a, "zip")
    archive = zipfile.ZipFile(io.BytesIO(export.file.read()))
    issues = PlanIssue.objects.order_by("student__name_en")
    stored = [issue.pdf.open("rb").read() for issue in issues]
    assert [archive.read(name) for name in archive.namelist()] == stored
    assert archive.namelist() == ["01-amina-khan-plan-1.pdf", "02-yeung-ho-yin-plan-1.pdf"]


def test_what_went_out_of_sight_is_left_out_and_named(
    amina: Student,
    classmate: Student,
    senco: User,
    class_5a: SchoolClass,
    specialist: User,
    class_teacher: User,
) -> None:
    """A teacher who also knows one child by a case loses the class between asking and making."""
    factories.case_for(class_teacher, amina, by=senco)
    sent_plan(amina, senco)
    sent_plan(classmate, senco)
    issues = [issue.pk for issue in issues_of_class(class_teacher, class_5a)]
    parameters: dict[str, Any] = {"class": class_5a.pk, "packed": "pdf", "issues": issues}
    export = ask(kind="class-plans", parameters=parameters, by=class_teacher)
    link = classmate.enrolments.get()
    link.school_class = factories.SchoolClassFactory(name="5B", year=class_5a.year)
    link.save()
    make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.skipped) == ("ready", ["Yeung Ho Yin"])
    assert "楊浩然" not in text_of(read(export.file.read()))


def test_who_lost_the_class_gets_nothing(
    amina: Student, senco: User, class_5a: SchoolClass, class_teacher: User
) -> None:
    sent_plan(amina, senco)
    issues = [issue.pk for issue in issues_of_class(class_teacher, class_5a)]
    parameters = {"class": class_5a.pk, "packed": "pdf", "issues": issues}
    export = ask(kind="class-plans", parameters=parameters, by=class_teacher)
    stops_teaching(class_teacher)
    make(export.pk)
    export.refresh_from_db()
    assert (export.state, bool(export.file)) == ("failed", False)


def test_the_file_is_gone_for_a_teacher_whose_student_went_to_another_class(
    amina: Student, senco: User, class_5a: SchoolClass, class_3b: SchoolClass, class_teacher: User
) -> None:
    sent_plan(amina, senco)
    export = made(class_teacher, class_5a)
    assert may_have(export, class_teacher)
    link = amina.enrolments.get()
    link.school_class = class_3b
    link.save()
    assert not may_have(export, class_teacher)


def test_a_teacher_asks_for_no_other_class_whatever_the_page_says(
    class_3b: SchoolClass, class_teacher: User
) -> None:
    parameters = {"class": class_3b.pk, "packed": "pdf", "issues": []}
    with pytest.raises(PermissionDenied):
        ask(kind="class-plans", parameters=parameters, by=class_teacher)


def test_a_teacher_who_only_assists_in_the_class_gets_no_plan_of_it(
    amina: Student, senco: User, class_5a: SchoolClass, other_teacher: User
) -> None:
    sent_plan(amina, senco)
    factories.teaches(other_teacher, class_5a, TeachingAssignment.Kind.ASSISTANT)
    assert issues_of_class(other_teacher, class_5a) == []
