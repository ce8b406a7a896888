"""Parents who wanted to come to their child's review, and the school's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meetings.models import AttendanceRequest, Meeting
from sencohub.overview.demo import texts_meetings as texts
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.world import World, at

if TYPE_CHECKING:
    from sencohub.overview.demo.meetings import Sitting


def lay_requests(world: World, sittings: list[Sitting]) -> None:
    """Before a review the parents said how they would take part; the school answered most."""
    chosen = [sitting for sitting in sittings if sitting.record.kind == Meeting.Kind.REVIEW]
    entries = [_request(world, sitting) for sitting in chosen]
    entries.sort(key=lambda entry: entry.at)
    world.book.write(AttendanceRequest, entries)


def _request(world: World, sitting: Sitting) -> Entry[AttendanceRequest]:
    case, lead = sitting.cases[0], sitting.record.lead
    parent = case.pupil.links[0].parent
    day = min(world.calendar.step(sitting.day, -5), world.calendar.step(world.on, -2))
    day = max(day, sitting.entry.at.date())
    asked = at(day, 21, 4) if day < world.on else at(day, 12, 40)
    made = AttendanceRequest(
        student=case.student,
        parent=parent,
        meeting=sitting.record,
        wish=AttendanceRequest.Wish.COME,
        words=texts.WISH.of(parent.language),
        asked_at=asked,
    )
    entry = Entry(made, asked, parent)
    answered = world.calendar.step(day, 1)
    if sitting.ended or (case.pupil.story and answered <= world.on):
        entry.then(
            at(answered, 9, 30),
            lead,
            answer=texts.WISH_ANSWER.of(parent.language),
            answered_on=answered,
            answered_by=lead,
        )
    return entry
