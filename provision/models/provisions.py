"""What the school gives: the catalogue, each run of it, and each student's place in a run."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from provision.models.money import Fund
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import Publishable, Record, Transitions
from sencohub.lib.roles import Role
from sencohub.lib.words import listed
from sencohub.school.models import Term, in_language
from students.models import CaseGrant, Student
from students.models.about import AboutStudentQuerySet
from students.models.people import about_visible
from tiers.models import Target

RECORD_ROLES = frozenset(set(Role) - {Role.OFFICE, Role.PARENT})


class InterventionQuerySet(models.QuerySet["Intervention"]):
    def visible_to(self, user: User) -> Self:
        """The catalogue holds no child: everybody who works with SEN records reads it."""
        allowed = user.is_authenticated and not RECORD_ROLES.isdisjoint(user.roles)
        return self if allowed else self.none()

    def editable_by(self, user: User) -> Self:
        allowed = user.is_authenticated and not {Role.SENCO, Role.SENST}.isdisjoint(user.roles)
        return self if allowed else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)


class Intervention(Record):
    """An entry of the catalogue: what it is for, for whom, the usual dose, the evidence."""

    name_en = models.CharField(_("name in English"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=60, blank=True)
    purpose = models.TextField(_("what it is for"), max_length=1000, blank=True)
    needs = models.JSONField(_("needs"), default=list, blank=True)
    tier = models.PositiveSmallIntegerField(_("tier"), default=2)
    evidence = models.CharField(_("evidence"), max_length=200, blank=True)
    measure = models.CharField(_("measured by"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    direction = models.CharField(
        _("direction"), max_length=6, choices=Target.Direction.choices, default="higher"
    )
    usual_weeks = models.PositiveSmallIntegerField(_("weeks"), default=10)
    usual_sessions_a_week = models.PositiveSmallIntegerField(_("sessions a week"), default=2)
    usual_minutes = models.PositiveSmallIntegerField(_("minutes a session"), default=30)
    usual_group = models.PositiveSmallIntegerField(_("students in a group"), default=5)
    is_active = models.BooleanField(_("in use"), default=True)
    objects = InterventionQuerySet.as_manager()

    class Meta:
        ordering = ["name_en"]

    def __str__(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def usual_sessions(self) -> int:
        """Sessions of a whole run by the catalogue's dose."""
        return self.usual_weeks * self.usual_sessions_a_week

    @property
    def usual_length(self) -> dt.timedelta:
        """From the first day to the last of a whole run."""
        return dt.timedelta(weeks=self.usual_weeks, days=-1)


