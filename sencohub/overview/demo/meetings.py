"""Meetings held and to come: who was there, what was decided, who does what by when."""

import datetime as dt
import random
from dataclasses import dataclass, field

from meetings.models import (
    ActionPoint,
    AgendaItem,
    Attendee,
    Decision,
    Meeting,
)
from provision.models import Provision
from sencohub.accounts.models import User
from sencohub.overview.demo import texts_meetings as texts
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.library import say
from sencohub.overview.demo.themes import Words
from sencohub.overview.demo.wishes import lay_requests
from sencohub.overview.demo.world import Case, World, at
from tiers.models import Review, TierPlacement

State, Kind = Meeting.State, Meeting.Kind
WEEKS_BETWEEN = 6
"""A level's progress meeting comes round every half-term."""
AHEAD = dt.timedelta(days=15)
"""Meetings are called this long before."""
MOST_ITEMS = 8


@dataclass(eq=False)
class Sitting:
    """One meeting while it is laid."""

    day: dt.date
    cases: list[Case]
    entry: Entry[Meeting]
    places: TierPlacement | None = None
    """The placement this meeting decided."""
    review: Review | None = None
    """The review held at this meeting."""
    people: list[User] = field(default_factory=list)
    items: dict[int, AgendaItem] = field(default_factory=dict)

    @property
    def record(self) -> Meeting:
        return self.entry.record

    @property
    def ended(self) -> dt.datetime | None:
        """When it was held; known once the meetings are written."""
        return self.record.held_at


@dataclass(eq=False)
class Task:
    """An action point while it is laid: when its owner closes it, and how."""

    entry: Entry[ActionPoint]
    closes: dt.date | None
    state: str
    depth: int = 0


def lay_meetings(world: World) -> None:
    """Student Support Team meetings, levels' progress meetings and reviews with parents."""
    rng = world.rng("meetings")
    sittings = [*_team_meetings(world, rng), *_conferences(world, rng)]
    sittings += [*_level_meetings(world, rng), *_reviews(world)]
    sittings.sort(key=lambda sitting: sitting.record.starts_at)
    world.book.write(Meeting, [sitting.entry for sitting in sittings])
    world.book.write(Attendee, [e for each in sittings for e in _attendees(world, each, rng)])
    world.book.write(AgendaItem, [e for each in sittings for e in _items(world, each)])
    world.invitations = [
        (each.record, each.people, each.entry.changes[0].at)
        for each in sittings
        if each.record.state == State.INVITED
    ]
    held = [sitting for sitting in sittings if sitting.ended]
    decisions = {id(each): _decisions(world, each, rng) for each in held}
    world.book.write(Decision, [e for rows in decisions.values() for e in rows])
    tasks = _tasks(world, held, decisions, rng)
    for depth in range(max((task.depth for task in tasks), default=0) + 1):
        world.book.write(ActionPoint, [task.entry for task in tasks if task.depth == depth])
    lay_requests(world, sittings)


# --- when --------------------------------------------------------------------------------------


def _team_meetings(world: World, rng: random.Random) -> list[Sitting]:
    """The first Friday of each month of school, and the next one to come."""
    found = []
    for first, last, _count in [*world.months, *_this_month(world)]:
        days = world.calendar.between(first, last + dt.timedelta(days=20))
        day = next((each for each in days if each.weekday() == 4), None)
        if day is None or day > world.on + AHEAD:
            continue
        cases = [case for case in _cases_on(world, day) if case.tier >= 2]
        chosen = rng.sample(cases, min(6, len(cases)))
        found.append(_sitting(world, Kind.SST, day, 14, 30, 90, chosen, rng))
    return found


def _this_month(world: World) -> list[tuple[dt.date, dt.date, int]]:
    first = world.on.replace(day=1)
    following = (first + dt.timedelta(days=32)).replace(day=1)
    return [(first, world.on, 0), (following, following, 0)]


def _conferences(world: World, rng: random.Random) -> list[Sitting]:
    """A short meeting of the team for each change of tier since last school year began."""
    found = []
    for case in world.cases:
        day = case.tiers[-1][0]
        since = dt.date(world.calendar.first_years[-2], 9, 1)
        if len(case.tiers) > 1 and since <= day < world.on:
            sitting = _sitting(world, Kind.SST, day, 16, 0, 20, [case], rng)
            sitting.places = case.placements[-1]
            sitting.record.title = "Case conference 個案會議"
            found.append(sitting)
    return found


def _level_meetings(world: World, rng: random.Random) -> list[Sitting]:
    """Each level in turn, one a week, through the school year."""
    found = []
    begins = dt.date(world.calendar.first_years[-2], 9, 22)
    day, number = begins, 0
    while day <= world.on + AHEAD:
        tuesday = day + dt.timedelta(days=(1 - day.weekday()) % 7)
        level = number % WEEKS_BETWEEN + 1
        if world.calendar.is_open(tuesday) and tuesday <= world.on + AHEAD:
            back = world.first_year - (tuesday.year if tuesday.month >= 9 else tuesday.year - 1)
            cases = [c for c in _cases_on(world, tuesday) if c.pupil.level == level + back]
            if cases:
                chosen = sorted(cases, key=lambda c: (-c.tier, c.number))[:MOST_ITEMS]
                found.append(
                    _sitting(world, Kind.PROGRESS, tuesday, 15, 45, 48, chosen, rng, level)
                )
        day += dt.timedelta(days=7)
        number += 1
    return found


