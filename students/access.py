"""Who sees which student: the one place that reads and writes guardian's grants.

`visible_students` is the only door (through `Student.objects.visible_to`). It is one UNION over
the two grant tables with today's date in it, so a right ends at midnight of its last day in open
sessions too. `sync` makes the rows a link should have, in the transaction that changed the link.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.auth.models import Permission
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import WHOLE_SCHOOL, Role
from students.models import (
    CaseGrant,
    ClassGrant,
    Enrolment,
    ParentLink,
    SchoolClass,
    Student,
    StudentGrant,
    TeachingAssignment,
)
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

Link = TeachingAssignment | ParentLink | CaseGrant


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
    from django.db import connection

    return _permission_ids(str(connection.settings_dict["NAME"]), level, model)


def _in_force(on: dt.date) -> Q:
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
        _in_force(on), user=user, permission__in=_ids(level, "student")
    ).values("content_object_id")
    if level in {"published", "restricted"}:
        return rows.filter(pk__in=by_student)
    classes = ClassGrant.objects.filter(
        _in_force(on), user=user, permission__in=_ids(level, "schoolclass")
    ).values("content_object_id")
    by_class = Enrolment.objects.filter(_in_force(on), school_class__in=classes).values(
        "student_id"
    )
    return rows.filter(pk__in=by_student.union(by_class))


def _sees_all(user: User, level: str) -> bool:
    if level == "published":
        return False
    if level == "restricted":
        return Role.SENCO in user.roles
    if level == "roll" and Role.OFFICE in user.roles:
        return True
    return not WHOLE_SCHOOL.isdisjoint(user.roles)


# --- writing the grants ------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """A grant row that some link asks for."""

    model: type[ClassGrant] | type[StudentGrant]
    user_id: int
    object_id: int
    codename: str
    starts_on: dt.date
    ends_on: dt.date | None
    source_kind: str
    source_pk: int
    granted_by_id: int | None


def _from_assignment(link: TeachingAssignment) -> Iterable[Wanted]:
    assistant = link.kind == TeachingAssignment.Kind.ASSISTANT
    codename = "view_adjustments" if assistant else "view_record"
    yield Wanted(
        ClassGrant,
        link.staff_id,
        link.school_class_id,
        codename,
        link.starts_on,
        link.ends_on,
        "teachingassignment",
        link.pk,
        None,
    )


def _from_parent(link: ParentLink) -> Iterable[Wanted]:
    if link.may_read:
        yield Wanted(
            StudentGrant,
            link.parent_id,
            link.student_id,
            "view_published",
            link.starts_on,
            link.ends_on,
            "parentlink",
            link.pk,
            link.verified_by_id,
        )


def _from_case(link: CaseGrant) -> Iterable[Wanted]:
    yield Wanted(
        StudentGrant,
        link.person_id,
        link.student_id,
        f"view_{link.reach}",
        link.starts_on,
        link.ends_on,
        "casegrant",
        link.pk,
        link.granted_by_id,
    )


def wanted_by(link: Link) -> list[Wanted]:
    """The grant rows this one link justifies."""
    if isinstance(link, TeachingAssignment):
        return list(_from_assignment(link))
    if isinstance(link, ParentLink):
        return list(_from_parent(link))
    return list(_from_case(link))


def _links_for(user_id: int) -> list[Link]:
    """Every link of one person that could justify a grant."""
    return [
        *TeachingAssignment.objects.filter(staff_id=user_id),
        *ParentLink.objects.filter(parent_id=user_id),
        *CaseGrant.objects.filter(person_id=user_id),
    ]


def _merge(asked: list[Wanted], on: dt.date) -> Wanted | None:
    """The one row guardian allows for (user, level, object): the span that holds, else the next.

    Spans that touch or overlap are one; a span that has ended justifies nothing.
    """
    spans = sorted(
        (w for w in asked if w.ends_on is None or w.ends_on >= on), key=lambda w: w.starts_on
    )
    if not spans:
        return None
    first = spans[0]
    ends_on = first.ends_on
    for span in spans[1:]:
        if ends_on is None or span.starts_on > ends_on + dt.timedelta(days=1):
            break
        ends_on = None if span.ends_on is None else max(ends_on, span.ends_on)
    return Wanted(**{**first.__dict__, "ends_on": ends_on})


@transaction.atomic
def sync(link: Link, on: dt.date | None = None) -> None:
    """Make this link's person's rows on this link's object what their links justify."""
    for wanted in wanted_by(link) or [_bare(link)]:
        _sync_object(wanted.user_id, wanted.model, wanted.object_id, on or today())


