"""Deciding on a tier: one placement ends, the next begins, and those who need to know are told."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove
from sencohub.notices.actions import tell
from students.models import ParentLink, Student, TeachingAssignment
from tiers.models import TierPlacement
from tiers.models.placements import Tier
from tiers.placing import faults, for_tier

ONE_DAY = dt.timedelta(days=1)


def open_placement(student: Student) -> TierPlacement | None:
    """The placement without an end; the student is on the register while there is one."""
    rows = TierPlacement.objects.filter(student=student, ends_on__isnull=True)
    return rows.select_related("decided_by").first()


@transaction.atomic
def place(*, decision: TierPlacement, instead_of: int | None, by: User) -> TierPlacement:
    """Put a student on a tier: end the open placement the day before and begin this one.

    `instead_of` is the open placement the decision was written against. Raises `IllegalMove` where
    somebody decided meanwhile, `ValidationError` where the decision breaks a rule.
    """
    student = Student.locked(decision.student_id)
    current = open_placement(student)
    _refuse_unseen(current, instead_of)
    decision.criteria = for_tier(decision.criteria, decision.tier)
    if found := _faults_now(decision, student, current):
        raise ValidationError(found)
    if current:
        current.claim(None)
        current.end(on=decision.starts_on - ONE_DAY)
    decision.decided_by = by
    decision.save()
    _tell_of(decision)
    return decision


def _refuse_unseen(current: TierPlacement | None, instead_of: int | None) -> None:
    if (current.pk if current else None) == instead_of:
        return
    if current is None:
        raise IllegalMove(_("The student left the register meanwhile. Look again, then decide."))
    words = _("%(who)s decided on Tier %(tier)s from %(day)s meanwhile. Look again, then decide.")
    raise IllegalMove(
        words
        % {
            "who": current.decided_by,
            "tier": current.tier,
            "day": date_format(current.starts_on),
        }
    )


def _faults_now(
    decision: TierPlacement, student: Student, current: TierPlacement | None
) -> dict[str, str]:
    if student.status == Student.Status.LEFT:
        return {"tier": _("The student has left the school, so no tier is decided any more.")}
    last_day = TierPlacement.objects.filter(student=student).aggregate(day=Max("ends_on"))["day"]
    return faults(decision, current=current, last_day=last_day)


@transaction.atomic
def leave_register(*, placement: TierPlacement, version: int | None, by: User) -> TierPlacement:
    """End the open placement on its `ends_on`, with the reason it carries. No tier follows.

    Raises `Stale` where somebody saved it meanwhile, `ValidationError` where the end breaks a rule.
    """
    if TierPlacement.locked(placement.pk).ends_on is not None:
        raise IllegalMove(_("This placement has ended already. Reload the page to see it."))
    if found := end_faults(placement):
        raise ValidationError(found)
    placement.claim(version)
    placement.save()
    return placement


def end_faults(placement: TierPlacement) -> dict[str, str]:
    """Why this end cannot stand, by field. Leaving from Tier 3 is discussed with parents first."""
    found = {}
    if placement.ends_on is None or placement.ends_on > today():
        found["ends_on"] = _("Choose today or an earlier day as the last day.")
    elif placement.ends_on < placement.starts_on:
        words = _("Tier %(tier)s began on %(day)s. Choose that day or a later one.")
        since = {"tier": placement.tier, "day": date_format(placement.starts_on)}
        found["ends_on"] = words % since
    discussed = placement.end_discussed_on
    if placement.tier == Tier.THREE and discussed is None:
        found["end_discussed_on"] = _("Give the day on which you discussed leaving Tier 3.")
    if discussed and discussed > today():
        found["end_discussed_on"] = _("Choose today or an earlier day: the discussion comes first.")
    return found


@transaction.atomic
def publish_placement(*, placement: TierPlacement, by: User) -> TierPlacement:
    """Let the parents read the tier, from when, and the reason; tell those who may read."""
    placement = TierPlacement.locked(placement.pk)
    if placement.published_at is None:
        placement.claim(None)
        placement.publish(by=by)
        placement.save()
        _tell_parents(placement)
    return placement


# --- who is told -------------------------------------------------------------------------------


def class_teachers(student: Student) -> QuerySet[User]:
    """The class teachers of the student's class today."""
    here = student.enrolment_on()
    assigned = TeachingAssignment.objects.in_force().filter(
        school_class=here.school_class if here else None,
        kind=TeachingAssignment.Kind.CLASS_TEACHER,
    )
    return User.objects.filter(is_active=True, pk__in=assigned.values("staff_id"))


def readers_at_home(student: Student) -> QuerySet[User]:
    """The parents who may read what is published about the student today."""
    links = ParentLink.objects.in_force().filter(student=student, may_read=True)
    return User.objects.filter(is_active=True, pk__in=links.values("parent_id"))


def _tell_of(placement: TierPlacement) -> None:
    tell(
        event=f"tier-decided:{placement.pk}",
        kind="tier-decided",
        to=class_teachers(placement.student),
        path=placement.student.get_absolute_url(),
        student_id=placement.student_id,
    )
    if placement.published_at:
        _tell_parents(placement)


def _tell_parents(placement: TierPlacement) -> None:
    tell(
        event=f"tier-published:{placement.pk}",
        kind="tier-published",
        to=readers_at_home(placement.student),
        path=reverse("parents:home"),
        student_id=placement.student_id,
    )
