"""Answers about adjustments, from a phone, sent at once or after the network came back.

The device makes each answer's `client_id`; sent twice, it is kept once. What the device says is
checked against the gate and against the day it happened on, not the day it arrived.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import TeachingAssignment
from tiers.models import Adjustment, AdjustmentLog

LESSON = dt.timedelta(minutes=40)
"""A lesson in a Hong Kong school; a second answer within it corrects the first."""
OLDEST = dt.timedelta(days=14)
CLOCKS_DIFFER = dt.timedelta(minutes=5)
"""A phone's clock may run a little ahead of the server's."""


@dataclass(frozen=True)
class Sent:
    """One answer as a device sent it. `lesson` is the pk of the sender's teaching assignment."""

    client_id: UUID
    adjustment: int
    answer: str
    happened_at: dt.datetime
    lesson: int | None = None


class Fate(TextChoices):
    SAVED = "saved"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """What became of one answer; `reason` says in words why it was refused."""

    client_id: UUID
    fate: Fate
    reason: str = ""
    log: AdjustmentLog | None = None


def log_answers(*, sent: Iterable[Sent], by: User) -> list[Result]:
    """Keep each answer in the order it was given; one that is refused never holds up the rest."""
    return [log_answer(sent=one, by=by) for one in sent]


def log_answer(*, sent: Sent, by: User) -> Result:
    """Keep one answer, once. Refuses the future, the long past, and students not visible now."""
    known = AdjustmentLog.objects.filter(client_id=sent.client_id).first()
    if known is not None:
        return _known(sent.client_id, known, by)
    adjustment = (
        Adjustment.objects.visible_to(by).select_related("plan").filter(pk=sent.adjustment).first()
    )
    reason = _why_not(sent, adjustment)
    if reason or adjustment is None:
        return Result(sent.client_id, Fate.REFUSED, reason)
    try:
        with transaction.atomic():
            log = _keep(sent, adjustment, by)
            _settle(log)
    except IntegrityError:
        # The same answer arrived twice at the same moment; the constraint kept one.
        return Result(sent.client_id, Fate.ALREADY)
    return Result(sent.client_id, Fate.SAVED, log=log)


def _known(mark: UUID, log: AdjustmentLog, by: User) -> Result:
    if log.teacher_id != by.pk:
        return Result(mark, Fate.REFUSED, _("This answer cannot be taken."))
    return Result(mark, Fate.ALREADY, log=log)


def _why_not(sent: Sent, adjustment: Adjustment | None) -> str:
    if adjustment is None:
        return _("This student is no longer one of yours.")
    if sent.happened_at > timezone.now() + CLOCKS_DIFFER:
        return _("This answer is dated in the future. Check the clock of your phone.")
    if sent.happened_at < timezone.now() - OLDEST:
        return _("This answer is more than 14 days old.")
    if not adjustment.was_in_force(timezone.localdate(sent.happened_at)):
        return _("This adjustment was not in force on that day.")
    return ""


def _keep(sent: Sent, adjustment: Adjustment, by: User) -> AdjustmentLog:
    lesson = TeachingAssignment.objects.filter(pk=sent.lesson or 0, staff=by).first()
    return AdjustmentLog.objects.create(
        client_id=sent.client_id,
        adjustment=adjustment,
        student_id=adjustment.student_id,
        teacher=by,
        answer=sent.answer,
        taught_on=timezone.localdate(sent.happened_at),
        happened_at=sent.happened_at,
        subject=lesson.subject if lesson else "",
    )


def _settle(log: AdjustmentLog) -> None:
    """Of several answers about one adjustment in one lesson the latest stands.

    An answer that was given offline may arrive after one that was given later.
    """
    same_lesson = AdjustmentLog.objects.standing().filter(
        adjustment=log.adjustment,
        teacher=log.teacher,
        subject=log.subject,
        happened_at__range=(log.happened_at - LESSON, log.happened_at + LESSON),
    )
    rows = sorted(same_lesson.select_for_update(), key=lambda row: (row.happened_at, row.pk))
    for earlier in rows[:-1]:
        earlier.undone_at = timezone.now()
        earlier.save()


def undo_answer(*, client_id: UUID, by: User) -> Result:
    """Take back one's own answer on the day it was given. Twice is harmless; the row is kept."""
    with transaction.atomic():
        log = (
            AdjustmentLog.objects.select_for_update()
            .filter(client_id=client_id, teacher=by)
            .first()
        )
        if log is None:
            return Result(client_id, Fate.REFUSED, _("There is no such answer of yours."))
        if log.undone_at is not None:
            return Result(client_id, Fate.ALREADY, log=log)
        if log.taught_on != today():
            reason = _("An answer can be taken back on its own day only.")
            return Result(client_id, Fate.REFUSED, reason)
        log.undone_at = timezone.now()
        log.save()
    return Result(client_id, Fate.SAVED, log=log)
