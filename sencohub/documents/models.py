"""A document being made, or made: the row and a sweep are the truth, never the queue."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.records import Transitions

KEPT_FOR = dt.timedelta(days=7)


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: User) -> Self:
        """Only the person who asked; rights to what is in it are checked again at download."""
        return self.filter(asked_by=user) if user.is_authenticated else self.none()


class Export(models.Model):
    """One document somebody asked for. `kind` and `parameters` say what; `asked_by` for whom."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")
        EXPIRED = "expired", _("expired")

    MOVES = Transitions(
        {
            State.QUEUED: [State.RUNNING, State.FAILED],
            State.RUNNING: [State.READY, State.FAILED, State.QUEUED],
            State.READY: [State.EXPIRED],
            State.FAILED: [State.QUEUED, State.EXPIRED],
        }
    )

    asked_by = models.ForeignKey(User, models.PROTECT, related_name="exports")
    kind = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    language = models.CharField(max_length=10, default="en")
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    skipped = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to="exports/%Y/%m", blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    content_type = models.CharField(max_length=80, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "beat_at"], name="documents_state_beat")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
