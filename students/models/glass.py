"""Records opened by whoever runs the server, who otherwise sees no child: break-glass."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.policies import SENCO_AND_LEADERS
from students.models.people import Student


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    def visible_to(self, user: User) -> Self:
        """The SENCO and leaders all; a technical account its own."""
        if not user.is_authenticated:
            return self.none()
        return self if SENCO_AND_LEADERS.admits(user) else self.filter(person=user)

    def in_force(self, on: dt.date | None = None) -> Self:
        """Those that open a record on that day: by default today."""
        return self.filter(opened_on=on or today())


class BreakGlass(models.Model):
    """A technical account opened one child's record, why, and on which day: it ends at midnight.

    UPDATE and DELETE are refused by a trigger on both engines, as in the access log.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="glass_broken")
    person = models.ForeignKey(User, models.PROTECT, related_name="glass_broken")
    reason = models.TextField(_("reason"), max_length=500)
    opened_on = models.DateField(default=today)
    opened_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()
    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "person", "opened_on"], name="students_break_glass_once_a_day"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="students_break_glass_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"break-glass {self.pk}"
