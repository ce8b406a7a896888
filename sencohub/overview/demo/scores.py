"""Marks, attendance and punctuality of every student, and scales for those on the register."""

import datetime as dt
import random
from decimal import Decimal

from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.world import Pupil, World, at
from students.models import Measure, Score

SUBJECTS = (
    ("chinese", "Chinese", "中文"),
    ("english", "English", "英文"),
    ("mathematics", "Mathematics", "數學"),
    ("general-studies", "General Studies", "常識"),
)
ROUNDS = (
    ("Term 1 Test", 11, 12),
    ("Term 1 Examination", 1, 12),
    ("Term 2 Test", 3, 24),
    ("Term 2 Examination", 6, 18),
)
"""Assessment rounds of a year: name, month and day; the school day before where there is none."""
FULL_MARKS = Decimal(100)
LOSSES = {1: 6, 2: 14, 3: 22}
"""Marks by which children on each tier stand below their classmates, on average."""


def lay_measures(world: World) -> None:
    """What is measured here."""
    rows = [*_presence(), _questionnaire(), *_in_subjects()]
    when = at(world.begins + dt.timedelta(days=1), 10)
    for made in world.book.write(Measure, [Entry(row, when, world.staff["senco"]) for row in rows]):
        world.measures[made.code] = made


def _presence() -> list[Measure]:
    kinds, good = Measure.Kind, Measure.Direction
    return [
        Measure(
            code="attendance", name_en="Attendance", name_zh="出席", kind=kinds.HARD, unit="days"
        ),
        Measure(
            code="lateness",
            name_en="Late",
            name_zh="遲到",
            kind=kinds.HARD,
            direction=good.LOWER,
            unit="times",
        ),
    ]


def _questionnaire() -> Measure:
    return Measure(
        code="sdq",
        name_en="SDQ, teacher's total",
        name_zh="長處與困難問卷（老師版）",
        kind=Measure.Kind.SOFT,
        direction=Measure.Direction.LOWER,
        unit="points",
        lowest=Decimal(0),
        highest=Decimal(40),
    )


def _in_subjects() -> list[Measure]:
    return [
        Measure(
            code=f"mark-{code}",
            name_en=english,
            name_zh=chinese,
            kind=Measure.Kind.HARD,
            unit="marks",
            lowest=Decimal(0),
            highest=FULL_MARKS,
        )
        for code, english, chinese in SUBJECTS
    ]


def lay_scores(world: World) -> None:
    """In full: two years of marks and monthly attendance. In a large school: the latest of each."""
    tiers = {id(case.pupil): case.tier for case in world.cases if not case.left}
    entries: list[Entry[Score]] = []
    for pupil in world.everybody:
        rng = world.rng(f"scores:{pupil.student.regno}")
        entries += _marks(world, pupil, tiers.get(id(pupil), 0), rng)
        entries += _attendance(world, pupil, rng)
    for case in world.cases:
        if case.tier >= 2 and world.is_full:
            entries += _scales(world, case.pupil, world.rng(f"scales:{case.student.regno}"))
    world.book.write(Score, entries)


def _marks(world: World, pupil: Pupil, tier: int, rng: random.Random) -> list[Entry[Score]]:
    """A child's level in each subject wanders a little from round to round."""
    usual = min(94.0, rng.gauss(74, 10)) - LOSSES.get(tier, 0)
    levels = {code: usual + rng.gauss(0, 6) for code, _english, _chinese in SUBJECTS}
    last = pupil.leaves or world.on
    rounds = [row for row in _rounds(world) if pupil.arrived <= row[1] <= last]
    subjects = SUBJECTS if world.is_full else SUBJECTS[:2]
    entries = []
    for occasion, day in rounds if world.is_full else rounds[-1:]:
        for code, _english, _chinese in subjects:
            levels[code] += rng.gauss(0.4, 3)
            mark = Decimal(round(max(12, min(100, levels[code])) * 2)) / 2
            made = Score(
                student=pupil.student,
                measure=world.measures[f"mark-{code}"],
                occasion=occasion,
                value=mark,
                out_of=FULL_MARKS,
                taken_on=day,
                recorded_by=world.staff["office"],
            )
            entries.append(Entry(made, at(world.entered(day, 6), 14), world.staff["office"]))
    return entries


def _rounds(world: World) -> list[tuple[str, dt.date]]:
    """Rounds of last year and this whose marks have been entered."""
    found = []
    for year in world.calendar.first_years[-2:]:
        for occasion, month, day in ROUNDS:
            date = world.calendar.on_or_before(dt.date(year + (month < 9), month, day))
            if world.calendar.step(date, 5) <= world.on:
                found.append((occasion, date))
    return found


def _attendance(world: World, pupil: Pupil, rng: random.Random) -> list[Entry[Score]]:
    """Days present of the month's school days and times late, dated as an import dates them."""
    last = pupil.leaves or world.on
    months = [row for row in world.months if pupil.arrived <= row[0] <= last]
    often_away, often_late = rng.random() < 0.05, rng.random() < 0.07
    entries = []
    for first, _last, days in months if world.is_full else months[-1:]:
        ends = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        entered = at(world.calendar.on_or_after(ends + dt.timedelta(days=1)), 9)
        away = min(
            days, rng.choice((0, 0, 0, 0, 1, 1, 2)) + (rng.randint(1, 4) if often_away else 0)
        )
        late = rng.choice((0, 0, 0, 0, 0, 1)) + (rng.randint(1, 5) if often_late else 0)
        values: list[tuple[str, int, int | None]] = [("attendance", days - away, days)]
        values += [("lateness", late, None)] if world.is_full else []
        for code, value, out_of in values:
            made = Score(
                student=pupil.student,
                measure=world.measures[code],
                occasion=f"{first:%Y-%m}",
                value=Decimal(value),
                out_of=None if out_of is None else Decimal(out_of),
                taken_on=ends,
                recorded_by=world.staff["office"],
            )
            entries.append(Entry(made, entered, world.staff["office"]))
    return entries


def _scales(world: World, pupil: Pupil, rng: random.Random) -> list[Entry[Score]]:
    """A teacher's scale, once a year in autumn; it falls a little where support helps."""
    entries = []
    value = rng.randint(13, 24)
    for year in world.calendar.first_years:
        day = world.calendar.on_or_before(dt.date(year, 10, 16))
        if day < pupil.arrived or day > (pupil.leaves or world.on):
            continue
        teacher = world.taught_by(pupil, day)[0].staff
        made = Score(
            student=pupil.student,
            measure=world.measures["sdq"],
            occasion="Autumn",
            value=Decimal(value),
            out_of=Decimal(40),
            taken_on=day,
            recorded_by=teacher,
        )
        entries.append(Entry(made, at(day, 16, 10), teacher))
        value = max(4, value - rng.randint(-1, 4))
    return entries
