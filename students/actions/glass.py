"""Break-glass: whoever runs the server opens one child's record, for a reason, until midnight."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.policies import TECHNICAL
from sencohub.lib.records import IllegalMove
from sencohub.lib.roles import Role
from sencohub.notices.actions import tell
from sencohub.notices.models import Notice
from students import access
from students.models import BreakGlass, Student


@transaction.atomic
def break_glass(*, student: Student, reason: str, by: User) -> BreakGlass:
    """Open the record to `by` until midnight, and tell the SENCO and leaders at once.

    Raises IllegalMove for an account that is not a technical one, and where the record is open to
    it already: the reason that stands is not changed.
    """
    if not TECHNICAL.admits(by):
        raise IllegalMove(_("Only a technical account opens a record in this way."))
    Student.locked(student.pk)
    day = today()
    if BreakGlass.objects.in_force(day).filter(student=student, person=by).exists():
        raise IllegalMove(_("This record is open to you already, until midnight."))
    glass = BreakGlass(student=student, person=by, reason=reason, opened_on=day)
    glass._history_user = by  # type: ignore[attr-defined]
    glass.save()
    access.sync(glass)
    tell(
        event=f"glass-broken:{glass.pk}",
        kind="glass-broken",
        to=User.objects.with_role(Role.SENCO, Role.LEADER),
        path=reverse("students:access-detail", args=[student.pk]),
        student_id=student.pk,
        channel=Notice.Channel.AT_ONCE,
    )
    return glass
