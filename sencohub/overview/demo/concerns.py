"""Concerns in every state, rounds of questions to teachers, and their answers."""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from sencohub.accounts.models import User
from sencohub.lib.words import language_of
from sencohub.overview.demo import library, texts_concerns
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.library import say
from sencohub.overview.demo.themes import Theme, Words
from sencohub.overview.demo.world import Case, Pupil, World, at
from students.models import Concern, InputRound, TeacherInput, TeachingAssignment

State = Concern.State
Kind = TeachingAssignment.Kind
ROUND_DAYS = 7
"""School days that teachers have to answer."""
CORE = ("Chinese", "English", "Mathematics", "General Studies")


@dataclass
class Asked:
    """A round of questions about a child, to be answered by the child's teachers."""

    entry: Entry[InputRound]
    pupil: Pupil
    theme: Theme
    answers: list[tuple[TeachingAssignment, dt.date | None]]


def lay_concerns(world: World) -> None:
    """Those that led to the register, and those that did not."""
    entries: list[Entry[Concern]] = []
    asked: list[Asked] = []
    for case in world.cases:
        if case.turns[0].opened >= world.begins and not case.is_inherited(world):
            entries.append(_led_to_support(world, case, asked))
    entries += _others(world, asked)
    entries += _complaints(world)
    entries.sort(key=lambda entry: entry.at)
    world.concerns = world.book.write(Concern, entries)
    world.book.write(InputRound, [one.entry for one in asked])
    _lay_inputs(world, asked)


def _raise(
    world: World, pupil: Pupil, by: User, on: dt.date, seen: str, tried: str, rng: random.Random
) -> Entry[Concern]:
    language = language_of(seen, tried)
    made = Concern(
        student=pupil.student,
        raised_by=by,
        raised_on=on,
        seen=seen,
        since=rng.choice(texts_concerns.SINCE).of(language),
        tried=tried,
        parents_know=rng.choice(("yes", "yes", "not_yet")),
        language=language,
    )
    if made.parents_know == Concern.ParentsKnow.NOT_YET:
        note = Words(
            "Parents' day is next week; I will speak with them there.", "下星期家長日會面談。"
        )
        made.parents_note = note.of(language)
    return Entry(made, at(on, rng.randint(8, 17), rng.randrange(60)), by)


def _move(entry: Entry[Concern], when: dt.datetime, by: User, state: str, answer: str = "") -> None:
    entry.then(when, by, state=state, answer=answer, triaged_by=by, triaged_on=when.date())


def _teacher(world: World, pupil: Pupil, on: dt.date, rng: random.Random) -> User:
    """The class teacher most often, else a subject teacher."""
    rows = [row for row in world.taught_by(pupil, on) if row.kind != Kind.ASSISTANT]
    return rows[0].staff if rng.random() < 0.65 else rng.choice(rows).staff


# --- led to the register -----------------------------------------------------------------------


def _led_to_support(world: World, case: Case, asked: list[Asked]) -> Entry[Concern]:
    """Raised, teachers asked, taken to the team, and answered once a tier was decided."""
    rng = world.rng(f"concern:{case.student.regno}")
    theme, opened = case.themes[0], case.turns[0].opened
    on = max(world.calendar.step(opened, -12), world.calendar.on_or_after(case.pupil.arrived))
    by = _teacher(world, case.pupil, on, rng)
    seen = say(rng.choice(theme.concern).of(case.language), case.student)
    tried = say(rng.choice(theme.tried).of(case.language), case.student)
    entry = _raise(world, case.pupil, by, on, seen, tried, rng)
    senco = world.staff["senco"]
    triaged = world.calendar.step(on, rng.randint(1, 3))
    _move(entry, at(triaged, 8, 20), senco, State.ASKING)
    _ask(world, entry.record, case.pupil, theme, triaged, case.language, asked)
    words = rng.choice(texts_concerns.TO_SST).of(entry.record.language)
    _move(entry, at(opened, 16), senco, State.SST, words)
    if case.since <= world.on:
        answer = texts_concerns.PLACED.of(entry.record.language)
        _move(entry, at(case.since, 17, 30), senco, State.CLOSED, answer)
    case.concern = entry.record
    return entry