class ProvisionQuerySet(models.QuerySet["Provision"]):
    def visible_to(self, user: User, level: str = "record", on: dt.date | None = None) -> Self:
        """The SEN team and leaders see all; others runs they lead or that their students are in."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_whole_school:
            return self
        places = Participation.objects.filter(about_visible(user, level, on)).values("provision_id")
        return self.filter(Q(staff=user) | Q(pk__in=places))

    def editable_by(self, user: User) -> Self:
        allowed = user.is_authenticated and not {Role.SENCO, Role.SENST}.isdisjoint(user.roles)
        return self if allowed else self.none()

    def delivered_by(self, user: User) -> Self:
        """Runs whose sessions this person records: their own; the SEN team, all."""
        if user.is_authenticated and not {Role.SENCO, Role.SENST}.isdisjoint(user.roles):
            return self
        return self.filter(staff=user) if user.is_authenticated else self.none()

    def in_term(self, term: Term) -> Self:
        return self.filter(term=term)


class Provision(Record):
    """One run of an intervention: its staff, its dose, its students, its cost."""

    class Kind(models.TextChoices):
        CLASS = "class", _("in class")
        GROUP = "group", _("group")
        ONE_TO_ONE = "one", _("one to one")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        ENDED = "ended", _("ended")

    MOVES = Transitions(
        {
            State.PLANNED: [State.RUNNING, State.ENDED],
            State.RUNNING: [State.ENDED],
        }
    )

    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="provisions")
    name_en = models.CharField(_("name in English"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    tier = models.PositiveSmallIntegerField(_("tier"))
    term = models.ForeignKey(Term, models.PROTECT, related_name="provisions")
    staff = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="provisions_led"
    )
    contractor = models.CharField(_("contractor"), max_length=120, blank=True)
    weekdays = models.JSONField(_("days"), default=list, blank=True)
    at_time = models.TimeField(_("time"), null=True, blank=True)
    in_lesson = models.CharField(_("instead of"), max_length=60, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    planned_sessions = models.PositiveSmallIntegerField(_("planned sessions"))
    minutes = models.PositiveSmallIntegerField(_("minutes a session"))
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, blank=True, related_name="provisions")
    contract_cost = models.DecimalField(
        _("contract (HKD)"), max_digits=10, decimal_places=2, default=0
    )
    materials_cost = models.DecimalField(
        _("materials (HKD)"), max_digits=10, decimal_places=2, default=0
    )
    state = models.CharField(
        _("state"), max_length=7, choices=State.choices, default=State.PLANNED, db_index=True
    )
    objects = ProvisionQuerySet.as_manager()

    class Meta:
        ordering = ["name_en", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="provision_dates"
            ),
            models.CheckConstraint(
                condition=Q(planned_sessions__gt=0) & Q(minutes__gt=0), name="provision_dose"
            ),
            models.CheckConstraint(
                condition=Q(contract_cost__gte=0) & Q(materials_cost__gte=0),
                name="provision_cost_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.name_en, self.name_zh)

    def get_absolute_url(self) -> str:
        return reverse("provision:provision-detail", args=[self.pk])

    def can_be_edited_by(self, user: User) -> bool:
        return Provision.objects.editable_by(user).filter(pk=self.pk).exists()

    def is_delivered_by(self, user: User) -> bool:
        return Provision.objects.delivered_by(user).filter(pk=self.pk).exists()

    @property
    def led_by(self) -> str:
        """Who gives it: the member of staff, else the contractor, else nobody yet."""
        return str(self.staff) if self.staff else self.contractor

    @property
    def day_names(self) -> str:
        """Its weekdays in the reader's language."""
        return listed(WEEKDAYS_ABBR[day] for day in sorted(self.weekdays))

    @property
    def is_out_of_class(self) -> bool:
        """It takes its students out of a lesson (`in_lesson` names which)."""
        return self.kind != self.Kind.CLASS and bool(self.in_lesson)

    def move(self, state: str) -> None:
        """Change the state by the table, or raise `IllegalMove`. Saves nothing."""
        self.MOVES.check(self.state, state)
        self.state = state


class ParticipationQuerySet(AboutStudentQuerySet):
    level = "adjustments"

    def in_force(self, on: dt.date | None = None) -> Self:
        day = on or today()
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Participation(Record, Publishable):
    """A student's place in a provision, with where they start and what is expected.

    RAG is computed from baseline, expected and actual; only an override is stored.
    """

    class Override(models.TextChoices):
        GREEN = "green", _("green")
        AMBER = "amber", _("amber")
        RED = "red", _("red")

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="participations")
    student = models.ForeignKey(Student, models.PROTECT, related_name="participations")
    target = models.ForeignKey(
        Target, models.PROTECT, null=True, blank=True, related_name="participations"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    measure = models.CharField(_("measured by"), max_length=120)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    aim = models.CharField(
        _("aim"), max_length=8, choices=Target.Aim.choices, default=Target.Aim.REACH
    )
    direction = models.CharField(
        _("direction"),
        max_length=6,
        choices=Target.Direction.choices,
        default=Target.Direction.HIGHER,
    )
    baseline = models.DecimalField(_("baseline"), max_digits=10, decimal_places=2)
    baseline_on = models.DateField(_("baseline taken on"))
    expected = models.DecimalField(_("expected"), max_digits=10, decimal_places=2)
    actual = models.DecimalField(
        _("actual"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    actual_on = models.DateField(_("actual taken on"), null=True, blank=True)
    seen_in_class = models.CharField(
        _("seen in class"), max_length=8, choices=Target.SeenInClass.choices, blank=True
    )
    override = models.CharField(max_length=5, choices=Override.choices, blank=True)
    override_reason = models.CharField(max_length=300, blank=True)
    leader_grant = models.ForeignKey(
        CaseGrant, models.PROTECT, null=True, blank=True, related_name="participations"
    )
    """What lets the run's leader see this student's adjustments while the place lasts."""
    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "student"], name="provision_participation_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="provision_participation_dates"
            ),
            models.CheckConstraint(
                condition=Q(override="") | ~Q(override_reason=""),
                name="provision_participation_override_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"participation {self.pk}"
