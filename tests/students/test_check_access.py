"""The nightly check of rights: it names what differs by number, and the nightly job mends it."""

import datetime as dt
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students import access, tasks
from students.models import ClassGrant, Student, StudentGrant, TeachingAssignment
from tests import factories

pytestmark = pytest.mark.django_db


def check() -> str:
    said = io.StringIO()
    try:
        call_command("check_access", stdout=said)
    except CommandError as error:
        return said.getvalue() + str(error)
    return said.getvalue()


def test_a_school_in_order_is_in_order(cast: dict[str, User]) -> None:
    assert check() == "Every grant is justified, and none is missing.\n"


def test_a_grant_that_nothing_justifies_is_named_without_a_name(
    class_teacher: User, amina: Student
) -> None:
    TeachingAssignment.objects.get(staff=class_teacher).delete()
    said = check()
    assert f"unjustified ('ClassGrant', {class_teacher.pk}, " in said
    assert said.endswith("1 grants differ; move_rights puts them right.")
    assert "Ho Chun Kit" not in said


def test_a_grant_that_is_missing_is_named_and_made(parent: User, amina: Student) -> None:
    StudentGrant.objects.filter(user=parent).delete()
    assert "missing ('StudentGrant'" in check()
    call_command("move_rights", verbosity=0)
    assert "none is missing" in check()
    assert Student.objects.visible_to(parent, "published").get() == amina


def test_the_gate_does_not_wait_for_the_night(other_teacher: User, class_5a: object) -> None:
    """Rights end at midnight of their date, whether the job ran or not; the job tidies up."""
    factories.teaches(other_teacher, class_5a, ends_on=today())  # type: ignore[arg-type]
    before = ClassGrant.objects.filter(user=other_teacher).count()
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=1), tick=False):
        assert access.classes_of(other_teacher).count() == before - 1
        tasks.rights_at_midnight()
        tasks.rights_at_midnight()
        assert ClassGrant.objects.filter(user=other_teacher).count() == before - 1
        assert access.check_access() == []
