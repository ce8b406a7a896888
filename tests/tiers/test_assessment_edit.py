"""The iceberg: filled from what is on file, kept under a version, never typed twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sencohub.accounts.models import Draft, User
from sencohub.lib.dates import today
from students.models import AccessLog, Evidence, InputRound, Student, TeacherInput
from tests import factories
from tiers.models import Assessment, SupportCycle

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def cycle(amina: Student, senco: User, class_teacher: User) -> SupportCycle:
    """A cycle from a concern, with one teacher's answer and the student's view on file."""
    concern = factories.ConcernFactory(
        student=amina, raised_by=class_teacher, seen="Loses his place.", tried="Sits in front."
    )
    cycle = factories.SupportCycleFactory(
        student=amina, owner=senco, stage="assess", from_concern=concern
    )
    Assessment.objects.create(cycle=cycle, student=amina)
    round_ = InputRound.objects.create(student=amina, opened_by=senco, due_on=today())
    TeacherInput.objects.create(
        round=round_,
        teacher=class_teacher,
        subject="Maths",
        strengths="Quick at sums.",
        difficulties="Copies wrongly.",
        helps="Large print.",
        answered_at=timezone.now(),
    )
    Evidence.objects.create(
        student=amina, kind="student_view", words="The board is far.", recorded_by=senco
    )
    return cycle


def url_for(cycle: SupportCycle) -> str:
    return f"/support/cycles/{cycle.pk}/assessment/"


def words_in(response: Any) -> dict[str, Any]:
    form = response.context["form"]
    return {name: form[name].value() for name in form.Meta.fields if form[name].value()}


def test_what_is_on_file_is_filled_in_the_first_time(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in
) -> None:
    assert words_in(sign_in(senco).get(url_for(cycle))) == {
        "seen": "Loses his place.\nMaths: Copies wrongly.",
        "strengths": "Maths: Quick at sums.",
        "worked": "Sits in front.\nMaths: Large print.",
        "student_view": "The board is far.",
    }


def test_words_somebody_kept_are_not_filled_over(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(url_for(cycle)), seen="My words.", strengths="")
    assert client.post(url_for(cycle), data)["Location"] == cycle.get_absolute_url()
    again = words_in(client.get(url_for(cycle)))
    assert again["seen"] == "My words."
    assert "strengths" not in again
    found = Assessment.objects.get(cycle=cycle)
    assert (found.done_by, found.done_on) == (senco, today())


def test_restricted_views_are_not_copied_into_an_open_record(
    amina: Student, senco: User, cycle: SupportCycle, sign_in: type_sign_in
) -> None:
    Evidence.objects.create(
        student=amina,
        kind="parent_view",
        words="In confidence.",
        restricted=True,
        recorded_by=senco,
    )
    assert "parent_view" not in words_in(sign_in(senco).get(url_for(cycle)))


def test_two_people_get_a_conflict_with_both_texts(
    senco: User,
    senst: User,
    cycle: SupportCycle,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    mine, theirs = sign_in(senco), sign_in(senst)
    first = form_data(mine.get(url_for(cycle)), seen="First words.")
    second = form_data(theirs.get(url_for(cycle)), seen="Second words.")
    mine.post(url_for(cycle), first)
    answer = theirs.post(url_for(cycle), second)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "First words." in page
    assert "Second words." in page


def test_a_cycle_without_an_assessment_gets_one(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    cycle.assessment.delete()
    client = sign_in(senco)
    client.post(url_for(cycle), form_data(client.get(url_for(cycle)), seen="New."))
    assert Assessment.objects.get(cycle=cycle).seen == "New."


def test_a_draft_is_kept_without_saving(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(url_for(cycle)), seen="Half a thought", save_draft="1")
    assert client.post(url_for(cycle), data).status_code == 302
    assert Draft.objects.get(user=senco).data["seen"] == ["Half a thought"]
    assert Assessment.objects.get(cycle=cycle).seen == ""
    assert words_in(client.get(url_for(cycle)))["seen"] == "Half a thought"


def test_opening_the_page_is_logged(
    senco: User, cycle: SupportCycle, sign_in: type_sign_in
) -> None:
    sign_in(senco).get(url_for(cycle))
    assert AccessLog.objects.filter(kind="tiers.supportcycle", action="opened").count() == 1
