"""Keeping what was seen and said."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from students.actions import signed
from students.actions.publishing import publish, withdraw
from students.models import Evidence, Student


@transaction.atomic
def add(*, student: Student, by: User, for_parents: bool = False, **fields: Any) -> Evidence:
    """A new piece of evidence, written down by `by`."""
    evidence = Evidence(student=student, recorded_by=by, **fields)
    return _keep(evidence, by, for_parents)


@transaction.atomic
def change(
    evidence: Evidence, *, by: User, version: int | None, for_parents: bool | None = None
) -> Evidence:
    """Save a changed piece of evidence; raises Stale when somebody changed it meanwhile.

    `for_parents` None leaves what parents read as it is.
    """
    evidence.claim(version)
    read_now = evidence.published_at is not None
    return _keep(evidence, by, read_now if for_parents is None else for_parents)


def _keep(evidence: Evidence, by: User, for_parents: bool) -> Evidence:
    if for_parents and evidence.restricted:
        raise ValidationError(
            {"for_parents": _("Restricted items are not shown to parents. Untick one of the two.")}
        )
    (publish if for_parents else withdraw)(evidence, by=by)
    signed(evidence, by)
    evidence.save()
    return evidence
