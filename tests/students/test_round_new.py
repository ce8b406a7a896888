"""Opening an input round: whom we ask, until when."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.notices.models import Notice
from sencohub.school.calendar import is_school_day, school_day_on_or_before
from sencohub.school.models import SchoolDay
from students.models import Concern, InputRound, SchoolClass, Student, TeacherInput
from tests import factories

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def url(amina: Student) -> str:
    return reverse("students:round-new", args=[amina.pk])


@pytest.fixture
def asked_by_concern(amina: Student, class_teacher: User, url: str) -> tuple[Concern, str]:
    concern = factories.ConcernFactory(student=amina, raised_by=class_teacher)
    return concern, f"{url}?concern={concern.pk}"


def test_teachers_are_ticked_and_assistants_offered(
    class_5a: SchoolClass,
    class_teacher: User,
    assistant: User,
    other_teacher: User,
    senco: User,
    sign_in: type_sign_in,
    url: str,
) -> None:
    factories.teaches(other_teacher, class_5a, "subject", subject="Maths")
    form = sign_in(senco).get(url).context["form"]
    offered = dict(form.fields["people"].choices)
    assert set(offered) == {str(u.pk) for u in (class_teacher, assistant, other_teacher)}
    assert set(form["people"].value()) == {str(class_teacher.pk), str(other_teacher.pk)}
    assert "Maths" in offered[str(other_teacher.pk)]


def test_a_teacher_of_the_past_is_not_offered(
    class_5a: SchoolClass, other_teacher: User, senco: User, sign_in: type_sign_in, url: str
) -> None:
    yesterday = today() - dt.timedelta(days=1)
    factories.teaches(other_teacher, class_5a, ends_on=yesterday)
    form = sign_in(senco).get(url).context["form"]
    assert str(other_teacher.pk) not in dict(form.fields["people"].choices)


def test_each_is_asked_and_told(
    class_teacher: User,
    assistant: User,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    client = sign_in(senco)
    people = [class_teacher.pk, assistant.pk]
    answer = client.post(url, form_data(client.get(url), people=people, question="In PE too?"))
    opened = InputRound.objects.get()
    assert answer["Location"] == opened.get_absolute_url()
    assert {i.teacher for i in opened.inputs.all()} == {class_teacher, assistant}
    told = Notice.objects.filter(kind="input-asked")
    assert {n.recipient for n in told} == {class_teacher, assistant}
    assert {n.due_on for n in told} == {opened.due_on}


def test_from_a_concern_the_concern_moves(
    asked_by_concern: tuple[Concern, str],
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    concern, url = asked_by_concern
    client = sign_in(senco)
    client.post(url, form_data(client.get(url)))
    concern.refresh_from_db()
    assert (concern.state, concern.triaged_by) == ("asking_teachers", senco)
    assert InputRound.objects.get().concern == concern


def test_one_open_round_for_a_concern(
    asked_by_concern: tuple[Concern, str],
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    _concern, url = asked_by_concern
    client = sign_in(senco)
    first, second = form_data(client.get(url)), form_data(client.get(url))
    assert client.post(url, first).status_code == 302
    assert client.post(url, second).status_code == 409
    assert TeacherInput.objects.count() == 1


@pytest.mark.parametrize("state", ["closed", "to_sst"])
def test_a_concern_that_has_gone_on_asks_nobody(
    asked_by_concern: tuple[Concern, str],
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    state: str,
) -> None:
    concern, url = asked_by_concern
    concern.state = state
    concern.save()
    client = sign_in(senco)
    assert client.post(url, form_data(client.get(url))).status_code == 409
    assert not InputRound.objects.exists()


def test_somebody_elses_concern_is_not_taken(
    ben: Student, amina: Student, senco: User, sign_in: type_sign_in, url: str
) -> None:
    other = factories.ConcernFactory(student=ben)
    assert sign_in(senco).get(f"{url}?concern={other.pk}").status_code == 404
    assert sign_in(senco).get(f"{url}?concern=x").status_code == 404


def test_a_day_without_school_moves_to_the_school_day_before(
    class_teacher: User,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    day = school_day_on_or_before(today() + dt.timedelta(days=20))
    SchoolDay.objects.create(date=day, is_school_day=False, name_en="Staff day")
    client = sign_in(senco)
    client.post(url, form_data(client.get(url), due_on=day))
    opened = InputRound.objects.get()
    assert opened.due_on < day
    assert is_school_day(opened.due_on)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"people": []}, "people"),
        ({"people": ["999999"]}, "people"),
        ({"due_on": ""}, "due_on"),
        ({"due_on": "soon"}, "due_on"),
        ({"due_on": "1 Jan 2020"}, "due_on"),
        ({"question": "x" * 1001}, "question"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    class_teacher: User,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
    typed: dict[str, Any],
    field: str,
) -> None:
    client = sign_in(senco)
    answer = client.post(url, form_data(client.get(url), **{"question": "kept words"} | typed))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not InputRound.objects.exists()


def test_nobody_but_those_of_the_class_can_be_asked(
    class_teacher: User,
    other_teacher: User,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    client = sign_in(senco)
    answer = client.post(url, form_data(client.get(url), people=[other_teacher.pk]))
    assert answer.status_code == 422


def test_an_open_round_is_pointed_out(
    amina: Student, senco: User, sign_in: type_sign_in, url: str
) -> None:
    standing = factories.InputRoundFactory(student=amina)
    page = sign_in(senco).get(url)
    assert page.context["standing"] == [standing]
    assert standing.get_absolute_url() in page.content.decode()
