"""Parent links and consents."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.actions import propose_role
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.policies import require
from sencohub.lib.records import IllegalMove
from sencohub.lib.roles import Role
from sencohub.notices.actions import tell
from students import access
from students.actions import signed
from students.models import Consent, ParentLink, Student


@transaction.atomic
def link_parent(link: ParentLink, *, by: User) -> ParentLink:
    """Open the family pages of a student to a parent; gives the parent's role where it lacks.

    Raises ValidationError when the person is linked to the student already.
    """
    Student.locked(link.student_id)
    standing = ParentLink.objects.in_force().filter(student=link.student_id, parent=link.parent_id)
    if standing.exists():
        raise ValidationError({"account": _("This person is linked to the student already.")})
    held = link.parent.memberships.filter(role=Role.PARENT)
    if not any(membership.is_open for membership in held):
        propose_role(user=link.parent, role=Role.PARENT, by=by, starts_on=today())
    link.verified_by = by
    signed(link, by)
    link.save()
    access.sync(link)
    return link


@transaction.atomic
def change_link(link: ParentLink, *, by: User, version: int | None) -> ParentLink:
    """Save a link's rights; raises Stale when somebody changed it meanwhile."""
    link.claim(version)
    signed(link, by)
    link.save()
    access.sync(link)
    return link


@transaction.atomic
def end_link(link: ParentLink, *, last_day: dt.date, by: User) -> ParentLink:
    """The link holds no longer after `last_day`. Raises IllegalMove when it has ended."""
    current = ParentLink.locked(link.pk)
    if current.has_ended:
        raise IllegalMove(_("This link has already ended."))
    current.claim(None)
    current.starts_on = min(current.starts_on, last_day)
    current.ends_on = last_day
    signed(current, by)
    current.save()
    access.sync(current)
    return current


@transaction.atomic
def record_consent(consent: Consent, *, by: User) -> Consent:
    """Keep a parent's yes or no; an earlier answer stays beside it."""
    consent.recorded_by = by
    signed(consent, by)
    consent.save()
    return consent


@transaction.atomic
def answer_consent(*, student: Student, scope: str, answer: str, by: User) -> Consent:
    """A parent's own yes or no to one named use, given in the family pages.

    A no while a yes holds takes that yes back; both stay on file. Raises PermissionDenied for who
    does not decide for this child, IllegalMove where the same answer stands already.
    """
    Student.locked(student.pk)
    require(ParentLink.objects.decided_by(by).filter(student=student).exists())
    rows = Consent.objects.for_parent(by).filter(student=student, scope=scope)
    holding, last = rows.holding().first(), rows.first()
    if answer == Consent.Answer.GIVEN and holding:
        raise IllegalMove(_("You have given this consent already."))
    if holding:
        consent = withdraw_consent(holding, by=by)
    elif last and last.answer == answer == Consent.Answer.REFUSED:
        raise IllegalMove(_("You have refused this already."))
    else:
        told = Consent(student=student, parent=by, scope=scope, answer=answer)
        consent = record_consent(told, by=by)
    tell(
        event=f"consent-answered:{consent.pk}:{consent.version}",
        kind="consent-answered",
        to=User.objects.with_role(Role.SENCO),
        path=reverse("students:student-people", args=[student.pk]),
        student_id=student.pk,
    )
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User) -> Consent:
    """The parent takes a yes back; the row is kept. Raises IllegalMove when it does not hold."""
    current = Consent.locked(consent.pk)
    if not current.holds:
        raise IllegalMove(_("There is no consent to withdraw here."))
    current.claim(None)
    signed(current, by)
    current.withdraw()
    return current
