"""What the student's page tells, each part through its own gate and by one query."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from provision.models import Participation
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.prepared import prepared
from students.models import Concern, Document, Need, OnePageProfile, Student
from tiers.models import (
    Adjustment,
    AdjustmentLog,
    Plan,
    SmallStep,
    SupportCycle,
    Target,
    TierPlacement,
)
from tiers.rag import Rag, rate_record

WEEKS_SHOWN = 8


def plain(number: Decimal | None) -> str:
    """A number without needless zeros: `80`, `3.5`; a dash where there is none."""
    if number is None:
        return "–"
    return f"{number.normalize():f}" if number else "0"


@dataclass
class TargetCard:
    """One target with its small steps, ready to draw."""

    target: Target
    rating: Rag
    steps: list[dict[str, Any]]
    baseline: str
    expected: str
    actual: str


def targets(user: User, student: Student, plan: Plan | None) -> list[TargetCard]:
    """The plan's current targets with their steps from baseline to expected."""
    if plan is None:
        return []
    ladders = defaultdict(list)
    for step in _steps(user, plan.pk, student.pk):
        ladders[step.target_id].append(step)
    return [_card(row, ladders[row.pk]) for row in _targets(user, plan.pk, student.pk)]


@prepared
def _targets(user: User, plan: Any, student: Any) -> QuerySet[Target]:
    rows = Target.objects.visible_to(user).current().filter(plan=plan, student=student)
    return rows.select_related("owner")


@prepared
def _steps(user: User, plan: Any, student: Any) -> QuerySet[SmallStep]:
    return SmallStep.objects.visible_to(user).filter(target__plan=plan, student=student)


def _card(target: Target, ladder: list[SmallStep]) -> TargetCard:
    unit = "%" if target.unit == "%" else ""
    baseline, expected, actual = (
        f"{plain(value)}{unit if value is not None else ''}"
        for value in (target.baseline, target.expected, target.actual)
    )
    drawn = _ladder(ladder) if ladder else _ends(target, baseline, expected, actual)
    return TargetCard(target, rate_record(target), drawn, baseline, expected, actual)


def _ladder(ladder: list[SmallStep]) -> list[dict[str, Any]]:
    reached = [step for step in ladder if step.reached_on]
    latest = reached[-1].pk if reached else None
    return [
        {"text": step.label, "done": bool(step.reached_on), "now": step.pk == latest}
        for step in ladder
    ]


def _ends(target: Target, baseline: str, expected: str, actual: str) -> list[dict[str, Any]]:
    """Without small steps: where we start, where we are, where we want to be."""
    measured = target.actual is not None
    there = rate_record(target) == Rag.GREEN
    rows = [{"text": baseline, "done": True, "now": not measured}]
    if measured:
        rows.append({"text": actual, "done": True, "now": True})
    if not there:
        rows.append({"text": expected, "done": False, "now": False})
    return rows


class Place(NamedTuple):
    """One line of the provision history, in plain values."""

    name: str
    term: str
    sessions: int
    minutes: int
    rating: Rag
    baseline: str
    expected: str
    actual: str


def places(user: User, student: Student) -> list[Place]:
    """Every provision the student had, newest first."""
    return [
        Place(
            str(row.provision),
            str(row.provision.term),
            row.provision.planned_sessions,
            row.provision.minutes,
            rate_record(row),
            plain(row.baseline),
            plain(row.expected),
            plain(row.actual),
        )
        for row in _participations(user, student.pk)
    ]


@prepared
def _participations(user: User, student: Any) -> QuerySet[Participation]:
    rows = Participation.objects.visible_to(user).filter(student=student)
    return rows.select_related("provision__term__year").order_by("-starts_on", "-pk")[:12]


@prepared
def placements(user: User, student: Any) -> QuerySet[TierPlacement]:
    """Tiers over time with their reasons, for readers of the record."""
    rows = TierPlacement.objects.visible_to(user, "record").filter(student=student)
    return rows.order_by("-starts_on")


@prepared
def placement_now(user: User, student: Any) -> QuerySet[TierPlacement]:
    """The tier of today; whoever works with the student in class knows it."""
    return TierPlacement.objects.visible_to(user).open().filter(student=student)[:1]


