"""Contacts between school and family."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import Record
from sencohub.lib.roles import Role
from students.models import Student
from students.models.about import AboutStudentQuerySet
from students.models.people import about_visible


class ContactRecordQuerySet(AboutStudentQuerySet):
    def visible_to(self, user: User, level: str | None = None, on: object = None) -> Self:
        """Staff who read the child's record, less TAs and specialists; own notes always."""
        if not user.is_authenticated:
            return self.none()
        if {Role.SPECIALIST, Role.ASSISTANT}.intersection(user.roles) and not (
            user.sees_whole_school or Role.TEACHER in user.roles
        ):
            return self.none()
        return self.filter(about_visible(user, "record") | Q(recorded_by=user))

    def for_parent(self, user: User) -> Self:
        """For the portal: contacts about the reader's own children, less internal notes."""
        return self.filter(about_visible(user, "published"), internal=False)


class ContactRecord(Record):
    """A talk, call, letter or meeting with a family: when, how, about what, what was agreed."""

    class How(models.TextChoices):
        PHONE = "phone", _("phone")
        IN_PERSON = "in_person", _("in person")
        WRITTEN = "written", _("in writing")
        ATTEMPT = "attempt", _("attempt, not reached")

    student = models.ForeignKey(Student, models.PROTECT, related_name="contacts")
    with_whom = models.CharField(_("with whom"), max_length=120)
    how = models.CharField(_("how"), max_length=9, choices=How.choices)
    happened_on = models.DateField(_("on"), default=today)
    about = models.TextField(_("about what"), max_length=4000)
    agreed = models.TextField(_("what was agreed"), max_length=2000, blank=True)
    internal = models.BooleanField(_("internal note"), default=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    objects = ContactRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["student", "-happened_on"], name="parents_contact_student")]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    @staticmethod
    def may_be_written_by(user: User) -> bool:
        """The SEN team and teachers write contacts down; leaders, TAs and specialists do not."""
        return not {Role.SENCO, Role.SENST, Role.TEACHER}.isdisjoint(user.roles)
