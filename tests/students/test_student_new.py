"""The roll's own changes: a new student, corrected names, another class, leaving."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.school.models import Term
from students import leaving
from students.models import Enrolment, InputRound, SchoolClass, Student
from tests import factories

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
URL = "/students/new/"
YESTERDAY = today() - dt.timedelta(days=1)
TYPED = {
    "name_en": "Chan Tai Man",
    "name_zh": "陳大文",
    "regno": "20250099",
    "sex": "M",
    "born_on": f"2 Mar {today().year - 10}",
    "home_language": "yue",
}


@pytest.fixture
def typed(class_5a: SchoolClass) -> dict[str, Any]:
    return TYPED | {"school_class": class_5a.pk, "class_number": "7"}


@pytest.mark.parametrize("who", ["office", "senco"])
def test_a_new_student_is_in_the_class_and_the_teacher_sees_them(
    cast: dict[str, User],
    typed: dict[str, Any],
    sign_in: type_sign_in,
    form_data: type_form_data,
    who: str,
) -> None:
    client = sign_in(cast[who])
    answer = client.post(URL, form_data(client.get(URL), **typed))
    student = Student.objects.get(regno="20250099")
    assert answer["Location"] == reverse("students:student-people", args=[student.pk])
    assert student in Student.objects.visible_to(cast["class_teacher"])
    assert student.history.get().history_user == cast[who]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name_en": ""}, "name_en"),
        ({"name_en": "<script>alert(1)</script>"}, "name_en"),
        ({"name_en": "=HYPERLINK(1)"}, "name_en"),
        ({"name_zh": "＝1+1"}, "name_zh"),
        ({"regno": ""}, "regno"),
        ({"sex": "X"}, "sex"),
        ({"born_on": "2 Mar 1950"}, "born_on"),
        ({"strn": "A123456(7)"}, "strn"),
        ({"strn": "ab1234567"}, "strn"),
        ({"school_class": "999999"}, "school_class"),
        ({"class_number": "-1"}, "class_number"),
        ({"starts_on": "1 Jan 2001"}, "starts_on"),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    office: User,
    typed: dict[str, Any],
    sign_in: type_sign_in,
    form_data: type_form_data,
    changes: dict[str, str],
    field: str,
) -> None:
    client = sign_in(office)
    answer = client.post(URL, form_data(client.get(URL), **typed | changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Student.objects.filter(regno="20250099").exists()


def test_a_number_is_given_once(
    office: User,
    amina: Student,
    typed: dict[str, Any],
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    client = sign_in(office)
    data = form_data(client.get(URL), **typed | {"regno": amina.regno})
    assert "regno" in client.post(URL, data).context["form"].errors


def test_a_student_without_chinese_name_is_fine(
    office: User, typed: dict[str, Any], sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(office)
    client.post(URL, form_data(client.get(URL), **typed | {"name_zh": "", "strn": "12345678"}))
    assert Student.objects.get(regno="20250099").strn == "12345678"


def test_names_are_corrected_and_the_old_ones_kept(
    amina: Student, office: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client, url = sign_in(office), reverse("students:student-edit", args=[amina.pk])
    client.post(url, form_data(client.get(url), name_zh="簡美娜"))
    amina.refresh_from_db()
    assert amina.name_zh == "簡美娜"
    assert amina.history.earliest().name_zh == ""


@pytest.fixture
def move_url(amina: Student) -> str:
    return reverse("students:student-move", args=[amina.pk])


def test_another_class_from_a_day_on(
    amina: Student,
    class_3b: SchoolClass,
    class_teacher: User,
    other_teacher: User,
    office: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    move_url: str,
) -> None:
    client = sign_in(office)
    client.post(move_url, form_data(client.get(move_url), school_class=class_3b.pk))
    assert amina in Student.objects.visible_to(other_teacher)
    assert amina not in Student.objects.visible_to(class_teacher)
    assert amina in Student.objects.visible_to(class_teacher, on=YESTERDAY)
    days = Enrolment.objects.filter(student=amina).order_by("starts_on").values_list("ends_on")
    assert [row[0] for row in days] == [YESTERDAY, None]


def test_the_same_class_changes_only_the_number(
    amina: Student,
    class_5a: SchoolClass,
    office: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    move_url: str,
) -> None:
    client = sign_in(office)
    typed = {"school_class": class_5a.pk, "class_number": "31"}
    client.post(move_url, form_data(client.get(move_url), **typed))
    assert Enrolment.objects.get(student=amina).class_number == 31


def test_a_day_before_the_present_place_is_refused(
    amina: Student,
    class_3b: SchoolClass,
    term: Term,
    office: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    move_url: str,
) -> None:
    place = Enrolment.objects.get(student=amina)
    place.starts_on = today()
    place.save()
    client = sign_in(office)
    typed = {"school_class": class_3b.pk, "starts_on": term.year.starts_on.isoformat()}
    answer = client.post(move_url, form_data(client.get(move_url), **typed))
    assert answer.status_code == 422
    assert Enrolment.objects.count() == 1


def test_leaving_ends_the_place_closes_questions_and_keeps_the_record(
    amina: Student,
    class_teacher: User,
    office: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[int, dt.date]] = []
    monkeypatch.setattr(leaving, "_CALLS", {"x": lambda s, on, by: told.append((s.pk, on))})
    factories.InputRoundFactory(student=amina)
    client, url = sign_in(office), reverse("students:student-leave", args=[amina.pk])
    data = form_data(client.get(url), left_on=YESTERDAY.isoformat())
    assert client.post(url, data).status_code == 302
    amina.refresh_from_db()
    assert (amina.status, amina.left_on) == ("left", YESTERDAY)
    assert amina not in Student.objects.visible_to(class_teacher)
    assert InputRound.objects.get().state == "closed"
    assert told == [(amina.pk, YESTERDAY)]


@pytest.mark.parametrize("day", [today() + dt.timedelta(days=1), dt.date(2001, 1, 1)])
def test_a_leaving_day_that_cannot_be(
    amina: Student, office: User, sign_in: type_sign_in, form_data: type_form_data, day: dt.date
) -> None:
    client, url = sign_in(office), reverse("students:student-leave", args=[amina.pk])
    answer = client.post(url, form_data(client.get(url), left_on=day.isoformat()))
    amina.refresh_from_db()
    assert (answer.status_code, amina.status) == (422, "current")


@pytest.mark.parametrize("route", ["student-leave", "student-move"])
def test_who_has_left_does_not_leave_or_move_again(
    cara: Student,
    class_3b: SchoolClass,
    office: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    route: str,
) -> None:
    client, url = sign_in(office), reverse(f"students:{route}", args=[cara.pk])
    data = form_data(client.get(url), school_class=class_3b.pk)
    assert client.post(url, data).status_code == 409
