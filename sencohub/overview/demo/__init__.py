"""An invented school with a past: same size, seed and date, the same rows.

Nothing here decides anything. It lays the records the pages and actions would have made, by the
same tables of moves, with the dates of then.
"""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from sencohub.overview.demo.book import dates_as_given, rarely_collecting
from sencohub.overview.demo.calendar import SchoolCalendar, lay_school, school_years
from sencohub.overview.demo.concerns import lay_concerns
from sencohub.overview.demo.cycles import lay_cycles
from sencohub.overview.demo.families import lay_families
from sencohub.overview.demo.issues import lay_issues
from sencohub.overview.demo.logs import lay_logs, lay_steps
from sencohub.overview.demo.meetings import lay_meetings
from sencohub.overview.demo.needs import lay_needs
from sencohub.overview.demo.people import lay_staff, one_hash
from sencohub.overview.demo.plans import lay_bank, lay_plans
from sencohub.overview.demo.provisions import lay_catalogue, lay_provisions
from sencohub.overview.demo.register import draw
from sencohub.overview.demo.reports import lay_reports
from sencohub.overview.demo.reviews import lay_placements, lay_reviews
from sencohub.overview.demo.scores import lay_measures, lay_scores
from sencohub.overview.demo.students import lay_classes, lay_students
from sencohub.overview.demo.teaching import lay_cases, lay_grants, lay_teaching
from sencohub.overview.demo.traces import lay_notices, lay_openings, lay_restricted
from sencohub.overview.demo.turns import draw_turns
from sencohub.overview.demo.voices import (
    lay_consents,
    lay_contacts,
    lay_evidence,
    lay_profiles,
)
from sencohub.overview.demo.world import FULL_UP_TO, World

__all__ = ["load", "nearest_school_day"]


def nearest_school_day(day: dt.date) -> dt.date:
    """That day, or the last school day before it: a history does not end in the future."""
    return SchoolCalendar(school_years(day)).on_or_before(day)


@transaction.atomic
def load(*, size: int, seed: int, on: dt.date, say: Callable[[str], object]) -> World:
    """Lay the whole school into an empty database; `on` is its last day."""
    years = school_years(on)
    calendar = SchoolCalendar(years if size <= FULL_UP_TO else years[-2:])
    world = World(on=on, size=size, seed=seed, calendar=calendar)
    with dates_as_given(), rarely_collecting():
        for title, parts in steps(world):
            for part in parts:
                part()
            say(title)
    return world


def lay_plans_in_turn(world: World) -> None:
    """Cycle after cycle, since each goes on from the one before."""
    for number in range(1, _most_turns(world) + 1):
        lay_cycles(world, number)
        lay_plans(world, number)


def lay_papers_in_turn(world: World) -> None:
    """What was sent, answered and reviewed; an issue tells how the cycle before went."""
    for number in range(1, _most_turns(world) + 1):
        lay_issues(world, number)
        lay_reviews(world, number)


def _most_turns(world: World) -> int:
    return max(len(case.turns) for case in world.cases)


def steps(world: World) -> list[tuple[str, list[Callable[[], None]]]]:
    """What is laid, in order."""
    password = one_hash()
    return [
        ("School and calendar", [lambda: lay_school(world)]),
        ("Staff", [lambda: lay_staff(world, password)]),
        (
            "Students and families",
            [
                lambda: lay_classes(world),
                lambda: lay_students(world),
                lambda: lay_families(world, password),
            ],
        ),
        (
            "Teaching",
            [lambda: lay_teaching(world), lambda: lay_cases(world)],
        ),
        (
            "Register",
            [
                lambda: draw(world),
                lambda: draw_turns(world),
                lambda: lay_needs(world),
                lambda: lay_bank(world),
                lambda: lay_concerns(world),
                lambda: lay_profiles(world),
            ],
        ),
        *_steps_of_the_years(world),
    ]


def _steps_of_the_years(world: World) -> list[tuple[str, list[Callable[[], None]]]]:
    """What happened since, laid on the school that stands."""
    return [
        ("Cycles and plans", [lambda: lay_plans_in_turn(world)]),
        ("Provision", [lambda: lay_catalogue(world), lambda: lay_provisions(world)]),
        (
            "Issues, reviews and tiers",
            [lambda: lay_papers_in_turn(world), lambda: lay_placements(world)],
        ),
        ("Logs and small steps", [lambda: lay_logs(world), lambda: lay_steps(world)]),
        ("Meetings", [lambda: lay_meetings(world)]),
        (
            "Evidence, scores and families",
            [
                lambda: lay_measures(world),
                lambda: lay_scores(world),
                lambda: lay_evidence(world),
                lambda: lay_contacts(world),
                lambda: lay_consents(world),
            ],
        ),
        (
            "Access, notices and reports",
            [
                lambda: lay_restricted(world),
                lambda: lay_grants(world),
                lambda: lay_notices(world),
                lambda: lay_openings(world),
                lambda: lay_reports(world),
            ],
        ),
    ]
