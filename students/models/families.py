"""Whose children the students are, and what their parents said yes or no to."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import Record
from sencohub.lib.roles import WHOLE_SCHOOL, Role
from students.models.people import DatedQuerySet, Student


class ParentLinkQuerySet(DatedQuerySet):
    def visible_to(self, user: User) -> Self:
        """The SEN team, leaders and the office; a parent sees their own."""
        if not user.is_authenticated:
            return self.none()
        if not (WHOLE_SCHOOL | {Role.OFFICE}).isdisjoint(user.roles):
            return self
        return self.filter(parent=user)

    def decided_by(self, user: User) -> Self:
        """Links in force through which this parent agrees to plans and gives consent."""
        return self.in_force().filter(parent=user, may_read=True, may_decide=True)


class ParentLink(Record):
    """Who a student's parents or guardians are, and what each may do. Says nothing about SEN."""

    class Relation(models.TextChoices):
        MOTHER = "mother", _("mother")
        FATHER = "father", _("father")
        GUARDIAN = "guardian", _("guardian")
        OTHER = "other", _("other carer")

    student = models.ForeignKey(Student, models.PROTECT, related_name="parent_links")
    parent = models.ForeignKey(User, models.PROTECT, related_name="children_links")
    relation = models.CharField(_("relation"), max_length=8, choices=Relation.choices)
    may_read = models.BooleanField(_("reads what is published"), default=True)
    may_decide = models.BooleanField(_("agrees to plans and gives consent"), default=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=User.Language.choices, default=User.Language.CHINESE
    )
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("from"), default=today)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    objects = ParentLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "parent"],
                condition=Q(ends_on__isnull=True),
                name="students_parent_link_one_open",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="students_parent_link_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"parent link {self.pk}"

    @property
    def has_ended(self) -> bool:
        return self.ends_on is not None and self.ends_on < today()


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user: User) -> Self:
        """The SEN team and leaders; a parent sees the consents they gave themselves."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_whole_school:
            return self
        return self.filter(parent=user)

    def for_parent(self, user: User) -> Self:
        """For the portal: the reader's own answers about their own children, newest first."""
        children = Student.objects.visible_to(user, "published").values("pk")
        rows = self.filter(parent=user, student__in=children)
        return rows.order_by("-answered_on", "-pk")

    def holding(self) -> Self:
        """Consents given and not taken back."""
        return self.filter(answer=Consent.Answer.GIVEN, withdrawn_on__isnull=True)


class Consent(Record):
    """A parent's yes or no to one named use of data. Withdrawing keeps the row.

    Consent is needed before assessment, SEMIS, transfer and the exam board (EDB Operation
    Guide on the Whole School Approach, January 2026).
    """

    class Scope(models.TextChoices):
        ASSESSMENT = "assessment", _("assessment by a specialist")
        SEMIS = "semis", _("entry in SEMIS")
        TRANSFER = "transfer", _("transfer to another school")
        EXAM_BOARD = "exam", _("application to the exam board")

    class Answer(models.TextChoices):
        GIVEN = "given", _("given")
        REFUSED = "refused", _("refused")

    student = models.ForeignKey(Student, models.PROTECT, related_name="consents")
    parent = models.ForeignKey(User, models.PROTECT, related_name="consents")
    scope = models.CharField(_("for"), max_length=10, choices=Scope.choices)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices)
    answered_on = models.DateField(_("on"), default=today)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.CharField(_("how"), max_length=200, blank=True)
    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["student", "scope"], name="students_consent_scope")]

    def __str__(self) -> str:
        return f"consent {self.pk}"

    @property
    def holds(self) -> bool:
        return self.answer == self.Answer.GIVEN and self.withdrawn_on is None

    def withdraw(self) -> None:
        self.withdrawn_on = timezone.localdate()
        self.save()
