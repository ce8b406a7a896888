"""The provision map: the whole school, one class, the places behind a cell, time out of class."""

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from provision import seats
from provision.class_map import first_class, lines_of
from provision.forms.map import MapFilter, PlaceFilter, current
from provision.map import Row, RunLine, Whole, fold, only
from provision.models import Participation, Provision
from provision.talk import LONG_OUT, value_for_time, worth_talking_about
from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.policies import MAP_READERS, SEN_TEAM, policy
from sencohub.lib.prepared import prepared
from sencohub.school.models import School, Term
from students import access_log
from students.models import SchoolClass, Student
from tiers.rag import Rag, rate_record

PAGE = 50
MOST_COLUMNS = 40
"""A school with more classes than this reads the map by year."""


def all_terms() -> list[Term]:
    return _terms.for_anybody()


@prepared
def _terms() -> QuerySet[Term]:
    return Term.objects.select_related("year").order_by("starts_on")


@policy(MAP_READERS)
def map(request: PersonRequest) -> HttpResponse:
    """What we give, to whom, what came of it, what it took: by need, year or class."""
    asked = MapFilter(request.GET, all_terms(), request.user)
    term = asked.chosen_term()
    access_log.listed(request, "provision map", {"term": term.pk if term else "", **_kept(asked)})
    if term is None:
        return render(request, "provision/map.html", {"asked": asked})
    context = _whole_school(request.user, asked, term)
    return render(request, "provision/map.html", {"asked": asked, "term": term, **context})


def _kept(asked: MapFilter) -> dict[str, str]:
    return {name: asked.asked(name) for name in ("by", "tier", "show")}


def _whole_school(user: User, asked: MapFilter, term: Term) -> dict[str, Any]:
    day = min(today(), term.ends_on)
    runs = seats.run_lines(user, term)
    by, whole = _folded(user, asked, term, runs, day)
    if asked.ratings():
        whole = only(whole, asked.ratings())
    return {
        "whole": whole,
        "lines": [_line(row, cells, by, term, asked) for row, cells in whole.table()],
        "totals": whole.totals(),
        "columns": whole.columns,
        "by": by,
        "talks": worth_talking_about(whole.rows, day),
        "values": value_for_time(whole.rows),
        "thresholds": whole.rows[0].thresholds if whole.rows else None,
        "may_plan": SEN_TEAM.admits(user),
        **_time_out(user, runs, day),
    }


def _folded(
    user: User, asked: MapFilter, term: Term, runs: list[RunLine], day: dt.date
) -> tuple[str, Whole]:
    """The map, and the columns it has: a very large school's classes give way to its years."""
    tier = asked.chosen_tier()
    shown = [run for run in runs if tier in (None, run.tier)]
    sessions = seats.sessions_of(user, shown, day)
    thresholds = seats.thresholds_of(School.current())
    places = seats.places_for(user, term)
    for by in (asked.columns(), seats.YEAR):
        order = seats.YEAR_ORDER if by == seats.YEAR else seats.NEED_ORDER
        whole = fold(
            shown,
            seats.seats_of(places, by, day, user),
            sessions.given,
            sessions.costs,
            thresholds=thresholds,
            order=order,
            on=day,
        )
        if len(whole.columns) <= MOST_COLUMNS:
            break
    return by, whole


class CellShown(NamedTuple):
    """A cell in figures, with the address of the places behind it."""

    rating: Rag
    placed: int
    rated: int
    reached: int
    query: str


class LineShown(NamedTuple):
    """A row of the map in plain values, so that a line is drawn once while they stand."""

    name: str
    name_zh: str
    run: int | None
    query: str
    levels: str
    tiers: str
    placed: int
    means: tuple[Decimal, Decimal, Decimal | None, str] | None
    rating: Rag
    cells: tuple[CellShown | None, ...]
    held: int
    planned: int
    percent: int | None
    is_low: bool
    hours: Decimal
    cost: Decimal | None
    per_green: Decimal | None
    bar: int


def _line(row: Row, cells: Any, by: str, term: Term, asked: MapFilter) -> LineShown:
    """A row with the address behind its name and behind each of its cells."""
    query = urlencode({"intervention": row.pk, "term": term.pk, "tier": asked.asked("tier")})
    means = row.means()
    return LineShown(
        name=row.name,
        name_zh=row.name_zh,
        run=row.runs[0].pk if len(row.runs) == 1 else None,
        query=query,
        levels=row.levels,
        tiers=", ".join(str(tier) for tier in row.tiers),
        placed=row.all.placed,
        means=(means.baseline, means.expected, means.actual, means.unit) if means else None,
        rating=row.rating,
        cells=tuple(
            cell
            and CellShown(
                rating,
                cell.placed,
                cell.rated,
                cell.reached,
                f"{query}&{urlencode({'by': by, 'column': column})}",
            )
            for column, cell, rating in cells
        ),
        held=row.dose.held,
        planned=row.dose.planned,
        percent=row.dose.percent,
        is_low=row.dose_is_low,
        hours=row.hours,
        cost=row.cost,
        per_green=row.per_green,
        bar=row.bar,
    )


