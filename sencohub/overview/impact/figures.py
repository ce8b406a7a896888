"""The impact report's figures for one term: counted once, each with where its records are.

Every figure is a plain number (money as a string of dollars and cents), so that an issued report
keeps them as they were. The rules are the other apps' own: ratings from `tiers.rag`, hours and
costs from `provision.costs`; nothing is decided here.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery
from django.urls import reverse

from meetings.models import AttendanceRequest
from parents.models import ContactRecord
from provision.costs import cost_of_runs
from provision.models import Participation, Session
from sencohub.lib.dates import today
from sencohub.overview.register.rows import NUMBERS, Numbers
from sencohub.school.models import School, Term
from students.models import Need, OnePageProfile, Student
from tiers.models import AdjustmentLog, PlanShare, Review, TierPlacement
from tiers.rag import Rag, rate_group, rate_record

PROFILE_AGE = dt.timedelta(days=365)
type_figures = dict[str, Any]


@dataclass
class Tally:
    """Places by rating."""

    green: int = 0
    amber: int = 0
    red: int = 0
    grey: int = 0

    def add(self, rating: Rag) -> None:
        setattr(self, rating, getattr(self, rating) + 1)

    @property
    def rated(self) -> int:
        return self.green + self.amber + self.red

    @property
    def places(self) -> int:
        return self.rated + self.grey

    def as_dict(self) -> dict[str, int | None]:
        percent = round(100 * self.green / self.rated) if self.rated else None
        return {
            "green": self.green,
            "amber": self.amber,
            "red": self.red,
            "grey": self.grey,
            "rated": self.rated,
            "places": self.places,
            "percent": percent,
        }


@dataclass
class Run:
    """One provision of the term with its places, as the table shows it."""

    pk: int
    name_en: str
    name_zh: str
    unit: str
    planned: int
    minutes: int
    tally: Tally = field(default_factory=Tally)
    ratings: list[Rag] = field(default_factory=list)
    baseline: list[Decimal] = field(default_factory=list)
    expected: list[Decimal] = field(default_factory=list)
    actual: list[Decimal] = field(default_factory=list)


def last_day(term: Term) -> dt.date:
    """The day the figures are counted on: today, or the term's end when that is past."""
    return min(today(), term.ends_on)


def compute(term: Term) -> type_figures:
    """All figures of the term as they stand now."""
    day = last_day(term)
    runs, by_need = _places(term)
    sessions = _sessions(term)
    money = cost_of_runs([run.pk for run in runs], on=day)
    table = [_row(run, sessions.get(run.pk, (0, 0)), money.get(run.pk)) for run in runs]
    total = Tally()
    for run in runs:
        for rating in run.ratings:
            total.add(rating)
    on_roll = Student.objects.on_roll().count()  # all-students: a school-wide count, no names
    register = _register(day)
    return {
        "counted_on": day.isoformat(),
        "term": {"start": term.starts_on.isoformat(), "end": term.ends_on.isoformat()},
        "register": {"count": sum(register.values()), "on_roll": on_roll, "by_tier": register},
        "outcomes": total.as_dict(),
        "hours": _hours(table),
        "money": _money(table, total),
        "movement": _movement(term, day),
        "duties": _duties(term, day),
        "by_need": [{"need": need, **tally.as_dict()} for need, tally in by_need],
        "by_run": table,
        "contacts": ContactRecord.objects.filter(happened_on__range=(term.starts_on, day)).count(),
        "thresholds": list(School.group_thresholds()),
        "sources": _sources(),
    }


def _sources() -> dict[str, str]:
    """Where each figure's records are."""
    return {
        "register": reverse("overview:register"),
        "outcomes": reverse("provision:map"),
        "hours": reverse("provision:map"),
        "money": reverse("provision:map"),
    }


