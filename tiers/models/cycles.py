"""Assess, plan, do, review: one turn of the cycle for a student, and what assessing found."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import Record, Transitions
from students.models import Concern, SchoolClass, Student
from students.models.about import AboutStudentQuerySet

REVIEW_SOON = 14
"""Days before a review at which it counts as due soon, and at which its owner is reminded."""


class SupportCycleQuerySet(AboutStudentQuerySet):
    level = "adjustments"

    def open(self) -> Self:
        return self.exclude(stage=SupportCycle.Stage.CLOSED)

    def due(self, on: dt.date | None = None, *, days: int = REVIEW_SOON) -> Self:
        """Open cycles whose review falls on that day (default: today) or in the days after it."""
        day = on or today()
        return self.open().filter(review_due__range=(day, day + dt.timedelta(days=days)))

    def overdue(self, on: dt.date | None = None) -> Self:
        """Open cycles whose review should have been held before that day (default: today)."""
        return self.open().filter(review_due__lt=on or today())


class SupportCycle(Record):
    """One turn of Assess-Plan-Do-Review for a student (or, later, a class or group)."""

    class Stage(models.TextChoices):
        ASSESS = "assess", _("Assess")
        PLAN = "plan", _("Plan")
        DO = "do", _("Do")
        REVIEW = "review", _("Review")
        CLOSED = "closed", _("Closed")

    MOVES = Transitions(
        {
            Stage.ASSESS: [Stage.PLAN, Stage.CLOSED],
            Stage.PLAN: [Stage.DO, Stage.CLOSED],
            Stage.DO: [Stage.REVIEW, Stage.CLOSED],
            Stage.REVIEW: [Stage.DO, Stage.CLOSED],
        }
    )

    student = models.ForeignKey(
        Student, models.PROTECT, null=True, blank=True, related_name="cycles"
    )
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="cycles"
    )
    group_name = models.CharField(_("group"), max_length=80, blank=True)
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    stage = models.CharField(
        _("stage"), max_length=6, choices=Stage.choices, default=Stage.ASSESS, db_index=True
    )
    opened_on = models.DateField(_("opened on"), default=today)
    review_due = models.DateField(_("review due"), null=True, blank=True, db_index=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    from_concern = models.ForeignKey(
        Concern, models.PROTECT, null=True, blank=True, related_name="cycles"
    )
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="following"
    )
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    objects = SupportCycleQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student"],
                condition=~Q(stage="closed") & Q(student__isnull=False),
                name="tiers_cycle_one_open",
            ),
            models.UniqueConstraint(
                fields=["student", "number"],
                condition=Q(student__isnull=False),
                name="tiers_cycle_number",
            ),
            models.CheckConstraint(
                condition=Q(student__isnull=False)
                | Q(school_class__isnull=False)
                | ~Q(group_name=""),
                name="tiers_cycle_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"cycle {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("tiers:cycle-detail", args=[self.pk])

    def can_be_edited_by(self, user: User) -> bool:
        """The SEN team turns the cycle; everybody else reads."""
        return SupportCycle.objects.editable_by(user).filter(pk=self.pk).exists()

    def move(self, stage: str) -> None:
        """Change the stage by the table, or raise `IllegalMove`. Saves nothing."""
        self.MOVES.check(self.stage, stage)
        self.stage = stage


class Assessment(Record):
    """The iceberg: what is seen, what may cause it, strengths, what works, what to find out."""

    cycle = models.OneToOneField(SupportCycle, models.PROTECT, related_name="assessment")
    student = models.ForeignKey(Student, models.PROTECT, related_name="assessments")
    seen = models.TextField(_("what we see"), max_length=4000, blank=True)
    causes = models.TextField(_("what may lie beneath"), max_length=4000, blank=True)
    strengths = models.TextField(_("strengths"), max_length=4000, blank=True)
    worked = models.TextField(_("what already works"), max_length=4000, blank=True)
    find_out = models.TextField(_("what we still need to find out"), max_length=4000, blank=True)
    student_view = models.TextField(_("the student's view"), max_length=4000, blank=True)
    parent_view = models.TextField(_("the parents' view"), max_length=4000, blank=True)
    no_view_reason = models.TextField(_("why a view is not on file"), max_length=1000, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    objects = AboutStudentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"assessment {self.pk}"
