"""Who teaches whom: class teachers, subject teachers, assistants, opened cases, and the grants."""

import datetime as dt
from dataclasses import dataclass

from sencohub.accounts.models import User
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.students import LEVELS, letters
from sencohub.overview.demo.world import World, at
from students import access
from students.models import CaseGrant, TeachingAssignment

Kind = TeachingAssignment.Kind
CORE = ("Chinese", "English", "Mathematics", "General Studies")
CLASSES_EACH: tuple[tuple[str, int], ...] = (
    ("Chinese", 2),
    ("English", 2),
    ("Mathematics", 3),
    ("General Studies", 5),
    ("Physical Education", 8),
    ("Music", 10),
    ("Visual Arts", 10),
)
"""How many classes one teacher of a subject takes. The Chinese or the English teacher is the
class teacher."""
OWN_CLASSES = {"teacher": "5A", "teacher2": "3B"}
ASSISTED = {
    "ta": ("5A", "4A"),
    "ta2": ("1A", "1B", "2A", "2B"),
    "ta3": ("3A", "3B", "6A", "6B"),
}


@dataclass(frozen=True)
class Lesson:
    """One teacher's work in one class."""

    staff: User
    place: str
    kind: str
    subject: str = ""


def lay_teaching(world: World) -> None:
    """The timetable of every year held, this year's open, earlier ones ended in August."""
    lessons = [*_lessons(world), *_assisting(world)]
    entries = []
    for year in world.years:
        first = year.starts_on.year
        ended = first != world.first_year
        for lesson in lessons:
            made = TeachingAssignment(
                staff=lesson.staff,
                school_class=world.classes[first, lesson.place],
                kind=lesson.kind,
                subject=lesson.subject,
                starts_on=year.starts_on,
            )
            entry = Entry(made, at(dt.date(first, 8, 26), 14), world.staff["office"])
            if ended:
                when = at(dt.date(first + 1, 8, 20), 14)
                entry.then(when, world.staff["office"], ends_on=year.ends_on)
            entries.append(entry)
    world.assignments = world.book.write(TeachingAssignment, entries)
    order = (Kind.CLASS_TEACHER, Kind.SUBJECT, Kind.ASSISTANT)
    for kind in order:
        for made in world.assignments:
            if made.kind == kind:
                where = (made.school_class.year.starts_on.year, made.school_class.name)
                world.teachers.setdefault(where, []).append(made)


def _lessons(world: World) -> list[Lesson]:
    places = [
        f"{level}{letter}" for level in range(1, LEVELS + 1) for letter in letters(world.size)
    ]
    own = _own_classes(places)
    pool = [user for key, user in world.staff.items() if key.startswith("t") and key[1:].isdigit()]
    found: list[Lesson] = []
    number = 0
    for subject, each in CLASSES_EACH:
        for start in range(0, len(places), each):
            teacher = pool[number % len(pool)]
            number += 1
            for place in places[start : start + each]:
                found.extend(_lesson(world, subject, place, places, teacher, own))
    return found


def _own_classes(places: list[str]) -> dict[str, str]:
    """The class of each teacher with an account; in a small school class A of the level."""
    return {
        (place if place in places else f"{place[0]}A"): key for key, place in OWN_CLASSES.items()
    }


def _lesson(
    world: World, subject: str, place: str, places: list[str], teacher: User, own: dict[str, str]
) -> list[Lesson]:
    """A subject in a class, and being its class teacher where this is the class teacher's subject.

    The two teachers with accounts take Chinese and Mathematics (the first) or English (the
    second) in their own class and no other.
    """
    key = own.get(place)
    taken = {"teacher": ("Chinese", "Mathematics"), "teacher2": ("English", "General Studies")}
    if key and subject in taken[key]:
        teacher = world.staff[key]
    found = [Lesson(teacher, place, Kind.SUBJECT, subject)]
    usual = "Chinese" if places.index(place) % 2 == 0 else "English"
    if subject == (taken[key][0] if key else usual):
        found.append(Lesson(teacher, place, Kind.CLASS_TEACHER))
    return found


def _assisting(world: World) -> list[Lesson]:
    known = {name for _year, name in world.classes}
    return [
        Lesson(world.staff[key], place, Kind.ASSISTANT)
        for key, places in ASSISTED.items()
        for place in places
        if place in known
    ]


def lay_cases(world: World) -> None:
    """One case open to the educational psychologist, to the end of the school year."""
    senco, ep = world.staff["senco"], world.staff["ep"]
    child = world.story["ethan"].student if "ethan" in world.story else world.pupils[0].student
    opened = world.calendar.step(world.on, -40)
    made = CaseGrant(
        student=child,
        person=ep,
        reach=CaseGrant.Reach.RECORD,
        reason="Assessment of reading and attention, and advice on the IEP",
        granted_by=senco,
        starts_on=opened,
        ends_on=dt.date(world.first_year + 1, 7, 31),
    )
    world.opened = world.book.write(CaseGrant, [Entry(made, at(opened, 10), senco)])


def lay_grants(world: World) -> None:
    """What every link justifies, in one go, dated the day it begins."""
    links: list[access.Link] = [*world.assignments, *world.opened]
    links += [link for pupil in world.everybody for link in pupil.links]
    access.sync_many(links, on=world.on, dated=lambda day: at(day, 0))
