"""The gate itself: one UNION over the two grant tables, with today's date in it."""

import datetime as dt
from functools import lru_cache

from django.contrib.auth.models import Permission
from django.db import connection, models
from django.db.models import Q

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import WHOLE_SCHOOL, Role
from students.models import ClassGrant, Enrolment, SchoolClass, StudentGrant
from students.models.people import StudentQuerySet

LEVELS = ("roll", "published", "adjustments", "record", "restricted")
REACHES: dict[str, tuple[str, ...]] = {
    "roll": ("view_published", "view_adjustments", "view_record", "view_restricted"),
    "published": ("view_published",),
    "adjustments": ("view_adjustments", "view_record", "view_restricted"),
    "record": ("view_record", "view_restricted"),
    "restricted": ("view_restricted",),
}
"""Which guardian permissions open each level. `published` is the portal's: own children only."""


@lru_cache(maxsize=32)
def _permission_ids(database: str, level: str, model: str) -> tuple[int, ...]:
    rows = Permission.objects.filter(
        content_type__app_label="students",
        content_type__model=model,
        codename__in=REACHES[level],
    )
    return tuple(rows.values_list("pk", flat=True))


def forget_permissions() -> None:
    """Permission ids are read once per process; tests that remake the database call this."""
    _permission_ids.cache_clear()


def _ids(level: str, model: str) -> tuple[int, ...]:
    return _permission_ids(str(connection.settings_dict["NAME"]), level, model)


def in_force(on: dt.date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def visible_students(rows: StudentQuerySet, user: User, level: str, on: dt.date) -> StudentQuerySet:
    """`rows` narrowed to the students this person may see at this level on that day."""
    if level not in LEVELS:
        raise ValueError(f"unknown level {level!r}")
    if not user.is_authenticated or not user.is_active:
        return rows.none()
    if _sees_all(user, level):
        return rows
    by_student = StudentGrant.objects.filter(
        in_force(on), user=user, permission__in=_ids(level, "student")
    ).values("content_object_id")
    if level in {"published", "restricted"}:
        return rows.filter(pk__in=by_student)
    classes = ClassGrant.objects.filter(
        in_force(on), user=user, permission__in=_ids(level, "schoolclass")
    ).values("content_object_id")
    by_class = Enrolment.objects.filter(in_force(on), school_class__in=classes).values("student_id")
    return rows.filter(pk__in=by_student.union(by_class))


def _sees_all(user: User, level: str) -> bool:
    if level == "published":
        return False
    if level == "restricted":
        return Role.SENCO in user.roles
    if level == "roll" and Role.OFFICE in user.roles:
        return True
    return not WHOLE_SCHOOL.isdisjoint(user.roles)


def classes_of(user: User, on: dt.date | None = None) -> models.QuerySet[SchoolClass]:
    """Classes this person teaches or assists that day, for a teacher's own pages."""
    day = on or today()
    held = ClassGrant.objects.filter(in_force(day), user=user).values("content_object_id")
    return SchoolClass.objects.filter(pk__in=held).order_by("level", "name")
