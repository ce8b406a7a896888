"""Raising a concern on a phone: whom it is about, then what is seen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sencohub.accounts.models import Draft, User
from sencohub.notices.models import Notice
from students.models import Concern, SchoolClass, Student
from tests import factories

URL = "/students/concerns/new/"
TYPED = {
    "seen": "Loses the place when copying from the board",
    "since": "since the mid-term break",
    "parents_know": "yes",
}
type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def url(amina: Student) -> str:
    return f"{URL}?student={amina.pk}"


def names(response: Any) -> set[str]:
    return {student.name_en for student in response.context["students"]}


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("senco", {"Amina Khan", "Ng Pak Hei, Ben"}),
        ("class_teacher", {"Amina Khan"}),
        ("other_teacher", {"Ng Pak Hei, Ben"}),
        ("assistant", {"Amina Khan"}),
        ("specialist", {"Amina Khan"}),
    ],
)
def test_each_finds_the_students_they_work_with(
    cast: dict[str, User], sign_in: type_sign_in, who: str, found: set[str]
) -> None:
    client = sign_in(cast[who])
    assert names(client.get(URL, {"q": "n"})) == found


@pytest.mark.parametrize("typed", ["ben ng", "吳柏", "Pak"])
def test_either_name_finds_the_student(
    ben: Student, senco: User, sign_in: type_sign_in, typed: str
) -> None:
    assert names(sign_in(senco).get(URL, {"q": typed})) == {ben.name_en}


def test_a_teacher_of_one_class_sees_it_at_once(
    amina: Student, class_teacher: User, sign_in: type_sign_in
) -> None:
    assert names(sign_in(class_teacher).get(URL)) == {amina.name_en}


@pytest.mark.parametrize("who", ["class_teacher", "assistant", "specialist", "senst"])
def test_a_concern_reaches_the_senco(
    cast: dict[str, User], sign_in: type_sign_in, form_data: type_form_data, url: str, who: str
) -> None:
    client = sign_in(cast[who])
    answer = client.post(url, form_data(client.get(url), **TYPED))
    concern = Concern.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == concern.get_absolute_url()
    assert (concern.raised_by, concern.state, concern.language) == (cast[who], "new", "en")
    notice = Notice.objects.get(kind="concern-raised")
    assert (notice.recipient, notice.path) == (cast["senco"], concern.get_absolute_url())


def test_sent_twice_is_one_concern(
    class_teacher: User, senco: User, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    client = sign_in(class_teacher)
    data = form_data(client.get(url), **TYPED)
    first, second = client.post(url, data), client.post(url, data)
    assert first["Location"] == second["Location"]
    assert (Concern.objects.count(), Notice.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"seen": ""}, "seen"),
        ({"parents_know": ""}, "parents_know"),
        ({"parents_know": "not_yet"}, "parents_note"),
        ({"parents_know": "perhaps"}, "parents_know"),
        ({"seen": "x" * 4001}, "seen"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    class_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
    changes: dict[str, str],
    field: str,
) -> None:
    client = sign_in(class_teacher)
    answer = client.post(url, form_data(client.get(url), **TYPED | changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "since the mid-term break" in answer.content.decode()
    assert not Concern.objects.exists()


@pytest.mark.parametrize("key", ["ben", "nonsense", "999999", "-1", "9" * 30])
def test_nobody_elses_student(
    class_teacher: User, ben: Student, sign_in: type_sign_in, key: str
) -> None:
    key = str(ben.pk) if key == "ben" else key
    client = sign_in(class_teacher)
    assert client.get(f"{URL}?student={key}").status_code == 404
    assert client.post(f"{URL}?student={key}", TYPED).status_code == 404


def test_no_field_of_the_record_can_be_slipped_in(
    class_teacher: User, ben: Student, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    client = sign_in(class_teacher)
    slipped = {"student": ben.pk, "state": "closed", "raised_by": "1", "is_complaint": "on"}
    client.post(url, form_data(client.get(url), **TYPED, **slipped))
    concern = Concern.objects.get()
    assert concern.student_id != ben.pk
    assert (concern.state, concern.is_complaint) == ("new", False)


def test_a_draft_is_kept_for_each_student(
    class_5a: SchoolClass,
    class_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    url: str,
) -> None:
    client = sign_in(class_teacher)
    client.post(url, form_data(client.get(url), seen="Half a sentence", save_draft="1"))
    assert Draft.objects.get().form_key == url
    other = factories.StudentFactory(in_class=class_5a)
    assert "Half a sentence" in client.get(url).content.decode()
    assert "Half a sentence" not in client.get(f"{URL}?student={other.pk}").content.decode()


def test_words_in_chinese_are_kept_as_chinese(
    class_teacher: User, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    client = sign_in(class_teacher)
    client.post(url, form_data(client.get(url), **TYPED | {"seen": "抄寫時經常跳行，很容易疲倦。"}))
    assert Concern.objects.get().language == "zh-hant"


def test_the_search_costs_the_same_for_many(
    amina: Student, class_5a: SchoolClass, class_teacher: User, sign_in: type_sign_in
) -> None:
    client = sign_in(class_teacher)
    client.get(URL)
    costs = []
    for count in (2, 40):
        for _n in range(count):
            factories.StudentFactory(in_class=class_5a)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(URL)
        costs.append(len(queries))
    assert costs[0] == costs[1]
