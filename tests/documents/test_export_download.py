"""The file: rights asked once more, never opened in our pages, a row in the log for each child."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.documents import jobs
from sencohub.documents.models import Export
from sencohub.lib.dates import today
from students import access
from students.models import AccessLog, CaseGrant, Student
from tests import factories
from tests.documents.conftest import stops_teaching, type_asked

pytestmark = pytest.mark.django_db
type_sign_in = Callable[[User], Client]


def url_of(export: Export) -> str:
    return reverse("documents:export-download", args=[export.pk])


@pytest.fixture
def made(asked: type_asked) -> Callable[..., Export]:
    def _made(by: User, *students: Student) -> Export:
        export = asked(by, *students)
        assert jobs.make(export.pk)
        export.refresh_from_db()
        return export

    return _made


def test_it_is_the_stored_bytes_to_be_saved(
    senco: User, amina: Student, made: Any, sign_in: type_sign_in
) -> None:
    export = made(senco, amina)
    answer = sign_in(senco).get(url_of(export))
    assert b"".join(answer.streaming_content) == export.file.read()  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="letters.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "no-store"


def test_a_proxy_that_hands_out_files_is_told_the_place(
    senco: User, amina: Student, made: Any, sign_in: type_sign_in, settings: Any
) -> None:
    settings.ACCEL_PREFIX = "/private"
    export = made(senco, amina)
    answer = sign_in(senco).get(url_of(export))
    assert answer["X-Accel-Redirect"] == f"/private/{export.file.name}"
    assert answer.content == b""


def test_one_row_in_the_log_for_each_child(
    senco: User, amina: Student, ben: Student, made: Any, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)
    single, batch = made(senco, amina), made(senco, amina, ben)
    client.get(url_of(single))
    client.get(url_of(batch))
    rows = AccessLog.objects.filter(kind="documents.export").order_by("pk")
    assert list(rows.values_list("action", "object_id", "student_id", "user_id")) == [
        ("file", str(single.pk), amina.pk, senco.pk),
        ("export", str(batch.pk), amina.pk, senco.pk),
        ("export", str(batch.pk), ben.pk, senco.pk),
    ]


def test_a_right_that_ended_closes_the_file(
    class_teacher: User, amina: Student, made: Any, sign_in: type_sign_in
) -> None:
    export, client = made(class_teacher, amina), sign_in(class_teacher)
    assert client.get(url_of(export)).status_code == 200
    stops_teaching(class_teacher)
    assert client.get(url_of(export)).status_code == 404


def test_one_student_out_of_sight_closes_the_whole_batch(
    specialist: User, senco: User, amina: Student, ben: Student, made: Any, sign_in: type_sign_in
) -> None:
    factories.case_for(specialist, ben, by=senco)
    export, client = made(specialist, amina, ben), sign_in(specialist)
    assert export.student_ids == [amina.pk, ben.pk]
    grant = CaseGrant.objects.get(person=specialist, student=ben)
    grant.ends_on = today() - dt.timedelta(days=1)
    grant.save()
    access.sync(grant)
    assert client.get(url_of(export)).status_code == 404
    assert AccessLog.objects.filter(kind="documents.export").count() == 0


@pytest.mark.parametrize("who", ["senst", "leader", "technical", "parent", "class_teacher"])
def test_other_peoples_files_do_not_exist(
    request: pytest.FixtureRequest,
    senco: User,
    amina: Student,
    made: Any,
    sign_in: type_sign_in,
    who: str,
) -> None:
    client = sign_in(request.getfixturevalue(who))
    assert client.get(url_of(made(senco, amina))).status_code == 404


def test_what_is_not_ready_has_no_file(
    senco: User, amina: Student, asked: type_asked, sign_in: type_sign_in
) -> None:
    assert sign_in(senco).get(url_of(asked(senco, amina))).status_code == 404


def test_a_file_gone_from_the_store_is_not_found(
    senco: User, amina: Student, made: Any, sign_in: type_sign_in
) -> None:
    export = made(senco, amina)
    export.file.storage.delete(export.file.name)
    assert sign_in(senco).get(url_of(export)).status_code == 404


@pytest.mark.parametrize("tail", ["../../secret-key", "%2e%2e%2fsecret-key", "/etc/passwd"])
def test_no_address_leads_past_the_row(
    senco: User, amina: Student, made: Any, sign_in: type_sign_in, tail: str
) -> None:
    assert sign_in(senco).get(f"{url_of(made(senco, amina))}/{tail}").status_code == 404


def test_other_methods_are_refused(
    senco: User, amina: Student, made: Any, sign_in: type_sign_in
) -> None:
    assert sign_in(senco).post(url_of(made(senco, amina))).status_code == 405
