"""The register's rows: a page of students, and what else is told of each, fetched by the page."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Max, QuerySet, Value

from parents.models import ContactRecord
from provision.models import Participation
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.prepared import AnyOf, prepared
from sencohub.school.models import School
from students.models import Need
from students.models.people import page_of
from tiers.models import Plan, SupportCycle, Target
from tiers.rag import Rag, rate_group, rate_record


class PlanLine(NamedTuple):
    """The plan of the open cycle in words, and the day of the cycle's review."""

    kind: str
    state: str
    review_due: dt.date | None


NO_PLAN = PlanLine("", "", None)


class Row(NamedTuple):
    """One line of the register: plain values, so that a line is drawn once while they stand.

    Empty where the reader may not see it or there is nothing.
    """

    pk: int
    name_en: str
    name_zh: str
    class_name: str | None
    tier: int | None
    needs: tuple[str, ...] = ()
    plan: PlanLine = NO_PLAN
    rating: Rag = Rag.GREY
    last_contact: dt.date | None = None

    @property
    def url(self) -> str:
        return page_of(self.pk)

    @property
    def review_late(self) -> bool:
        due = self.plan.review_due
        return due is not None and due < today()


type_shown = tuple[int, str, str, str | None, int | None]
SHOWN = ("pk", "name_en", "name_zh", "now__school_class__name", "placed__tier")


def fill(students: Any, user: User) -> list[Row]:
    """Rows for one page of students, each kind of fact by one query through its own gate."""
    page: list[type_shown] = list(students.values_list(*SHOWN))
    ids = [row[0] for row in page]
    needs, plans = _needs_of(user, ids), _plans_of(user, ids)
    contacts = dict(_contacts(user, *_filled_up(ids)))
    ratings = _rated(_numbers(user, *_filled_up(ids)))
    return [
        Row(
            *shown,
            needs=tuple(needs.get(pk, ())),
            plan=plans.get(pk, NO_PLAN),
            rating=ratings.get(pk, Rag.GREY),
            last_contact=contacts.get(pk),
        )
        for pk, shown in zip(ids, page, strict=True)
    ]


ROWS_ON_A_PAGE = 50


def _filled_up(ids: list[int]) -> list[int]:
    """As many as a page holds, so that every page asks with the same statement."""
    return [*ids, *([0] * (ROWS_ON_A_PAGE - len(ids)))]


def _needs_of(user: User, ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for student, category in _needs(user, *_filled_up(ids)):
        found[student].append(category)
    return found


@prepared
def _needs(user: User, *ids: Any) -> QuerySet[Need, tuple[int, str]]:
    rows = Need.objects.visible_to(user).current().filter(student__in=AnyOf(ids))
    return rows.order_by("-is_primary", "category").values_list("student_id", "category")


def _plans_of(user: User, ids: list[int]) -> dict[int, PlanLine]:
    kinds = {kind: str(label) for kind, label in Plan.Kind.choices}
    states = {state: str(label) for state, label in Plan.State.choices}
    return {
        student: PlanLine(kinds.get(kind, ""), states.get(state, ""), due)
        for student, kind, state, due in _plans(user, *_filled_up(ids))
    }


@prepared
def _plans(user: User, *ids: Any) -> QuerySet[SupportCycle, Any]:
    rows = SupportCycle.objects.visible_to(user, "record").open().filter(student__in=AnyOf(ids))
    told = ("student_id", "plans__kind", "plans__state", "review_due")
    return rows.order_by("plans__pk").values_list(*told)


@prepared
def _contacts(user: User, *ids: Any) -> Any:
    rows = ContactRecord.objects.visible_to(user).filter(student__in=AnyOf(ids))
    told = rows.exclude(how=ContactRecord.How.ATTEMPT).order_by()
    return told.values_list("student_id").annotate(Max("happened_on"))


NUMBERS = ("student_id", "aim", "direction", "baseline", "expected", "actual", "override")


@dataclass(frozen=True)
class Numbers:
    """The numbers of one place or target, as the rating rule reads them."""

    student_id: int
    aim: str
    direction: str
    baseline: Any
    expected: Any
    actual: Any
    override: str = ""


def ratings_of(user: User, students: QuerySet[Any, Any]) -> dict[int, Rag]:
    """The group rating of each student's places in provisions now running and current targets."""
    return _rated(_numbers_of(user, students))


@prepared
def _numbers(user: User, *ids: Any) -> QuerySet[Any, Any]:
    return _numbers_of(user, AnyOf(ids))


def _numbers_of(user: User, students: Any) -> QuerySet[Any, Any]:
    places = (
        Participation.objects.visible_to(user)
        .filter(student__in=students, provision__term__starts_on__lte=today())
        .filter(provision__term__ends_on__gte=today())
    )
    targets = Target.objects.visible_to(user).current().filter(student__in=students)
    targets = targets.exclude(plan__state__in=[Plan.State.CLOSED, Plan.State.DRAFT])
    plain = targets.order_by().annotate(override=Value("")).values_list(*NUMBERS)
    return places.order_by().values_list(*NUMBERS).union(plain, all=True)


def _rated(numbers: Iterable[tuple[Any, ...]]) -> dict[int, Rag]:
    found: dict[int, list[Rag]] = defaultdict(list)
    for values in numbers:
        found[values[0]].append(rate_record(Numbers(*values)))
    green_from, amber_from = School.group_thresholds()
    return {
        pk: rate_group(rows, green_from=green_from, amber_from=amber_from)
        for pk, rows in found.items()
    }
