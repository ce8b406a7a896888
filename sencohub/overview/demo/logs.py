"""Adjustments logged by teachers, and the small steps on the way to a target."""

import datetime as dt
import random
from collections.abc import Iterator

from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.library import say
from sencohub.overview.demo.texts_meetings import LOG_NOTES
from sencohub.overview.demo.world import Aim, Turn, World, at, made_id
from students.models import TeachingAssignment
from tiers.models import Adjustment, AdjustmentLog, SmallStep, StepMark

Answer, Mark = AdjustmentLog.Answer, StepMark.Mark
ANSWERS = (
    (Answer.USED, 26),
    (Answer.WORKED, 44),
    (Answer.DID_NOT_WORK, 12),
    (Answer.NOT_NEEDED, 18),
)
LESSONS = ((8, 35), (9, 15), (10, 10), (10, 50), (11, 40), (13, 35), (14, 15))
"""When lessons end, about."""
LATEST_DAYS = 40
"""School days before the last over which present plans are logged closely."""
CHANCE = 0.07
"""That a teacher logs one must-do on one of those days."""
EARLIER = 6
"""Logs kept of each must-do in cycles that are over."""


def lay_logs(world: World) -> None:
    """What teachers answered about must-dos, lesson by lesson."""
    entries: list[Entry[AdjustmentLog]] = []
    for case in world.cases:
        rng = world.rng(f"logs:{case.student.regno}")
        for turn in case.turns:
            for row in turn.adjustments.values():
                if row.force == Adjustment.Force.MUST and row.in_force_from is not None:
                    entries += _logs(world, turn, row, rng)
    entries.sort(key=lambda entry: entry.at)
    world.book.write(AdjustmentLog, entries)


def _logs(
    world: World, turn: Turn, row: Adjustment, rng: random.Random
) -> Iterator[Entry[AdjustmentLog]]:
    first, last = row.in_force_from, turn.held or world.on
    assert first is not None  # noqa: S101 - asked by the caller
    if turn.held is None:
        first = max(first, world.calendar.step(world.on, -LATEST_DAYS))
    days = world.calendar.between(first, last)
    wanted = EARLIER if turn.held or not world.is_full else None
    if wanted is not None:
        days = sorted(rng.sample(days, min(wanted if world.is_full else 2, len(days))))
    for day in days:
        teachers = [r for r in world.taught_by(turn.case.pupil, day) if _teaches(r, row)]
        for lesson in [rng.choice(teachers)] if wanted and teachers else teachers:
            if wanted or rng.random() < CHANCE:
                yield _log(turn, row, lesson, day, rng)


def _teaches(lesson: TeachingAssignment, row: Adjustment) -> bool:
    """A subject in which the adjustment is asked for."""
    named = [word.strip() for word in row.subjects.split(",") if word.strip()]
    return lesson.kind == TeachingAssignment.Kind.SUBJECT and (not named or lesson.subject in named)


def _log(
    turn: Turn, row: Adjustment, lesson: TeachingAssignment, day: dt.date, rng: random.Random
) -> Entry[AdjustmentLog]:
    hour, minute = rng.choice(LESSONS)
    when = at(day, hour, minute) + dt.timedelta(seconds=rng.randrange(240))
    note = ""
    if rng.random() < 0.05:
        note = say(rng.choice(LOG_NOTES).of(lesson.staff.language), turn.case.student)
    arrived = when + dt.timedelta(seconds=rng.choice((1, 2, 2, 3, 5400)))
    made = AdjustmentLog(
        adjustment=row,
        student=turn.case.student,
        teacher=lesson.staff,
        answer=rng.choices([each[0] for each in ANSWERS], [each[1] for each in ANSWERS])[0],
        taught_on=day,
        subject=lesson.subject,
        note=note,
        client_id=made_id(rng),
        happened_at=when,
        received_at=arrived,
    )
    return Entry(made, arrived, lesson.staff)


# --- small steps -------------------------------------------------------------------------------


def lay_steps(world: World) -> None:
    """A ladder for each target of Tier 2 and 3, and what staff saw of each rung."""
    if not world.is_full:
        return
    steps: list[Entry[SmallStep]] = []
    marks: list[Entry[StepMark]] = []
    for case in world.cases:
        rng = world.rng(f"steps:{case.student.regno}")
        for turn in case.turns:
            if turn.agreed and turn.tier >= 2:
                for aim in turn.aims:
                    _climb(world, turn, aim, rng, steps, marks)
    world.book.write(SmallStep, steps)
    marks.sort(key=lambda entry: entry.at)
    world.book.write(StepMark, marks)


def rungs(aim: Aim) -> list[int]:
    """At most four numbers on the way to what is expected, which is the last."""
    gain = abs(aim.expected - aim.baseline)
    count = min(4, gain)
    sign = -1 if aim.goal.falls else 1
    return [aim.baseline + sign * round(gain * n / count) for n in range(1, count + 1)]


def _climb(
    world: World,
    turn: Turn,
    aim: Aim,
    rng: random.Random,
    steps: list[Entry[SmallStep]],
    marks: list[Entry[StepMark]],
) -> None:
    assert turn.agreed is not None  # noqa: S101 - asked by the caller
    owner, student = turn.case.owner, turn.case.student
    until = turn.held or world.on
    days = world.calendar.between(turn.agreed, until)[1:]
    values = rungs(aim)
    share = min(1.0, len(days) / 60) if turn.held is None else 1.0
    got = _reached(aim, values, share, rng)
    unit = aim.goal.unit.of(turn.case.language)
    for position, value in enumerate(values, start=1):
        label = f"{value}%" if unit == "%" else f"{value} {unit}"
        step = SmallStep(target=aim.target, student=student, position=position, label=label[:80])
        entry = Entry(step, at(turn.assessed, 17, 5), owner)
        steps.append(entry)
        if position <= got and len(days) > 6:
            span = days[(position - 1) * len(days) // (got + 1) : position * len(days) // (got + 1)]
            _mark(world, turn, entry, span or days[:1], rng, marks)


def _reached(aim: Aim, values: list[int], share: float, rng: random.Random) -> int:
    """How many rungs by now: what the review confirmed, or as far as the time has come."""
    if aim.actual is None:
        return round(len(values) * share * rng.uniform(0.3, 0.9))
    sign = -1 if aim.goal.falls else 1
    return sum(sign * value <= sign * aim.actual for value in values)


def _mark(
    world: World,
    turn: Turn,
    step: Entry[SmallStep],
    days: list[dt.date],
    rng: random.Random,
    marks: list[Entry[StepMark]],
) -> None:
    """Seen with help first, then alone: that day the step is reached."""
    seen = [(days[0], Mark.WITH_HELP), (days[-1], rng.choice((Mark.ALONE, Mark.IN_CLASS)))]
    for number, (day, mark) in enumerate(seen[-1:] if len(days) == 1 else seen):
        staff = rng.choice([row.staff for row in world.taught_by(turn.case.pupil, day)])
        by = rng.choice((turn.case.owner, staff))
        when = at(day, 14 + number, rng.randrange(60))
        made = StepMark(
            step=step.record,
            student=turn.case.student,
            mark=mark,
            marked_by=by,
            client_id=made_id(rng),
            happened_at=when,
            received_at=when,
        )
        marks.append(Entry(made, when, by))
        if mark != Mark.WITH_HELP:
            step.then(when, by, reached_on=day)
