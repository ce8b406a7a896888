"""The stored bytes: through the gate, logged, and never opened inside our pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.actions.cases import end_case
from students.models import AccessLog, CaseGrant, Document, Student
from tests import factories

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def paper(amina: Student, senco: User) -> Document:
    made: Document = factories.DocumentFactory(student=amina, added_by=senco, title="EP 報告")
    return made


def url(document: Document) -> str:
    return reverse("students:document-download", args=[document.pk])


def test_it_comes_as_a_download(
    paper: Document, class_teacher: User, sign_in: type_sign_in
) -> None:
    answer = sign_in(class_teacher).get(url(paper))
    assert b"".join(answer.streaming_content) == factories.PDF  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "no-store"


def test_a_proxy_that_hands_out_files_is_told_the_place(
    paper: Document, class_teacher: User, sign_in: type_sign_in, settings: Any
) -> None:
    settings.ACCEL_PREFIX = "/private"
    answer = sign_in(class_teacher).get(url(paper))
    assert answer["X-Accel-Redirect"] == f"/private/{paper.file.name}"
    assert answer.content == b""
    paper.file.storage.delete(str(paper.file.name))
    assert sign_in(class_teacher).get(url(paper)).status_code == 404


def test_each_download_is_one_row_in_the_log(
    paper: Document, class_teacher: User, sign_in: type_sign_in
) -> None:
    sign_in(class_teacher).get(url(paper))
    row = AccessLog.objects.get(user_id=class_teacher.pk)
    assert (row.action, row.object_id, row.student_id) == ("file", str(paper.pk), paper.student_id)


@pytest.mark.parametrize("who", ["leader", "senst", "class_teacher", "specialist"])
def test_restricted_does_not_exist_for_those_not_named(
    cast: dict[str, User], paper: Document, sign_in: type_sign_in, who: str
) -> None:
    paper.restricted = True
    paper.save()
    answer, missing = (
        sign_in(cast[who]).get(address) for address in (url(paper), url(Document(pk=999_999)))
    )
    assert (answer.status_code, missing.status_code) == (404, 404)


def test_the_right_ends_with_the_case(
    paper: Document, senco: User, specialist: User, sign_in: type_sign_in
) -> None:
    client = sign_in(specialist)
    assert client.get(url(paper)).status_code == 200
    case = CaseGrant.objects.get(person=specialist)
    end_case(case, last_day=today() - dt.timedelta(days=1), by=senco)
    assert client.get(url(paper)).status_code == 404


def test_a_file_that_is_gone_is_not_found(
    paper: Document, senco: User, sign_in: type_sign_in
) -> None:
    paper.file.delete(save=False)
    assert sign_in(senco).get(url(paper)).status_code == 404


def test_an_unknown_kind_of_content_is_only_bytes(
    paper: Document, senco: User, sign_in: type_sign_in
) -> None:
    paper.content_type = "text/html"
    paper.save()
    assert sign_in(senco).get(url(paper))["Content-Type"] == "application/octet-stream"


def test_the_senco_restricts_a_specialists_report(
    amina: Student,
    senco: User,
    class_teacher: User,
    specialist: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    paper = factories.DocumentFactory(student=amina, added_by=specialist)
    client, edit = sign_in(senco), reverse("students:document-edit", args=[paper.pk])
    client.post(edit, form_data(client.get(edit), restricted="on", title="EP report 2026"))
    paper.refresh_from_db()
    assert (paper.restricted, paper.title) == (True, "EP report 2026")
    assert sign_in(class_teacher).get(url(paper)).status_code == 404


def test_a_specialist_describes_their_own_without_restricting(
    amina: Student, specialist: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    paper = factories.DocumentFactory(student=amina, added_by=specialist)
    client, edit = sign_in(specialist), reverse("students:document-edit", args=[paper.pk])
    client.post(edit, form_data(client.get(edit), restricted="on", title="Report"))
    paper.refresh_from_db()
    assert (paper.restricted, paper.title) == (False, "Report")
