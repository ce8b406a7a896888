"""Telling people: one row for an event and a person, whatever runs twice."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.queue import enqueue_on_commit
from sencohub.notices import kinds
from sencohub.notices.models import DayDone, Letter, Notice
from sencohub.notices.reminders import Reminder

DIGEST_AT = dt.time(6, 30)
"""Hong Kong time; the beat schedule of the settings says the same."""


@transaction.atomic
def tell(
    *,
    event: str,
    kind: str,
    to: Iterable[User],
    path: str,
    student_id: int | None = None,
    channel: str = Notice.Channel.DIGEST,
    due_on: dt.date | None = None,
) -> None:
    """Put a notice before each of these people, once for this event, in the caller's transaction.

    `event` names the occurrence (`concern-raised:12`), `path` is the page that it leads to. Raises
    KeyError for a kind that nobody registered.
    """
    kinds.get(kind)
    people = {person.pk: person for person in to}.values()
    _put(
        [
            Notice(
                event=event,
                kind=kind,
                recipient=person,
                path=path,
                student_id=student_id,
                channel=channel,
                due_on=due_on,
                day=_next_digest_day(),
            )
            for person in people
        ]
    )


@transaction.atomic
def remind(reminders: Iterable[Reminder], *, day: dt.date) -> None:
    """Put that day's reminders before their people, once each. Raises KeyError as `tell` does."""
    rows = []
    for one in reminders:
        kinds.get(one.kind)
        rows.append(
            Notice(
                event=one.event,
                kind=one.kind,
                recipient=one.recipient,
                path=one.path,
                student_id=one.student_id,
                channel=one.channel,
                due_on=one.due_on,
                day=day,
            )
        )
    _put(rows)


def _put(notices: list[Notice]) -> None:
    """Store what is not there yet; what is for at once gets its letter in the same transaction."""
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=500)
    events = {one.event for one in notices if one.channel == Notice.Channel.AT_ONCE}
    without = Notice.objects.filter(
        event__in=events, channel=Notice.Channel.AT_ONCE, letter__isnull=True
    )
    for notice in without:
        letter, _made = Letter.objects.get_or_create(
            key=f"notice:{notice.pk}", defaults={"recipient_id": notice.recipient_id}
        )
        notice.letter = letter
        notice.save(update_fields=["letter"])
        enqueue_on_commit("notices.send_letter", letter.pk)


def _next_digest_day() -> dt.date:
    """Today's digest while it has not gone out, else tomorrow's."""
    gone = timezone.localtime().time() >= DIGEST_AT
    return today() + dt.timedelta(days=int(gone))


@transaction.atomic
def read_all(user: User) -> None:
    """Mark everything this person sees in their list as read."""
    Notice.objects.visible_to(user).unread().update(read_at=timezone.now())


@transaction.atomic
def hold_back() -> int:
    """After a restore: what the backup still held to be sent stays in the app, and no day is owed.

    The installation that the backup was made of has sent it, or will. Returns how many e-mails are
    held back.
    """
    digests = Notice.objects.awaiting_digest().update(channel=Notice.Channel.APP)
    letters = Letter.objects.filter(outcome=Letter.Outcome.WAITING)
    held = letters.update(outcome=Letter.Outcome.HELD, done_at=timezone.now())
    DayDone.objects.filter(last_day__lt=today()).update(last_day=today())
    return digests + held
