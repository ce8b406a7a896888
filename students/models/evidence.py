"""What we know and how: observations, views, work, measures with scores, documents."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import Publishable, Record
from sencohub.lib.roles import Role
from sencohub.school.models import in_language
from students.models.about import AboutStudentQuerySet
from students.models.people import Student, about_visible


class RestrictableQuerySet(AboutStudentQuerySet):
    """Rows that may be restricted: then only the SENCO and readers named for the student."""

    def visible_to(self, user: User, level: str | None = None, on: dt.date | None = None) -> Self:
        return self._unless_restricted(super().visible_to(user, level, on), user, on)

    def _unless_restricted(self, rows: Self, user: User, on: dt.date | None) -> Self:
        if not user.is_authenticated or Role.SENCO in user.roles:
            return rows
        return rows.filter(Q(restricted=False) | about_visible(user, "restricted", on))

    def restricted_count(self, user: User, student: Student) -> int | None:
        """How many restricted rows there are: for the SENCO and named readers; None for others."""
        if not Student.objects.visible_to(user, "restricted").filter(pk=student.pk).exists():
            return None
        return self.filter(student=student, restricted=True).count()


class EvidenceQuerySet(RestrictableQuerySet):
    def visible_to(self, user: User, level: str | None = None, on: dt.date | None = None) -> Self:
        """Where the record is read; a teaching assistant reads what they wrote down themselves."""
        if not user.is_authenticated:
            return self.none()
        read = about_visible(user, level or self.level, on)
        own = about_visible(user, "adjustments", on) & Q(recorded_by=user)
        rows = self.filter(read | own)
        return self._unless_restricted(rows, user, on)


class Evidence(Record, Publishable):
    """An observation, a view or a piece of work: who said it, who wrote it down."""

    class Kind(models.TextChoices):
        OBSERVATION = "observation", _("observation")
        WORK = "work", _("work sample")
        STUDENT_VIEW = "student_view", _("the student's view")
        PARENT_VIEW = "parent_view", _("parents' view")
        TEACHER_NOTE = "teacher_note", _("teacher's note")

    student = models.ForeignKey(Student, models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    words = models.TextField(_("in words"), max_length=8000)
    language = models.CharField(max_length=10, choices=User.Language.choices, default="en")
    said_by = models.CharField(_("who said it"), max_length=120, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    happened_on = models.DateField(_("on"), default=today)
    restricted = models.BooleanField(_("restricted"), default=False)
    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name_plural = _("evidence")

    def __str__(self) -> str:
        return f"evidence {self.pk}"

    def can_be_edited_by(self, user: User) -> bool:
        """Whoever wrote it down, and the SEN team."""
        return self.recorded_by_id == user.pk or self.student.can_be_edited_by(user)


class Measure(Record):
    """What is measured: hard data or a soft scale, its unit, and which direction is good."""

    class Kind(models.TextChoices):
        HARD = "hard", _("hard data")
        SOFT = "soft", _("soft data")

    class Direction(models.TextChoices):
        HIGHER = "higher", _("higher is better")
        LOWER = "lower", _("lower is better")

    code = models.SlugField(max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=60, blank=True)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    direction = models.CharField(max_length=6, choices=Direction.choices, default=Direction.HIGHER)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    lowest = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    highest = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_en, self.name_zh)


class Score(Record):
    """One value of one measure for one student on one day. Kept for all students."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="scores")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="scores")
    occasion = models.CharField(_("occasion"), max_length=60, blank=True)
    value = models.DecimalField(max_digits=10, decimal_places=2)
    out_of = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    taken_on = models.DateField(_("on"))
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    objects = AboutStudentQuerySet.as_manager()

    class Meta:
        ordering = ["taken_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "measure", "taken_on", "occasion"], name="students_score_once"
            )
        ]

    def __str__(self) -> str:
        return f"score {self.pk}"


class Document(Record, Publishable):
    """A stored file about a student. Its bytes are reached only through a permission check."""

    class Kind(models.TextChoices):
        ASSESSMENT = "assessment", _("assessment report")
        WORK = "work", _("work sample")
        LETTER = "letter", _("letter")
        SIGNED = "signed", _("signed paper")
        OTHER = "other", _("other")

    student = models.ForeignKey(Student, models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=150)
    file = models.FileField(upload_to="documents/%Y/%m")
    content_type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    dated = models.DateField(_("dated"), default=today)
    restricted = models.BooleanField(_("restricted"), default=False)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    objects = RestrictableQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-pk"]

    def __str__(self) -> str:
        return f"document {self.pk}"

    def can_be_edited_by(self, user: User) -> bool:
        """The SENCO, and a specialist what they added themselves."""
        own = self.added_by_id == user.pk and Role.SPECIALIST in user.roles
        return own or Role.SENCO in user.roles