def _reviews(world: World) -> list[Sitting]:
    """A meeting for each Tier 3 review since last school year began, and those due soon."""
    begins = dt.date(world.calendar.first_years[-2], 9, 1)
    found = []
    for case in world.cases:
        for turn in case.turns:
            day = turn.held or (turn.due if turn.agreed else None)
            if turn.tier != 3 or day is None or not begins <= day <= world.on + AHEAD:
                continue
            if turn.held or world.on <= day:
                rng = world.rng(f"review meeting:{case.student.regno}:{day}")
                sitting = _sitting(world, Kind.REVIEW, day, 14, 45, 40, [case], rng)
                sitting.review = turn.review
                found.append(sitting)
    return found


def _cases_on(world: World, day: dt.date) -> list[Case]:
    """Children with an open cycle on that day."""
    return [
        case
        for case in world.cases
        if case.turns[0].opened <= day and not (case.left and (case.turns[-1].held or day) < day)
        if case.since <= day
    ]


def _sitting(
    world: World,
    kind: str,
    day: dt.date,
    hour: int,
    minute: int,
    minutes: int,
    cases: list[Case],
    rng: random.Random,
    level: int = 0,
) -> Sitting:
    senco = world.staff["senco"]
    title = {
        Kind.SST: "Student Support Team 學生支援組會議",
        Kind.PROGRESS: f"Student progress meeting, P{level} 小{'一二三四五六'[level - 1]}進度會議",
        Kind.REVIEW: "IEP review with parents 個別學習計劃檢討會議",
    }[Kind(kind)]
    starts = at(day, hour, minute)
    record = Meeting(
        kind=kind,
        title=title,
        starts_at=starts,
        minutes=minutes,
        place=rng.choice(("Room 104", "104 室", "Library")),
        lead=senco,
    )
    called = world.calendar.step(day, -8)
    called = min(called, world.on)
    entry = Entry(record, at(called, 12, 5), senco)
    invited = min(world.calendar.step(day, -5), world.on)
    if called < world.on or kind == Kind.REVIEW:
        entry.then(at(max(invited, called), 12, 30), senco, state=State.INVITED)
    if day < world.on:
        ended = starts + dt.timedelta(minutes=minutes)
        entry.then(ended, senco, state=State.HELD, held_at=ended)
        approved = world.calendar.step(day, 2)
        if approved <= world.on:
            entry.then(at(approved, 9), senco, state=State.APPROVED)
    return Sitting(day, cases, entry)


# --- who and what ------------------------------------------------------------------------------


def _attendees(world: World, sitting: Sitting, rng: random.Random) -> list[Entry[Attendee]]:
    """The team, and the class teachers of the children on the agenda; parents at a review."""
    people = [world.staff[key] for key in ("senco", "senst", "senst2", "worker")]
    if sitting.record.kind == Kind.SST:
        people.append(world.staff["vice"])
    for case in sitting.cases:
        rows = world.taught_by(case.pupil, sitting.day)
        people += [rows[0].staff] if rows else []
    sitting.people = list({person.pk: person for person in people}.values())
    entries = [_attendee(sitting, person, False, rng) for person in sitting.people]
    if sitting.record.kind == Kind.REVIEW:
        case = sitting.cases[0]
        entries.append(_attendee(sitting, case.pupil.links[0].parent, True, rng))
        if case.pupil.story and case.pupil.story.key == "ethan":
            entries.append(_attendee(sitting, world.staff["ep"], False, rng))
    return entries


def _attendee(
    sitting: Sitting, person: User, as_parent: bool, rng: random.Random
) -> Entry[Attendee]:
    made = Attendee(meeting=sitting.record, person=person, as_parent=as_parent)
    entry = Entry(made, sitting.entry.at, sitting.record.lead)
    if sitting.ended:
        came = person == sitting.record.lead or rng.random() < 0.93
        entry.then(sitting.ended, sitting.record.lead, came=came)
    return entry


def _items(world: World, sitting: Sitting) -> list[Entry[AgendaItem]]:
    entries = []
    for position, case in enumerate(sitting.cases, start=1):
        rows = world.taught_by(case.pupil, sitting.day)
        lead = rows[0].staff if rows else sitting.record.lead
        minutes = 40 if sitting.record.kind == Kind.REVIEW else 6
        made = AgendaItem(
            meeting=sitting.record,
            student=case.student,
            position=position,
            minutes=minutes,
            lead=lead,
        )
        sitting.items[case.number] = made
        entry = Entry(made, sitting.entry.at, sitting.record.lead)
        if sitting.ended:
            done = sitting.record.starts_at + dt.timedelta(minutes=6 * position)
            entry.then(done, sitting.record.lead, done_at=done)
        entries.append(entry)
    return entries


