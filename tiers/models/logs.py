"""Did the adjustment happen, and did it help? Four answers, from a phone."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import OfflineRecord, Record
from students.models import Student
from students.models.about import AboutStudentQuerySet
from tiers.models.plans import Adjustment


class AdjustmentLogQuerySet(AboutStudentQuerySet):
    level = "adjustments"

    def of_day(self, day: dt.date | None = None) -> Self:
        return self.filter(taught_on=day or today())

    def standing(self) -> Self:
        """Answers that nobody took back."""
        return self.filter(undone_at__isnull=True)


class AdjustmentLog(Record, OfflineRecord):
    """One answer about one adjustment in one lesson. Worked % = worked / (worked + did not)."""

    class Answer(models.TextChoices):
        USED = "used", _("Used")
        WORKED = "worked", _("Worked")
        DID_NOT_WORK = "did_not", _("Did not work")
        NOT_NEEDED = "not_needed", _("Not needed today")

    adjustment = models.ForeignKey(Adjustment, models.PROTECT, related_name="logs")
    student = models.ForeignKey(Student, models.PROTECT, related_name="adjustment_logs")
    teacher = models.ForeignKey(User, models.PROTECT, related_name="adjustment_logs")
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    taught_on = models.DateField(_("on"), default=today)
    subject = models.CharField(_("subject"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    objects = AdjustmentLogQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at"]
        indexes = [
            models.Index(fields=["student", "taught_on"], name="tiers_log_student_day"),
            models.Index(fields=["teacher", "taught_on"], name="tiers_log_teacher_day"),
        ]

    def __str__(self) -> str:
        return f"log {self.pk}"