def _ask(
    world: World,
    concern: Concern,
    pupil: Pupil,
    theme: Theme,
    on: dt.date,
    language: str,
    asked: list[Asked],
) -> None:
    """Open a round. It closes with the last answer, or the day after its last day."""
    senco = world.staff["senco"]
    made = InputRound(
        student=pupil.student,
        concern=concern,
        opened_by=senco,
        opened_on=on,
        due_on=world.calendar.step(on, ROUND_DAYS),
        question=texts_concerns.QUESTION.of(language),
    )
    entry = Entry(made, at(on, 8, 20), senco)
    answers = _answer_days(world, pupil, made)
    days = [day for _row, day in answers]
    if all(days):
        last, by = _last_answer(answers) or (on, senco)
        entry.then(at(last, 18), by, state=InputRound.State.CLOSED, closed_on=last)
    elif made.due_on < world.on:
        day = made.due_on + dt.timedelta(days=1)
        entry.then(at(day, 0, 10), None, state=InputRound.State.CLOSED, closed_on=day)
    asked.append(Asked(entry, pupil, theme, answers))


def _last_answer(
    answers: list[tuple[TeachingAssignment, dt.date | None]],
) -> tuple[dt.date, User] | None:
    given = [(day, number) for number, (_row, day) in enumerate(answers) if day]
    if not given:
        return None
    day, number = max(given)
    return day, answers[number][0].staff


# --- teachers' answers -------------------------------------------------------------------------


def _answer_days(
    world: World, pupil: Pupil, made: InputRound
) -> list[tuple[TeachingAssignment, dt.date | None]]:
    """Who is asked, and the day each answered, if it has come; now and then somebody does not."""
    rng = world.rng(f"inputs:{pupil.student.regno}:{made.opened_on}")
    people: dict[int, TeachingAssignment] = {}
    for row in world.taught_by(pupil, made.opened_on):
        if row.subject in CORE:
            people.setdefault(row.staff.pk, row)
    found: list[tuple[TeachingAssignment, dt.date | None]] = []
    for row in people.values():
        day = world.calendar.step(made.opened_on, rng.randint(1, ROUND_DAYS))
        is_missed = rng.random() < 0.1
        found.append((row, None if is_missed or day > world.on else day))
    return found


def _lay_inputs(world: World, asked: list[Asked]) -> None:
    world.asked = world.book.write(
        TeacherInput, [entry for one in asked for entry in _inputs(world, one)]
    )


def _inputs(world: World, one: Asked) -> list[Entry[TeacherInput]]:
    rng = world.rng(f"answers:{one.pupil.student.regno}:{one.entry.record.opened_on}")
    entries = []
    for row, answered in one.answers:
        made = TeacherInput(round=one.entry.record, teacher=row.staff, subject=row.subject)
        entry = Entry(made, one.entry.at, one.entry.by)
        if answered is not None:
            when = at(answered, rng.randint(9, 17), rng.randrange(60))
            entry.then(when, row.staff, **_answer(one, row.staff, rng), answered_at=when)
        entries.append(entry)
    return entries


def _answer(one: Asked, teacher: User, rng: random.Random) -> dict[str, Any]:
    """What a teacher writes; about every sixth sees nothing unusual."""
    student, language = one.pupil.student, teacher.language
    well = rng.choice(texts_concerns.GOES_WELL).of(language)
    if rng.random() < 0.15:
        none = texts_concerns.NO_WORRY.of(language)
        return {
            "strengths": well,
            "difficulties": none,
            "ticks": ["no-worry"],
            "language": language,
        }
    ticks = rng.sample(one.theme.ticks, min(2, len(one.theme.ticks)))
    return {
        "strengths": well,
        "difficulties": say(rng.choice(one.theme.teacher_sees).of(language), student),
        "helps": say(rng.choice(one.theme.teacher_helps).of(language), student),
        "ticks": ticks,
        "language": language,
    }


# --- needed no register ------------------------------------------------------------------------

STATES: tuple[tuple[str, int, int, int], ...] = (
    (State.NEW, 1, 1, 4),
    (State.WATCHING, 5, 10, 45),
    (State.ASKING, 2, 3, 8),
    (State.ADVICE, 4, 8, 40),
    (State.SST, 1, 9, 25),
    (State.CLOSED, 16, 60, 560),
)
"""State now, how many in a school of 780, and how many days ago they were raised."""
TO_TRIAGE = ("zara", "king_hei", "tsz_kiu")
"""Children of the story about whom a concern waits."""
UNTOUCHED = ("tai_man", "sum_ming", "yan_yu")
"""Children of 5A about whom nobody has raised anything: the walk through the story begins here."""


