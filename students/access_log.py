"""Writes the access log: one row per record opened, list, file, export and refusal."""

from typing import Any

from django.db import models
from django.http import HttpRequest

from sencohub.documents.models import Export
from students.models import AccessLog, BreakGlass, Student

TECHNICAL = "technical"
"""Stands in the place of a role for an account that holds none and runs the server."""


def opened(request: HttpRequest, record: models.Model, *, student: Student | int | None) -> None:
    """A person opened a record's page, whatever the request says of itself."""
    _write(request, AccessLog.Action.OPENED, record._meta.label_lower, record.pk, student)


def glass_broken(request: HttpRequest, glass: BreakGlass) -> None:
    """A technical account opened a record by break-glass; its row holds the reason."""
    action, kind = AccessLog.Action.BREAK_GLASS, glass._meta.label_lower
    _write(request, action, kind, glass.pk, glass.student_id)


def listed(request: HttpRequest, what: str, filters: dict[str, Any] | None = None) -> None:
    """A person saw a list; `filters` says which part of it. Never a typed name."""
    kept = {key: value for key, value in (filters or {}).items() if key != "q" and value}
    _write(request, AccessLog.Action.LISTED, what, "", None, kept)


def file(request: HttpRequest, record: models.Model, *, student: Student | int | None) -> None:
    """A person downloaded a stored file."""
    _write(request, AccessLog.Action.FILE, record._meta.label_lower, record.pk, student)


def export(request: HttpRequest, what: str, filters: dict[str, Any] | None = None) -> None:
    """A person took data out: a CSV, a workbook, a batch of PDFs."""
    _write(request, AccessLog.Action.EXPORT, what, "", None, filters or {})


def document_taken(request: HttpRequest, document: Export) -> None:
    """A person saved a made document: one row for each child it is about, so that each family
    finds it among those who have looked; one row without a child where it is about none.
    """
    about = document.student_ids or [None]
    action = AccessLog.Action.EXPORT if len(about) > 1 else AccessLog.Action.FILE
    for student_id in about:
        detail = {"kind": document.kind}
        _write(request, action, document._meta.label_lower, document.pk, student_id, detail)


def refused(request: HttpRequest, status: int) -> None:
    """A signed-in person was refused a page that exists."""
    match = request.resolver_match
    name = match.view_name if match else ""
    ids = [str(value) for value in (match.kwargs.values() if match else [])][:1]
    _write(
        request,
        AccessLog.Action.REFUSED,
        name[:60],
        ids[0][:40] if ids else "",
        None,
        {"status": status, "method": request.method},
    )


def _write(
    request: HttpRequest,
    action: str,
    kind: str,
    object_id: object,
    student: Student | int | None,
    detail: dict[str, Any] | None = None,
) -> None:
    person: Any = request.user
    AccessLog.objects.create(  # all-rows: a row is written, none is read
        user_id=person.pk,
        role=_role(person)[:60],
        action=action,
        kind=kind[:60],
        object_id=str(object_id),
        student_id=student.pk if isinstance(student, Student) else student,
        detail=detail or {},
    )


def _role(person: Any) -> str:
    held = ",".join(sorted(person.roles))
    return held or (TECHNICAL if person.is_superuser else "")
