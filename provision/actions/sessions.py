"""Sessions as they were held, or why not, and who was there: kept once, however often sent."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provision.models import Attendance, Participation, Provision, Session
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove


@dataclass(frozen=True)
class There:
    """One student at one session."""

    place: Participation
    was_there: bool
    note: str = ""


@dataclass(frozen=True)
class Held:
    """A session as somebody records it. `minutes` counts only when it was held."""

    held_on: dt.date
    was_held: bool
    why_not: str
    minutes: int
    note: str
    there: tuple[There, ...] = ()


@transaction.atomic
def record_session(*, run: Provision, held: Held, client_id: UUID, by: User) -> Session:
    """Record a session once for this `client_id`; the same one again gives the first one back.

    Refuses a run that has not started, and days outside the run or in the future.
    """
    known: Session | None = Session.objects.filter(client_id=client_id, provision=run).first()
    if known is not None:
        return known
    run = Provision.locked(run.pk)
    if run.state == Provision.State.PLANNED:
        raise IllegalMove(_("This provision has not started yet."))
    refuse_day(run, held.held_on)
    session = Session(
        provision=run, client_id=client_id, recorded_by=by, happened_at=timezone.now()
    )
    return _write(session, held, default_staff=_who_held(run, by))


@transaction.atomic
def correct_session(*, session: Session, held: Held, version: int | None, by: User) -> Session:
    """Put right what was recorded; the history keeps what stood."""
    session.claim(version)
    refuse_day(session.provision, held.held_on)
    return _write(session, held, default_staff=session.staff)


def _who_held(run: Provision, by: User) -> User | None:
    """The one who records it when they lead it, else the run's leader."""
    return by if run.staff_id == by.pk else run.staff


def refuse_day(run: Provision, day: dt.date) -> None:
    """A session is on a day of the run that has come."""
    if day > today():
        raise ValidationError({"held_on": _("Choose today or an earlier day.")})
    if not run.starts_on <= day <= run.ends_on:
        raise ValidationError({"held_on": _("Choose a day between the first and last of the run.")})


def _write(session: Session, held: Held, default_staff: User | None) -> Session:
    session.held_on, session.was_held = held.held_on, held.was_held
    session.why_not = "" if held.was_held else held.why_not
    session.minutes = held.minutes if held.was_held else 0
    session.note, session.staff = held.note, default_staff
    session.save()
    _write_attendance(session, held.there if held.was_held else ())
    return session


def _write_attendance(session: Session, there: Iterable[There]) -> None:
    """One row for each student whose place covers that day; nobody was at one not held."""
    standing = {row.participation_id: row for row in session.attendances.all()}
    for one in there:
        if not one.place.starts_on <= session.held_on <= one.place.ends_on:
            continue
        row = standing.pop(one.place.pk, None) or Attendance(
            session=session,
            participation=one.place,
            student_id=one.place.student_id,
            client_id=uuid5(session.client_id, str(one.place.pk)) if session.client_id else None,
            happened_at=session.happened_at,
        )
        if row.pk is None or (row.was_there, row.note) != (one.was_there, one.note):
            row.was_there, row.note = one.was_there, one.note
            row.save()
    for row in standing.values():
        if row.was_there:
            row.was_there = False
            row.save()