def _bare(link: Link) -> Wanted:
    """Where a link justifies nothing (a parent who may not read) its object is still looked at."""
    if isinstance(link, ParentLink):
        return next(iter(_from_parent_as_if_reading(link)))
    return wanted_by(link)[0]


def _from_parent_as_if_reading(link: ParentLink) -> Iterable[Wanted]:
    yield Wanted(
        StudentGrant, link.parent_id, link.student_id, "view_published", today(), None, "", 0, None
    )


def _sync_object(
    user_id: int, model: type[ClassGrant] | type[StudentGrant], object_id: int, on: dt.date
) -> None:
    asked: dict[str, list[Wanted]] = {}
    for link in _links_for(user_id):
        for wanted in wanted_by(link):
            if wanted.model is model and wanted.object_id == object_id:
                asked.setdefault(wanted.codename, []).append(wanted)
    merged = {codename: _merge(rows, on) for codename, rows in asked.items()}
    standing = {
        row.permission.codename: row
        for row in model.objects.filter(  # type: ignore[attr-defined]
            user_id=user_id, content_object_id=object_id
        ).select_related("permission")
    }
    for codename, row in standing.items():
        if merged.get(codename) is None:
            row.delete()
    for wanted in merged.values():
        if wanted is not None:
            _write(wanted, standing.get(wanted.codename))


def _write(wanted: Wanted, row: ClassGrant | StudentGrant | None) -> None:
    fields = {
        "source_kind": wanted.source_kind,
        "source_pk": wanted.source_pk,
        "starts_on": wanted.starts_on,
        "ends_on": wanted.ends_on,
        "granted_by_id": wanted.granted_by_id,
    }
    if row is not None and all(getattr(row, k) == v for k, v in fields.items()):
        return
    if row is None:
        permission = Permission.objects.get(
            codename=wanted.codename,
            content_type__app_label="students",
            content_type__model=wanted.model._meta.get_field("content_object")
            .related_model._meta.model_name,  # type: ignore[union-attr]
        )
        row = wanted.model(
            user_id=wanted.user_id, permission=permission, content_object_id=wanted.object_id
        )
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


@transaction.atomic
def sync_many(
    links: Iterable[Link],
    on: dt.date | None = None,
    dated: Callable[[dt.date], dt.datetime] | None = None,
) -> int:
    """First grants for people who hold none yet: what all their links justify, in bulk.

    `links` must be all the links of their people. `dated` gives the history's moment for a grant's
    first day (default: now). Returns how many rows were written.
    """
    day = on or today()
    asked: dict[tuple[type[ClassGrant] | type[StudentGrant], int, int, str], list[Wanted]] = {}
    for link in links:
        for w in wanted_by(link):
            asked.setdefault((w.model, w.user_id, w.object_id, w.codename), []).append(w)
    known = Permission.objects.filter(content_type__app_label="students")
    named = known.values_list("codename", "content_type__model", "pk")
    permissions = {(codename, about): pk for codename, about, pk in named}
    rows: dict[type[ClassGrant] | type[StudentGrant], list[ClassGrant | StudentGrant]] = {}
    for wanted in (_merge(spans, day) for spans in asked.values()):
        if wanted is not None:
            row = _new(wanted, permissions)
            if dated is not None:
                row._history_date = dated(wanted.starts_on)  # type: ignore[union-attr]
            rows.setdefault(wanted.model, []).append(row)
    for model, made in rows.items():
        bulk_create_with_history(made, model, batch_size=2000)
    return sum(len(made) for made in rows.values())


def _new(wanted: Wanted, permissions: dict[tuple[str, str], int]) -> ClassGrant | StudentGrant:
    about = "schoolclass" if wanted.model is ClassGrant else "student"
    return wanted.model(
        user_id=wanted.user_id,
        permission_id=permissions[wanted.codename, about],
        content_object_id=wanted.object_id,
        source_kind=wanted.source_kind,
        source_pk=wanted.source_pk,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        granted_by_id=wanted.granted_by_id,
    )


# --- looking at the grants ---------------------------------------------------------------------


