"""Meetings ahead in the order they come, those held with the newest first, page by page."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Attendee
from sencohub.accounts.models import User
from students.models import Student
from tests.meetings.people import meeting_about

type_sign_in = Callable[[User], Client]
LIST = reverse("meetings:meeting-list")


def test_the_newest_held_stands_first_and_all_are_reached(
    amina: Student, senco: User, sign_in: type_sign_in
) -> None:
    held = [meeting_about(amina, lead=senco, ahead=-days) for days in range(35, 0, -1)]
    client = sign_in(senco)
    first: Any = client.get(LIST).context["past"]
    second: Any = client.get(LIST, {"page": "2"}).context["past"]
    assert [*first, *second] == held[::-1]


def test_a_meeting_about_one_student_names_them(
    amina: Student, ben: Student, senco: User, sign_in: type_sign_in
) -> None:
    meeting_about(amina, lead=senco)
    page = sign_in(senco).get(LIST).content.decode()
    assert amina.name_en in page
    meeting_about(amina, ben, lead=senco)
    page = sign_in(senco).get(LIST).content.decode()
    assert "2 students" in page
    assert ben.name_en not in page


def test_the_queries_do_not_grow(amina: Student, senco: User, sign_in: type_sign_in) -> None:
    client = sign_in(senco)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    for ahead in (1, -1):
        meeting_about(amina, lead=senco, ahead=ahead)
    cost()
    few = cost()
    for ahead in range(-9, 9):
        meeting_about(amina, lead=senco, ahead=ahead)
    assert cost() == few


def test_meetings_ahead_come_in_their_order(
    amina: Student, senco: User, sign_in: type_sign_in
) -> None:
    later, sooner = (meeting_about(amina, lead=senco, ahead=days) for days in (9, 2))
    page: Any = sign_in(senco).get(LIST).context
    assert list(page["ahead"]) == [sooner, later]
    assert list(page["past"]) == []


def test_a_held_meeting_does_not_say_that_nothing_was_decided_yet(
    ben: Student, senco: User, class_teacher: User, sign_in: type_sign_in
) -> None:
    """Ben is no student of this teacher, who was there for others."""
    meeting = meeting_about(ben, lead=senco, ahead=-3, state="approved")
    Attendee.objects.create(meeting=meeting, person=class_teacher, came=True)
    text = sign_in(class_teacher).get(meeting.get_absolute_url()).content.decode()
    assert "None of the students you work with now is on this agenda." in text
    assert "yet" not in text.partition("<main")[2].partition("</main")[0]
