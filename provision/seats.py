"""Fetches what the map folds: each kind of row once, through the reader's own gate."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    Count,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from provision.costs import Rates, cost_to_date, rate_span, taught_at, who_taught
from provision.map import Given, RunLine, Seat, Thresholds
from provision.models import Participation, Provision, Session
from provision.models.money import may_see_costs
from provision.talk import out_of_class, weekly_minutes
from sencohub.accounts.models import User
from sencohub.lib.prepared import prepared
from sencohub.school.models import School, Term
from students.models import Enrolment, Need, Student
from students.models.people import Level

NEED, YEAR, CLASS = "need", "year", "class"
NO_NEED = ""
NEED_ORDER = [category.value for category in Need.Category]
YEAR_ORDER = [level.value for level in Level]
NUMBERS = ("unit", "aim", "direction", "baseline", "expected", "actual", "override")


def thresholds_of(school: School) -> Thresholds:
    return Thresholds(
        green_from=school.group_green_from,
        amber_from=school.group_amber_from,
        dose_below=school.dose_flag_below,
        small=school.small_number,
    )


def places_for(user: User, term: Term) -> QuerySet[Participation]:
    """Places of this term in runs the reader sees, of students the reader sees."""
    runs = Provision.objects.visible_to(user).in_term(term)
    rows: QuerySet[Participation] = Participation.objects.visible_to(user)
    return rows.filter(provision__in=runs.values("pk"))


RUN_FIELDS = (
    "pk",
    "intervention_id",
    "intervention__name_en",
    "intervention__name_zh",
    "tier",
    "state",
    "starts_on",
    "ends_on",
    "planned_sessions",
    "minutes",
    "kind",
    "in_lesson",
    "weekdays",
    "staff_id",
    "contract_cost",
    "materials_cost",
)


def run_lines(user: User, term: Term) -> list[RunLine]:
    return [RunLine(*values) for values in _runs(user, term.pk)]


@prepared
def _runs(user: User, term: Any) -> Any:
    rows = Provision.objects.visible_to(user).in_term(term).order_by("pk")
    return rows.values_list(*RUN_FIELDS)


def with_columns(
    places: QuerySet[Participation], by: str, on: dt.date, user: User
) -> QuerySet[Participation]:
    """Adds `level` and `column`: the student's main need, year or class on that day.

    The need is said only of students whose record this person reads.
    """
    now = Enrolment.objects.in_force(on).filter(student=OuterRef("student")).order_by("-starts_on")
    level = Coalesce(Subquery(now.values("school_class__level")[:1]), Value(""))
    rows = places.annotate(level=level)
    if by == YEAR:
        return rows.annotate(column=level)
    if by == CLASS:
        name = Subquery(now.values("school_class__name")[:1])
        return rows.annotate(column=Coalesce(name, Value("")))
    main = FilteredRelation(
        "student__needs",
        condition=Q(student__needs__is_primary=True, student__needs__ended_on__isnull=True),
    )
    need: Any = Coalesce("main__category", Value(NO_NEED))
    if not user.sees_whole_school:
        read = Student.objects.visible_to(user, "record").values("pk")
        need = Case(When(student__in=read, then=need), default=Value(NO_NEED))
    return rows.annotate(main=main, column=need)


def seats_of(places: QuerySet[Participation], by: str, on: dt.date, user: User) -> list[Seat]:
    """Equal places counted together, in one grouped query."""
    # The level is asked for once where it is the column too: PostgreSQL groups by expressions,
    # and takes two with values of their own for two.
    told = ["level"] if by == YEAR else ["column", "level"]
    rows = (
        with_columns(places, by, on, user)
        .order_by()
        .values_list("provision_id", *told, *NUMBERS, "seen_in_class")
        .annotate(Count("pk"))
    )
    if by == YEAR:
        return [Seat(*(run, level, level, *rest)) for run, level, *rest in rows]
    return [Seat(*values) for values in rows]


@dataclass
class Sessions:
    """What was given by a day, and for who may see costs, what each run cost by then."""

    given: list[Given]
    costs: dict[int, Decimal | None] | None


def sessions_of(user: User, runs: list[RunLine], on: dt.date) -> Sessions:
    """Sessions by run and fate, in one grouped query; with them costs, where the reader may."""
    # all-rows: of runs this person sees, counted
    rows = Session.objects.filter(provision__in=[run.pk for run in runs], held_on__lte=on)
    if not may_see_costs(user):
        counted = rows.order_by().values_list("provision_id", "was_held", "why_not")
        found = counted.annotate(Count("pk"), Sum("minutes"))
        return Sessions([Given(*values) for values in found], None)
    rates = Rates.read()
    counted = rows.order_by().values_list(
        "provision_id", "was_held", "why_not", who_taught(), rate_span(rates)
    )
    given, taught = [], defaultdict(list)
    for run, held, why, who, span, times, minutes in counted.annotate(Count("pk"), Sum("minutes")):
        given.append(Given(run, held, why, times, minutes))
        taught[run].append(taught_at(rates, who, span, minutes))
    return Sessions(given, {run.pk: cost_to_date(run, taught[run.pk], rates) for run in runs})


def minutes_out(
    user: User, runs: Iterable[RunLine], on: dt.date
) -> tuple[list[tuple[int, Decimal]], dict[int, str]]:
    """Students by the minutes of class they miss in a week, and the class of each."""
    weekly = {run.pk: weekly_minutes(run) for run in runs if run.runs_on(on)}
    weekly = {pk: minutes for pk, minutes in weekly.items() if minutes}
    places = Participation.objects.visible_to(user).in_force(on).filter(provision__in=weekly)
    counted: Any = with_columns(places, CLASS, on, user).order_by()
    rows = list(counted.values_list("student_id", "provision_id", "column"))
    ranked = out_of_class([(student, run) for student, run, _class in rows], weekly)
    return ranked, {student: name for student, _run, name in rows}
