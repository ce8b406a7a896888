"""Students, their classes, who teaches them and to whom their case is open."""

import datetime as dt
from functools import lru_cache
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.prepared import prepared
from sencohub.lib.records import Record
from sencohub.lib.roles import WHOLE_SCHOOL, Role
from sencohub.school.models import AcademicYear, in_language


class Level(models.TextChoices):
    """Levels of a student's class: six of primary, six of secondary school."""

    P1 = "P1", _("P1")
    P2 = "P2", _("P2")
    P3 = "P3", _("P3")
    P4 = "P4", _("P4")
    P5 = "P5", _("P5")
    P6 = "P6", _("P6")
    S1 = "S1", _("S1")
    S2 = "S2", _("S2")
    S3 = "S3", _("S3")
    S4 = "S4", _("S4")
    S5 = "S5", _("S5")
    S6 = "S6", _("S6")


class DatedQuerySet(models.QuerySet[Any]):
    """Rows with `starts_on` and an open or dated `ends_on`; the last day still counts."""

    def in_force(self, on: dt.date | None = None) -> Self:
        """Rows that hold on that day (default: today)."""
        day = on or today()
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            starts_on__lte=day,
        )


class SchoolClassQuerySet(models.QuerySet["SchoolClass"]):
    def this_year(self, on: dt.date | None = None) -> Self:
        day = on or today()
        return self.filter(year__starts_on__lte=day, year__ends_on__gte=day)

    def visible_to(self, user: User, on: dt.date | None = None) -> Self:
        """Whole-school roles and the office see every class; others those they teach or assist."""
        if not user.is_authenticated:
            return self.none()
        roles = user.roles
        if not (WHOLE_SCHOOL | {Role.OFFICE}).isdisjoint(roles):
            return self
        mine = TeachingAssignment.objects.in_force(on).filter(staff=user)
        return self.filter(pk__in=mine.values("school_class_id"))


class SchoolClass(Record):
    """One class of one school year. Its name is the school's own ("5A", "喜樂1")."""

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="classes")
    level = models.CharField(_("level"), max_length=2, choices=Level.choices)
    name = models.CharField(_("class"), max_length=20)
    objects = SchoolClassQuerySet.as_manager()

    class Meta:
        ordering = ["level", "name"]
        constraints = [
            models.UniqueConstraint(fields=["year", "name"], name="students_class_name_unique")
        ]
        permissions = [
            ("view_adjustments", "See tier, profile and adjustments of the class's students"),
            ("view_record", "See the SEN record of the class's students"),
        ]

    def __str__(self) -> str:
        return self.name


@lru_cache(maxsize=8192)
def page_of(student_id: int) -> str:
    """The address of a student's page; lists ask for fifty at a time."""
    return reverse("overview:student-detail", args=[student_id])


class StudentQuerySet(models.QuerySet["Student"]):
    """The one gate. Levels: `roll` < `published` < `adjustments` < `record`.

    `roll` is the name and class. `published` is what the portal asks for and is never widened by
    a staff role: it holds exactly the reader's own children. `adjustments` and `record` are the
    staff's levels. See docs/permissions.md.
    """

    def visible_to(
        self, user: User, level: str = "record", on: dt.date | None = None
    ) -> "StudentQuerySet":
        from students import access

        return access.visible_students(self, user, level, on or today())

    def editable_by(self, user: User) -> Self:
        """Students whose SEN record this person may write (SENCO and SENST)."""
        allowed = user.is_authenticated and not {Role.SENCO, Role.SENST}.isdisjoint(user.roles)
        return self if allowed else self.none()

    def with_class(self, on: dt.date | None = None) -> Self:
        """Adds `class_name`, `class_level`, `class_number`, `class_id_now` of that day."""
        now = Enrolment.objects.in_force(on).filter(student=OuterRef("pk")).order_by("-starts_on")
        return self.annotate(
            class_id_now=Subquery(now.values("school_class_id")[:1]),
            class_name=Subquery(now.values("school_class__name")[:1]),
            class_level=Subquery(now.values("school_class__level")[:1]),
            class_number=Subquery(now.values("class_number")[:1]),
        )

    def on_roll(self) -> Self:
        return self.filter(status=Student.Status.CURRENT)

    def named(self, text: str) -> Self:
        """Students either of whose names or whose registration number holds every word typed."""
        rows = self
        for word in text.split():
            rows = rows.filter(
                Q(name_en__icontains=word) | Q(name_zh__contains=word) | Q(regno__iexact=word)
            )
        return rows


def about_visible(
    user: User, level: str = "record", on: dt.date | None = None, field: str = "student"
) -> Q:
    """Rows whose `field` is a student of `Student.objects.visible_to(user, level, on)`.

    As a condition it costs a fifth of the subquery, and whoever sees the whole school pays nothing.
    """
    from students import access

    return access.about_visible(user, level, on or today(), field)


