"""Whom a notice may be about for one reader."""

from django.db.models import Q

from sencohub.accounts.models import User
from sencohub.lib.roles import Role
from students.models import Student
from students.models.people import StudentQuerySet


def seen_somewhere(user: User) -> StudentQuerySet:
    """The students this person sees on a staff page, or as a parent in the portal."""
    as_staff = Student.objects.visible_to(user, "adjustments")
    if Role.PARENT not in user.roles:
        return as_staff
    as_parent = Student.objects.visible_to(user, "published")
    either = Q(pk__in=as_staff.values("pk")) | Q(pk__in=as_parent.values("pk"))
    return Student.objects.filter(either)  # all-students: both halves come through the gate
