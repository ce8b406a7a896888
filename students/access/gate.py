"""The gate itself: one UNION over the two grant tables, with today's date in it."""

import datetime as dt
from functools import lru_cache

from django.contrib.auth.models import Permission
from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import WHOLE_SCHOOL, Role
from students.models import ClassGrant, SchoolClass
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
    opened = _opened(user, level, on)
    if isinstance(opened, RawSQL):
        return rows.filter(pk__in=opened)
    return rows if opened else rows.none()


def about_visible(user: User, level: str, on: dt.date, field: str = "student") -> Q:
    """The same door as a condition: rows whose `field` is one of `visible_students`."""
    opened = _opened(user, level, on)
    if isinstance(opened, RawSQL):
        return Q(**{f"{field}__in": opened})
    return Q(**{f"{field}__isnull": False}) if opened else Q(pk__in=[])


def _opened(user: User, level: str, on: dt.date) -> bool | RawSQL:
    """Every student (True), none (False), or the ids of those that grants open."""
    if level not in LEVELS:
        raise ValueError(f"unknown level {level!r}")
    if not user.is_authenticated or not user.is_active:
        return False
    return _sees_all(user, level) or _granted(user, level, on)


# The statement is written out, not built: it stands in nearly every query of a page, fifteen
# times in one of them, and building it costs ten times what running it does (docs/decisions/0009).
_BY_STUDENT = """
SELECT content_object_id FROM students_studentgrant
WHERE user_id = %s AND permission_id IN ({of_student})
AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)"""
_BY_CLASS = """
SELECT place.student_id FROM students_enrolment place
JOIN students_classgrant held ON held.content_object_id = place.school_class_id
WHERE held.user_id = %s AND held.permission_id IN ({of_class})
AND held.starts_on <= %s AND (held.ends_on IS NULL OR held.ends_on >= %s)
AND place.starts_on <= %s AND (place.ends_on IS NULL OR place.ends_on >= %s)"""


def _granted(user: User, level: str, on: dt.date) -> RawSQL:
    """The ids of the students that grants in force open, for `…__in=`."""
    day = on.isoformat()
    of_student = _list(_ids(level, "student"))
    by_student, values = _BY_STUDENT.format(of_student=of_student), [user.pk, day, day]
    if level in {"published", "restricted"}:
        return RawSQL(by_student, values)  # noqa: S611  # nosec B611  ids of our own, values bound
    of_class = _list(_ids(level, "schoolclass"))
    statement = f"{by_student} UNION {_BY_CLASS.format(of_class=of_class)}"
    return RawSQL(statement, [*values, user.pk, day, day, day, day])  # noqa: S611  # nosec B611


def _list(ids: tuple[int, ...]) -> str:
    return ", ".join(map(str, ids)) or "NULL"


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
