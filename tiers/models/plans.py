"""A plan: its targets and its adjustments."""

import datetime as dt
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.prepared import prepared
from sencohub.lib.records import Record, Transitions
from sencohub.lib.roles import Role
from sencohub.school.models import in_language
from students.models import Student
from students.models.about import AboutStudentQuerySet
from students.models.people import about_visible
from tiers.models.bank import StrategyBankItem
from tiers.models.cycles import SupportCycle


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User, level: str = "record", on: dt.date | None = None) -> Self:
        """Plans of visible students. A specialist or teacher reads drafts; a TA reads none."""
        rows = PlanStudent.objects.filter(about_visible(user, level, on)).values("plan_id")
        return self.filter(pk__in=rows)

    def editable_by(self, user: User) -> Self:
        """Only the SEN team edits plans; what is agreed changes through a new draft."""
        students = Student.objects.editable_by(user).values("pk")
        rows = PlanStudent.objects.filter(student__in=students).values("plan_id")
        return self.filter(pk__in=rows)

    def commented_by(self, user: User) -> Self:
        """A leader reads; those who teach, support or advise the student also say something."""
        speak = {Role.SENCO, Role.SENST, Role.TEACHER, Role.SPECIALIST}
        may = user.is_authenticated and not speak.isdisjoint(user.roles)
        return self.visible_to(user) if may else self.none()

    def acknowledged_by(self, user: User) -> Self:
        """Plans in force that this teacher is asked to have read."""
        teaches = user.is_authenticated and Role.TEACHER in user.roles
        return self.visible_to(user).in_force() if teaches else self.none()

    def about(self, student: Student) -> Self:
        return self.filter(plan_students__student=student)

    def in_force(self) -> Self:
        """Agreed plans, and plans being changed whose last agreed issue still holds."""
        return self.filter(
            Q(state__in=[Plan.State.AGREED, Plan.State.UNDER_REVIEW])
            | Q(agreed_on__isnull=False, state__in=[Plan.State.DRAFT, Plan.State.WITH_PARENT])
        )


class Plan(Record):
    """One plan of one cycle. What was sent to a parent is a `PlanIssue`, never this row."""

    class Kind(models.TextChoices):
        CLASS = "class", _("class adjustments")
        SUPPORT = "support", _("individual support plan")
        GROUP = "group", _("group learning plan")
        IEP = "iep", _("individual education plan (IEP)")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WITH_PARENT = "with_parent", _("with parents")
        AGREED = "agreed", _("agreed")
        UNDER_REVIEW = "under_review", _("under review")
        CLOSED = "closed", _("closed")

    MOVES = Transitions(
        {
            State.DRAFT: [State.WITH_PARENT, State.CLOSED],
            State.WITH_PARENT: [State.DRAFT, State.AGREED, State.CLOSED],
            State.AGREED: [State.DRAFT, State.UNDER_REVIEW, State.CLOSED],
            State.UNDER_REVIEW: [State.AGREED, State.CLOSED],
        }
    )

    cycle = models.ForeignKey(SupportCycle, models.PROTECT, related_name="plans")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.DRAFT, db_index=True
    )
    owner = models.ForeignKey(User, models.PROTECT, related_name="plans_owned")
    starts_on = models.DateField(_("from"))
    review_on = models.DateField(_("review on"))
    long_term_goals = models.TextField(_("long-term goals"), max_length=4000, blank=True)
    student_view = models.TextField(_("the student's view"), max_length=4000, blank=True)
    parent_view = models.TextField(_("the parents' view"), max_length=4000, blank=True)
    home_en = models.TextField(_("what helps at home, in English"), max_length=2000, blank=True)
    home_zh = models.TextField(_("what helps at home, in Chinese"), max_length=2000, blank=True)
    sent_on = models.DateField(_("sent to parents on"), null=True, blank=True)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreed_without_answer = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)
    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__gte=models.F("starts_on")), name="tiers_plan_dates"
            )
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("tiers:plan-detail", args=[self.pk])

    def can_be_edited_by(self, user: User) -> bool:
        return bool(_editable(user, self.pk))

    def can_be_commented_by(self, user: User) -> bool:
        """The SEN team, the student's teachers and the specialists of the case."""
        return bool(_open_to_comments(user, self.pk))

    def can_be_acknowledged_by(self, user: User) -> bool:
        """The student's teachers, once there is an agreed plan to read."""
        return bool(_to_acknowledge(user, self.pk))

    def move(self, state: str) -> None:
        """Change the state by the table, or raise `IllegalMove`. Saves nothing."""
        self.MOVES.check(self.state, state)
        self.state = state


@prepared
def _editable(user: User, pk: Any) -> models.QuerySet[Plan, int]:
    return Plan.objects.editable_by(user).filter(pk=pk).values_list("pk", flat=True)


@prepared
def _open_to_comments(user: User, pk: Any) -> models.QuerySet[Plan, int]:
    return Plan.objects.commented_by(user).filter(pk=pk).values_list("pk", flat=True)


@prepared
def _to_acknowledge(user: User, pk: Any) -> models.QuerySet[Plan, int]:
    return Plan.objects.acknowledged_by(user).filter(pk=pk).values_list("pk", flat=True)


