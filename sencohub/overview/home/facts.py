"""What waits for the SENCO this morning: each panel by one query through its own gate."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery, Window
from django.utils import timezone

from meetings.models import ActionPoint, Meeting
from provision.models import Participation, Session
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.prepared import prepared
from sencohub.overview.register.rows import NUMBERS, Numbers
from sencohub.school.models import Term, in_language
from students.models import Concern, Enrolment, OnePageProfile
from tiers.models import Plan, PlanIssue, PlanShare, SupportCycle, TierPlacement
from tiers.rag import Rag, rate_record

SHOWN = 5
AHEAD = dt.timedelta(days=30)


STUDENT = ("student__name_en", "student__name_zh")


def named(person: str) -> list[str]:
    """What a person's name needs, and no more of the person."""
    return [f"{person}__{name}" for name in ("username", "title", "name_en", "name_zh")]


@lru_cache(maxsize=8)
def _class_on(day: dt.date, student: str) -> Subquery:
    now = Enrolment.objects.in_force(day).filter(student=OuterRef(student))
    return Subquery(now.values("school_class__name")[:1])


def class_name(student: str = "student_id") -> Subquery:
    """The name of the class the student is in today, as a column of any query."""
    return _class_on(today(), student)


@dataclass
class Queue:
    """Things waiting: the first few, how many there are, how many of them are late."""

    rows: list[Any]
    count: int = 0
    late: int = 0


def _waiting(rows: Any, late: Q | None = None) -> Any:
    """The first few of these rows, each with the counts of all: one query for a whole queue."""
    counted = {"in_all": Window(Count("pk"))}
    if late is not None:
        counted["in_late"] = Window(Count("pk", filter=late))
    return rows.annotate(**counted)[:SHOWN]


def _queue(rows: list[Any]) -> Queue:
    if not rows:
        return Queue([])
    return Queue(rows, rows[0].in_all, getattr(rows[0], "in_late", 0))


def reviews(user: User) -> Queue:
    """Reviews overdue or due within a month, the latest first."""
    return _queue(_reviews(user))


@prepared
def _reviews(user: User) -> Any:
    rows = (
        SupportCycle.objects.visible_to(user)
        .open()
        .filter(review_due__lte=today() + AHEAD, student__isnull=False)
        .select_related("student", "owner")
        .only("number", "stage", "review_due", *STUDENT, *named("owner"))
        .annotate(class_name=class_name())
        .order_by("review_due", "pk")
    )
    return _waiting(rows, late=Q(review_due__lt=today()))


def waiting_for_parents(user: User) -> Queue:
    """The last issue of each plan that is with parents, as long as nobody has answered it."""
    return _queue(_with_parents(user))


@prepared
def _with_parents(user: User) -> Any:
    # all-rows: only compared with, inside the shares that are seen
    latest = PlanIssue.objects.filter(plan=OuterRef("issue__plan")).order_by("-number")
    rows = (
        PlanShare.objects.visible_to(user)
        .filter(
            answer="",
            issue__plan__state=Plan.State.WITH_PARENT,
            issue_id=Subquery(latest.values("pk")[:1]),
        )
        .select_related("issue__student", "issue__plan", "parent")
        .only(
            *("sent_at", "opened_at", "issue__plan__answer_by"),
            *(f"issue__{name}" for name in STUDENT),
            *named("parent"),
        )
        .annotate(class_name=class_name("issue__student_id"))
        .order_by("sent_at", "pk")
    )
    return _waiting(rows, late=Q(issue__plan__answer_by__lt=today()))


def concerns(user: User) -> Queue:
    """New concerns, the longest wait first."""
    return _queue(_concerns(user))


@prepared
def _concerns(user: User) -> Any:
    rows = Concern.objects.visible_to(user).to_triage().select_related("student", "raised_by")
    rows = rows.only("seen", "raised_on", *STUDENT, *named("raised_by"))
    return _waiting(rows.annotate(class_name=class_name()).order_by("raised_on", "pk"))


