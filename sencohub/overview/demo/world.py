"""What the parts of the demo school share while it is being laid."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from meetings.models import Meeting
from provision.models import Fund, Intervention
from sencohub.accounts.models import User
from sencohub.overview.demo.book import Book
from sencohub.overview.demo.cast import StoryChild
from sencohub.overview.demo.names import Named
from sencohub.overview.demo.themes import Goal, Theme
from sencohub.school.models import AcademicYear, School, Term
from students.models import (
    CaseGrant,
    Concern,
    Measure,
    ParentLink,
    SchoolClass,
    Student,
    TeacherInput,
    TeachingAssignment,
)
from tiers.models import (
    Adjustment,
    Plan,
    PlanIssue,
    Review,
    StrategyBankItem,
    SupportCycle,
    Target,
    TierPlacement,
)

if TYPE_CHECKING:
    from sencohub.overview.demo.calendar import SchoolCalendar
    from sencohub.overview.demo.provisions import Place, Run

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
    leaves: dt.date | None = None
    """The last day in the school, of a child who has gone to secondary school."""
    links: list[ParentLink] = field(default_factory=list)

    @property
    def place(self) -> str:
        """The name of this year's class."""
        return f"{self.level}{self.letter}"


@dataclass(eq=False)
class Turn:
    """One cycle of a case: its days and, once they are laid, its records."""

    case: "Case"
    number: int
    opened: dt.date
    assessed: dt.date
    sent: dt.date | None
    agreed: dt.date | None
    due: dt.date
    taken_back: dt.date | None = None
    """The day a first issue was taken back to the draft, to take comments in."""
    is_silent: bool = False
    """Agreed after the waiting time, without an answer."""
    held: dt.date | None = None
    review_begun: dt.date | None = None
    change_begun: dt.date | None = None
    """Agreed, and being changed since that day."""
    moves_to: int = 0
    """The tier that the review led to, if it changed."""
    found: dict[str, str] = field(default_factory=dict)
    """What assessing found, by the field of the assessment."""
    views: tuple[str, str] = ("", "")
    """The student's and the parents' view."""
    cycle: SupportCycle = field(default_factory=SupportCycle)
    plan: Plan | None = None
    aims: list["Aim"] = field(default_factory=list)
    adjustments: dict[str, Adjustment] = field(default_factory=dict)
    issues: list[PlanIssue] = field(default_factory=list)
    review: Review | None = None

    @property
    def previous(self) -> "Turn | None":
        return self.case.turns[self.number - 2] if self.number > 1 else None

    @property
    def tier(self) -> int:
        """The tier in force while the cycle's plan was written."""
        day = self.sent or self.assessed
        held = [tier for starts, tier in self.case.tiers if starts <= day]
        return held[-1] if held else self.case.tiers[0][1]


@dataclass(eq=False)
class Aim:
    """A target while it is laid: the goal it follows, its numbers and its record."""

    goal: Goal
    theme: Theme
    baseline: int
    expected: int
    actual: int | None = None
    came_from: "Aim | None" = None
    target: Target = field(default_factory=Target)