# --- decisions and actions ---------------------------------------------------------------------


def _decisions(world: World, sitting: Sitting, rng: random.Random) -> list[Entry[Decision]]:
    return [_decision(world, sitting, case, rng) for case in sitting.cases]


def _decision(world: World, sitting: Sitting, case: Case, rng: random.Random) -> Entry[Decision]:
    senco, ended = sitting.record.lead, sitting.ended
    assert ended is not None  # noqa: S101 - only meetings that were held decide
    on_provision, words, told = rng.choice(texts.DECISIONS)
    run = _run_of(world, case, sitting.day)
    if sitting.places is not None:
        on_provision, words, told = "", texts.TIER_DECIDED, texts.TIER_FOR_PARENTS
    if sitting.review is not None:
        on_provision = ""
        words = Words(sitting.review.reason, sitting.review.reason)
        told = Words(sitting.review.summary_en, sitting.review.summary_zh)
    tier = {"tier": sitting.places.tier} if sitting.places else {}
    made = Decision(
        item=sitting.items[case.number],
        student=case.student,
        words=words.of("en" if rng.random() < 0.6 else "zh-hant"),
        summary_en=say(told.en, case.student, **tier),
        summary_zh=say(told.zh, case.student, **tier),
        on_provision=on_provision if run else "",
        provision=run if on_provision else None,
        placement=sitting.places,
        decided_by=senco,
        decided_on=sitting.day,
    )
    entry = Entry(made, sitting.items[case.number].done_at or ended, senco)
    entry.then(ended, senco, published_at=ended, published_by=senco)
    return entry


def _run_of(world: World, case: Case, day: dt.date) -> Provision | None:
    for run in world.runs:
        if run.starts <= day <= run.ends and any(place.case is case for place in run.places):
            return run.record
    return None


def _tasks(
    world: World,
    held: list[Sitting],
    decisions: dict[int, list[Entry[Decision]]],
    rng: random.Random,
) -> list[Task]:
    """What each meeting gave people to do; what is open goes on under the child's next one."""
    tasks: list[Task] = []
    waiting: dict[int, list[Task]] = {}
    for sitting in held:
        for case, decided in zip(sitting.cases, decisions[id(sitting)], strict=True):
            still = []
            for task in waiting.pop(case.number, []):
                if task.closes is None or task.closes > sitting.day:
                    still.append(_carry(sitting, task))
            new = [_task(world, sitting, case, decided, rng) for _ in range(_how_many(rng))]
            waiting[case.number] = still + new
            tasks += still + new
    for task in tasks:
        _close(world, task)
    return tasks


def _how_many(rng: random.Random) -> int:
    return rng.choice((0, 0, 0, 1, 1, 2))


def _task(
    world: World, sitting: Sitting, case: Case, decided: Entry[Decision], rng: random.Random
) -> Task:
    owner = rng.choice(sitting.people)
    words = say(rng.choice(texts.ACTIONS).of(owner.language), case.student)
    due = world.calendar.on_or_before(sitting.day + dt.timedelta(days=rng.randint(5, 20)))
    made = ActionPoint(
        meeting=sitting.record,
        student=case.student,
        decision=decided.record,
        words=words,
        owner=owner,
        due_on=max(due, sitting.day),
    )
    entry = Entry(made, decided.at, sitting.record.lead)
    closes = world.calendar.on_or_after(made.due_on + dt.timedelta(days=rng.randint(-3, 4)))
    drawn = rng.random()
    state = ActionPoint.State.DROPPED if drawn < 0.05 else ActionPoint.State.DONE
    is_late = drawn > 0.93 and (world.on - sitting.day).days < 30
    return Task(entry, None if is_late else max(closes, sitting.day), state)


def _carry(sitting: Sitting, task: Task) -> Task:
    """The old row says where it went; the new one has the same words and a later day."""
    ended, old = sitting.ended, task.entry.record
    assert ended is not None  # noqa: S101 - only meetings that were held carry over
    state = ActionPoint.State.CARRIED
    task.entry.then(ended, old.owner, state=state, closed_on=sitting.day)
    made = ActionPoint(
        meeting=sitting.record,
        student=old.student,
        decision=old.decision,
        words=old.words,
        owner=old.owner,
        due_on=max(old.due_on, sitting.day + dt.timedelta(days=14)),
        carried_from=old,
    )
    entry = Entry(made, ended, old.owner)
    closes = task.closes or made.due_on + dt.timedelta(days=2)
    following = Task(entry, closes, task.state, task.depth + 1)
    task.closes = None
    return following


def _close(world: World, task: Task) -> None:
    day = task.closes and world.calendar.on_or_after(task.closes)
    if day is None or day >= world.on:
        return
    owner = task.entry.record.owner
    fields: dict[str, object] = {"state": task.state, "closed_on": day}
    if task.state == ActionPoint.State.DROPPED:
        fields["drop_reason"] = texts.DROPPED.of(owner.language)
    task.entry.then(max(at(day, 18), task.entry.at), owner, **fields)
