"""What a run's page tells its reader: students, outcomes, sessions, dose; costs for some."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from provision.costs import Rates, cost_to_date, per_green, planned_cost, taught_in
from provision.dose import Dose, due_by
from provision.models import Attendance, Participation, Provision, Session
from provision.models.money import may_see_costs
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.school.models import School
from tiers.rag import Rag, rate_group, rate_record

MOST_SESSIONS = 60


@dataclass(frozen=True)
class Told:
    """One student's place with its rating and how many sessions they came to."""

    place: Participation
    rating: Rag
    there: int
    of: int


@dataclass(frozen=True)
class Money:
    """What the run costs: to date and planned, None where a rate is missing."""

    to_date: Decimal | None
    planned: Decimal | None
    per_green: Decimal | None


def told(run: Provision, user: User) -> dict[str, Any]:
    """Everything on the page, each part as this reader may see it."""
    school, day = School.current(), today()
    places = _places(run, user)
    sessions = list(run.sessions.select_related("recorded_by", "staff")[:MOST_SESSIONS])
    held = run.sessions.filter(was_held=True, held_on__lte=day).count()
    dose = Dose(held, run.planned_sessions, due_by(run, day))
    return {
        "run": run,
        "places": places,
        "rating": rate_group(
            (one.rating for one in places),
            green_from=school.group_green_from,
            amber_from=school.group_amber_from,
        ),
        "dose": dose,
        "dose_is_low": dose.is_low(school.dose_flag_below),
        "sessions": _with_notes(sessions, user),
        "money": _money(run, places, day) if may_see_costs(user) else None,
        "may_edit": run.can_be_edited_by(user),
        "may_record": run.is_delivered_by(user),
        "unpublished": sum(one.place.published_at is None for one in places),
    }


def _places(run: Provision, user: User) -> list[Told]:
    """The students the reader sees; a teacher of one of them sees that one."""
    held = Q(attendances__session__was_held=True)
    rows = (
        Participation.objects.visible_to(user)
        .filter(provision=run)
        .select_related("student", "target")
        .annotate(
            there=Count("attendances", filter=held & Q(attendances__was_there=True)),
            of=Count("attendances", filter=held),
        )
    )
    ordered = rows.order_by("student__name_en", "pk")
    return [Told(place, rate_record(place), place.there, place.of) for place in ordered]


def _with_notes(sessions: list[Session], user: User) -> list[tuple[Session, list[Attendance]]]:
    """Each session with the lines about the reader's own students."""
    rows = Attendance.objects.visible_to(user).filter(session__in=sessions).exclude(note="")
    found: dict[int, list[Attendance]] = {}
    for row in rows.select_related("student"):
        found.setdefault(row.session_id, []).append(row)
    return [(session, found.get(session.pk, [])) for session in sessions]


def _money(run: Provision, places: Iterable[Told], day: dt.date) -> Money:
    rates = Rates.read()
    spent = cost_to_date(run, taught_in([run.pk], rates, day).get(run.pk, []), rates)
    greens = sum(one.rating == Rag.GREEN for one in places)
    return Money(spent, planned_cost(run, rates), per_green(spent, greens))