@dataclass(eq=False)
class Case:
    """A child on the register, or who has left it: needs, tiers over time, and the cycles."""

    pupil: Pupil
    number: int
    needs: list[str]
    tiers: list[tuple[dt.date, int]]
    """From day to day, the present (or last) one at the end."""
    left: bool = False
    """Left the register after the last review."""
    concern: Concern | None = None
    language: str = "en"
    """In which staff write about the child."""
    owner: User = field(default_factory=User)
    themes: list[Theme] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    placements: list[TierPlacement] = field(default_factory=list)
    profiles: list[tuple[dt.date, dict[str, object]]] = field(default_factory=list)
    """The child's own words, each from the day they were published."""
    levels: dict[Goal, int] = field(default_factory=dict)
    """Where the child stands in each goal met so far."""

    @property
    def student(self) -> Student:
        return self.pupil.student

    @property
    def tier(self) -> int:
        return self.tiers[-1][1]

    @property
    def since(self) -> dt.date:
        return self.tiers[0][0]

    def own_words(self, on: dt.date) -> dict[str, object] | None:
        """The child's own profile as it stood on that day, if it was published by then."""
        found = [words for since, words in self.profiles if since <= on]
        return found[-1] if found else None

    def is_inherited(self, world: "World") -> bool:
        """On the register already when the school began to keep it here."""
        return self.since < world.begins + dt.timedelta(days=40)


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
    gone: list[Pupil] = field(default_factory=list)
    """Children of the register who went to secondary school since the first year held."""
    story: dict[str, Pupil] = field(default_factory=dict)
    funds: dict[str, Fund] = field(default_factory=dict)
    interventions: dict[str, Intervention] = field(default_factory=dict)
    runs: list["Run"] = field(default_factory=list)
    concerns: list[Concern] = field(default_factory=list)
    asked: list[TeacherInput] = field(default_factory=list)
    invitations: list[tuple[Meeting, list[User], dt.datetime]] = field(default_factory=list)
    """Meetings to come, who is asked, and when they were told."""
    measures: dict[str, Measure] = field(default_factory=dict)
    bank: dict[str, StrategyBankItem] = field(default_factory=dict)
    teachers: dict[tuple[int, str], list[TeachingAssignment]] = field(default_factory=dict)
    """Who teaches or assists each class, by the year it began and the class's name."""

    def rng(self, subject: str) -> random.Random:
        """A stream of its own for each subject, so that one part's growth leaves the rest alone."""
        return random.Random(f"{self.seed}:{self.size}:{subject}")  # noqa: S311 - invented people

    def level_on(self, pupil: Pupil, day: dt.date) -> int:
        """The child's level in the school year of that day."""
        first = day.year if day.month >= 9 else day.year - 1
        return max(1, pupil.level - (self.first_year - first))

    @cached_property
    def _places(self) -> dict[int, list[tuple["Run", "Place"]]]:
        found: dict[int, list[tuple[Run, Place]]] = {}
        for run in self.runs:
            for place in run.places:
                found.setdefault(place.case.number, []).append((run, place))
        return found

    def places_of(self, case: Case) -> list[tuple["Run", "Place"]]:
        """The child's places, run by run; complete once the provisions are laid."""
        return self._places.get(case.number, [])

    def taught_by(self, pupil: Pupil, day: dt.date) -> list[TeachingAssignment]:
        """The assignments of the child's class on that day, the class teacher's first."""
        first = day.year if day.month >= 9 else day.year - 1
        first = min(max(first, self.years[0].starts_on.year), self.first_year)
        return self.teachers.get((first, f"{self.level_on(pupil, day)}{pupil.letter}"), [])

    def language_of(self, key: str) -> str:
        """In which language somebody on the staff writes."""
        person = self.staff.get(key) or self.staff["senst"]
        return person.language

    def entered(self, day: dt.date, school_days: int) -> dt.date:
        """The day on which something of that day was written down, not after the last."""
        return min(self.calendar.step(day, school_days), self.on)

    @property
    def everybody(self) -> list[Pupil]:
        """Those on the roll, and those who have gone."""
        return [*self.pupils, *self.gone]

    @cached_property
    def months(self) -> list[tuple[dt.date, dt.date, int]]:
        """Months of last year and this that are over: first and last school day, how many."""
        days: dict[tuple[int, int], list[dt.date]] = {}
        begins = dt.date(self.calendar.first_years[-2], 9, 1)
        for day in self.calendar.between(begins, self.on):
            days.setdefault((day.year, day.month), []).append(day)
        days.pop((self.on.year, self.on.month), None)
        return [(each[0], each[-1], len(each)) for each in days.values()]

    @cached_property
    def whole_school(self) -> frozenset[int]:
        """Staff whose role sees every student."""
        keys = ("principal", "vice", "senco")
        rows = self.staff.items()
        return frozenset(user.pk for key, user in rows if key in keys or key.startswith("senst"))

    @cached_property
    def teacher_ids(self) -> frozenset[int]:
        """Everybody whose role is teacher."""
        rows = self.staff.items()
        return frozenset(
            user.pk
            for key, user in rows
            if key in ("teacher", "teacher2") or (key[0] == "t" and key[1:].isdigit())
        )

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