def check_access(on: dt.date | None = None) -> list[str]:
    """Where the grant rows differ from what the links justify: one line each, ids only."""
    day = on or today()
    asked: dict[tuple[str, int, int, str], list[Wanted]] = {}
    for kind in (TeachingAssignment, ParentLink, CaseGrant):
        for link in kind.objects.all().iterator():
            for w in wanted_by(link):
                key = (w.model.__name__, w.user_id, w.object_id, w.codename)
                asked.setdefault(key, []).append(w)
    merged = {key: _merge(rows, day) for key, rows in asked.items()}
    should = {key: (w.starts_on, w.ends_on) for key, w in merged.items() if w is not None}
    stands = {}
    for model in (ClassGrant, StudentGrant):
        for row in model.objects.select_related("permission").iterator():
            if row.ends_on is None or row.ends_on >= day:
                key = (model.__name__, row.user_id, row.content_object_id, row.permission.codename)
                stands[key] = (row.starts_on, row.ends_on)
    return [f"missing {key}" for key in sorted(should.keys() - stands.keys())] + [
        f"unjustified {key}" for key in sorted(stands.keys() - should.keys())
    ] + [
        f"dates differ {key}"
        for key in sorted(should.keys() & stands.keys())
        if should[key] != stands[key]
    ]


def move_rights(on: dt.date | None = None) -> int:
    """Remake every row that has ended or drifted; the nightly job. Returns how many were looked at."""
    day = on or today()
    seen: set[tuple[int, str, int]] = set()
    for kind in (TeachingAssignment, ParentLink, CaseGrant):
        for link in kind.objects.all():
            for w in wanted_by(link) or []:
                key = (w.user_id, w.model.__name__, w.object_id)
                if key not in seen:
                    seen.add(key)
                    _sync_object(w.user_id, w.model, w.object_id, day)
    return len(seen)


@dataclass(frozen=True)
class Reason:
    """Why one person sees one child: in words, at which level, from when to when."""

    person: User
    words: str
    level: str
    starts_on: dt.date | None
    ends_on: dt.date | None


def explain(user: User, student: Student, on: dt.date | None = None) -> list[Reason]:
    """Every reason for which this person sees this child on that day; empty if they do not."""
    day = on or today()
    reasons = [
        Reason(user, str(Role(role).label), "record", None, None)
        for role in sorted(user.roles_on(day))
        if role in WHOLE_SCHOOL
    ]
    reasons += [r for r in who_sees(student, day, user=user) if r.person == user]
    return reasons


def who_sees(student: Student, on: dt.date | None = None, user: User | None = None) -> list[Reason]:
    """Everybody with a grant to this student on that day, and why. Whole-school roles not listed."""
    day = on or today()
    only = {"user": user} if user else {}
    direct = StudentGrant.objects.filter(_in_force(day), content_object=student, **only)
    classes = Enrolment.objects.filter(_in_force(day), student=student).values("school_class_id")
    by_class = ClassGrant.objects.filter(_in_force(day), content_object__in=classes, **only)
    rows: list[ClassGrant | StudentGrant] = [
        *by_class.select_related("user", "permission", "content_object"),
        *direct.select_related("user", "permission"),
    ]
    links = _sources(rows)
    return [
        Reason(
            row.user,
            _say(row, links.get((row.source_kind, row.source_pk))),
            row.permission.codename.removeprefix("view_"),
            row.starts_on,
            row.ends_on,
        )
        for row in rows
    ]


def _sources(rows: Iterable[ClassGrant | StudentGrant]) -> dict[tuple[str, int], models.Model]:
    kinds = {"teachingassignment": TeachingAssignment, "parentlink": ParentLink, "casegrant": CaseGrant}
    found: dict[tuple[str, int], models.Model] = {}
    for name, model in kinds.items():
        pks = [row.source_pk for row in rows if row.source_kind == name]
        if pks:
            found.update({(name, pk): link for pk, link in model.objects.in_bulk(pks).items()})
    return found


def _say(row: ClassGrant | StudentGrant, link: models.Model | None) -> str:
    if isinstance(link, TeachingAssignment) and isinstance(row, ClassGrant):
        text = _("%(as)s of %(class)s") % {
            "as": link.get_kind_display(),
            "class": row.content_object.name,
        }
        return f"{text}, {link.subject}" if link.subject else text
    if isinstance(link, ParentLink):
        return str(link.get_relation_display())
    if isinstance(link, CaseGrant):
        return link.reason
    return _("no reason on file")


def classes_of(user: User, on: dt.date | None = None) -> models.QuerySet[SchoolClass]:
    """Classes this person teaches or assists that day, for a teacher's own pages."""
    day = on or today()
    held = ClassGrant.objects.filter(_in_force(day), user=user).values("content_object_id")
    return SchoolClass.objects.filter(pk__in=held).order_by("level", "name")
