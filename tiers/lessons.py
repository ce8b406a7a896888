"""A teacher's lessons and, for one of them, which student needs what: read for the phone.

A lesson is a teaching assignment (this class, this subject). The SEN team, who may log for any
class, choose a class instead.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import Enrolment, SchoolClass, Student, TeacherInput, TeachingAssignment
from tiers.actions.logs import LESSON
from tiers.models import (
    Acknowledgement,
    Adjustment,
    AdjustmentLog,
    Plan,
    PlanIssue,
    SmallStep,
    SupportCycle,
)

MOST_CLASSES = 60
"""Classes offered to the SEN team as chips; a larger school chooses from the register."""

MOST_WAITING = 5
REVIEWS_WITHIN = dt.timedelta(days=14)
MOST_REVIEWS = 5


@dataclass(frozen=True)
class Lesson:
    """A chip: a class, with a subject where the person teaches one there."""

    school_class: SchoolClass | None
    assignment_id: int | None = None
    subject: str = ""

    @property
    def key(self) -> str:
        """What stands in the address: `lesson=` an assignment, `class=` a class, or others."""
        if self.assignment_id:
            return f"lesson={self.assignment_id}"
        return f"class={self.school_class.pk}" if self.school_class else "others=1"


@dataclass
class Line:
    """One adjustment in this lesson: what was answered, and what was answered last time."""

    adjustment: Adjustment
    now: AdjustmentLog | None = None
    last: str = ""


@dataclass
class Pupil:
    """One student's card."""

    student: Student
    lines: list[Line] = field(default_factory=list)
    has_steps: bool = False

    @property
    def answered(self) -> int:
        return sum(line.now is not None for line in self.lines)


def lessons_of(user: User, on: dt.date | None = None) -> list[Lesson]:
    """This person's lessons; for the SEN team without any, every class with must-dos in force."""
    mine = (
        TeachingAssignment.objects.in_force(on)
        .filter(staff=user)
        .select_related("school_class")
        .order_by("school_class__level", "school_class__name", "kind", "subject")
    )
    own = [Lesson(a.school_class, a.pk, a.subject) for a in mine]
    if user.sees_whole_school:
        return own or [Lesson(c) for c in _classes_withmust_dos(user, on)]
    return own + ([Lesson(None)] if _students_elsewhere(user, own).exists() else [])


def _classes_withmust_dos(user: User, on: dt.date | None) -> Iterable[SchoolClass]:
    students = must_dos(user).values("student")
    placed = Enrolment.objects.in_force(on).filter(student__in=students).values("school_class")
    return SchoolClass.objects.visible_to(user).filter(pk__in=placed)[:MOST_CLASSES]


def _students_elsewhere(user: User, own: list[Lesson]) -> QuerySet[Student]:
    """Students seen for another reason than a class: a case, or a group this person leads."""
    classes = [lesson.school_class for lesson in own]
    taught = Enrolment.objects.in_force().filter(school_class__in=classes).values("student")
    students = Student.objects.visible_to(user, "adjustments").exclude(pk__in=taught)
    return students.filter(pk__in=must_dos(user).values("student"))


def choose(lessons: list[Lesson], asked: str) -> Lesson | None:
    """The lesson whose key is asked for, else the first one."""
    return next((lesson for lesson in lessons if lesson.key == asked), next(iter(lessons), None))


def pupils_in(lesson: Lesson, lessons: list[Lesson], user: User) -> list[Pupil]:
    """The lesson's students who have must-dos in force for its subject, in class order."""
    adjustments = must_dos(user).filter(student__in=_students_in(lesson, lessons, user))
    students: Any = Student.objects.visible_to(user, "adjustments").with_class()
    rows = students.filter(pk__in=adjustments.values("student"))
    cards = {s.pk: Pupil(s) for s in rows.order_by("class_name", "class_number", "name_en")}
    for adjustment in adjustments:
        if _is_for(adjustment, lesson.subject):
            cards[adjustment.student_id].lines.append(Line(adjustment))
    pupils = [card for card in cards.values() if card.lines]
    climbing = set(current_steps(user).filter(student__in=cards).values_list("student", flat=True))
    for pupil in pupils:
        pupil.has_steps = pupil.student.pk in climbing
    _fill_in_answers(pupils, lesson, user)
    return pupils


