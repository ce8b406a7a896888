"""A run's page: each reader's own students, costs for some, the steps from planned to ended."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from provision.models import Attendance, Participation, Provision, Session
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import AccessLog, Student
from tests import factories

type_sign_in = Callable[[User], Client]
type_form = Callable[..., dict[str, Any]]


def step(client: Client, run: Provision, name: str, form_data: type_form) -> Any:
    data = form_data(client.get(run.get_absolute_url()))
    return client.post(reverse(f"provision:provision-{name}", args=[run.pk]), data)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("senco", ["Amina Khan", "Ng Pak Hei, Ben"]),
        ("leader", ["Amina Khan", "Ng Pak Hei, Ben"]),
        ("class_teacher", ["Amina Khan"]),
        ("other_teacher", ["Ng Pak Hei, Ben"]),
        ("specialist", ["Amina Khan"]),
    ],
)
def test_a_teacher_of_one_sees_that_one(
    cast: dict[str, User],
    group: Provision,
    place: Participation,
    bens_place: Participation,
    sign_in: type_sign_in,
    who: str,
    names: list[str],
) -> None:
    page = sign_in(cast[who]).get(group.get_absolute_url())
    assert [one.place.student.name_en for one in page.context["places"]] == names
    hidden = {"Amina", "Ben"} - {name.split()[-1].replace("Khan", "Amina") for name in names}
    assert not any(name in page.content.decode() for name in hidden)


def test_notes_about_others_and_the_session_stay_with_who_may_read_them(
    group: Provision,
    place: Participation,
    bens_place: Participation,
    class_teacher: User,
    senco: User,
    sign_in: type_sign_in,
) -> None:
    session = factories.SessionFactory(provision=group, note="Ben hid under the table")
    for one, note in ((place, "Read alone"), (bens_place, "Cried at first")):
        Attendance.objects.create(
            session=session,
            participation=one,
            student=one.student,
            note=note,
            happened_at=timezone.now(),
        )
    body = sign_in(class_teacher).get(group.get_absolute_url()).content.decode()
    assert "Read alone" in body
    assert "Cried" not in body
    assert "under the table" not in body
    assert "under the table" in sign_in(senco).get(group.get_absolute_url()).content.decode()


def test_not_mine_is_not_there(
    group: Provision, place: Participation, other_teacher: User, sign_in: type_sign_in
) -> None:
    assert sign_in(other_teacher).get(group.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("who", "sees"), [("senco", True), ("leader", True), ("senst", False), ("class_teacher", False)]
)
def test_costs(
    cast: dict[str, User],
    group: Provision,
    place: Participation,
    sign_in: type_sign_in,
    who: str,
    sees: bool,
) -> None:
    page = sign_in(cast[who]).get(group.get_absolute_url())
    assert (page.context["money"] is not None) == sees
    assert (b"To date" in page.content) == sees


def test_opening_is_logged_once_and_names_the_only_student(
    group: Provision, place: Participation, senco: User, sign_in: type_sign_in
) -> None:
    sign_in(senco).get(group.get_absolute_url())
    row = AccessLog.objects.get(action="opened", kind="provision.provision")
    assert row.student_id == place.student_id


def test_a_low_dose_is_flagged(group: Provision, senco: User, sign_in: type_sign_in) -> None:
    factories.SessionFactory(provision=group)
    page = sign_in(senco).get(group.get_absolute_url())
    assert page.context["dose_is_low"]
    assert b"due by now" in page.content


def test_start_needs_students_and_says_so(
    planned: Provision, amina: Student, senco: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    client = sign_in(senco)
    refused = step(client, planned, "start", form_data)
    assert refused.status_code == 409
    assert b"Add the students first" in refused.content
    factories.ParticipationFactory(provision=planned, student=amina)
    assert step(client, planned, "start", form_data).status_code == 302
    planned.refresh_from_db()
    assert planned.state == "running"
    assert step(client, planned, "start", form_data).status_code == 409


def test_publish_and_end(
    group: Provision, place: Participation, senco: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    client = sign_in(senco)
    assert step(client, group, "publish", form_data).status_code == 302
    place.refresh_from_db()
    assert place.published_by == senco
    address = reverse("provision:provision-end", args=[group.pk])
    tomorrow = (today() + dt.timedelta(days=1)).isoformat()
    assert client.post(address, form_data(client.get(address), on=tomorrow)).status_code == 422
    assert client.post(address, form_data(client.get(address))).status_code == 302
    group.refresh_from_db()
    assert (group.state, group.ends_on) == ("ended", today())
    assert client.post(address, form_data(client.get(address))).status_code == 409


@pytest.mark.parametrize("name", ["start", "publish"])
def test_steps_are_posts(group: Provision, senco: User, sign_in: type_sign_in, name: str) -> None:
    address = reverse(f"provision:provision-{name}", args=[group.pk])
    assert sign_in(senco).get(address).status_code == 405


def test_a_change_that_leaves_a_session_outside_is_refused(
    group: Provision, senco: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    factories.SessionFactory(provision=group, held_on=group.starts_on)
    client, address = sign_in(senco), reverse("provision:provision-edit", args=[group.pk])
    later = (group.starts_on + dt.timedelta(days=1)).isoformat()
    page = client.post(address, form_data(client.get(address), starts_on=later))
    assert page.status_code == 422
    assert client.post(address, form_data(client.get(address), minutes="40")).status_code == 302
    group.refresh_from_db()
    assert group.minutes == 40


def test_whoever_gives_it_stays_though_their_role_is_not_offered(
    group: Provision, specialist: User, senco: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    group.staff = specialist
    group.save()
    client, address = sign_in(senco), reverse("provision:provision-edit", args=[group.pk])
    assert client.post(address, form_data(client.get(address), minutes="40")).status_code == 302
    group.refresh_from_db()
    assert (group.staff, group.minutes) == (specialist, 40)


def test_two_people_changing_it_get_both_texts(
    group: Provision, senco: User, senst: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    address = reverse("provision:provision-edit", args=[group.pk])
    mine, theirs = sign_in(senco), sign_in(senst)
    opened = form_data(mine.get(address), in_lesson="Chinese")
    theirs.post(address, form_data(theirs.get(address), in_lesson="English"))
    page = mine.post(address, opened)
    assert page.status_code == 409
    assert b"Chinese" in page.content
    assert b"English" in page.content


def test_the_queries_do_not_grow(
    group: Provision, place: Participation, senco: User, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)
    factories.SessionFactory(provision=group)
    client.get(group.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(group.get_absolute_url())
    for student in factories.StudentFactory.create_batch(20):
        factories.ParticipationFactory(provision=group, student=student)
    for nth in range(20):
        factories.SessionFactory(provision=group, held_on=today() - dt.timedelta(days=nth))
    with CaptureQueriesContext(connection) as many:
        client.get(group.get_absolute_url())
    assert Session.objects.count() == 21
    assert len(many) == len(few) <= 20