def _others(world: World, asked: list[Asked]) -> list[Entry[Concern]]:
    """Some for each state, more of them in a larger school, and three that wait."""
    rng = world.rng("concerns")
    known = {id(case.pupil) for case in world.cases}
    free = [p for p in world.pupils if id(p) not in known and p.story is None]
    rng.shuffle(free)
    entries = [
        _other(world, world.story[key], State.NEW, days, rng, asked)
        for days, key in enumerate(TO_TRIAGE, start=1)
        if key in world.story
    ]
    for state, usual, least, most in STATES:
        for _ in range(max(1, round(usual * min(world.size, 12 * 780) / 780))):
            if free:
                days = rng.randint(least, most)
                entries.append(_other(world, free.pop(), state, days, rng, asked))
    return entries


def _other(
    world: World, pupil: Pupil, state: str, days: int, rng: random.Random, asked: list[Asked]
) -> Entry[Concern]:
    on = world.calendar.on_or_before(world.on - dt.timedelta(days=days))
    on = max(on, world.calendar.on_or_after(max(pupil.arrived, world.begins)))
    by = world.staff["worker"] if _is_workers(pupil) else _teacher(world, pupil, on, rng)
    language = by.language
    text = texts_concerns.OTHER[int(pupil.student.regno) % len(texts_concerns.OTHER)]
    if _is_workers(pupil):
        text = texts_concerns.OTHER[2]
    seen, tried = (say(words.of(language), pupil.student) for words in (text.seen, text.tried))
    entry = _raise(world, pupil, by, on, seen, tried, rng)
    if state != State.NEW:
        _triage(world, entry, pupil, state, rng, asked)
    return entry


def _is_workers(pupil: Pupil) -> bool:
    return pupil.story is not None and pupil.story.key == "tsz_kiu"


def _triage(
    world: World,
    entry: Entry[Concern],
    pupil: Pupil,
    state: str,
    rng: random.Random,
    asked: list[Asked],
) -> None:
    senco, language = world.staff["senco"], entry.record.language
    triaged = world.calendar.step(entry.record.raised_on, rng.randint(1, 2))
    if triaged > world.on:
        return
    when = at(triaged, 8, 20)
    if state in (State.ASKING, State.SST):
        _move(entry, when, senco, State.ASKING)
        theme = rng.choice(library.ALL)
        _ask(world, entry.record, pupil, theme, triaged, language, asked)
        team = world.calendar.step(triaged, ROUND_DAYS + 1)
        if state == State.SST and team <= world.on:
            words = rng.choice(texts_concerns.TO_SST).of(language)
            _move(entry, at(team, 16), senco, State.SST, words)
        return
    first = State.ADVICE if state == State.CLOSED else state
    texts = texts_concerns.ADVICE if first == State.ADVICE else texts_concerns.WATCHING
    _move(entry, when, senco, first, rng.choice(texts).of(language))
    closed = world.calendar.step(triaged, rng.randint(20, 35))
    if state == State.CLOSED and closed <= world.on:
        answer = rng.choice(texts_concerns.CLOSED).of(language)
        _move(entry, at(closed, 15), senco, State.CLOSED, answer)


def _complaints(world: World) -> list[Entry[Concern]]:
    """Two families told us that something was wrong; one waits for an answer."""
    rng = world.rng("complaints")
    running = [case for case in world.cases if not case.left and case.turns[-1].agreed]
    chosen = [case for case in running if case.pupil.story is None][:2]
    entries = []
    for days, case in zip((4, 75), chosen, strict=False):
        on = world.calendar.on_or_before(world.on - dt.timedelta(days=days))
        entries.append(_complaint(world, case, on, rng))
    return entries


def _complaint(world: World, case: Case, on: dt.date, rng: random.Random) -> Entry[Concern]:
    parent, senco = case.pupil.links[0].parent, world.staff["senco"]
    seen = say(texts_concerns.COMPLAINT.of(parent.language), case.student)
    entry = _raise(world, case.pupil, parent, on, seen, "", rng)
    made = entry.record
    made.parents_know, made.parents_note = Concern.ParentsKnow.THEY_RAISED, ""
    made.is_complaint = True
    made.answer_due = world.calendar.on_or_before(on + dt.timedelta(days=14))
    answered = world.calendar.step(on, 5)
    if answered <= world.on:
        answer = say(texts_concerns.COMPLAINT_ANSWER.of(parent.language), case.student)
        _move(entry, at(answered, 12), senco, State.CLOSED, answer)
    return entry
