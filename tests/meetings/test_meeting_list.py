"""Meetings ahead and held, and what the page of one says to who reads a part of it."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from meetings.models import Attendee
from sencohub.accounts.models import User
from students.models import Student
from tests.meetings.people import meeting_about

type_sign_in = Callable[[User], Client]


def test_the_meetings_held_stand_newest_first(
    amina: Student, senco: User, sign_in: type_sign_in
) -> None:
    for days in (-9, -1, -5):
        meeting_about(amina, lead=senco, ahead=days, title=f"{-days} days ago")
    past = sign_in(senco).get(reverse("meetings:meeting-list")).context["past"]
    assert [row.title for row in past] == ["1 days ago", "5 days ago", "9 days ago"]


def test_a_held_meeting_does_not_say_that_nothing_was_decided_yet(
    ben: Student, senco: User, class_teacher: User, sign_in: type_sign_in
) -> None:
    """Ben is no student of this teacher, who was there for others."""
    meeting = meeting_about(ben, lead=senco, ahead=-3, state="approved")
    Attendee.objects.create(meeting=meeting, person=class_teacher, came=True)
    text = sign_in(class_teacher).get(meeting.get_absolute_url()).content.decode()
    assert "None of the students you work with now is on this agenda." in text
    assert "yet" not in text.partition("<main")[2].partition("</main")[0]
