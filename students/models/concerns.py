"""A concern, its triage, and the round of questions to the student's teachers."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import Record, Transitions
from sencohub.lib.roles import Role
from students import checklist
from students.models.about import AboutStudentQuerySet
from students.models.people import Enrolment, Student, about_visible


class ConcernQuerySet(AboutStudentQuerySet):
    def visible_to(self, user: User, level: str | None = None, on: dt.date | None = None) -> Self:
        """The SEN team and leaders see all; a specialist also those of the cases granted.

        Everybody else sees what they raised themselves, for as long as they know the student.
        """
        if not user.is_authenticated:
            return self.none()
        if user.sees_whole_school:
            return self
        own = Q(raised_by=user) & about_visible(user, "roll", on)
        if Role.SPECIALIST in user.roles:
            return self.filter(own | about_visible(user, "record", on))
        return self.filter(own)

    def to_triage(self) -> Self:
        return self.filter(state=Concern.State.NEW)

    def open(self) -> Self:
        return self.exclude(state=Concern.State.CLOSED)

    def waiting_first(self) -> Self:
        """Those to triage first, each kind by the day it was raised, the longest wait first."""
        new_first = Case(
            When(state=Concern.State.NEW, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        return self.order_by(new_first, "raised_on", "pk")

    def with_class(self) -> Self:
        """Adds `class_name`, the student's class today."""
        now = Enrolment.objects.in_force().filter(student=OuterRef("student"))
        name = now.order_by("-starts_on").values("school_class__name")[:1]
        return self.annotate(class_name=Subquery(name))

    def by_state(self) -> dict[str, int]:
        """How many stand in each state, in one grouped query."""
        counted = self.order_by().values_list("state").annotate(Count("pk"))
        return dict(counted)


