"""Fetches what the map folds: each kind of row once, through the reader's own gate."""

import datetime as dt
from decimal import Decimal

from django.db.models import Count, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from provision.costs import cost_of_runs
from provision.map import Given, RunLine, Seat, Thresholds
from provision.models import Participation, Provision, Session
from provision.models.money import may_see_costs
from sencohub.accounts.models import User
from sencohub.school.models import School, Term
from students.models import Enrolment, Need
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


def run_lines(user: User, term: Term, tier: int | None) -> list[RunLine]:
    rows = Provision.objects.visible_to(user).in_term(term).order_by("pk")
    if tier:
        rows = rows.filter(tier=tier)
    fields = (
        "pk",
        "intervention_id",
        "intervention__name_en",
        "intervention__name_zh",
        "tier",
        "state",
        "starts_on",
        "ends_on",
        "planned_sessions",
    )
    return [RunLine(*values) for values in rows.values_list(*fields)]


def with_columns(places: QuerySet[Participation], by: str, on: dt.date) -> QuerySet[Participation]:
    """Adds `level` and `column`: the student's main need, year or class on that day."""
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
    return rows.annotate(main=main, column=Coalesce("main__category", Value(NO_NEED)))


def seats_of(places: QuerySet[Participation], by: str, on: dt.date) -> list[Seat]:
    """Equal places counted together, in one grouped query."""
    rows = (
        with_columns(places, by, on)
        .order_by()
        .values_list("provision_id", "column", "level", *NUMBERS, "seen_in_class")
        .annotate(Count("pk"))
    )
    return [Seat(*values) for values in rows]


def sessions_of(runs: list[RunLine], on: dt.date) -> list[Given]:
    """Sessions by run and fate, in one grouped query."""
    rows = (
        Session.objects.filter(provision__in=[run.pk for run in runs], held_on__lte=on)
        .order_by()
        .values_list("provision_id", "was_held", "why_not")
        .annotate(Count("pk"), Sum("minutes"))
    )
    return [Given(*values) for values in rows]


def costs_of(user: User, runs: list[RunLine], on: dt.date) -> dict[int, Decimal | None] | None:
    """Each run's cost to date for a reader who may see costs, else nothing at all."""
    return cost_of_runs([run.pk for run in runs], on=on) if may_see_costs(user) else None
