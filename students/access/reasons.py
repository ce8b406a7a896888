"""Why somebody sees a child, in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import WHOLE_SCHOOL, Role
from sencohub.lib.words import subjects
from students.access.gate import in_force
from students.models import (
    BreakGlass,
    CaseGrant,
    ClassGrant,
    Enrolment,
    ParentLink,
    Student,
    StudentGrant,
    TeachingAssignment,
)


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
    """Everybody with a grant to this student on that day, and why; not the whole-school roles."""
    day = on or today()
    only = {"user": user} if user else {}
    direct = StudentGrant.objects.filter(in_force(day), content_object=student, **only)
    classes = Enrolment.objects.filter(in_force(day), student=student).values("school_class_id")
    by_class = ClassGrant.objects.filter(in_force(day), content_object__in=classes, **only)
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
    kinds: dict[str, models.QuerySet[Any]] = {
        "teachingassignment": TeachingAssignment.objects.all(),
        "parentlink": ParentLink.objects.all(),
        "casegrant": CaseGrant.objects.all(),
        "breakglass": BreakGlass.objects.all(),
    }
    found: dict[tuple[str, int], models.Model] = {}
    for name, links in kinds.items():
        pks = [row.source_pk for row in rows if row.source_kind == name]
        if pks:
            found.update({(name, pk): link for pk, link in links.in_bulk(pks).items()})
    return found


def _say(row: ClassGrant | StudentGrant, link: models.Model | None) -> str:
    if isinstance(link, TeachingAssignment) and isinstance(row, ClassGrant):
        text = _("%(as)s of %(class)s") % {
            "as": link.get_kind_display(),
            "class": row.content_object.name,
        }
        return f"{text} · {subjects(link.subject)}" if link.subject else text
    if isinstance(link, ParentLink):
        return str(link.get_relation_display())
    if isinstance(link, CaseGrant):
        return link.reason
    if isinstance(link, BreakGlass):
        return _("break-glass: %(reason)s") % {"reason": link.reason}
    return _("no reason on file")
