"""On the register means: has an open placement on one of the three tiers."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import Publishable, Record
from sencohub.lib.roles import Role
from students.models import Student
from students.models.about import AboutStudentQuerySet


class Tier(models.IntegerChoices):
    ONE = 1, _("Tier 1")
    TWO = 2, _("Tier 2")
    THREE = 3, _("Tier 3")


class TierPlacementQuerySet(AboutStudentQuerySet):
    level = "adjustments"

    def open(self, on: dt.date | None = None) -> Self:
        """Placements that hold on that day: the register."""
        day = on or today()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def editable_by(self, user: User) -> Self:
        """Only a SENCO decides on tiers; the SEN support teacher drafts (design, section 6)."""
        return self.visible_to(user) if _decides(user) else self.none()


def _decides(user: User) -> bool:
    return user.is_authenticated and Role.SENCO in user.roles


def may_place(user: User, student: Student) -> bool:
    """Whether this person decides the tier of a student: a SENCO who sees the record."""
    return _decides(user) and Student.objects.visible_to(user).filter(pk=student.pk).exists()


class TierPlacement(Record, Publishable):
    """A student at a tier from one day to another, and why. One open placement per student.

    Tier follows need, never the label alone. Source of the criteria: EDB Operation Guide on the
    Whole School Approach, January 2026.
    """

    class ParentView(models.TextChoices):
        AGREES = "agrees", _("agrees")
        DISAGREES = "disagrees", _("disagrees")
        UNSURE = "unsure", _("is not sure yet")
        NOT_REACHED = "not_reached", _("could not be reached")
        NOT_ON_FILE = "not_on_file", _("not on file (taken over)")

    student = models.ForeignKey(Student, models.PROTECT, related_name="placements")
    tier = models.PositiveSmallIntegerField(_("tier"), choices=Tier.choices)
    starts_on = models.DateField(_("from"), default=today)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000)
    criteria = models.JSONField(_("criteria met"), default=list, blank=True)
    evidence = models.TextField(_("evidence"), max_length=2000, blank=True)
    advice = models.TextField(_("specialist's advice"), max_length=2000, blank=True)
    parent_view = models.CharField(_("parents' view"), max_length=12, choices=ParentView.choices)
    parent_words = models.TextField(_("in the parents' words"), max_length=2000, blank=True)
    attempts = models.JSONField(_("attempts to reach the parents"), default=list, blank=True)
    student_words = models.TextField(_("in the student's words"), max_length=2000, blank=True)
    discussed_on = models.DateField(_("discussed with parents on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), default=today)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    from_review = models.ForeignKey(
        "tiers.Review", models.PROTECT, null=True, blank=True, related_name="placements"
    )
    end_reason = models.TextField(_("why support at this tier ended"), max_length=2000, blank=True)
    end_discussed_on = models.DateField(_("end discussed with parents on"), null=True, blank=True)
    objects = TierPlacementQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student"],
                condition=Q(ends_on__isnull=True),
                name="tiers_placement_one_open",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="tiers_placement_dates",
            ),
            models.CheckConstraint(condition=Q(tier__in=[1, 2, 3]), name="tiers_placement_tier"),
        ]
        indexes = [
            models.Index(
                fields=["starts_on", "ends_on", "tier", "student"], name="tiers_placement_open"
            )
        ]

    def __str__(self) -> str:
        return f"placement {self.pk}"

    def can_be_edited_by(self, user: User) -> bool:
        return TierPlacement.objects.editable_by(user).filter(pk=self.pk).exists()

    def end(self, *, on: dt.date) -> None:
        """The last day this placement holds."""
        self.ends_on = on
        self.save()

    def publish(self, *, by: User) -> None:
        """Let the parents read it from now on. Saves nothing."""
        self.published_at, self.published_by = timezone.now(), by
