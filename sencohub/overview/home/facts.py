"""What waits for the SENCO this morning: each panel by one query through its own gate."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone

from meetings.models import ActionPoint, Meeting
from provision.models import Participation, Session
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.overview.register.rows import NUMBERS, Numbers
from sencohub.school.models import Term, in_language
from students.models import Concern, Enrolment, OnePageProfile
from tiers.models import Plan, PlanIssue, PlanShare, SupportCycle, TierPlacement
from tiers.rag import Rag, rate_record

SHOWN = 5
AHEAD = dt.timedelta(days=30)


def class_name(student: str = "student_id") -> Subquery:
    """The name of the class the student is in today, as a column of any query."""
    now = Enrolment.objects.in_force().filter(student=OuterRef(student))
    return Subquery(now.values("school_class__name")[:1])


@dataclass
class Queue:
    """Things waiting: the first few, how many there are, how many of them are late."""

    rows: list[Any]
    count: int
    late: int = 0


def _queue(rows: list[Any], late: int = 0) -> Queue:
    return Queue(rows[:SHOWN], len(rows), late)


def reviews(user: User) -> Queue:
    """Reviews overdue or due within a month, the latest first."""
    rows = list(
        SupportCycle.objects.visible_to(user)
        .open()
        .filter(review_due__lte=today() + AHEAD, student__isnull=False)
        .select_related("student", "owner")
        .annotate(class_name=class_name())
        .order_by("review_due")
    )
    return _queue(rows, sum(row.review_due < today() for row in rows))


def waiting_for_parents(user: User) -> Queue:
    """The last issue of each plan that is with parents, as long as nobody has answered it."""
    # all-rows: only compared with, inside the shares that are seen
    latest = PlanIssue.objects.filter(plan=OuterRef("issue__plan")).order_by("-number")
    rows = list(
        PlanShare.objects.visible_to(user)
        .filter(
            answer="",
            issue__plan__state=Plan.State.WITH_PARENT,
            issue_id=Subquery(latest.values("pk")[:1]),
        )
        .select_related("issue__student", "issue__plan", "parent")
        .annotate(class_name=class_name("issue__student_id"))
        .order_by("sent_at")
    )
    overdue = [r for r in rows if r.issue.plan.answer_by and r.issue.plan.answer_by < today()]
    return _queue(rows, len(overdue))


def concerns(user: User) -> Queue:
    rows = list(
        Concern.objects.visible_to(user)
        .to_triage()
        .select_related("student", "raised_by")
        .annotate(class_name=class_name())
        .order_by("raised_on")
    )
    return _queue(rows)


def actions(user: User) -> Queue:
    """Open actions due within a fortnight, and overdue ones, whoever's they are."""
    rows = list(
        ActionPoint.objects.visible_to(user)
        .open()
        .filter(due_on__lte=today() + dt.timedelta(days=14))
        .select_related("student", "owner")
        .annotate(class_name=class_name())
        .order_by("due_on")
    )
    return _queue(rows, sum(row.due_on < today() for row in rows))


def meetings(user: User) -> list[Meeting]:
    """Meetings from now to a week ahead."""
    now = timezone.now()
    rows = Meeting.objects.visible_to(user).filter(
        starts_at__range=(now - dt.timedelta(hours=2), now + dt.timedelta(days=7)),
        state__in=[Meeting.State.PLANNED, Meeting.State.INVITED],
    )
    return list(rows.annotate(students=Count("items")).order_by("starts_at")[:SHOWN])


@dataclass
class TierRow:
    """How many students stood at one tier when the term began, and stand there now."""

    tier: int
    then: int
    now: int


def tiers(user: User, term: Term | None) -> list[TierRow]:
    """Counts by tier at the start of the term and today, in one grouped query."""
    day = today()
    start = term.starts_on if term else day

    def holds(on: dt.date) -> Q:
        return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))

    rows = (
        TierPlacement.objects.visible_to(user)
        .order_by()
        .values_list("tier")
        .annotate(then=Count("pk", filter=holds(start)), now=Count("pk", filter=holds(day)))
    )
    found = {tier: (then, now) for tier, then, now in rows}
    return [TierRow(tier, *found.get(tier, (0, 0))) for tier in (3, 2, 1)]


@dataclass
class Run:
    """One provision of the term, with how its places are rated and how much was held."""

    pk: int
    name: str
    held: int
    planned: int
    green: int = 0
    amber: int = 0
    red: int = 0
    grey: int = 0

    @property
    def rated(self) -> int:
        return self.green + self.amber + self.red


def runs(user: User, term: Term | None) -> list[Run]:
    """This term's provision, one bead a place, in one query folded here."""
    if term is None:
        return []
    rows = (
        Participation.objects.visible_to(user)
        .filter(provision__term=term)
        .order_by("provision__name_en", "provision_id")
        .annotate(held=_held())
        .values_list(
            *NUMBERS,
            "provision_id",
            "provision__name_en",
            "provision__name_zh",
            "provision__planned_sessions",
            "held",
        )
    )
    found: dict[int, Run] = {}
    for values in rows:
        numbers, (pk, english, chinese, planned, held) = values[:7], values[7:]
        run = found.setdefault(pk, Run(pk, in_language(english, chinese), held or 0, planned))
        rating = rate_record(Numbers(*numbers))
        setattr(run, rating, getattr(run, rating) + 1)
    return list(found.values())


def _held() -> Subquery:
    held = Session.objects.filter(provision=OuterRef("provision_id"), was_held=True).order_by()
    return Subquery(held.values("provision").annotate(n=Count("pk")).values("n"))


def totals(found: list[Run]) -> dict[str, int]:
    """All places of the term by rating."""
    sums: dict[str, int] = defaultdict(int)
    for run in found:
        for rating in Rag.values:
            sums[rating] += getattr(run, rating)
    return dict(sums)


def words(user: User) -> OnePageProfile | None:
    """Something a student said lately, in their own words; another one each day."""
    rows = (
        OnePageProfile.objects.visible_to(user)
        .latest()
        .filter(voice=OnePageProfile.Voice.STUDENT)
        .exclude(support="")
        .select_related("student")
        .annotate(class_name=class_name(), turn=(F("pk") * 7919 + today().toordinal()) % 97)
        .order_by("turn", "-said_on")
    )
    found: OnePageProfile | None = rows.first()
    return found
