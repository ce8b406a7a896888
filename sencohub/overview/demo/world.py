"""What the parts of the demo school share while it is being laid."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sencohub.accounts.models import User
from sencohub.overview.demo.book import Book
from sencohub.overview.demo.cast import StoryChild
from sencohub.overview.demo.names import Named
from sencohub.school.models import AcademicYear, School, Term
from students.models import CaseGrant, ParentLink, SchoolClass, Student, TeachingAssignment

if TYPE_CHECKING:
    from sencohub.overview.demo.calendar import SchoolCalendar

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
FULL_UP_TO = 2500
"""Schools up to this many students get every kind of record in full; larger ones a thinner set."""


def at(day: dt.date, hour: int = 16, minute: int = 0) -> dt.datetime:
    """A moment of that day in Hong Kong."""
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=HONG_KONG)


@dataclass(eq=False)
class Family:
    """Parents, and the name they share with their children in this school."""

    named: Named
    levels: set[int] = field(default_factory=set)
    parents: list[tuple[str, User]] = field(default_factory=list)


@dataclass(eq=False)
class Pupil:
    """A student of the demo with what the parts that come later need to know."""

    student: Student
    level: int
    letter: str
    arrived: dt.date
    family: Family
    story: StoryChild | None = None
    links: list[ParentLink] = field(default_factory=list)

    @property
    def place(self) -> str:
        """The name of this year's class."""
        return f"{self.level}{self.letter}"


@dataclass(eq=False)
class Case:
    """A child on the register: needs, main one first, and tiers over time, the present one last."""

    pupil: Pupil
    needs: list[str]
    tiers: list[tuple[dt.date, int]]

    @property
    def student(self) -> Student:
        return self.pupil.student

    @property
    def tier(self) -> int:
        return self.tiers[-1][1]

    @property
    def since(self) -> dt.date:
        return self.tiers[0][0]


@dataclass
class World:
    """The demo school as laid so far. Same size, seed and date: the same world."""

    on: dt.date
    size: int
    seed: int
    calendar: "SchoolCalendar"
    book: Book = field(default_factory=Book)
    school: School = field(default_factory=School)
    years: list[AcademicYear] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    staff: dict[str, User] = field(default_factory=dict)
    classes: dict[tuple[int, str], SchoolClass] = field(default_factory=dict)
    assignments: list[TeachingAssignment] = field(default_factory=list)
    opened: list[CaseGrant] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    pupils: list[Pupil] = field(default_factory=list)
    story: dict[str, Pupil] = field(default_factory=dict)

    def rng(self, subject: str) -> random.Random:
        """A stream of its own for each subject, so that one part's growth leaves the rest alone."""
        return random.Random(f"{self.seed}:{self.size}:{subject}")  # noqa: S311 - invented people

    @property
    def is_full(self) -> bool:
        return self.size <= FULL_UP_TO

    @property
    def this_year(self) -> AcademicYear:
        return self.years[-1]

    @property
    def first_year(self) -> int:
        """The calendar year in which this school year began."""
        return self.this_year.starts_on.year

    @property
    def begins(self) -> dt.date:
        """The first day of the first school year."""
        return self.years[0].starts_on


def made_id(rng: random.Random) -> uuid.UUID:
    """A UUID as a phone would make one, but the same each time."""
    return uuid.UUID(int=rng.getrandbits(128), version=4)
