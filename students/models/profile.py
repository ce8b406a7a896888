"""The one page profile, in three voices."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.records import Publishable, Record
from sencohub.lib.roles import Role
from students.models.about import AboutStudentQuerySet
from students.models.people import Student


def voices_writable_by(user: User, student: Student) -> list["OnePageProfile.Voice"]:
    """Whose words this person may write down here: the SEN team all, a teacher the teachers'.

    Parents write their own in the family pages.
    """
    if student.can_be_edited_by(user):
        return list(OnePageProfile.Voice)
    teaches = Role.TEACHER in user.roles and Student.objects.visible_to(user).filter(pk=student.pk)
    return [OnePageProfile.Voice.TEACHER] if teaches else []


class OnePageProfileQuerySet(AboutStudentQuerySet):
    level = "adjustments"

    def latest(self) -> "OnePageProfileQuerySet":  # type: ignore[override]
        """The words that stand now: at most one row for each voice."""
        return self.filter(is_current=True)


class OnePageProfile(Record, Publishable):
    """What people appreciate about the student, what matters to them, how to support them.

    One current row for each voice. Words are kept as written, each line a sentence.
    """

    class Voice(models.TextChoices):
        STUDENT = "student", _("the student")
        PARENT = "parent", _("parents")
        TEACHER = "teacher", _("teachers")

    student = models.ForeignKey(Student, models.PROTECT, related_name="profiles")
    voice = models.CharField(_("in whose words"), max_length=8, choices=Voice.choices)
    language = models.CharField(max_length=10, choices=User.Language.choices)
    appreciated = models.TextField(_("what people appreciate about me"), blank=True)
    important = models.TextField(_("what is important to me"), blank=True)
    support = models.TextField(_("how best to support me"), blank=True)
    does_not_help = models.TextField(_("what does not help"), blank=True)
    said_on = models.DateField(_("said on"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True)
    objects = OnePageProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "voice"],
                condition=Q(is_current=True),
                name="students_profile_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"profile {self.pk}"

    def lines(self, field: str) -> list[str]:
        return [line.strip() for line in getattr(self, field).splitlines() if line.strip()]

    @property
    def appreciated_lines(self) -> list[str]:
        return self.lines("appreciated")

    @property
    def important_lines(self) -> list[str]:
        return self.lines("important")

    @property
    def support_lines(self) -> list[str]:
        return self.lines("support")

    @property
    def does_not_help_lines(self) -> list[str]:
        return self.lines("does_not_help")