# --- time out of class -------------------------------------------------------------------------


def _time_out(user: User, runs: list[RunLine], day: dt.date) -> dict[str, Any]:
    ranked, classes = seats.minutes_out(user, runs, day)
    if not ranked:
        return {"most_out": None, "long_out": 0}
    student, minutes = ranked[0]
    return {
        "most_out": {"minutes": minutes, "class_name": classes[student]},
        "long_out": sum(minutes > LONG_OUT for _student, minutes in ranked),
        "long_out_from": LONG_OUT,
    }


@policy(MAP_READERS)
def out_of_class_list(request: PersonRequest) -> HttpResponse:
    """Who misses how much class for support, the most first."""
    term = current(all_terms())
    runs = seats.run_lines(request.user, term) if term else []
    ranked, _classes = seats.minutes_out(request.user, runs, today())
    page = Paginator(ranked, PAGE).get_page(request.GET.get("page"))
    pks = [student for student, _minutes in page.object_list]
    students = Student.objects.visible_to(request.user, "adjustments").with_class()
    named = {student.pk: student for student in students.filter(pk__in=pks)}
    places = Participation.objects.visible_to(request.user).in_force().filter(student__in=pks)
    missed: dict[int, list[Provision]] = {}
    for place in places.select_related("provision"):
        if place.provision.is_out_of_class:
            missed.setdefault(place.student_id, []).append(place.provision)
    rows = [
        {"student": named[pk], "minutes": minutes, "runs": missed.get(pk, [])}
        for pk, minutes in page.object_list
        if pk in named
    ]
    access_log.listed(request, "out of class")
    context = {"page": page, "rows": rows, "long_out": LONG_OUT}
    return render(request, "provision/out_of_class_list.html", context)


# --- the places behind a cell ------------------------------------------------------------------


@policy(MAP_READERS)
def place_list(request: PersonRequest) -> HttpResponse:
    """The places behind a figure: one intervention, one column, one term."""
    asked = PlaceFilter(request.GET, all_terms())
    term = asked.chosen_term()
    places = _places(request.user, asked, term) if term else Participation.objects.none()
    page = Paginator(places, PAGE).get_page(request.GET.get("page"))
    filters = {name: request.GET.get(name, "")[:20] for name in ("intervention", "column", "term")}
    access_log.listed(request, "provision places", filters)
    context = {
        "page": page,
        "rows": [{"place": place, "rating": rate_record(place)} for place in page.object_list],
        "term": term,
        "asked": asked,
        "intervention": asked.cleaned_data.get("intervention") if asked.is_valid() else None,
        "column": request.GET.get("column", "") if request.GET.get("by") else None,
    }
    return render(request, "provision/place_list.html", context)


def _places(user: User, asked: PlaceFilter, term: Term) -> Any:
    day = min(today(), term.ends_on)
    rows: Any = seats.places_for(user, term).select_related("student", "provision")
    if asked.asked("tier"):
        rows = rows.filter(provision__tier=asked.asked("tier"))
    if asked.cleaned_data.get("intervention"):
        rows = rows.filter(provision__intervention=asked.cleaned_data["intervention"])
    by = asked.asked("by")
    rows = seats.with_columns(rows, by or seats.CLASS, day, user)
    if by in {seats.NEED, seats.YEAR, seats.CLASS}:
        rows = rows.filter(column=asked.asked("column"))
    return rows.order_by("provision__name_en", "provision", "student__name_en", "pk")


# --- one class ---------------------------------------------------------------------------------


@policy(MAP_READERS)
def map_class_first(request: PersonRequest) -> HttpResponse:
    """Where the tab `One class` leads: the reader's first class of this year."""
    term = current(all_terms())
    school_class = first_class(request.user, term) if term else None
    if school_class is None:
        return redirect("provision:map")
    return redirect("provision:map-class", pk=school_class.pk)


@policy(MAP_READERS)
def map_class(request: PersonRequest, pk: int) -> HttpResponse:
    """One class's map: each student's support this term, and how it is carried into class."""
    school_class = get_object_or_404(SchoolClass.objects.visible_to(request.user), pk=pk)
    year = [term for term in all_terms() if term.year_id == school_class.year_id]
    term = PlaceFilter(request.GET, year).chosen_term()
    lines = lines_of(school_class, term, request.user) if term else []
    access_log.listed(request, "class provision map", {"class": pk})
    context = {
        "school_class": school_class,
        "classes": SchoolClass.objects.visible_to(request.user).filter(year=school_class.year),
        "term": term,
        "terms": year,
        "lines": lines,
        "students": len({line.student.pk for line in lines}),
        "kinds": len({line.name for line in lines}),
    }
    return render(request, "provision/map_class.html", context)
