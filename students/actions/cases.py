"""Opening a student's case to a person, and closing it again."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.records import IllegalMove
from sencohub.lib.roles import Role
from students import access
from students.actions import signed
from students.models import CaseGrant

REACHES: dict[Role, frozenset[str]] = {
    Role.ASSISTANT: frozenset({CaseGrant.Reach.ADJUSTMENTS}),
    Role.TEACHER: frozenset(CaseGrant.Reach),
    Role.SENST: frozenset({CaseGrant.Reach.RESTRICTED}),
    Role.SPECIALIST: frozenset(CaseGrant.Reach),
}
"""What may be opened to whom (design, section 6): restricted items never to leaders or TAs."""


def reaches_for(person: User) -> frozenset[str]:
    """The reaches this person may be given."""
    return frozenset().union(*(REACHES.get(Role(role), frozenset()) for role in person.roles))


@transaction.atomic
def open_case(grant: CaseGrant, *, by: User) -> CaseGrant:
    """Open a case until a day. Raises ValidationError when the person may not be given that."""
    if grant.reach not in reaches_for(grant.person):
        raise ValidationError({"reach": _("This cannot be opened to a person in this role.")})
    grant.granted_by = by
    signed(grant, by)
    grant.save()
    access.sync(grant)
    return grant


@transaction.atomic
def end_case(grant: CaseGrant, *, last_day: dt.date, by: User) -> CaseGrant:
    """The case is closed to the person after `last_day`. Raises IllegalMove when it was already."""
    current = CaseGrant.locked(grant.pk)
    if current.has_ended:
        raise IllegalMove(_("This case is already closed to this person."))
    current.claim(None)
    current.starts_on = min(current.starts_on, last_day)
    current.ends_on = last_day
    signed(current, by)
    current.save()
    access.sync(current)
    return current
