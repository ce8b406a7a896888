"""What the joining pages keep: impact reports as issued, saved views, imports for undo."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.records import Record, Transitions
from sencohub.school.models import Term


class ImpactReportQuerySet(models.QuerySet["ImpactReport"]):
    def visible_to(self, user: User) -> Self:
        """The SEN team and leaders."""
        return self if user.is_authenticated and user.sees_whole_school else self.none()


class ImpactReport(Record):
    """A term's impact report. Once issued, its figures stand as they were that day."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ISSUED = "issued", _("issued")

    MOVES = Transitions({State.DRAFT: [State.ISSUED]})

    term = models.OneToOneField(Term, models.PROTECT, related_name="impact_report")
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    figures = models.JSONField(default=dict, blank=True)
    lede = models.TextField(_("finding in one paragraph"), max_length=2000, blank=True)
    keep = models.TextField(_("keep"), max_length=2000, blank=True)
    change = models.TextField(_("change"), max_length=2000, blank=True)
    stop = models.TextField(_("stop"), max_length=2000, blank=True)
    ask = models.TextField(_("what we ask the principal to decide"), max_length=2000, blank=True)
    comment = models.TextField(_("principal's comment"), max_length=4000, blank=True)
    commented_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    pdf = models.FileField(upload_to="impact/%Y", blank=True)
    pdf_hash = models.CharField(max_length=64, blank=True)
    objects = ImpactReportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"impact report {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("overview:impact-detail", args=[self.pk])


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(owner=user) if user.is_authenticated else self.none()


class SavedView(models.Model):
    """A person's own filter of a list, under a name."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=30, default="register")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)
    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "page", "name"], name="overview_saved_view_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: User) -> Self:
        """Own imports; the SENCO sees all. The office sees no SEN register import."""
        if not user.is_authenticated:
            return self.none()
        if "senco" in user.roles:
            return self
        return self.filter(by=user)


class ImportRun(Record):
    """One import: its files, what it did row by row, and whether it was only tried."""

    class State(models.TextChoices):
        CHECKED = "checked", _("checked, nothing written")
        REFUSED = "refused", _("refused, nothing written")
        DONE = "done", _("done")

    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="imports")
    created_on = models.DateTimeField(auto_now_add=True)
    file_names = models.JSONField(default=list)
    upload = models.FileField(upload_to="imports/%Y/%m", blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKED)
    counts = models.JSONField(default=dict)
    report = models.JSONField(default=list)
    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_on"]

    def __str__(self) -> str:
        return f"import {self.pk}"