@prepared
def open_cycle(user: User, student: Any) -> QuerySet[SupportCycle]:
    rows = SupportCycle.objects.visible_to(user).open().filter(student=student)
    return rows.select_related("owner")[:1]


@prepared
def plan_now(user: User, student: Any) -> QuerySet[Plan]:
    """The plan in hand: of the open cycle, or the last that was not closed."""
    rows = Plan.objects.visible_to(user).about(student).exclude(state=Plan.State.CLOSED)
    return rows.select_related("cycle", "owner").order_by("-pk")[:1]


@prepared
def needs(user: User, student: Any) -> QuerySet[Need]:
    """The needs that hold now."""
    return Need.objects.visible_to(user).current().filter(student=student)


@prepared
def _voices(user: User, student: Any) -> QuerySet[OnePageProfile]:
    return OnePageProfile.objects.visible_to(user).latest().filter(student=student)


def profiles(user: User, student: Student) -> list[OnePageProfile]:
    """The current voices, the student's own first."""
    order = list(OnePageProfile.Voice)
    rows = _voices(user, student.pk)
    return sorted(rows, key=lambda row: order.index(OnePageProfile.Voice(row.voice)))


@prepared
def must_do(user: User, student: Any) -> QuerySet[Adjustment]:
    """What teachers do in class, the must-dos first."""
    rows = Adjustment.objects.visible_to(user).current().filter(student=student)
    return rows.order_by("-force", "position", "pk")


@prepared
def documents(user: User, student: Any) -> QuerySet[Document]:
    """The newest few."""
    return Document.objects.visible_to(user).filter(student=student)[:5]


@prepared
def open_concerns(user: User, student: Any) -> QuerySet[Concern]:
    """Concerns about the student that this reader may follow."""
    return Concern.objects.visible_to(user).open().filter(student=student)


@dataclass
class Week:
    """Answers logged in one school week, and where their bars stand in the drawing."""

    monday: dt.date
    worked: int
    used: int
    not_today: int
    did_not: int
    x: int
    bars: list[dict[str, Any]]


CHART_HEIGHT = 110
COLUMN = 62


def log_weeks(user: User, student: Student) -> list[Week]:
    """The last eight weeks of logged adjustments; weeks without an answer stay empty."""
    first = _first_week()
    counts: dict[dt.date, Counter[str]] = defaultdict(Counter)
    for day, answer, count in _logged(user, student.pk):
        counts[day - dt.timedelta(days=day.weekday())][answer] += count
    weeks = [first + dt.timedelta(weeks=n) for n in range(WEEKS_SHOWN)]
    most = max((sum(c.values()) for c in counts.values()), default=0) or 1
    return [_week(nth, week, counts[week], most) for nth, week in enumerate(weeks)]


def _first_week() -> dt.date:
    monday = today() - dt.timedelta(days=today().weekday())
    return monday - dt.timedelta(weeks=WEEKS_SHOWN - 1)


@prepared
def _logged(user: User, student: Any) -> Any:
    rows = AdjustmentLog.objects.visible_to(user).filter(student=student, undone_at__isnull=True)
    counted = rows.filter(taught_on__gte=_first_week()).order_by()
    return counted.values_list("taught_on", "answer").annotate(Count("pk"))


def _week(nth: int, monday: dt.date, counts: Counter[str], most: int) -> Week:
    answer = AdjustmentLog.Answer
    stacked = [
        ("fill-brand", counts[answer.WORKED]),
        ("fill-soft", counts[answer.USED]),
        ("fill-n", counts[answer.DID_NOT_WORK] + counts[answer.NOT_NEEDED]),
    ]
    bars, top = [], CHART_HEIGHT
    for css, count in stacked:
        height = round(CHART_HEIGHT * count / most)
        top -= height
        if height:
            bars.append({"css": css, "y": top + 10, "height": height})
    return Week(
        monday,
        counts[answer.WORKED],
        counts[answer.USED],
        counts[answer.NOT_NEEDED],
        counts[answer.DID_NOT_WORK],
        40 + nth * COLUMN,
        bars,
    )


def any_logged(weeks: Iterable[Week]) -> bool:
    return any(week.bars for week in weeks)
