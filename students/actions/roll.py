"""The school roll: students, their classes, and their leaving."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.records import IllegalMove
from students import leaving
from students.actions import signed
from students.actions.rounds import close_round
from students.models import Enrolment, InputRound, SchoolClass, Student

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def add_student(
    student: Student,
    *,
    school_class: SchoolClass,
    class_number: int | None,
    starts_on: dt.date,
    by: User,
) -> Student:
    """Put a new student on the roll and in a class.

    Raises ValidationError when the day is not in the class's year.
    """
    _check_year(school_class, starts_on)
    signed(student, by)
    student.save()
    _place(student, school_class, class_number, starts_on, by)
    return student


@transaction.atomic
def change_student(student: Student, *, by: User, version: int | None) -> Student:
    """Save what the roll says of a student; raises Stale when somebody changed it meanwhile."""
    student.claim(version)
    signed(student, by)
    student.save()
    return student


@transaction.atomic
def move(
    student: Student,
    *,
    school_class: SchoolClass,
    class_number: int | None,
    starts_on: dt.date,
    by: User,
) -> Enrolment:
    """Move a student to another class from a day on; the place so far ends the day before.

    The same class changes only the class number; the same first day corrects the place. Raises
    IllegalMove for a student who has left, ValidationError for a day that does not fit.
    """
    if Student.locked(student.pk).status == Student.Status.LEFT:
        raise IllegalMove(_("This student has left the school."))
    _check_year(school_class, starts_on)
    current: Enrolment | None = student.enrolments.filter(ends_on__isnull=True).first()
    if current is None:
        return _place(student, school_class, class_number, starts_on, by)
    if current.school_class_id == school_class.pk or current.starts_on == starts_on:
        current.school_class, current.class_number = school_class, class_number
        signed(current, by)
        current.save()
        return current
    if starts_on < current.starts_on:
        raise ValidationError(
            {"starts_on": _("The place so far began after that day. Choose a later day.")}
        )
    current.ends_on = starts_on - ONE_DAY
    signed(current, by)
    current.save()
    return _place(student, school_class, class_number, starts_on, by)


def _check_year(school_class: SchoolClass, day: dt.date) -> None:
    year = school_class.year
    if not year.starts_on <= day <= year.ends_on:
        raise ValidationError(
            {"starts_on": _("Choose a day in the school year %(year)s.") % {"year": year.name}}
        )


def _place(
    student: Student, school_class: SchoolClass, number: int | None, starts_on: dt.date, by: User
) -> Enrolment:
    place = Enrolment(
        student=student, school_class=school_class, class_number=number, starts_on=starts_on
    )
    signed(place, by)
    place.save()
    return place


@transaction.atomic
def leave(student: Student, *, on: dt.date, by: User | None) -> Student:
    """The student leaves: the place ends that day, open questions close, the record is kept.

    `by` is None for an import on the server. Raises IllegalMove when the student has left already,
    ValidationError when the place in the class began after that day.
    """
    current = Student.locked(student.pk)
    if current.status == Student.Status.LEFT:
        raise IllegalMove(_("This student has left the school."))
    current.claim(None)
    signed(current, by)
    current.leave(on=on)
    for asked in InputRound.objects.open().filter(student=current):
        close_round(asked, by=by)
    leaving.tell_all(current, on, by)
    return current
