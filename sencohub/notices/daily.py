"""The daily job: reminders for every day since the last run, then one digest for each person.

Each part remembers how far it has come, so that running twice, late, or after days of silence
does each day once. What should have gone out on an earlier school day is marked late.
"""

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone

from sencohub.lib.dates import today
from sencohub.notices import mail, reminders
from sencohub.notices.actions import DIGEST_AT, remind
from sencohub.notices.models import DayDone, Letter, Notice
from sencohub.school.calendar import LONGEST_BREAK, ONE_DAY, Calendar

DIGESTS = "digests"
LONGEST_SILENCE = dt.timedelta(days=31)
"""Days missed before that are not made up: the pages show what is late."""
LETTERS_AT_A_TIME = 200
log = logging.getLogger(__name__)


def run(on: dt.date | None = None) -> int:
    """Build what is owed up to that day (default: today) and put it into letters; how many."""
    day = on or today()
    for name, source in reminders.sources().items():
        _build(name, source, day)
    return _write_digests(day)


def is_owed() -> bool:
    """The hour has come and some part has not been done for today."""
    if timezone.localtime().time() < DIGEST_AT:
        return False
    parts = {*reminders.sources(), DIGESTS}
    return DayDone.objects.filter(part__in=parts, last_day__gte=today()).count() < len(parts)


def send_waiting() -> int:
    """Send the letters that wait, the oldest first, as long as the mail server answers."""
    sent = 0
    waiting = Letter.objects.waiting().order_by("pk").values_list("pk", flat=True)
    for pk in list(waiting[:LETTERS_AT_A_TIME]):
        try:
            sent += mail.send_letter(pk)
        except mail.MailServerAway as fault:
            log.warning("the mail server is away", extra={"fault": str(fault)})
            break
    return sent


# --- reminders ---------------------------------------------------------------------------------


def _build(name: str, source: reminders.type_source, up_to: dt.date) -> None:
    """Ask one source for each day it has not been asked for. Its fault stops no other source."""
    try:
        while (day := _next_day(name, up_to)) <= up_to:
            with transaction.atomic():
                _mark(name, day)
                remind(source(day), day=day)
    except Exception as fault:
        extra = {"source": name, "fault": type(fault).__name__}
        log.error("a source of reminders failed", extra=extra)


def _next_day(name: str, up_to: dt.date) -> dt.date:
    """The day after the last one done; a new source begins today."""
    begin = {"last_day": up_to - ONE_DAY}
    done, _new = DayDone.objects.get_or_create(part=name, defaults=begin)
    return max(done.last_day, up_to - LONGEST_SILENCE) + ONE_DAY


def _mark(part: str, day: dt.date) -> None:
    """Written before the work and in its transaction: a second run at the same time waits here."""
    DayDone.objects.update_or_create(part=part, defaults={"last_day": day})


# --- digests -----------------------------------------------------------------------------------


def _write_digests(day: dt.date) -> int:
    """One letter for each person to whom something waits, on school days, once a day."""
    if DayDone.objects.filter(part=DIGESTS, last_day__gte=day).exists():
        return 0
    calendar, written = Calendar(day - LONGEST_SILENCE, day + LONGEST_BREAK * ONE_DAY), 0
    if calendar.is_school_day(day):
        people = Notice.objects.awaiting_digest().order_by().values_list("recipient", flat=True)
        written = sum(_write_digest(pk, day, calendar) for pk in sorted(set(people)))
    _mark(DIGESTS, day)
    return written


@transaction.atomic
def _write_digest(recipient: int, day: dt.date, calendar: Calendar) -> int:
    """Gather what waits for this person into the day's one letter; 1 if it was not there yet."""
    letter, made = Letter.objects.get_or_create(
        key=f"digest:{day:%Y-%m-%d}:{recipient}", defaults={"recipient_id": recipient}
    )
    if not made:
        return 0
    waiting = Notice.objects.awaiting_digest().filter(recipient=recipient)
    for notice in waiting:
        notice.letter, notice.is_late = letter, day > calendar.on_or_after(notice.day)
    Notice.objects.bulk_update(waiting, ["letter", "is_late"], batch_size=500)
    return 1
