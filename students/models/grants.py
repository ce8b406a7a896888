"""Who may see which student: guardian's permission rows, with dates and the reason for each.

Only `students.access` writes these. One row on a class opens all its students to a teacher; a row
on a student serves parents, specialists, TAs of one student and named readers.
"""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models.people import SchoolClass, Student, about_visible


class Grant(UserObjectPermissionBase):
    """What both grant tables add to guardian's row: the link that justifies it, and its days."""

    source_kind = models.CharField(max_length=20)
    source_pk = models.BigIntegerField()
    starts_on = models.DateField(default=today)
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


class ClassGrant(Grant):
    content_object = models.ForeignKey(SchoolClass, models.CASCADE, related_name="grants")
    history = HistoricalRecords()

    class Meta(Grant.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="students_class_grant_dates",
            )
        ]
        indexes = [
            models.Index(
                fields=["user", "permission", "starts_on", "ends_on", "content_object"],
                name="students_class_grant_user",
            )
        ]


class StudentGrant(Grant):
    content_object = models.ForeignKey(Student, models.PROTECT, related_name="grants")
    history = HistoricalRecords()

    class Meta(Grant.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="students_student_grant_dates",
            )
        ]
        indexes = [
            models.Index(
                fields=["user", "permission", "starts_on", "ends_on", "content_object"],
                name="students_student_grant_user",
            )
        ]


class AccessLogQuerySet(models.QuerySet["AccessLog"]):
    def visible_to(self, user: User) -> Self:
        """SENCO and leaders read the log; a parent sees their own child's, as role and date."""
        if not user.is_authenticated:
            return self.none()
        if not {"senco", "leader"}.isdisjoint(user.roles):
            return self
        return self.none()

    def about_children_of(self, user: User) -> Self:
        """Openings of the records of this parent's own children."""
        children = about_visible(user, "published", field="student_id")
        return self.filter(children, action__in=AccessLog.OPENINGS).exclude(user_id=user.pk)


class AccessLog(models.Model):
    """One row per record opened, list, file, export and refusal.

    No foreign keys, and UPDATE and DELETE are refused by a trigger on both engines: the log
    outlives what it speaks of. It holds ids and roles, no child's name and no text.
    """

    class Action(models.TextChoices):
        OPENED = "opened", _("opened")
        LISTED = "listed", _("listed")
        FILE = "file", _("file downloaded")
        EXPORT = "export", _("exported")
        REFUSED = "refused", pgettext_lazy("access log", "refused")
        BREAK_GLASS = "glass", _("opened by break-glass")

    OPENINGS = (Action.OPENED, Action.FILE, Action.BREAK_GLASS)

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user_id = models.BigIntegerField(db_index=True)
    role = models.CharField(max_length=60, blank=True)
    action = models.CharField(max_length=8, choices=Action.choices)
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40, blank=True)
    student_id = models.BigIntegerField(null=True, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["student_id", "-at"], name="students_access_student")]

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.object_id}"