def _register(day: dt.date) -> dict[str, int]:
    rows = TierPlacement.objects.open(day).order_by().values_list("tier").annotate(Count("pk"))
    found = {str(tier): count for tier, count in rows}
    return {tier: found.get(tier, 0) for tier in ("1", "2", "3")}


def _places(term: Term) -> tuple[list[Run], list[tuple[str, Tally]]]:
    """The term's places in one query, folded by provision and by the student's main need."""
    main = Need.objects.current().filter(student=OuterRef("student"), is_primary=True)
    rows = (
        Participation.objects.filter(provision__term=term)
        .order_by("provision__name_en", "provision_id")
        .annotate(main=Subquery(main.values("category")[:1]))
        .values_list(
            *NUMBERS,
            "main",
            "provision_id",
            "provision__name_en",
            "provision__name_zh",
            "unit",
            "provision__planned_sessions",
            "provision__minutes",
        )
    )
    runs: dict[int, Run] = {}
    needs: dict[str, Tally] = defaultdict(Tally)
    for values in rows:
        numbers, main_need, about = Numbers(*values[:7]), values[7], values[8:]
        run = runs.setdefault(about[0], Run(*about))
        rating = rate_record(numbers)
        run.tally.add(rating)
        run.ratings.append(rating)
        run.baseline.append(numbers.baseline)
        run.expected.append(numbers.expected)
        if numbers.actual is not None:
            run.actual.append(numbers.actual)
        needs[main_need or ""].add(rating)
    ranked = sorted(needs.items(), key=lambda item: -item[1].places)
    return list(runs.values()), ranked


def _sessions(term: Term) -> dict[int, tuple[int, int]]:
    """Sessions held and minutes given, by provision."""
    rows = (
        Session.objects.filter(provision__term=term, was_held=True)
        .order_by()
        .values_list("provision_id", "minutes")
        .annotate(Count("pk"))
    )
    found: dict[int, tuple[int, int]] = {}
    for run, minutes, count in rows:
        held, given = found.get(run, (0, 0))
        found[run] = (held + count, given + minutes * count)
    return found


def _mean(numbers: list[Decimal]) -> str | None:
    if not numbers:
        return None
    mean = sum(numbers, Decimal(0)) / len(numbers)
    return f"{mean.quantize(Decimal('0.1')).normalize():f}"


def _row(run: Run, session: tuple[int, int], cost: Decimal | None) -> dict[str, Any]:
    held, minutes = session
    green_from, amber_from = School.group_thresholds()
    return {
        "pk": run.pk,
        "name_en": run.name_en,
        "name_zh": run.name_zh,
        "unit": run.unit,
        "baseline": _mean(run.baseline),
        "expected": _mean(run.expected),
        "actual": _mean(run.actual),
        **run.tally.as_dict(),
        "rating": str(rate_group(run.ratings, green_from=green_from, amber_from=amber_from)),
        "held": held,
        "planned": run.planned,
        "minutes": minutes,
        "planned_minutes": run.planned * run.minutes,
        "cost": None if cost is None else f"{cost:.2f}",
        "per_green": _per_green(cost, run.tally.green),
        "url": reverse("provision:provision-detail", args=[run.pk]),
    }


def _per_green(cost: Decimal | None, green: int) -> str | None:
    return f"{cost / green:.2f}" if cost is not None and green else None


def _hours(table: list[dict[str, Any]]) -> dict[str, Any]:
    given = sum(row["minutes"] for row in table)
    held, planned = sum(row["held"] for row in table), sum(row["planned"] for row in table)
    return {
        "hours": f"{Decimal(given) / 60:.1f}",
        "held": held,
        "planned": planned,
        "percent": round(100 * held / planned) if planned else None,
    }


def _money(table: list[dict[str, Any]], total: Tally) -> dict[str, Any]:
    known = [Decimal(row["cost"]) for row in table if row["cost"] is not None]
    if not known:
        return {"cost": None, "per_green": None, "unknown": len(table)}
    cost = sum(known, Decimal(0))
    return {
        "cost": f"{cost:.2f}",
        "per_green": _per_green(cost, total.green),
        "unknown": len(table) - len(known),
    }


