"""The first page after sign-in: for each reader the one their day begins with."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.policies import (
    CLASSROOM,
    LEADERS,
    PARENTS,
    ROLL_KEEPERS,
    SEN_TEAM,
    SIGNED_IN,
    SPECIALISTS,
    TEACHERS,
    TECHNICAL,
    Policy,
    policy,
)
from sencohub.overview.home import facts
from sencohub.overview.models import ImpactReport
from sencohub.school.models import Term
from students import access_log

REPORTS_SHOWN = 6


def _dashboard(request: PersonRequest) -> HttpResponse:
    """SENCO and SENST: what is late, due, waiting and untriaged, each with its button."""
    user = request.user
    term = Term.now()
    found = facts.runs(user, term)
    access_log.listed(request, "home")
    context = {
        "today": today(),
        "term": term,
        "reviews": facts.reviews(user),
        "waiting": facts.waiting_for_parents(user),
        "concerns": facts.concerns(user),
        "actions": facts.actions(user),
        "meetings": facts.meetings(user),
        "tiers": facts.tiers(user, term),
        "runs": found,
        "totals": facts.totals(found),
        "words": facts.words(user),
    }
    return render(request, "overview/home.html", context)


def _leader(request: PersonRequest) -> HttpResponse:
    """Leaders: aggregates first, then the reports."""
    user = request.user
    term = Term.now()
    found = facts.runs(user, term)
    context = {
        "today": today(),
        "term": term,
        "tiers": facts.tiers(user, term),
        "runs": found,
        "totals": facts.totals(found),
        "late": facts.reviews(user).late,
        "meetings": facts.meetings(user),
        "reports": ImpactReport.objects.visible_to(user)
        .select_related("term__year")
        .order_by("-term__starts_on")[:REPORTS_SHOWN],
    }
    return render(request, "overview/home_leader.html", context)


def _goes_to(name: str) -> Callable[[PersonRequest], HttpResponse]:
    return lambda request: redirect(name)


def _office(request: PersonRequest) -> HttpResponse:
    return render(request, "overview/home_office.html", {"today": today()})


def _nothing_yet(request: PersonRequest) -> HttpResponse:
    return render(request, "overview/home_none.html", {"today": today()})


HOMES: list[tuple[Policy, Callable[[PersonRequest], HttpResponse]]] = [
    (SEN_TEAM, _dashboard),
    (LEADERS, _leader),
    (TEACHERS, _goes_to("tiers:log-today")),
    (CLASSROOM, _goes_to("provision:session-today")),
    (SPECIALISTS, _goes_to("overview:register")),
    (PARENTS, _goes_to("parents:home")),
    (ROLL_KEEPERS, _office),
    (TECHNICAL, _goes_to("students:break-glass-new")),
    (SIGNED_IN, _nothing_yet),
]
"""The first that admits the reader is their home: with several roles, the one with most to do."""


@policy(SIGNED_IN)
def home(request: PersonRequest) -> HttpResponse:
    show = next(view for who, view in HOMES if who.admits(request.user))
    return show(request)
