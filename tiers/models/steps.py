"""Small steps on the way from baseline to expected, and the marks staff give them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.records import OfflineRecord, Record
from students.models import Student
from students.models.about import AboutStudentQuerySet
from tiers.models.plans import Target


class StepQuerySet(AboutStudentQuerySet):
    level = "adjustments"


class SmallStep(Record):
    """One rung of a target's ladder."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="steps")
    student = models.ForeignKey(Student, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("step"), max_length=80)
    reached_on = models.DateField(null=True, blank=True)
    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["target", "position"], name="tiers_step_position")
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"


class StepMark(Record, OfflineRecord):
    """What a member of staff saw of one step on one day."""

    class Mark(models.TextChoices):
        NOT_YET = "not_yet", _("not yet")
        WITH_HELP = "with_help", _("with help")
        ALONE = "alone", _("alone")
        IN_CLASS = "in_class", _("in class too")

    step = models.ForeignKey(SmallStep, models.PROTECT, related_name="marks")
    student = models.ForeignKey(Student, models.PROTECT, related_name="step_marks")
    mark = models.CharField(max_length=9, choices=Mark.choices)
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    objects = StepQuerySet.as_manager()

    def __str__(self) -> str:
        return f"mark {self.pk}"
