"""One dated history of a student's records, through the gate of each record's own table."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models import Decision
from parents.models import ContactRecord
from provision.models import Participation
from sencohub.accounts.models import User
from students.models import Concern, Document, Evidence, Need, OnePageProfile, Student
from tiers.models import PlanIssue, Review, SupportCycle, TierPlacement

CHANGES_SHOWN = 200
KINDS: list[tuple[Any, Any]] = [
    (Concern, _("Concern")),
    (Need, _("Need")),
    (OnePageProfile, _("One page profile")),
    (Evidence, _("Evidence")),
    (Document, _("Document")),
    (TierPlacement, _("Tier")),
    (SupportCycle, _("Cycle")),
    (Review, _("Review")),
    (Participation, _("Provision")),
    (Decision, _("Decision")),
    (ContactRecord, _("Contact")),
]
SILENT = frozenset({"version", "created_at", "id", "published_by", "search"}) | frozenset(
    {"is_current", "language", "precision", "content_type", "sha256", "leader_grant"}
)
"""Fields that change with others, and say nothing to a reader by themselves."""
NAMES = {
    "triaged_by": _("triaged by"),
    "triaged_on": _("triaged on"),
    "is_complaint": _("from a parent"),
    "owner": _("led by"),
    "held_by": _("held by"),
    "decided_by": _("decided by"),
    "decided_on": _("decided on"),
    "recorded_by": _("recorded by"),
    "override": _("rated otherwise"),
    "override_reason": _("why it is rated otherwise"),
    "target": _("target"),
    "placement": _("tier"),
    "provision": _("provision"),
    "adjustment": _("adjustment"),
    "plan": _("plan"),
}
"""What pages call a field whose own name is not for readers."""
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass
class Change:
    """Who changed what of which record, and when."""

    at: dt.datetime
    kind: str
    verb: str
    by: User | None
    fields: list[tuple[str, str, str]]


def changes(user: User, student: Student) -> list[Change]:
    """The latest changes of the student's records that this person may read, newest first.

    A history row is read only where its record is visible now: the past obeys the same gate.
    """
    found: list[Change] = []
    for model, label in KINDS:
        visible = model.objects.visible_to(user).filter(student=student).values("pk")
        people = [f.name for f in model._meta.fields if f.related_model is User]
        rows = (
            model.history.filter(id__in=visible)
            .select_related("history_user", *people)
            .order_by("id", "history_date", "history_id")
        )
        found += _of_kind(rows, str(label))
    found += _issues(user, student)
    return sorted(found, key=lambda c: c.at, reverse=True)[:CHANGES_SHOWN]


def _of_kind(rows: Any, label: str) -> list[Change]:
    previous: dict[int, Any] = {}
    found = []
    for row in rows:
        before = previous.get(row.id)
        fields = _differences(before, row) if before is not None else []
        previous[row.id] = row
        if before is None or fields:
            verb = _("recorded") if before is None else _("changed")
            found.append(Change(row.history_date, label, str(verb), row.history_user, fields))
    return found


def _differences(before: Any, after: Any) -> list[tuple[str, str, str]]:
    changed = []
    for field in after.tracked_fields:
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if field.name not in SILENT and old != new:
            name = str(NAMES.get(field.name, field.verbose_name))
            changed.append((name, _say(before, field), _say(after, field)))
    return changed


def _say(row: Any, field: Any) -> str:
    """A value as the reader writes it: their dates, their words, and no key of a row."""
    value = getattr(row, field.attname)
    if value in EMPTY:
        return "–"
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.related_model is User:
        return str(getattr(row, field.name))
    if isinstance(value, bool):
        return str(_("yes")) if value else str(_("no"))
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "DATE_FORMAT")
    return gettext("another") if field.is_relation else _written(value)


def _written(value: Any) -> str:
    match value:
        case bool():
            return gettext("yes") if value else gettext("no")
        case dt.datetime():
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        case dt.date():
            return date_format(value)
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return str(value)


def _issues(user: User, student: Student) -> list[Change]:
    rows = PlanIssue.objects.visible_to(user).filter(student=student).select_related("issued_by")
    return [
        Change(row.published_at, str(_("Plan")), str(row.get_why_display()), row.issued_by, [])
        for row in rows
        if row.published_at
    ]
