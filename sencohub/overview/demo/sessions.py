"""Sessions as they were held or not, and who was there."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

from provision.models import Attendance, Session
from sencohub.overview.demo import library
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.library import say
from sencohub.overview.demo.world import World, at, made_id

if TYPE_CHECKING:
    from sencohub.overview.demo.provisions import Run

WHY_NOT = ("staff_away", "event", "event", "room", "students_away")
HELD_SHARE = 0.91
THERE_SHARE = 0.93


def lay_sessions(world: World, runs: list[Run]) -> None:
    sessions: list[Entry[Session]] = []
    there: list[Entry[Attendance]] = []
    for nth, run in enumerate(runs):  # in a large school two runs share name and day
        rng = world.rng(f"sessions:{nth}:{run.offer.code}:{run.starts}:{run.record.name_en}")
        days = [day for day in run.days if day <= world.on]
        for day in days if world.is_full else days[-4:]:
            entry = _session(world, run, day, rng)
            sessions.append(entry)
            if entry.record.was_held:
                there += _attendances(world, run, entry, rng)
    world.book.write(Session, sessions)
    world.book.write(Attendance, there)


def _session(world: World, run: Run, day: dt.date, rng: random.Random) -> Entry[Session]:
    by = run.leader or world.staff["senst"]
    held = rng.random() < HELD_SHARE
    done = at(day, run.offer.hour, run.offer.minute) + dt.timedelta(minutes=run.offer.minutes + 5)
    theme = library.BY_CODE[run.offer.theme]
    made = Session(
        provision=run.record,
        held_on=day,
        was_held=held,
        why_not="" if held else rng.choice(WHY_NOT),
        minutes=run.offer.minutes if held else 0,
        staff=run.leader,
        recorded_by=by,
        note=rng.choice(theme.session).of(by.language) if held and rng.random() < 0.25 else "",
        client_id=made_id(rng),
        happened_at=done,
        received_at=done,
    )
    return Entry(made, done, by)


def _attendances(
    world: World, run: Run, session: Entry[Session], rng: random.Random
) -> Iterator[Entry[Attendance]]:
    theme, by = library.BY_CODE[run.offer.theme], session.by
    language = by.language if by else "en"
    for place in run.places:
        day = session.record.held_on
        if not place.record.starts_on <= day <= place.record.ends_on:
            continue
        note = ""
        if rng.random() < 0.07:
            note = say(rng.choice(theme.session).of(language), place.case.student)
        made = Attendance(
            session=session.record,
            participation=place.record,
            student=place.case.student,
            was_there=rng.random() < THERE_SHARE,
            note=note,
            client_id=made_id(rng),
            happened_at=session.at,
            received_at=session.at,
        )
        yield Entry(made, session.at, by)
