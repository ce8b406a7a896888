"""Needs by EDB's categories, and difficulties as the school sees them."""

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from sencohub.accounts.models import User
from sencohub.lib.records import Publishable, Record
from sencohub.lib.roles import Role
from students.models.about import AboutStudentQuerySet
from students.models.people import Student


class NeedQuerySet(AboutStudentQuerySet):
    def current(self) -> "NeedQuerySet":
        return self.filter(ended_on__isnull=True)


class Need(Record, Publishable):
    """One special educational need. A need without a tier is legal.

    Categories: EDB Operation Guide on the Whole School Approach, January 2026.
    """

    class Category(models.TextChoices):
        SPLD = "SpLD", _("specific learning difficulties")
        ID = "ID", _("intellectual developmental disorder")
        ASD = "ASD", _("autism spectrum disorder")
        ADHD = "AD/HD", _("attention deficit/hyperactivity disorder")
        PD = "PD", _("physical disability")
        VI = "VI", _("visual impairment")
        HI = "HI", _("hearing impairment")
        SLI = "SLI", _("speech and language impairment")
        MI = "MI", _("mental illness")

    class Certainty(models.TextChoices):
        SUSPECTED = "suspected", _("suspected")
        ASSESSED = "assessed", _("assessed")
        DIAGNOSED = "diagnosed", _("diagnosed")

    class Precision(models.TextChoices):
        DAY = "day", _("to the day")
        MONTH = "month", _("to the month")
        YEAR = "year", _("to the year")

    student = models.ForeignKey(Student, models.PROTECT, related_name="needs")
    category = models.CharField(_("category"), max_length=5, choices=Category.choices)
    sub_type = models.CharField(_("sub-type"), max_length=80, blank=True)
    is_primary = models.BooleanField(_("main need"), default=False)
    certainty = models.CharField(
        _("known how"), max_length=9, choices=Certainty.choices, default=Certainty.SUSPECTED
    )
    assessed_by = models.CharField(_("by whom"), max_length=120, blank=True)
    assessed_on = models.DateField(_("when"), null=True, blank=True)
    precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    ended_on = models.DateField(_("no longer since"), null=True, blank=True)
    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-is_primary", "category"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "category"],
                condition=Q(ended_on__isnull=True),
                name="students_need_once",
            ),
            models.UniqueConstraint(
                fields=["student"],
                condition=Q(is_primary=True, ended_on__isnull=True),
                name="students_need_one_primary",
            ),
        ]
        indexes = [
            models.Index(fields=["category", "student"], name="students_need_category"),
        ]

    def __str__(self) -> str:
        return str(self.category)

    def can_be_edited_by(self, user: User) -> bool:
        """The SENCO; a SEN support teacher drafts: what is suspected, not what is assessed."""
        if Role.SENCO in user.roles:
            return True
        return Role.SENST in user.roles and self.certainty == self.Certainty.SUSPECTED

    @property
    def assessed_when(self) -> str:
        """The date as far as it is known: a day, a month or a year."""
        if self.assessed_on is None:
            return ""
        if self.precision == self.Precision.YEAR:
            return pgettext("a year", "%(year)s") % {"year": self.assessed_on.year}
        month = self.precision == self.Precision.MONTH
        return date_format(self.assessed_on, "YEAR_MONTH_FORMAT" if month else "DATE_FORMAT")


class DifficultyQuerySet(AboutStudentQuerySet):
    def current(self) -> "DifficultyQuerySet":
        return self.filter(ended_on__isnull=True)


class Difficulty(Record):
    """What is hard for the student, in the school's words, and how often it shows."""

    class Area(models.TextChoices):
        COMMUNICATION = "communication", _("communication and interaction")
        COGNITION = "cognition", _("thinking and learning")
        EMOTIONAL = "emotional", _("social, emotional and mental health")
        SENSORY = "sensory", _("sensory and physical")
        OWN = "own", _("other")

    class Often(models.TextChoices):
        ALWAYS = "always", _("most lessons")
        OFTEN = "often", _("several times a week")
        SOMETIMES = "sometimes", _("now and then")

    student = models.ForeignKey(Student, models.PROTECT, related_name="difficulties")
    area = models.CharField(_("area"), max_length=14, choices=Area.choices)
    words = models.CharField(_("in words"), max_length=300)
    often = models.CharField(_("how often"), max_length=10, choices=Often.choices)
    noted_on = models.DateField(_("noted on"))
    ended_on = models.DateField(_("no longer since"), null=True, blank=True)
    objects = DifficultyQuerySet.as_manager()

    class Meta:
        ordering = ["-noted_on", "-pk"]
        verbose_name_plural = _("difficulties")

    def __str__(self) -> str:
        return f"difficulty {self.pk}"