def _movement(term: Term, day: dt.date) -> list[dict[str, int]]:
    """From which tier to which, between the day the term began and the day of counting.

    Tier 0 is not on the register.
    """
    rows = (
        TierPlacement.objects.filter(starts_on__lte=day)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=term.starts_on))
        .order_by("starts_on", "pk")
        .values_list("student_id", "tier", "starts_on", "ends_on")
    )
    then: dict[int, int] = {}
    now: dict[int, int] = {}
    for student, tier, start, end in rows:
        if start <= term.starts_on and (end is None or end >= term.starts_on):
            then[student] = tier
        if end is None or end >= day:
            now[student] = tier
    moves: dict[tuple[int, int], int] = defaultdict(int)
    for student in then.keys() | now.keys():
        moves[then.get(student, 0), now.get(student, 0)] += 1
    return [{"before": a, "after": b, "count": n} for (a, b), n in sorted(moves.items())]


def _duties(term: Term, day: dt.date) -> list[dict[str, Any]]:
    """What the school promised, and how often it was kept this term."""
    span = (term.starts_on, day)
    return [
        _duty("reviews", *_reviews_on_time(span), reverse("overview:register") + "?review=late"),
        _duty("plans", *_plans_answered(span), reverse("overview:register") + "?plan=with_parent"),
        _duty("profiles", *_profiles_young(day), reverse("overview:register")),
        _duty("requests", *_requests_answered(span), reverse("overview:register")),
        {"key": "teachers", "kept": _teachers_logging(span), "of": None, "url": ""},
    ]


def _duty(key: str, kept: int, of: int, url: str) -> dict[str, Any]:
    return {
        "key": key,
        "kept": kept,
        "of": of,
        "percent": round(100 * kept / of) if of else None,
        "url": url,
    }


def _reviews_on_time(span: tuple[dt.date, dt.date]) -> tuple[int, int]:
    rows = Review.objects.filter(held_on__range=span, plan__cycle__review_due__isnull=False)
    counted = rows.aggregate(
        of=Count("pk"), kept=Count("pk", filter=Q(held_on__lte=F("plan__cycle__review_due")))
    )
    return counted["kept"], counted["of"]


def _plans_answered(span: tuple[dt.date, dt.date]) -> tuple[int, int]:
    rows = PlanShare.objects.filter(sent_at__date__range=span).values_list("issue__plan_id")
    sent = rows.order_by().annotate(first=Min("answered_at")).values_list("first", flat=True)
    answers = list(sent)
    return sum(answer is not None for answer in answers), len(answers)


def _profiles_young(day: dt.date) -> tuple[int, int]:
    young = OnePageProfile.objects.latest().filter(
        student=OuterRef("student"), said_on__gte=day - PROFILE_AGE, said_on__lte=day
    )
    counted = TierPlacement.objects.open(day).aggregate(
        of=Count("pk"), kept=Count("pk", filter=Exists(young))
    )
    return counted["kept"], counted["of"]


def _requests_answered(span: tuple[dt.date, dt.date]) -> tuple[int, int]:
    counted = AttendanceRequest.objects.filter(asked_at__date__range=span).aggregate(
        of=Count("pk"), kept=Count("pk", filter=Q(answered_on__isnull=False))
    )
    return counted["kept"], counted["of"]


def _teachers_logging(span: tuple[dt.date, dt.date]) -> int:
    rows = AdjustmentLog.objects.filter(taught_on__range=span, undone_at__isnull=True)
    return rows.order_by().values("teacher").distinct().count()


def without_money(figures: type_figures) -> type_figures:
    """The same report for a reader who may not see costs: the money is not there at all."""
    rows = [{**row, "cost": None, "per_green": None} for row in figures.get("by_run", [])]
    return {**figures, "money": None, "by_run": rows}
