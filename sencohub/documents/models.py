"""A document being made, or made: the row and a sweep are the truth, never the queue."""

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.documents import kinds
from sencohub.lib.records import Transitions

KEPT_FOR = dt.timedelta(days=7)
ATTEMPTS_AT_MOST = 3
STALE_AFTER = dt.timedelta(minutes=2)
"""A worker that has said nothing for so long is taken to be dead."""
WAITED_TOO_LONG = dt.timedelta(minutes=1)


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: User) -> Self:
        """Only the person who asked; rights to what is in it are checked again at download."""
        return self.filter(asked_by=user) if user.is_authenticated else self.none()

    def under_way(self) -> Self:
        return self.filter(state__in=[Export.State.QUEUED, Export.State.RUNNING])

    def not_picked_up(self) -> Self:
        """Waiting for longer than a message takes: the queue lost it, or the worker was away."""
        long_ago = timezone.now() - WAITED_TOO_LONG
        touched = self.annotate(touched_at=Coalesce("beat_at", "created_at"))
        return touched.filter(state=Export.State.QUEUED, touched_at__lt=long_ago)

    def abandoned(self) -> Self:
        """Being made by a worker that is dead."""
        stale = timezone.now() - STALE_AFTER
        return self.filter(state=Export.State.RUNNING, beat_at__lt=stale)

    def past_keeping(self) -> Self:
        """Made, or failed, so long ago that it goes."""
        now = timezone.now()
        ready = self.filter(state=Export.State.READY, expires_at__lt=now)
        failed = self.filter(state=Export.State.FAILED, finished_at__lt=now - KEPT_FOR)
        return ready | failed


class Export(models.Model):
    """One document somebody asked for. `kind` and `parameters` say what; `asked_by` for whom."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting for its turn")
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
    student_ids = models.JSONField(default=list)
    language = models.CharField(max_length=10, default="en")
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    skipped = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to="exports", blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    content_type = models.CharField(max_length=80, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "beat_at"], name="documents_state_beat")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("documents:export-detail", args=[self.pk])

    @property
    def title(self) -> str:
        """What kind of document it is, in the reader's language; names nobody."""
        kind = kinds.find(self.kind)
        return str(kind.title) if kind else gettext("Document")

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def can_be_tried_again(self) -> bool:
        return self.state == self.State.FAILED

    # --- moves: each one statement that looks before it writes, so that two cannot both win ------

    def move(self, to: str, **values: object) -> bool:
        """Change the state if it, and the worker's claim, still are what we read; say if it was so.

        Raises IllegalMove for a move that the table does not hold.
        """
        self.MOVES.check(self.state, to)
        standing = Export.objects.filter(pk=self.pk, state=self.state, claim=self.claim)
        moved = bool(standing.update(state=to, **values))
        if moved:
            self.refresh_from_db()
        return moved

    def claim_for_work(self) -> bool:
        """Take this waiting export for one worker; False when another was quicker."""
        return self.move(
            self.State.RUNNING,
            claim=uuid.uuid4(),
            attempts=F("attempts") + 1,
            beat_at=timezone.now(),
            done=0,
            total=0,
            problem="",
        )

    def put_back(self) -> bool:
        """Let another run make it."""
        return self.move(self.State.QUEUED, claim=None, beat_at=timezone.now())

    def fail(self, problem: str) -> bool:
        """`problem` is a sentence for the person who asked, in their language."""
        return self.move(
            self.State.FAILED, problem=problem[:300], finished_at=timezone.now(), claim=None
        )
