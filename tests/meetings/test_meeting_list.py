"""Meetings ahead in the order they come, those held with the newest first, page by page."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

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


def test_meetings_ahead_come_in_their_order(
    amina: Student, senco: User, sign_in: type_sign_in
) -> None:
    later, sooner = (meeting_about(amina, lead=senco, ahead=days) for days in (9, 2))
    page: Any = sign_in(senco).get(LIST).context
    assert list(page["ahead"]) == [sooner, later]
    assert list(page["past"]) == []
