"""The search behind every page that asks whom it is about."""

from collections.abc import Callable

import pytest
from django.test import Client

from sencohub.accounts.models import User
from students.models import Student
from tests import factories

URL = "/students/search/"
HTMX = {"HX-Request": "true"}
type_sign_in = Callable[[User], Client]


def test_the_fragment_and_the_page_hold_the_same(
    amina: Student, senco: User, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)
    fragment = client.get(URL, {"q": "amina"}, headers=HTMX).content.decode()
    page = client.get(URL, {"q": "amina"}).content.decode()
    assert fragment.strip() in page
    assert f"?student={amina.pk}" in fragment
    assert "<html" not in fragment


def test_a_teacher_who_is_a_parent_finds_no_own_child_among_students(
    other_teacher: User, amina: Student, ben: Student, sign_in: type_sign_in
) -> None:
    factories.parent_of(other_teacher, amina)
    answer = sign_in(other_teacher).get(URL, {"q": "n"})
    assert {s.name_en for s in answer.context["students"]} == {ben.name_en}


@pytest.mark.parametrize("typed", ["Amina", "Khan", "2099001"])
def test_nothing_is_found_about_other_classes(
    other_teacher: User, amina: Student, sign_in: type_sign_in, typed: str
) -> None:
    amina.regno = "2099001"
    amina.save()
    answer = sign_in(other_teacher).get(URL, {"q": typed})
    assert not answer.context["students"]
    assert amina.name_en not in answer.content.decode()


@pytest.mark.parametrize("typed", ["'; --", "%", "_", "x" * 500, "   "])
def test_odd_words_find_nobody_and_break_nothing(
    class_teacher: User, amina: Student, sign_in: type_sign_in, typed: str
) -> None:
    assert sign_in(class_teacher).get(URL, {"q": typed}).status_code == 200


def test_those_who_left_are_not_offered(cara: Student, senco: User, sign_in: type_sign_in) -> None:
    assert not sign_in(senco).get(URL, {"q": "Cara"}).context["students"]


def test_a_class_of_others_cannot_be_asked_for(
    class_teacher: User, amina: Student, ben: Student, sign_in: type_sign_in
) -> None:
    place = ben.enrolment_on()
    assert place is not None
    answer = sign_in(class_teacher).get(URL, {"in_class": place.school_class_id})
    assert {s.name_en for s in answer.context["students"]} == {amina.name_en}
