"""One class's map: each student's places, and the adjustments in class that serve a target."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from provision.models import Participation, Provision
from provision.seats import places_for
from sencohub.accounts.models import User
from sencohub.school.models import Term
from students.models import Enrolment, Need, SchoolClass, Student
from tiers.models import Adjustment, Plan, Target, TierPlacement
from tiers.rag import Rag, rate_record


@dataclass
class Line:
    """One kind of support for one student. `numbers` is what the rating is computed from."""

    student: Any
    name: str
    how_often: str
    numbers: Participation | Target
    carried: str
    url: str = ""
    tier: int | None = None
    needs: list[str] = field(default_factory=list)

    @property
    def rating(self) -> Rag:
        return rate_record(self.numbers)


def lines_of(school_class: SchoolClass, term: Term, user: User) -> list[Line]:
    """Every line of the class that the reader may see, student by student in class order."""
    enrolled = Enrolment.objects.filter(school_class=school_class).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=term.starts_on), starts_on__lte=term.ends_on
    )
    numbers = dict(enrolled.order_by("starts_on").values_list("student_id", "class_number"))
    lines = [*_given(numbers, term, user), *_in_class(numbers, term, user)]
    _fill_in_students({line.student.pk for line in lines}, lines, user)
    return sorted(lines, key=lambda line: (numbers[line.student.pk] or 99, line.student.pk))


def _given(students: Iterable[int], term: Term, user: User) -> list[Line]:
    places = places_for(user, term).filter(student__in=students)
    rows = places.select_related("student", "provision", "target")
    return [
        Line(
            student=place.student,
            name=str(place.provision),
            how_often=how_often(place.provision),
            numbers=place,
            carried=place.target.into_class if place.target else "",
            url=place.provision.get_absolute_url(),
        )
        for place in rows.order_by("provision__name_en", "pk")
    ]


def how_often(run: Provision) -> str:
    """`2 × 35 min` a week where the days are set, else all its sessions."""
    times = len(run.weekdays) or run.planned_sessions
    return _("%(times)s × %(minutes)s min") % {"times": times, "minutes": run.minutes}


def _in_class(students: Iterable[int], term: Term, user: User) -> list[Line]:
    """Targets in force this term that adjustments in class serve."""
    # all-rows: only narrows the targets that are seen
    plans = Plan.objects.in_force().filter(
        starts_on__lte=term.ends_on, review_on__gte=term.starts_on
    )
    targets = Target.objects.visible_to(user).current().filter(student__in=students, plan__in=plans)
    helps: dict[int, list[str]] = defaultdict(list)
    adjustments: QuerySet[Adjustment] = Adjustment.objects.visible_to(user).current()
    for adjustment in adjustments.filter(target__in=targets):
        helps[adjustment.target_id or 0].append(adjustment.text)
    between = pgettext("between items that have commas of their own", "; ")
    return [
        Line(
            student=target.student,
            name=_("Class adjustments: %(what)s") % {"what": between.join(helps[target.pk])},
            how_often=_("Every lesson"),
            numbers=target,
            carried=target.into_class,
        )
        for target in targets.select_related("student")
        if target.pk in helps
    ]


def _fill_in_students(students: set[int], lines: list[Line], user: User) -> None:
    """Tier and needs, each where the reader may see it."""
    placed = TierPlacement.objects.visible_to(user).open().filter(student__in=students)
    tiers = dict(placed.values_list("student_id", "tier"))
    needs: dict[int, list[str]] = defaultdict(list)
    for need in Need.objects.visible_to(user).current().filter(student__in=students):
        needs[need.student_id].append(need.category)
    for line in lines:
        line.tier, line.needs = tiers.get(line.student.pk), needs[line.student.pk]


def classes_for(user: User, term: Term) -> QuerySet[SchoolClass]:
    """Classes of the term's year whose map this person may open."""
    return SchoolClass.objects.visible_to(user).filter(year=term.year_id)


def first_class(user: User, term: Term) -> SchoolClass | None:
    """Where the tab `One class` leads: the reader's first class."""
    students = Student.objects.visible_to(user, "adjustments")
    placed = Enrolment.objects.in_force().filter(student__in=students.values("pk"))
    rows = classes_for(user, term)
    return rows.filter(pk__in=placed.values("school_class")).first()
