"""Recording a session on a phone: everyone ticked, ten students in one go, sent once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from provision.models import Attendance, Participation, Provision, Session
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import Student
from tests import factories

type_sign_in = Callable[[User], Client]
type_form = Callable[..., dict[str, Any]]


def url(run: Provision, day: dt.date | None = None) -> str:
    query = f"?on={day.isoformat()}" if day else ""
    return reverse("provision:session-new", args=[run.pk]) + query


def test_ten_students_are_ticked_and_one_is_not(
    group: Provision,
    place: Participation,
    senco: User,
    assistant: User,
    sign_in: type_sign_in,
    form_data: type_form,
) -> None:
    for student in factories.StudentFactory.create_batch(9):
        factories.ParticipationFactory(provision=group, student=student)
        factories.case_for(assistant, student, by=senco, reach="adjustments")
    client = sign_in(assistant)
    page = client.get(url(group))
    assert page.content.decode().count("checked") == 11  # ten students, and "held"
    data = form_data(page, **{f"note_{place.pk}": "Two pages alone"})
    del data[f"there_{place.pk}"]
    for _nth in range(2):
        assert client.post(url(group), data).status_code == 302
    assert Session.objects.count() == 1
    away = Attendance.objects.get(was_there=False)
    assert (away.participation, away.note) == (place, "Two pages alone")
    assert Attendance.objects.filter(was_there=True).count() == 9


def test_the_form_opened_once_and_sent_by_another_way_is_still_one_session(
    group: Provision,
    place: Participation,
    assistant: User,
    sign_in: type_sign_in,
    form_data: type_form,
) -> None:
    """The phone sent it, lost the answer, and the page was opened and sent again by its draft."""
    client = sign_in(assistant)
    first = form_data(client.get(url(group)))
    client.post(url(group), first)
    again = form_data(client.get(url(group)), client_id=first["client_id"])
    assert client.post(url(group), again).status_code == 302
    assert Session.objects.count() == 1


def test_not_held_needs_a_reason(
    group: Provision,
    place: Participation,
    assistant: User,
    sign_in: type_sign_in,
    form_data: type_form,
) -> None:
    client = sign_in(assistant)
    data = form_data(client.get(url(group)), was_held="no", note="The hall was taken")
    page = client.post(url(group), data)
    assert page.status_code == 422
    assert b"Choose why it was not held" in page.content
    assert b"The hall was taken" in page.content
    assert client.post(url(group), data | {"why_not": "room"}).status_code == 302
    assert Session.objects.get().minutes == 0


@pytest.mark.parametrize(
    "typed",
    [
        {"held_on": (today() + dt.timedelta(days=1)).isoformat()},
        {"held_on": (today() - dt.timedelta(days=31)).isoformat()},
        {"held_on": "yesterday"},
        {"minutes": ""},
        {"minutes": "0"},
        {"minutes": "999"},
        {"was_held": "perhaps"},
    ],
)
def test_bad_input_keeps_what_was_typed(
    group: Provision,
    place: Participation,
    assistant: User,
    sign_in: type_sign_in,
    form_data: type_form,
    typed: dict[str, str],
) -> None:
    client = sign_in(assistant)
    data = form_data(client.get(url(group)), **{f"note_{place.pk}": "Read alone", **typed})
    page = client.post(url(group), data)
    assert page.status_code == 422
    assert b"Read alone" in page.content
    assert not Session.objects.exists()


def test_a_second_session_on_a_day_is_asked_about(
    group: Provision,
    place: Participation,
    assistant: User,
    sign_in: type_sign_in,
    form_data: type_form,
) -> None:
    factories.SessionFactory(provision=group, held_on=today())
    client = sign_in(assistant)
    data = form_data(client.get(url(group)))
    page = client.post(url(group), data)
    assert page.status_code == 422
    assert b'name="again"' in page.content
    assert client.post(url(group), data | {"again": "on"}).status_code == 302
    assert Session.objects.count() == 2


@pytest.mark.parametrize(
    ("asked", "shown"), [("2001-01-01", -30), ("2099-01-01", 0), ("nonsense", 0), ("", 0)]
)
def test_the_day_of_the_link_stays_within_the_run(
    group: Provision, assistant: User, sign_in: type_sign_in, asked: str, shown: int
) -> None:
    form = sign_in(assistant).get(f"{url(group)}?on={asked}").context["form"]
    assert form["held_on"].value() == today() + dt.timedelta(days=shown)


def test_a_planned_run_refuses_with_a_sentence(
    planned: Provision, assistant: User, sign_in: type_sign_in, form_data: type_form
) -> None:
    client = sign_in(assistant)
    page = client.post(url(planned), form_data(client.get(url(planned))))
    assert page.status_code == 409
    assert b"has not started yet" in page.content


def test_only_the_students_the_leader_sees_are_listed(
    group: Provision,
    place: Participation,
    bens_place: Participation,
    assistant: User,
    sign_in: type_sign_in,
) -> None:
    """Ben's place was made without the action that opens it to the leader."""
    page = sign_in(assistant).get(url(group))
    assert [p.student for p in page.context["form"].places] == [place.student]
    assert "Ben" not in page.content.decode()


def test_a_teacher_of_a_student_may_look_but_not_record(
    group: Provision, place: Participation, class_teacher: User, sign_in: type_sign_in
) -> None:
    assert sign_in(class_teacher).get(group.get_absolute_url()).status_code == 200
    assert sign_in(class_teacher).get(url(group)).status_code == 403


def test_putting_right(
    group: Provision,
    place: Participation,
    assistant: User,
    amina: Student,
    sign_in: type_sign_in,
    form_data: type_form,
) -> None:
    client = sign_in(assistant)
    client.post(url(group), form_data(client.get(url(group))))
    session = Session.objects.get()
    address = reverse("provision:session-edit", args=[session.pk])
    data = form_data(client.get(address), minutes="20")
    del data[f"there_{place.pk}"]
    assert client.post(address, data).status_code == 302
    session.refresh_from_db()
    assert (session.minutes, session.version) == (20, 2)
    assert not session.attendances.get().was_there
    data |= {"form_token": "another-token"}
    assert client.post(address, data).status_code == 409


def test_another_groups_session_is_not_there(
    group: Provision, other_teacher: User, sign_in: type_sign_in
) -> None:
    session = factories.SessionFactory(provision=group)
    address = reverse("provision:session-edit", args=[session.pk])
    assert sign_in(other_teacher).get(address).status_code == 404
