"""The review that closes a cycle: actual against expected, both views, and a decision."""

from decimal import Decimal

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import Publishable, Record
from students.models import Student
from students.models.about import AboutStudentQuerySet
from tiers.models.plans import Plan, Target


class Review(Record, Publishable):
    """One review of one plan for one student. The actual that counts is confirmed here."""

    class Decision(models.TextChoices):
        CONTINUE = "continue", _("continue")
        CHANGE = "change", _("change")
        STEP_UP = "step_up", _("step up a tier")
        STEP_DOWN = "step_down", _("step down a tier")
        CLOSE = "close", _("close")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    student = models.ForeignKey(Student, models.PROTECT, related_name="reviews")
    held_on = models.DateField(_("held on"), default=today)
    held_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    student_view = models.TextField(_("the student's view"), max_length=4000, blank=True)
    parent_view = models.TextField(_("the parents' view"), max_length=4000, blank=True)
    helped = models.TextField(_("what helped"), max_length=4000, blank=True)
    decision = models.CharField(_("decision"), max_length=9, choices=Decision.choices)
    reason = models.TextField(_("why"), max_length=2000)
    summary_en = models.TextField(_("for parents, in English"), max_length=4000, blank=True)
    summary_zh = models.TextField(_("for parents, in Chinese"), max_length=4000, blank=True)
    objects = AboutStudentQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "student", "held_on"], name="tiers_review_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("tiers:review-detail", args=[self.pk])

    def can_be_edited_by(self, user: User) -> bool:
        return Review.objects.editable_by(user).filter(pk=self.pk).exists()

    def publish(self, *, by: User) -> None:
        """Let the parents read the summary from now on. Saves nothing."""
        self.published_at, self.published_by = timezone.now(), by


class TargetOutcome(Record):
    """The confirmed actual of one target at one review. RAG is computed, never stored."""

    class Override(models.TextChoices):
        GREEN = "green", _("green")
        AMBER = "amber", _("amber")
        RED = "red", _("red")

    review = models.ForeignKey(Review, models.PROTECT, related_name="outcomes")
    target = models.ForeignKey(Target, models.PROTECT, related_name="outcomes")
    student = models.ForeignKey(Student, models.PROTECT, related_name="target_outcomes")
    actual = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    seen_in_class = models.CharField(max_length=8, choices=Target.SeenInClass.choices, blank=True)
    override = models.CharField(max_length=5, choices=Override.choices, blank=True)
    override_reason = models.CharField(max_length=300, blank=True)
    objects = AboutStudentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "target"], name="tiers_outcome_once"),
            models.CheckConstraint(
                condition=models.Q(override="") | ~models.Q(override_reason=""),
                name="tiers_outcome_override_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"outcome {self.pk}"

    # What `tiers.rag.rate_record` asks of anything that is rated: the target's, with this actual.

    @property
    def aim(self) -> str:
        return self.target.aim

    @property
    def direction(self) -> str:
        return self.target.direction

    @property
    def baseline(self) -> Decimal | None:
        return self.target.baseline

    @property
    def expected(self) -> Decimal | None:
        return self.target.expected
