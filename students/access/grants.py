"""Writing the grants: what each link justifies, and where the rows differ from it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from sencohub.lib.dates import today
from students.models import (
    BreakGlass,
    CaseGrant,
    ClassGrant,
    ParentLink,
    StudentGrant,
    TeachingAssignment,
)

Link = TeachingAssignment | ParentLink | CaseGrant | BreakGlass
KINDS: tuple[type[Link], ...] = (TeachingAssignment, ParentLink, CaseGrant, BreakGlass)


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


def _from_glass(link: BreakGlass) -> Iterable[Wanted]:
    """The record without restricted items, for its one day."""
    yield Wanted(
        StudentGrant,
        link.person_id,
        link.student_id,
        "view_record",
        link.opened_on,
        link.opened_on,
        "breakglass",
        link.pk,
        link.person_id,
    )


def wanted_by(link: Link) -> list[Wanted]:
    """The grant rows this one link justifies."""
    if isinstance(link, BreakGlass):
        return list(_from_glass(link))
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
        *BreakGlass.objects.filter(person_id=user_id),
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
    rows = model.objects.filter(user_id=user_id, content_object_id=object_id)
    standing = {row.permission.codename: row for row in rows.select_related("permission")}
    for codename, row in standing.items():
        if merged.get(codename) is None:
            row.delete()
    for span in merged.values():
        if span is not None:
            _write(span, standing.get(span.codename))


def _model_about(wanted: Wanted) -> str:
    """The content type's name of what the grant is on."""
    return "schoolclass" if wanted.model is ClassGrant else "student"


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
            content_type__model=_model_about(wanted),
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


@transaction.atomic
def sync_new(links: Iterable[Link], on: dt.date | None = None) -> None:
    """Grants for links just made: in bulk for people who hold none yet, one by one for the rest."""
    made = list(links)
    people = {_bare_user(link) for link in made}
    holding = {
        user_id
        for model in (ClassGrant, StudentGrant)
        for user_id in model.objects.filter(user__in=people).values_list("user_id", flat=True)
    }
    fresh = [link for link in made if _bare_user(link) not in holding]
    sync_many(fresh, on)
    for link in made:
        if _bare_user(link) in holding:
            sync(link, on)


def _bare_user(link: Link) -> int:
    if isinstance(link, TeachingAssignment):
        return link.staff_id
    return link.parent_id if isinstance(link, ParentLink) else link.person_id


def _new(wanted: Wanted, permissions: dict[tuple[str, str], int]) -> ClassGrant | StudentGrant:
    return wanted.model(
        user_id=wanted.user_id,
        permission_id=permissions[wanted.codename, _model_about(wanted)],
        content_object_id=wanted.object_id,
        source_kind=wanted.source_kind,
        source_pk=wanted.source_pk,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        granted_by_id=wanted.granted_by_id,
    )


def check_access(on: dt.date | None = None) -> list[str]:
    """Where the grant rows differ from what the links justify: one line each, ids only."""
    day = on or today()
    asked: dict[tuple[str, int, int, str], list[Wanted]] = {}
    for kind in KINDS:
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
    return (
        [f"missing {key}" for key in sorted(should.keys() - stands.keys())]
        + [f"unjustified {key}" for key in sorted(stands.keys() - should.keys())]
        + [
            f"dates differ {key}"
            for key in sorted(should.keys() & stands.keys())
            if should[key] != stands[key]
        ]
    )


def move_rights(on: dt.date | None = None) -> int:
    """Remake every row that has ended or drifted, nightly; how many were looked at."""
    day = on or today()
    seen: set[tuple[int, str, int]] = set()
    for kind in KINDS:
        for link in kind.objects.all():
            for w in wanted_by(link) or []:
                key = (w.user_id, w.model.__name__, w.object_id)
                if key not in seen:
                    seen.add(key)
                    _sync_object(w.user_id, w.model, w.object_id, day)
    return len(seen)