class Concern(Record):
    """What somebody sees, since when, what was tried, and whether the parents know."""

    class State(models.TextChoices):
        NEW = "new", _("to triage")
        WATCHING = "watching", _("watching")
        ASKING = "asking_teachers", _("asking teachers")
        ADVICE = "advice_given", _("Tier 1 advice given")
        SST = "to_sst", _("to the Student Support Team")
        CLOSED = "closed", _("closed")

    class ParentsKnow(models.TextChoices):
        YES = "yes", _("yes, we have spoken")
        NOT_YET = "not_yet", _("not yet")
        THEY_RAISED = "raised", _("they raised it")

    MOVES = Transitions(
        {
            State.NEW: [State.WATCHING, State.ASKING, State.ADVICE, State.SST, State.CLOSED],
            State.WATCHING: [State.ASKING, State.ADVICE, State.SST, State.CLOSED],
            State.ASKING: [State.WATCHING, State.ADVICE, State.SST, State.CLOSED],
            State.ADVICE: [State.WATCHING, State.ASKING, State.SST, State.CLOSED],
            State.SST: [State.CLOSED],
        }
    )

    student = models.ForeignKey(Student, models.PROTECT, related_name="concerns")
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="concerns")
    raised_on = models.DateField(_("raised on"), default=today)
    seen = models.TextField(_("what we see"), max_length=4000)
    since = models.CharField(_("since when"), max_length=120, blank=True)
    tried = models.TextField(_("what was tried"), max_length=4000, blank=True)
    parents_know = models.CharField(
        _("do the parents know"), max_length=8, choices=ParentsKnow.choices
    )
    parents_note = models.CharField(_("if not, why"), max_length=300, blank=True)
    is_complaint = models.BooleanField(default=False)
    answer_due = models.DateField(_("answer due"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=16, choices=State.choices, default=State.NEW, db_index=True
    )
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    language = models.CharField(max_length=10, choices=User.Language.choices, default="en")
    triaged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    triaged_on = models.DateField(null=True, blank=True)
    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_on", "-pk"]
        permissions = [("triage", "Triage concerns")]

    def __str__(self) -> str:
        return f"concern {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("students:concern-detail", args=[self.pk])

    def can_be_edited_by(self, user: User) -> bool:
        """Whoever raised it may add to it until it is triaged."""
        return self.raised_by_id == user.pk and self.state == self.State.NEW

    def can_be_triaged_by(self, user: User) -> bool:
        """The SEN team, for as long as it is open."""
        return self.state != self.State.CLOSED and self.is_in_the_hands_of(user)

    def is_in_the_hands_of(self, user: User) -> bool:
        return Student.objects.editable_by(user).filter(pk=self.student_id).exists()

    @property
    def days_waiting(self) -> int:
        """Calendar days since it was raised."""
        return max((today() - self.raised_on).days, 0)

    def next_states(self) -> list["Concern.State"]:
        """The states it may move to from here, in the order of the triage form."""
        return [state for state in self.State if self.MOVES.allows(self.state, state)]

    def moves(self) -> list[dict[str, Any]]:
        """Every state it has had, oldest first: `state`, `answer`, `by`, `at`."""
        rows: list[dict[str, Any]] = []
        past = self.history.select_related("history_user").order_by("history_date", "history_id")
        for row in past:
            if rows and (row.state, row.answer) == (rows[-1]["code"], rows[-1]["answer"]):
                continue
            rows.append(
                {
                    "code": row.state,
                    "state": row.get_state_display(),
                    "answer": row.answer,
                    "by": row.history_user,
                    "at": row.history_date,
                }
            )
        return rows


class InputRoundQuerySet(AboutStudentQuerySet):
    def visible_to(self, user: User, level: str | None = None, on: dt.date | None = None) -> Self:
        """The SEN team and leaders; specialists of their cases; others where they are asked."""
        if not user.is_authenticated or user.sees_whole_school:
            return super().visible_to(user, level, on)
        mine = TeacherInput.objects.filter(teacher=user).values("round_id")
        asked = Q(pk__in=mine) & about_visible(user, "adjustments", on)
        if Role.SPECIALIST in user.roles:
            return self.filter(asked | about_visible(user, "record", on))
        return self.filter(asked)

    def open(self) -> Self:
        return self.filter(state=InputRound.State.OPEN)

    def past_due(self, on: dt.date | None = None) -> Self:
        """Open rounds whose last day has gone; on the day itself one may still answer."""
        return self.open().filter(due_on__lt=on or today())

    def with_progress(self) -> Self:
        """Adds `asked` and `answered`, the two numbers of the completion bar."""
        answered = Count("inputs", filter=Q(inputs__answered_at__isnull=False))
        return self.annotate(asked=Count("inputs"), answered=answered)


class InputRound(Record):
    """The same short questions to each teacher of one student, with a date to answer by."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    MOVES = Transitions({State.OPEN: [State.CLOSED]})

    student = models.ForeignKey(Student, models.PROTECT, related_name="input_rounds")
    concern = models.ForeignKey(
        Concern, models.PROTECT, null=True, blank=True, related_name="input_rounds"
    )
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_on = models.DateField(default=today)
    due_on = models.DateField(_("answers by"))
    question = models.TextField(_("what we would like to know"), max_length=1000, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    objects = InputRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["concern"],
                condition=Q(state="open"),
                name="students_round_one_open_per_concern",
            )
        ]

    def __str__(self) -> str:
        return f"input round {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("students:round-detail", args=[self.pk])


class TeacherInputQuerySet(models.QuerySet["TeacherInput"]):
    def visible_to(self, user: User, level: str | None = None, on: dt.date | None = None) -> Self:
        """The SEN team and leaders read all answers, specialists those of their cases.

        Whoever was asked sees the own request and answer while they work with the student.
        """
        if not user.is_authenticated:
            return self.none()
        if user.sees_whole_school:
            return self
        own = Q(teacher=user) & about_visible(user, "adjustments", on, "round__student")
        if Role.SPECIALIST in user.roles:
            return self.filter(own | about_visible(user, "record", on, "round__student"))
        return self.filter(own)

    def waiting(self) -> Self:
        return self.filter(answered_at__isnull=True, round__state=InputRound.State.OPEN)

    def answered(self) -> Self:
        """Answered, and still open to change."""
        return self.filter(answered_at__isnull=False, round__state=InputRound.State.OPEN)


class TeacherInput(Record):
    """One teacher's request in a round and, once answered, what they wrote."""

    round = models.ForeignKey(InputRound, models.PROTECT, related_name="inputs")
    teacher = models.ForeignKey(User, models.PROTECT, related_name="inputs")
    subject = models.CharField(_("subject"), max_length=40, blank=True)
    strengths = models.TextField(_("what goes well"), max_length=2000, blank=True)
    difficulties = models.TextField(_("what is hard"), max_length=2000, blank=True)
    helps = models.TextField(_("what helps"), max_length=2000, blank=True)
    ticks = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=10, choices=User.Language.choices, default="en")
    answered_at = models.DateTimeField(null=True, blank=True)
    objects = TeacherInputQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "teacher"], name="students_input_once")
        ]

    def __str__(self) -> str:
        return f"input {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("students:input-answer", args=[self.pk])

    @property
    def ticked(self) -> list[str]:
        """What was ticked, in the reader's language."""
        return [checklist.label(code) for code in self.ticks]

    def can_be_edited_by(self, user: User) -> bool:
        """The teacher who was asked, while the round is open."""
        return self.teacher_id == user.pk and self.round.state == InputRound.State.OPEN