def actions(user: User) -> Queue:
    """Open actions due within a fortnight, and overdue ones, whoever's they are."""
    return _queue(_actions(user))


@prepared
def _actions(user: User) -> Any:
    rows = (
        ActionPoint.objects.visible_to(user)
        .open()
        .filter(due_on__lte=today() + dt.timedelta(days=14))
        .select_related("student", "owner")
        .only("words", "due_on", *STUDENT, *named("owner"))
        .annotate(class_name=class_name())
        .order_by("due_on", "pk")
    )
    return _waiting(rows, late=Q(due_on__lt=today()))


def meetings(user: User) -> list[Meeting]:
    """Meetings from now to a week ahead."""
    now = timezone.now()
    rows = Meeting.objects.visible_to(user).filter(
        starts_at__range=(now - dt.timedelta(hours=2), now + dt.timedelta(days=7)),
        state__in=[Meeting.State.PLANNED, Meeting.State.INVITED],
    )
    return list(rows.annotate(students=Count("items")).order_by("starts_at")[:SHOWN])


@prepared
def _by_tier(user: User, start: Any) -> Any:
    def holds(on: Any) -> Q:
        return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))

    counted = TierPlacement.objects.visible_to(user).order_by().values_list("tier")
    return counted.annotate(
        then=Count("pk", filter=holds(start)), now=Count("pk", filter=holds(today()))
    )


@dataclass
class TierRow:
    """How many students stood at one tier when the term began, and stand there now."""

    tier: int
    then: int
    now: int


def tiers(user: User, term: Term | None) -> list[TierRow]:
    """Counts by tier at the start of the term and today, in one grouped query."""
    start = term.starts_on if term else today()
    found = {tier: counts for tier, *counts in _by_tier(user, start.isoformat())}
    return [TierRow(tier, *found.get(tier, (0, 0))) for tier in (3, 2, 1)]


class Run(NamedTuple):
    """One provision of the term, with how its places are rated and how much was held."""

    pk: int
    name: str
    held: int
    planned: int
    green: int
    amber: int
    red: int
    grey: int

    @property
    def rated(self) -> int:
        return self.green + self.amber + self.red


def runs(user: User, term: Term | None) -> list[Run]:
    """This term's provision, one bead a place: equal places counted by one grouped query."""
    if term is None:
        return []
    heads: dict[int, tuple[str, int, int]] = {}
    beads: dict[int, Counter[str]] = defaultdict(Counter)
    for pk, english, chinese, planned, *numbers, times, held in _places(user, term.pk):
        heads[pk] = (in_language(english, chinese), held or 0, planned)
        beads[pk][rate_record(Numbers(0, *numbers))] += times
    return [
        Run(pk, *head, *(beads[pk][rating] for rating in (Rag.GREEN, Rag.AMBER, Rag.RED, Rag.GREY)))
        for pk, head in heads.items()
    ]


@prepared
def _places(user: User, term: Any) -> Any:
    run = ("pk", "name_en", "name_zh", "planned_sessions")
    return (
        Participation.objects.visible_to(user)
        .filter(provision__term=term)
        .order_by("provision__name_en", "provision_id")
        .values_list(*(f"provision__{name}" for name in run), *NUMBERS[1:])
        .annotate(Count("pk"), held=_held())
    )


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


@prepared
def _words(user: User) -> Any:
    return (
        OnePageProfile.objects.visible_to(user)
        .latest()
        .filter(voice=OnePageProfile.Voice.STUDENT)
        .exclude(support="")
        .select_related("student")
        .only("support", "language", "said_on", "student__known_as", *STUDENT)
        .annotate(class_name=class_name(), turn=(F("pk") * 7919 + today().toordinal()) % 97)
        .order_by("turn", "-said_on")[:1]
    )


def words(user: User) -> OnePageProfile | None:
    """Something a student said lately, in their own words; another one each day."""
    found: OnePageProfile | None = _words.first(user)
    return found
