"""A notice: something a person should know or do, sent once however often the job runs.

The rows are the truth. A notice waits for its e-mail (`letter`); a letter is claimed, sent and
closed; a day is marked done. Whatever the queue loses, a sweep finds by these rows.
"""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.notices import kinds, subjects

CLAIM_LASTS = dt.timedelta(minutes=10)
"""A worker that has not said for so long that a letter went is taken to be dead."""
REFUSALS_AT_MOST = 5


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        """Not sent, and in nobody's hands."""
        long_ago = timezone.now() - CLAIM_LASTS
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=long_ago)
        return self.filter(free, outcome=Letter.Outcome.WAITING)


class Letter(models.Model):
    """One e-mail to one person: a day's digest or one notice. `key` is unique, so it is one."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("not sent yet")
        SENT = "sent", _("sent")
        NO_ADDRESS = "no_address", _("no e-mail address")
        NOTHING_LEFT = "nothing_left", _("read before it went out")
        REFUSED = "refused", _("refused by the mail server")
        HELD = "held", _("held back after a restore")

    key = models.CharField(max_length=60, unique=True)
    recipient = models.ForeignKey(User, models.CASCADE, related_name="letters")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    refusals = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["outcome", "claimed_at"], name="notices_letter_waiting")]

    def __str__(self) -> str:
        return self.key

    @property
    def is_digest(self) -> bool:
        return self.key.startswith("digest:")

    def claim(self) -> bool:
        """Take this letter for one worker; False when another has it or it is done."""
        now = timezone.now()
        taken = Letter.objects.filter(pk=self.pk).waiting().update(claimed_at=now)
        if taken:
            self.claimed_at = now
        return bool(taken)

    def close(self, outcome: str) -> None:
        """The letter is done with, if it still is in this worker's hands."""
        mine = Letter.objects.filter(pk=self.pk, claimed_at=self.claimed_at)
        if mine.update(outcome=outcome, done_at=timezone.now()):
            self.refresh_from_db()

    def let_go(self) -> None:
        """The mail server is away; a later sweep sends it."""
        Letter.objects.filter(pk=self.pk, claimed_at=self.claimed_at).update(claimed_at=None)

    def refused(self) -> None:
        """The mail server does not take it for this person: after five times it is given up.

        The claim is kept, so that the next attempt comes after it has run out.
        """
        Letter.objects.filter(pk=self.pk).update(refusals=models.F("refusals") + 1)
        self.refresh_from_db(fields=["refusals"])
        if self.refusals >= REFUSALS_AT_MOST:
            self.close(self.Outcome.REFUSED)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def for_user(self, user: User) -> Self:
        return self.filter(recipient=user)

    def visible_to(self, user: User) -> Self:
        """What this person was told, without what is about a student they see no longer."""
        if not user.is_authenticated:
            return self.none()
        about_nobody = Q(student_id__isnull=True)
        return self.filter(about_nobody | subjects.about_visible(user), recipient=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def awaiting_digest(self) -> Self:
        """Neither read nor sent nor put into a letter."""
        waiting = self.unread().filter(sent_at__isnull=True, letter__isnull=True)
        return waiting.filter(channel=Notice.Channel.DIGEST, recipient__is_active=True)


class Notice(models.Model):
    """One row per event and recipient; the row is the truth, whatever the queue loses.

    `event` names the occurrence, for example `review-due:412:2026-03-02`; `kind` chooses the
    words; `student_id` is a plain number (no upward key) that the reader's own gate resolves.
    `day` is the day whose digest should have carried it. It holds no child's name.
    """

    class Channel(models.TextChoices):
        DIGEST = "digest", _("daily digest")
        AT_ONCE = "at_once", _("at once")
        APP = "app", _("in the app only")

    event = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    recipient = models.ForeignKey(User, models.CASCADE, related_name="notices")
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.DIGEST)
    student_id = models.BigIntegerField(null=True, blank=True)
    path = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    day = models.DateField(default=today)
    is_late = models.BooleanField(default=False)
    letter = models.ForeignKey(
        Letter, models.SET_NULL, null=True, blank=True, related_name="notices"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient"], name="notices_once_per_event")
        ]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notices_recipient_read")]

    def __str__(self) -> str:
        return f"{self.kind} {self.event}"

    @property
    def title(self) -> str:
        """The kind's sentence in the reader's language."""
        return kinds.title_of(self.kind) or str(_("Something new waits for you"))

    @property
    def is_unread(self) -> bool:
        return self.read_at is None

    def mark_read(self) -> None:
        """Opened by its reader; the first time counts."""
        Notice.objects.filter(pk=self.pk).unread().update(read_at=timezone.now())


class DayDone(models.Model):
    """How far the daily job has come with one of its parts, so that no day is left out."""

    part = models.CharField(max_length=120, unique=True)
    last_day = models.DateField()

    def __str__(self) -> str:
        return f"{self.part} {self.last_day:%Y-%m-%d}"