def must_dos(user: User) -> QuerySet[Adjustment]:
    """Must-dos in force today of students this person may see."""
    rows = Adjustment.objects.visible_to(user).current().filter(force=Adjustment.Force.MUST)
    return rows.filter(in_force_from__lte=today())


def current_steps(user: User) -> QuerySet[SmallStep]:
    """Small steps of targets in force that this person may see."""
    plans = Plan.objects.in_force().values("pk")  # all-rows: only narrows the steps that are seen
    rows: QuerySet[SmallStep] = SmallStep.objects.visible_to(user)
    return rows.filter(target__dropped_on__isnull=True, target__plan__in=plans)


def _students_in(lesson: Lesson, lessons: list[Lesson], user: User) -> QuerySet[Student]:
    if lesson.school_class is None:
        return _students_elsewhere(user, [other for other in lessons if other.school_class])
    enrolled = Enrolment.objects.in_force().filter(school_class=lesson.school_class)
    students = Student.objects.visible_to(user, "adjustments")
    return students.filter(pk__in=enrolled.values("student"))


def _is_for(adjustment: Adjustment, subject: str) -> bool:
    """Nothing said means every lesson; a lesson without a subject shows everything."""
    asked = adjustment.subjects.replace("，", ",").replace("、", ",").split(",")
    named = {word.strip().casefold() for word in asked if word.strip()}
    return not named or not subject or subject.strip().casefold() in named


def _fill_in_answers(pupils: list[Pupil], lesson: Lesson, user: User) -> None:
    """What this person answered in this lesson, and the last answer before it."""
    lines = {line.adjustment.pk: line for pupil in pupils for line in pupil.lines}
    # all-rows: this person's own answers to lines that are seen
    logs = AdjustmentLog.objects.standing().filter(
        adjustment__in=lines, teacher=user, subject=lesson.subject
    )
    began = timezone.now() - LESSON
    for log in logs.filter(taught_on__gte=today() - dt.timedelta(days=30)).order_by("happened_at"):
        line = lines[log.adjustment_id]
        if log.happened_at >= began:
            line.now = log
        else:
            line.last = log.answer


def reviews_ahead(user: User) -> QuerySet[SupportCycle]:
    """Reviews of this person's students that are late or due within two weeks, soonest first."""
    rows = SupportCycle.objects.visible_to(user).open().filter(student__isnull=False)
    soon = rows.filter(review_due__lte=today() + REVIEWS_WITHIN)
    return soon.select_related("student").order_by("review_due", "pk")[:MOST_REVIEWS]


# --- what waits for this person -----------------------------------------------------------------


def questions_for(user: User) -> QuerySet[TeacherInput]:
    """Questions about students that wait for this person's answer, the soonest first."""
    rows: QuerySet[TeacherInput] = TeacherInput.objects.visible_to(user).waiting()
    mine = rows.filter(teacher=user).select_related("round__student")
    return mine.order_by("round__due_on", "pk")[:MOST_WAITING]


def plans_to_read(user: User) -> QuerySet[Plan]:
    """Plans in force whose agreed issue this teacher has not said to have read, newest first."""
    # all-rows: only compared with, inside the plans this teacher reads
    agreed = PlanIssue.objects.filter(plan=OuterRef("pk"), why=PlanIssue.Why.AGREED)
    agreed = agreed.order_by("-number")
    read = Acknowledgement.objects.filter(
        staff=user, plan=OuterRef("pk"), issue_number=OuterRef("agreed_number")
    )
    rows = Plan.objects.acknowledged_by(user).annotate(
        agreed_number=Subquery(agreed.values("number")[:1]),
        agreed_at=Subquery(agreed.values("published_at")[:1]),
    )
    rows = rows.filter(~Exists(read), agreed_number__isnull=False, cycle__student__isnull=False)
    return rows.select_related("cycle__student").order_by("-agreed_at", "pk")[:MOST_WAITING]
