"""Whom a notice may be about for one reader."""

from django.db.models import Q

from sencohub.accounts.models import User
from sencohub.lib.roles import Role
from students.models import Student
from students.models.people import StudentQuerySet, about_visible


def about_seen(user: User, field: str) -> Q:
    """Rows whose `field` is a student this person sees on a staff page, or in the portal."""
    as_staff = about_visible(user, "adjustments", field=field)
    if Role.PARENT not in user.roles:
        return as_staff
    return as_staff | about_visible(user, "published", field=field)


def seen_somewhere(user: User) -> StudentQuerySet:
    """The students themselves."""
    return Student.objects.filter(about_seen(user, "pk"))  # all-students: the condition is the gate
