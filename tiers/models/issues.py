"""Every issue of a plan that was sent, to whom, and what came back."""

import hashlib
from typing import Any, Self

from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import Record
from students.models import Student
from students.models.about import AboutStudentQuerySet
from students.models.people import about_visible
from tiers.models.plans import Plan, Target


class PlanIssueQuerySet(AboutStudentQuerySet):
    def for_parent(self, user: User) -> Self:
        """For the portal: issues of the reader's own children that were sent to this parent."""
        children = about_visible(user, "published")
        return self.filter(children, published_at__isnull=False, shares__parent=user).distinct()


class PlanIssue(models.Model):
    """The plan word for word as it was sent or agreed, for one student. Never changed.

    `snapshot` holds everything the document and the portal show; `pdf_hash` is the SHA-256 of the
    document made from it.
    """

    class Why(models.TextChoices):
        DRAFT = "draft", _("sent for comment")
        AGREED = "agreed", _("agreed")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="issues")
    student = models.ForeignKey(Student, models.PROTECT, related_name="plan_issues")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=6, choices=Why.choices)
    snapshot = models.JSONField()
    snapshot_hash = models.CharField(max_length=64)
    pdf = models.FileField(upload_to="issues/%Y/%m", blank=True)
    pdf_hash = models.CharField(max_length=64, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    objects = PlanIssueQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "student", "number"], name="tiers_issue_number")
        ]

    def __str__(self) -> str:
        return f"issue {self.number} of plan {self.plan_id}"

    def get_absolute_url(self) -> str:
        return reverse("tiers:issue-detail", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Made once; afterwards only its document may be added, by `keep_pdf`."""
        if self.pk and set(kwargs.get("update_fields") or ()) != {"pdf", "pdf_hash"}:
            raise TypeError("an issue is never changed")
        super().save(*args, **kwargs)

    def keep_pdf(self, content: bytes) -> None:
        """Store the document of this issue, once; what was issued is never rendered again."""
        if self.pdf:
            raise TypeError("this issue has its document")
        self.pdf_hash = hashlib.sha256(content).hexdigest()
        self.pdf.save(f"plan-{self.plan_id}-{self.pk}.pdf", ContentFile(content), save=False)
        self.save(update_fields=["pdf", "pdf_hash"])


class PlanShareQuerySet(models.QuerySet["PlanShare"]):
    def for_parent(self, user: User) -> Self:
        children = about_visible(user, "published", field="issue__student")
        return self.filter(children, parent=user)

    def visible_to(self, user: User) -> Self:
        return self.filter(about_visible(user, field="issue__student"))


class PlanShare(Record):
    """An issue sent to one person: opened when, said what. One parent never answers for another."""

    class Answer(models.TextChoices):
        NONE = "", _("no answer yet")
        AGREE = "agree", _("agrees")
        PARTLY = "partly", _("agrees in part")
        DISAGREE = "disagree", _("disagrees")

    class How(models.TextChoices):
        PORTAL = "portal", _("on their own page")
        PAPER = "paper", _("on paper")
        PHONE = "phone", _("by phone")
        MEETING = "meeting", _("at a meeting")

    issue = models.ForeignKey(PlanIssue, models.PROTECT, related_name="shares")
    parent = models.ForeignKey(User, models.PROTECT, related_name="plan_shares")
    sent_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(_("said they have read it"), null=True, blank=True)
    comment = models.TextField(_("comment"), max_length=4000, blank=True)
    target_comments = models.JSONField(default=dict, blank=True)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(_("answered how"), max_length=8, choices=How.choices, default=How.PORTAL)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    objects = PlanShareQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "parent"], name="tiers_share_once")]

    def __str__(self) -> str:
        return f"share {self.pk}"


class PlanCommentQuerySet(models.QuerySet["PlanComment"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(plan__in=Plan.objects.visible_to(user).values("pk"))


class PlanComment(Record):
    """What a teacher, a specialist or the SEN team says about a plan; parents do not see it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="comments")
    target = models.ForeignKey(
        Target, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="plan_comments")
    words = models.TextField(_("comment"), max_length=2000)
    objects = PlanCommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Acknowledgement(Record):
    """A member of staff has read a plan, or this week's class sheet."""

    staff = models.ForeignKey(User, models.PROTECT, related_name="acknowledgements")
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="acknowledgements"
    )
    issue_number = models.PositiveSmallIntegerField(default=0)
    read_on = models.DateField(default=today)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "plan", "issue_number"], name="tiers_acknowledgement_once"
            )
        ]

    def __str__(self) -> str:
        return f"acknowledgement {self.pk}"
