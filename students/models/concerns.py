"""A concern, its triage, and the round of questions to the student's teachers."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import Record, Transitions
from sencohub.lib.roles import Role
from students.models.about import AboutStudentQuerySet
from students.models.people import Student


class ConcernQuerySet(AboutStudentQuerySet):
    def visible_to(self, user: User, level: str | None = None, on: object = None) -> Self:
        """The SEN team and leaders see all; others what they raised themselves."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_whole_school:
            return self
        if Role.SPECIALIST in user.roles:
            granted = Student.objects.visible_to(user).values("pk")
            return self.filter(Q(raised_by=user) | Q(student__in=granted))
        return self.filter(raised_by=user)

    def to_triage(self) -> Self:
        return self.filter(state=Concern.State.NEW)

    def open(self) -> Self:
        return self.exclude(state=Concern.State.CLOSED)


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
        """The SEN team triages; whoever raised it may add to it until it is triaged."""
        return Student.objects.editable_by(user).filter(pk=self.student_id).exists() or (
            self.raised_by_id == user.pk and self.state == self.State.NEW
        )


class InputRoundQuerySet(AboutStudentQuerySet):
    def open(self) -> Self:
        return self.filter(state=InputRound.State.OPEN)


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

    def __str__(self) -> str:
        return f"input round {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("students:round-detail", args=[self.pk])


class TeacherInputQuerySet(models.QuerySet["TeacherInput"]):
    def visible_to(self, user: User, level: str | None = None, on: object = None) -> Self:
        """The SEN team and leaders read all answers; a teacher sees their own request and answer."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_whole_school:
            return self
        return self.filter(teacher=user)

    def waiting(self) -> Self:
        return self.filter(answered_at__isnull=True, round__state=InputRound.State.OPEN)


class TeacherInput(Record):
    """One teacher's request in a round and, once answered, what they wrote."""

    round = models.ForeignKey(InputRound, models.PROTECT, related_name="inputs")
    teacher = models.ForeignKey(User, models.PROTECT, related_name="inputs")
    subject = models.CharField(_("subject"), max_length=40, blank=True)
    strengths = models.TextField(_("what goes well"), max_length=2000, blank=True)
    difficulties = models.TextField(_("what is hard"), max_length=2000, blank=True)
    helps = models.TextField(_("what helps"), max_length=2000, blank=True)
    ticks = models.JSONField(default=list, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    objects = TeacherInputQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "teacher"], name="students_input_once")
        ]

    def __str__(self) -> str:
        return f"input {self.pk}"

    def can_be_edited_by(self, user: User) -> bool:
        """The teacher who was asked, while the round is open."""
        return self.teacher_id == user.pk and self.round.state == InputRound.State.OPEN
