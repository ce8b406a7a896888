"""The school itself, its years, terms and days off, and the settings its rules read."""

import datetime as dt
from typing import Any, Self

from django.core.cache import cache
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from sencohub.lib.dates import today

THRESHOLDS = "school-group-thresholds"
TERM_NOW = "school-term-now"


def in_language(english: str, chinese: str) -> str:
    """Of two texts the one in the reader's language, or the one there is."""
    if (get_language() or "").startswith("zh"):
        return chinese or english
    return english or chinese


class School(models.Model):
    """The one school of this installation. Thresholds are percentages."""

    name_en = models.CharField(_("name in English"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=60, blank=True)
    senco_contact = models.CharField(_("how parents reach the SENCO"), max_length=200, blank=True)
    review_weeks_before_overdue_leader = models.PositiveSmallIntegerField(default=3)
    group_green_from = models.PositiveSmallIntegerField(
        _("a group is green from (%)"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    group_amber_from = models.PositiveSmallIntegerField(
        _("a group is amber from (%)"),
        default=40,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    dose_flag_below = models.PositiveSmallIntegerField(
        _("flag sessions delivered below (%)"), default=80
    )
    small_number = models.PositiveSmallIntegerField(
        _("suppress groups smaller than"), default=5, validators=[MinValueValidator(2)]
    )
    parent_answer_days = models.PositiveSmallIntegerField(
        _("days a parent has to answer a plan"), default=14
    )
    retention_years = models.PositiveSmallIntegerField(
        _("years records are kept after leaving"), default=7
    )
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="school_only_one"),
            models.CheckConstraint(
                condition=Q(group_amber_from__lt=F("group_green_from")),
                name="school_amber_below_green",
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.name_en, self.name_zh)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
        cache.delete(THRESHOLDS)

    @classmethod
    def group_thresholds(cls) -> tuple[int, int]:
        """From what percentage a group is green, and amber. Kept for a minute: lists ask often."""

        def read() -> tuple[int, int]:
            school = cls.current()
            return school.group_green_from, school.group_amber_from

        thresholds: Any = cache.get_or_set(THRESHOLDS, read, 60)
        return thresholds[0], thresholds[1]

    @classmethod
    def current(cls) -> "School":
        """The school, or an unsaved one with the default settings before set-up."""
        return cls.objects.filter(pk=1).first() or cls(pk=1, name_en="SENCoHub")


class CalendarQuerySet(models.QuerySet[Any]):
    def holding(self, on: dt.date | None = None) -> Self:
        """Rows whose first and last day enclose that day (default: today)."""
        day = on or today()
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def current(self, on: dt.date | None = None) -> Any:
        """The row that holds on that day, else the last that had begun, else the first."""
        day = on or today()
        return (
            self.holding(day).first()
            or self.filter(starts_on__lte=day).order_by("-starts_on").first()
            or self.order_by("starts_on").first()
        )


class AcademicYear(models.Model):
    """A school year, 1 September to 31 August unless the school says otherwise."""

    name = models.CharField(_("name"), max_length=9, unique=True, help_text="2026/27")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    history = HistoricalRecords()
    objects = CalendarQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="school_year_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """Two or three to a year, as the school runs them."""

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField(_("number"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    history = HistoricalRecords()
    objects = CalendarQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="school_term_unique"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="school_term_ends_after_start"
            ),
        ]

    @classmethod
    def now(cls) -> "Term | None":
        """The term of today, else the last begun. Kept for a minute: every home page asks."""
        key = f"{TERM_NOW}-{today():%Y%m%d}"
        found: Term | None = cache.get(key)
        terms: Any = cls.objects.select_related("year")
        if found is None and (found := terms.current()):
            cache.set(key, found, 60)
        return found

    def __str__(self) -> str:
        return str(_("Term %(number)s, %(year)s") % {"number": self.number, "year": self.year.name})


class SchoolDay(models.Model):
    """A day that is not as the week says: a holiday, or a Saturday that is a school day."""

    date = models.DateField(_("date"), unique=True)
    is_school_day = models.BooleanField(_("school is open"), default=False)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=40, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {in_language(self.name_en, self.name_zh)}"
