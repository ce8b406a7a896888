"""Choosing somebody of the staff, from one list for a whole page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from students.models import Student, TeachingAssignment
from tiers.checker.draft import STAFF_ROLES

type_choices = list[tuple[Any, Any]]


def staff_choices(student: Student | None, named: Iterable[User | None]) -> type_choices:
    """Everybody on the staff, those who teach the student first; whoever is named stays listed."""
    staff = list(User.objects.with_role(*STAFF_ROLES))
    near = _teachers(student)
    known = {person.pk for person in staff}
    left = {person.pk: person for person in named if person and person.pk not in known}
    groups = [
        (_("Teach this student"), [_option(p) for p in staff if p.pk in near]),
        (_("Other staff"), [_option(p) for p in staff if p.pk not in near]),
        (_("No longer on the staff"), [_option(p) for p in left.values()]),
    ]
    return [("", _("Choose")), *((name, people) for name, people in groups if people)]


def _option(person: User) -> tuple[int, str]:
    return person.pk, person.display_name


def _teachers(student: Student | None) -> set[int]:
    enrolment = student.enrolment_on() if student else None
    if enrolment is None:
        return set()
    rows = TeachingAssignment.objects.in_force().filter(school_class=enrolment.school_class_id)
    return set(rows.values_list("staff_id", flat=True))


class PersonField(forms.TypedChoiceField):
    """Somebody of the staff, from choices read once for the whole page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=_person, empty_value=None, **kwargs)


def _person(pk: str) -> User:
    return User.objects.get(pk=int(pk))
