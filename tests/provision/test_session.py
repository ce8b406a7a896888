"""Sessions: on days of the run that have come, once however often they are sent."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from provision.actions.sessions import Held, There, correct_session, record_session
from provision.models import Attendance, Participation, Provision, Session
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove, Stale


def held(*places: Participation, **fields: Any) -> Held:
    values = {
        "held_on": today() - dt.timedelta(days=1),
        "was_held": True,
        "why_not": "",
        "minutes": 30,
        "note": "",
        "there": tuple(There(place, True) for place in places),
    }
    return Held(**{**values, **fields})


def test_a_session_with_who_was_there(
    group: Provision, place: Participation, bens_place: Participation, assistant: User
) -> None:
    there = (There(place, True, "Read alone"), There(bens_place, False))
    session = record_session(run=group, held=held(there=there), client_id=uuid4(), by=assistant)
    rows = {a.student_id: (a.was_there, a.note) for a in session.attendances.all()}
    assert rows == {place.student_id: (True, "Read alone"), bens_place.student_id: (False, "")}
    assert (session.staff, session.minutes, session.recorded_by) == (assistant, 30, assistant)


def test_sent_twice_it_is_one_session(
    group: Provision, place: Participation, assistant: User
) -> None:
    mark = uuid4()
    first, second = (
        record_session(run=group, held=held(place), client_id=mark, by=assistant) for _n in "12"
    )
    assert first == second
    assert (Session.objects.count(), Attendance.objects.count()) == (1, 1)


def test_one_that_was_not_held_has_a_reason_no_minutes_and_nobody(
    group: Provision, place: Participation, assistant: User
) -> None:
    lost = held(place, was_held=False, why_not="room")
    session = record_session(run=group, held=lost, client_id=uuid4(), by=assistant)
    assert (session.minutes, session.why_not) == (0, "room")
    assert not session.attendances.exists()


@pytest.mark.parametrize(
    ("days", "refused"),
    [(1, True), (0, False), (-1, False), (-30, False), (-31, True)],
)
def test_only_days_of_the_run_that_have_come(
    group: Provision, assistant: User, days: int, refused: bool
) -> None:
    day = held(held_on=today() + dt.timedelta(days=days))
    if not refused:
        record_session(run=group, held=day, client_id=uuid4(), by=assistant)
        return
    with pytest.raises(ValidationError):
        record_session(run=group, held=day, client_id=uuid4(), by=assistant)
    assert not Session.objects.exists()


def test_not_after_the_last_day(group: Provision, assistant: User) -> None:
    group.ends_on = today() - dt.timedelta(days=5)
    group.save()
    with pytest.raises(ValidationError):
        record_session(run=group, held=held(), client_id=uuid4(), by=assistant)


def test_a_planned_run_has_no_session(planned: Provision, assistant: User) -> None:
    with pytest.raises(IllegalMove):
        record_session(run=planned, held=held(), client_id=uuid4(), by=assistant)


def test_who_had_not_joined_or_had_left_is_not_counted(
    group: Provision, place: Participation, bens_place: Participation, assistant: User
) -> None:
    bens_place.ends_on = today() - dt.timedelta(days=2)
    bens_place.save()
    session = record_session(
        run=group, held=held(place, bens_place), client_id=uuid4(), by=assistant
    )
    assert [a.student_id for a in session.attendances.all()] == [place.student_id]


def test_a_correction_keeps_history_and_deletes_nothing(
    group: Provision, place: Participation, assistant: User
) -> None:
    session = record_session(run=group, held=held(place), client_id=uuid4(), by=assistant)
    lost = held(place, was_held=False, why_not="event")
    correct_session(session=session, held=lost, version=session.version, by=assistant)
    attendance = session.attendances.get()
    assert (attendance.was_there, attendance.history.count()) == (False, 2)
    assert session.history.count() == 2
    with pytest.raises(Stale):
        correct_session(session=session, held=lost, version=1, by=assistant)


def test_the_senst_who_records_for_a_leader_leaves_the_leaders_time(
    group: Provision, assistant: User, senst: User
) -> None:
    session = record_session(run=group, held=held(), client_id=uuid4(), by=senst)
    assert (session.staff, session.recorded_by) == (assistant, senst)