class Student(Record):
    """A student of this school. No identity-card number is ever kept."""

    class Sex(models.TextChoices):
        FEMALE = "F", _("girl")
        MALE = "M", _("boy")

    class Status(models.TextChoices):
        CURRENT = "current", _("on roll")
        LEFT = "left", _("left the school")

    class HomeLanguage(models.TextChoices):
        CANTONESE = "yue", _("Cantonese")
        PUTONGHUA = "cmn", _("Putonghua")
        ENGLISH = "eng", pgettext_lazy("spoken language", "English")
        URDU = "urd", _("Urdu")
        NEPALI = "nep", _("Nepali")
        HINDI = "hin", _("Hindi")
        TAGALOG = "tgl", _("Tagalog")
        PUNJABI = "pan", _("Punjabi")
        THAI = "tha", _("Thai")
        OTHER = "oth", _("another language")

    regno = models.CharField(_("registration number"), max_length=20, unique=True)
    strn = models.CharField(_("student reference number"), max_length=12, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=60, blank=True)
    known_as = models.CharField(_("called"), max_length=40, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices)
    born_on = models.DateField(_("date of birth"))
    home_language = models.CharField(
        _("language at home"),
        max_length=3,
        choices=HomeLanguage.choices,
        default=HomeLanguage.CANTONESE,
    )
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.CURRENT
    )
    arrived_on = models.DateField(_("joined the school"), null=True, blank=True)
    left_on = models.DateField(_("left the school"), null=True, blank=True)
    objects = StudentQuerySet.as_manager()

    class Meta:
        ordering = ["name_en", "pk"]
        indexes = [
            models.Index(fields=["name_en", "id"], name="students_student_name"),
            models.Index(fields=["status", "name_en", "id"], name="students_student_roll"),
        ]
        permissions = [
            ("view_published", "See what was published about the student"),
            ("view_adjustments", "See tier, profile and adjustments"),
            ("view_restricted", "See restricted items"),
            ("view_record", "See the SEN record"),
        ]

    def __str__(self) -> str:
        return f"student {self.pk}"

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_en, self.name_zh)

    @property
    def short_name(self) -> str:
        """What the school calls the child in a sentence."""
        return self.known_as or self.name

    @property
    def initial(self) -> str:
        return (self.name_zh or self.known_as or self.name_en)[-1 if self.name_zh else 0 :][:1]

    def get_absolute_url(self) -> str:
        return page_of(self.pk)

    def can_be_edited_by(self, user: User) -> bool:
        return Student.objects.editable_by(user).filter(pk=self.pk).exists()

    def enrolment_on(self, on: dt.date | None = None) -> "Enrolment | None":
        found = _places_on.for_anybody(self.pk, (on or today()).isoformat())
        return next(iter(found), None)

    def leave(self, *, on: dt.date) -> None:
        """The student leaves the school: enrolment ends that day, the record is kept.

        Raises ValidationError when the place in the class began after that day.
        """
        for enrolment in self.enrolments.exclude(ends_on__lt=on):
            if enrolment.starts_on > on:
                raise ValidationError(
                    _("The place in the class began after that day. Choose a later day.")
                )
            enrolment.ends_on = on
            enrolment.save()
        self.status, self.left_on = self.Status.LEFT, on
        self.save()


class Enrolment(Record):
    """A student's place in a class from one day to another."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="enrolments")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="enrolments")
    class_number = models.PositiveSmallIntegerField(_("class number"), null=True, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student"],
                condition=Q(ends_on__isnull=True),
                name="students_enrolment_one_open",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="students_enrolment_dates",
            ),
        ]
        indexes = [
            models.Index(
                fields=["school_class", "starts_on", "ends_on", "student"],
                name="students_enrolment_class",
            ),
            models.Index(
                fields=["student", "starts_on", "ends_on"], name="students_enrolment_student"
            ),
        ]

    def __str__(self) -> str:
        return f"enrolment {self.pk}"


@prepared
def _places_on(student: Any, on: Any) -> models.QuerySet[Enrolment]:
    rows = Enrolment.objects.in_force(on).filter(student=student)
    return rows.select_related("school_class").order_by("-starts_on")[:1]


class TeachingAssignment(Record):
    """A member of staff with a class: as class teacher, subject teacher or teaching assistant."""

    class Kind(models.TextChoices):
        CLASS_TEACHER = "class", _("class teacher")
        SUBJECT = "subject", _("subject teacher")
        ASSISTANT = "assistant", _("teaching assistant")

    staff = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="assignments")
    kind = models.CharField(_("as"), max_length=10, choices=Kind.choices)
    subject = models.CharField(_("subject"), max_length=40, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="students_assignment_dates",
            ),
            models.CheckConstraint(
                condition=~Q(kind="subject") | ~Q(subject=""), name="students_assignment_subject"
            ),
        ]
        indexes = [
            models.Index(fields=["staff", "starts_on", "ends_on"], name="students_assignment_staff")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.school_class_id}"


class CaseGrantQuerySet(DatedQuerySet):
    def visible_to(self, user: User) -> Self:
        """The SENCO gives them; the SEN team and leaders may know of them."""
        return self if user.is_authenticated and user.sees_whole_school else self.none()

    def not_ended(self, on: dt.date | None = None) -> Self:
        """Grants that hold on that day or will: by default today."""
        return self.filter(ends_on__gte=on or today())


class CaseGrant(Record):
    """A case opened to a specialist, a TA or a named reader, from one day to another, and why."""

    class Reach(models.TextChoices):
        ADJUSTMENTS = "adjustments", _("tier, profile and adjustments")
        RECORD = "record", _("the SEN record")
        RESTRICTED = "restricted", _("restricted items too")

    student = models.ForeignKey(Student, models.PROTECT, related_name="case_grants")
    person = models.ForeignKey(User, models.PROTECT, related_name="case_grants")
    reach = models.CharField(_("sees"), max_length=12, choices=Reach.choices)
    reason = models.CharField(_("reason"), max_length=200)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"), default=today)
    ends_on = models.DateField(_("to"))
    objects = CaseGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="students_case_grant_dates"
            )
        ]

    def __str__(self) -> str:
        return f"case grant {self.pk}"

    @property
    def has_ended(self) -> bool:
        return self.ends_on < today()
