"""A student leaves the school: nothing about their support stays open."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from students.models import Student
from tiers.actions.cycles import close_cycle
from tiers.actions.issues import close_plans_of
from tiers.actions.placements import open_placement
from tiers.models import SupportCycle


@transaction.atomic
def end_support(student: Student, on: dt.date, by: User | None) -> None:
    """Close the plans and the cycle, and take the student off the register, on that day.

    Registered with `students.leaving`; runs in the transaction in which the student leaves.
    """
    reason = _("The student left the school.")
    close_plans_of(student=student, by=by, on=on)
    for cycle in SupportCycle.objects.open().filter(student=student):
        close_cycle(cycle=cycle, by=by, reason=reason)
    if placement := open_placement(student):
        placement.claim(None)
        placement.end_reason = reason
        placement.end(on=max(on, placement.starts_on))
