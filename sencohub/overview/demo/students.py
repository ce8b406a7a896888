"""Classes and students: everybody on the roll, whether or not on the register."""

import datetime as dt
import random
import string
from collections.abc import Iterator

from sencohub.overview.demo import names
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.cast import CAST, StoryChild
from sencohub.overview.demo.people import class_count
from sencohub.overview.demo.world import Family, Pupil, World, at
from students.models import Enrolment, SchoolClass, Student

LEVELS = 6
AGE_AT_ENTRY = 6
SIBLING_SHARE = 0.13
GONE_SHARE = 0.11
"""Of a year's P6, those on the register; the others have left no trace here."""
LATE_SHARE = 0.03
"""Children who joined after P1, most of them from another city or country."""


def letters(size: int) -> list[str]:
    """Class letters of a level: A to Z, then AA, AB, …"""
    single = list(string.ascii_uppercase)
    double = [first + second for first in single for second in single]
    return (single + double)[: class_count(size) // LEVELS]


def lay_classes(world: World) -> None:
    """The same classes every year."""
    entries = []
    for year in world.years:
        when = at(dt.date(year.starts_on.year, 8, 21), 10)
        for level in range(1, LEVELS + 1):
            for letter in letters(world.size):
                made = SchoolClass(year=year, level=f"P{level}", name=f"{level}{letter}")
                entries.append(Entry(made, when, world.staff["office"]))
    for made in world.book.write(SchoolClass, entries):
        world.classes[made.year.starts_on.year, made.name] = made


def lay_students(world: World) -> None:
    """The roll, level by level: children with a story first, then the others."""
    rng = world.rng("students")
    for level in range(1, LEVELS + 1):
        _lay_level(world, level, rng)
    _lay_gone(world, rng)
    world.book.write(Student, [_student(world, pupil) for pupil in world.everybody])
    _enrol(world)


def _student(world: World, pupil: Pupil) -> Entry[Student]:
    office = world.staff["office"]
    entry = Entry(pupil.student, at(known_from(world, pupil), 9), office)
    if pupil.leaves:
        left = {"status": Student.Status.LEFT, "left_on": pupil.leaves}
        entry.then(at(pupil.leaves + dt.timedelta(days=1), 9), office, **left)
    return entry


def _lay_gone(world: World, rng: random.Random) -> None:
    """Those of the register who were in P6 in an earlier year held, and went on from there."""
    if not world.is_full:
        return
    wanted = round(GONE_SHARE * world.size / LEVELS)
    for back in range(1, len(world.years)):
        for number in range(1, wanted + 1):
            letter = rng.choice(letters(world.size))
            pupil = _pupil(world, LEVELS + back, letter, None, number, rng)
            pupil.arrived = dt.date(pupil.arrived.year, 9, 1)
            pupil.student.arrived_on = pupil.arrived
            pupil.leaves = dt.date(world.first_year - back + 1, 8, 31)
            world.gone.append(pupil)


def known_from(world: World, pupil: Pupil) -> dt.date:
    """The day the office entered the child: in August before the year, or on arrival."""
    return max(pupil.arrived, world.begins) - dt.timedelta(days=10)


def _lay_level(world: World, level: int, rng: random.Random) -> None:
    wanted = world.size // LEVELS + (1 if level <= world.size % LEVELS else 0)
    story = [child for child in CAST if child.level == level][:wanted]
    for number, (letter, child) in enumerate(_places(letters(world.size), story, wanted), 1):
        pupil = _pupil(world, level, letter, child, number, rng)
        world.pupils.append(pupil)
        if child is not None:
            world.story[child.key] = pupil


def _places(
    letters_: list[str], story: list[StoryChild], wanted: int
) -> Iterator[tuple[str, StoryChild | None]]:
    """A class for each child of a level, of equal size; a small school has class A only."""
    taken = dict.fromkeys(letters_, 0)
    for child in story:
        letter = child.letter if child.letter in taken else letters_[0]
        taken[letter] += 1
        yield letter, child
    for _ in range(wanted - len(story)):
        letter = min(letters_, key=lambda each: taken[each])
        taken[letter] += 1
        yield letter, None


def _pupil(
    world: World,
    level: int,
    letter: str,
    child: StoryChild | None,
    number: int,
    rng: random.Random,
) -> Pupil:
    sex = child.sex if child else rng.choice("MF")
    family, named = _own_family(world, child) if child else _some_family(world, level, sex, rng)
    entered = world.first_year - level + 1
    late = child is None and level > 1 and rng.random() < LATE_SHARE
    arrived = _late_day(world, entered, rng) if late else dt.date(entered, 9, 1)
    student = Student(
        regno=f"{entered}{number:0{max(4, len(str(world.size)))}d}",
        name_en=named.english,
        name_zh=named.chinese,
        known_as=named.known_as,
        sex=sex,
        born_on=dt.date(entered - AGE_AT_ENTRY, 1, 1) + dt.timedelta(days=rng.randrange(365)),
        home_language=named.language,
        arrived_on=arrived,
    )
    return Pupil(student, level, letter, arrived, family, child)


def _own_family(world: World, child: StoryChild) -> tuple[Family, names.Named]:
    family_en = child.name_en.split()[0] if child.name_zh else child.name_en.split()[-1]
    named = names.Named(
        child.name_en,
        child.name_zh,
        child.known_as,
        family_en,
        child.name_zh[: 2 if child.name_en.startswith("Szeto") else 1],
        child.language,
    )
    family = Family(named, set(range(1, LEVELS + 1)))
    world.families.append(family)
    return family, named


def _some_family(
    world: World, level: int, sex: str, rng: random.Random
) -> tuple[Family, names.Named]:
    """A family that has a child here at another level, or a new one."""
    if world.families and rng.random() < SIBLING_SHARE:
        known = rng.choice(world.families)
        if level not in known.levels:
            known.levels.add(level)
            return known, names.sibling(rng, sex, known.named)
    named = names.child(rng, sex)
    family = Family(named, {level})
    world.families.append(family)
    return family, named


def _late_day(world: World, entered: int, rng: random.Random) -> dt.date:
    """A school day after the first September, before the demo ends."""
    first = max(dt.date(entered, 10, 1), world.begins)
    span = (world.on - first).days - 14
    return world.calendar.on_or_after(first + dt.timedelta(days=rng.randrange(max(1, span))))


def _enrol(world: World) -> None:
    """A place in a class for each year in the school; class numbers follow the English names."""
    in_class: dict[tuple[int, str], list[Pupil]] = {}
    for pupil in world.everybody:
        for year in world.years:
            first = year.starts_on.year
            level = pupil.level - (world.first_year - first)
            if 1 <= level <= LEVELS and pupil.arrived <= year.ends_on:
                in_class.setdefault((first, f"{level}{pupil.letter}"), []).append(pupil)
    entries = []
    for (first, name), pupils in sorted(in_class.items()):
        pupils.sort(key=lambda each: (each.student.name_en, each.student.regno))
        for number, pupil in enumerate(pupils, 1):
            entries.append(_enrolment(world, first, name, number, pupil))
    world.book.write(Enrolment, entries)


def _enrolment(world: World, first: int, name: str, number: int, pupil: Pupil) -> Entry[Enrolment]:
    school_class = world.classes[first, name]
    starts = max(school_class.year.starts_on, pupil.arrived)
    office = world.staff["office"]
    made = Enrolment(
        student=pupil.student, school_class=school_class, class_number=number, starts_on=starts
    )
    entry = Entry(made, at(min(starts, dt.date(first, 8, 25)), 11), office)
    if first != world.first_year:
        moved = at(dt.date(first + 1, 8, 20), 10)
        entry.then(moved, office, ends_on=school_class.year.ends_on)
    return entry