class PlanStudent(Record):
    """A student in a plan: one for an individual plan, several for a group's."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="plan_students")
    student = models.ForeignKey(Student, models.PROTECT, related_name="plan_students")
    objects = AboutStudentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "student"], name="tiers_plan_student_once")
        ]

    def __str__(self) -> str:
        return f"plan {self.plan_id} of student {self.student_id}"


class TargetQuerySet(AboutStudentQuerySet):
    def current(self) -> Self:
        return self.filter(dropped_on__isnull=True)

    def drafted(self) -> Self:
        """What the editor shows and the next issue will hold."""
        return self.filter(dropped_on__isnull=True, leaving=False)


class Target(Record):
    """One short-term target: where we start, where we want to be, and where we are.

    The row lasts as long as the plan; its numbers are what RAG is computed from.
    """

    class Aim(models.TextChoices):
        REACH = "reach", _("reach")
        MAINTAIN = "maintain", _("maintain")

    class Direction(models.TextChoices):
        HIGHER = "higher", _("higher is better")
        LOWER = "lower", _("lower is better")

    class SeenInClass(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("partly")
        NOT_YET = "not_yet", _("not yet")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="targets")
    student = models.ForeignKey(Student, models.PROTECT, related_name="targets")
    position = models.PositiveSmallIntegerField(default=1)
    area = models.CharField(_("area"), max_length=80)
    statement = models.TextField(_("target"), max_length=1000)
    plain_en = models.TextField(_("for parents, in English"), max_length=1000, blank=True)
    plain_zh = models.TextField(_("for parents, in Chinese"), max_length=1000, blank=True)
    aim = models.CharField(_("aim"), max_length=8, choices=Aim.choices, default=Aim.REACH)
    direction = models.CharField(
        _("direction"), max_length=6, choices=Direction.choices, default=Direction.HIGHER
    )
    measure = models.CharField(_("measured by"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(
        _("baseline"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    baseline_on = models.DateField(_("baseline taken on"), null=True, blank=True)
    expected = models.DecimalField(
        _("expected"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    actual = models.DecimalField(
        _("actual"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    actual_on = models.DateField(_("actual taken on"), null=True, blank=True)
    seen_in_class = models.CharField(
        _("seen in class"), max_length=8, choices=SeenInClass.choices, blank=True
    )
    due_on = models.DateField(_("by"), null=True, blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="targets_owned"
    )
    tier1 = models.TextField(_("in every lesson (Tier 1)"), max_length=1000, blank=True)
    tier2 = models.TextField(_("in a group (Tier 2)"), max_length=1000, blank=True)
    tier3 = models.TextField(_("one to one (Tier 3)"), max_length=1000, blank=True)
    into_class = models.CharField(_("carried into class by"), max_length=200, blank=True)
    came_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_as"
    )
    # Taken out in the draft of a change; stays in force until that change is agreed.
    leaving = models.BooleanField(default=False)
    dropped_on = models.DateField(null=True, blank=True)
    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"target {self.pk}"

    @property
    def gain(self) -> Decimal | None:
        """Actual less baseline, in the direction of good; None where not measured."""
        if self.actual is None or self.baseline is None:
            return None
        change = self.actual - self.baseline
        return -change if self.direction == self.Direction.LOWER else change


class AdjustmentQuerySet(AboutStudentQuerySet):
    level = "adjustments"

    def current(self) -> Self:
        """Adjustments in force: of an agreed plan (or one being changed), not dropped."""
        return self.filter(
            dropped_on__isnull=True,
            in_force_from__isnull=False,
            plan__in=Plan.objects.exclude(state=Plan.State.CLOSED),
        )

    def drafted(self) -> Self:
        """What the editor shows and the next issue will hold."""
        return self.filter(dropped_on__isnull=True, leaving=False)


class Adjustment(Record):
    """What teachers do in class for one student: a must-do or a may-do."""

    class Force(models.TextChoices):
        MUST = "must", _("must do")
        MAY = "may", _("may do")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="adjustments")
    student = models.ForeignKey(Student, models.PROTECT, related_name="adjustments")
    target = models.ForeignKey(
        Target, models.PROTECT, null=True, blank=True, related_name="adjustments"
    )
    position = models.PositiveSmallIntegerField(default=1)
    force = models.CharField(_("must or may"), max_length=4, choices=Force.choices)
    text_en = models.CharField(_("in English"), max_length=300, blank=True)
    text_zh = models.CharField(_("in Chinese"), max_length=200, blank=True)
    subjects = models.CharField(
        _("in which subjects"), max_length=120, blank=True, help_text=_("Empty: every lesson")
    )
    bank_item = models.ForeignKey(
        StrategyBankItem, models.PROTECT, null=True, blank=True, related_name="used_in"
    )
    in_force_from = models.DateField(null=True, blank=True)
    came_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_as"
    )
    # Taken out in the draft of a change; stays in force until that change is agreed.
    leaving = models.BooleanField(default=False)
    dropped_on = models.DateField(null=True, blank=True)
    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        ordering = ["force", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text_en="") | ~Q(text_zh=""), name="tiers_adjustment_has_words"
            )
        ]

    def __str__(self) -> str:
        return f"adjustment {self.pk}"

    @property
    def text(self) -> str:
        return in_language(self.text_en, self.text_zh)

    def was_in_force(self, on: dt.date) -> bool:
        """Agreed by that day, neither dropped nor closed before it; its last day still counts."""
        ends = [day for day in (self.dropped_on, self.plan.closed_on) if day is not None]
        return self.in_force_from is not None and self.in_force_from <= on <= min(ends, default=on)
