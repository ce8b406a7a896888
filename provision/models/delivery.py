"""Sessions as they were held, or why not, and who was there."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from provision.models.provisions import Participation, Provision
from sencohub.accounts.models import User
from sencohub.lib.records import OfflineRecord, Record
from students.models import Student
from students.models.about import AboutStudentQuerySet


class SessionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Sessions of the runs this person sees; the notes about students are `Attendance`."""
        return self.filter(provision__in=Provision.objects.visible_to(user).values("pk"))

    def editable_by(self, user: User) -> Self:
        """Those who deliver the run correct what was recorded of it."""
        return self.filter(provision__in=Provision.objects.delivered_by(user).values("pk"))


class Session(Record, OfflineRecord):
    """One planned session: held, or not and why."""

    class WhyNot(models.TextChoices):
        STAFF_AWAY = "staff_away", _("staff away")
        ROOM = "room", _("no room")
        EVENT = "event", _("school event")
        STUDENTS_AWAY = "students_away", _("students away")
        OTHER = "other", _("other")

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="sessions")
    held_on = models.DateField(_("on"))
    was_held = models.BooleanField(_("held"), default=True)
    why_not = models.CharField(_("why not"), max_length=13, choices=WhyNot.choices, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    staff = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="sessions")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=500, blank=True)
    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(was_held=True) | ~Q(why_not=""), name="provision_session_why_not"
            )
        ]
        indexes = [models.Index(fields=["provision", "held_on"], name="provision_session_day")]

    def __str__(self) -> str:
        return f"session {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("provision:provision-detail", args=[self.provision_id]) + "#sessions"

    def can_be_edited_by(self, user: User) -> bool:
        return Session.objects.editable_by(user).filter(pk=self.pk).exists()


class AttendanceQuerySet(AboutStudentQuerySet):
    level = "adjustments"


class Attendance(Record, OfflineRecord):
    """One student at one session: there or not, and a line about it."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="attendances")
    student = models.ForeignKey(Student, models.PROTECT, related_name="attendances")
    was_there = models.BooleanField(_("there"), default=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "participation"], name="provision_attendance_once"
            )
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"
