"""A notice: something a person should know or do, sent once however often the job runs."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def for_user(self, user: User) -> Self:
        return self.filter(recipient=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One row per event and recipient; the row is the truth, whatever the queue loses.

    `event` names the occurrence, for example `review-due:412:2026-03-02`; `kind` chooses the
    words; `student_id` is a plain number (no upward key) that the reader's own gate resolves.
    It holds no child's name.
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
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient"], name="notices_once_per_event")
        ]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notices_recipient_read")]

    def __str__(self) -> str:
        return f"{self.kind} {self.event}"
