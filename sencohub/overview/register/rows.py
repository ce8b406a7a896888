"""The register's rows: a page of students, and what else is told of each, fetched by the page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, QuerySet, Value

from parents.models import ContactRecord
from provision.models import Participation
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.school.models import School
from students.models import Need, Student
from tiers.models import Plan, SupportCycle, Target
from tiers.rag import Rag, rate_group, rate_record


@dataclass
class Row:
    """One line of the register. Empty where the reader may not see it or there is nothing."""

    student: Any
    needs: list[str] = field(default_factory=list)
    plan_kind: str = ""
    plan_state: str = ""
    plan_id: int | None = None
    review_due: Any = None
    rating: Rag = Rag.GREY
    last_contact: Any = None

    @property
    def review_late(self) -> bool:
        return self.review_due is not None and self.review_due < today()


def fill(students: Iterable[Student], user: User) -> list[Row]:
    """Rows for one page of students, each kind of fact by one query through its own gate."""
    page = list(students)
    ids = [student.pk for student in page]
    needs, plans = _needs(user, ids), _plans(user, ids)
    ratings, contacts = ratings_of(user, ids), _contacts(user, ids)
    rows = []
    for student in page:
        due, kind, state, plan_id = plans.get(student.pk, (None, "", "", None))
        rows.append(
            Row(
                student=student,
                needs=needs.get(student.pk, []),
                plan_kind=kind,
                plan_state=state,
                plan_id=plan_id,
                review_due=due,
                rating=ratings.get(student.pk, Rag.GREY),
                last_contact=contacts.get(student.pk),
            )
        )
    return rows


def _needs(user: User, ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Need.objects.visible_to(user).current().filter(student__in=ids)
    for need in rows.order_by("-is_primary", "category"):
        found[need.student_id].append(need.category)
    return found


def _plans(user: User, ids: list[int]) -> dict[int, tuple[Any, str, str, int | None]]:
    rows = (
        SupportCycle.objects.visible_to(user, "record")
        .open()
        .filter(student__in=ids)
        .values_list("student_id", "review_due", "plans__kind", "plans__state", "plans__pk")
        .order_by("plans__pk")
    )
    kinds, states = dict(Plan.Kind.choices), dict(Plan.State.choices)
    return {
        student: (due, str(kinds.get(kind, "")), str(states.get(state, "")), plan_id)
        for student, due, kind, state, plan_id in rows
    }


def _contacts(user: User, ids: list[int]) -> dict[int, Any]:
    rows = ContactRecord.objects.visible_to(user).filter(student__in=ids)
    told = rows.exclude(how=ContactRecord.How.ATTEMPT).order_by()
    return dict(told.values_list("student_id").annotate(Max("happened_on")))


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


def ratings_of(user: User, students: list[int] | QuerySet[Any, Any]) -> dict[int, Rag]:
    """The group rating of each student's places in provisions now running and current targets."""
    places = (
        Participation.objects.visible_to(user)
        .filter(student__in=students, provision__term__starts_on__lte=today())
        .filter(provision__term__ends_on__gte=today())
    )
    targets = Target.objects.visible_to(user).current().filter(student__in=students)
    targets = targets.exclude(plan__state__in=[Plan.State.CLOSED, Plan.State.DRAFT])
    found: dict[int, list[Rag]] = defaultdict(list)
    plain = targets.order_by().annotate(override=Value("")).values_list(*NUMBERS)
    for values in places.order_by().values_list(*NUMBERS).union(plain, all=True):
        found[values[0]].append(rate_record(Numbers(*values)))
    green_from, amber_from = School.group_thresholds()
    return {
        pk: rate_group(rows, green_from=green_from, amber_from=amber_from)
        for pk, rows in found.items()
    }
