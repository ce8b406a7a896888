"""Meetings, who is there, what was decided and who does what by when."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import Publishable, Record, Transitions
from students.models import Student
from students.models.people import about_visible
from tiers.models import Adjustment, Plan, TierPlacement


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> Self:
        """The SEN team and leaders see all; others the meetings they are invited to."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_whole_school:
            return self
        return self.filter(attendees__person=user, attendees__as_parent=False).distinct()

    def for_parent(self, user: User) -> Self:
        """For the portal: reviews of the reader's own children, and what they are asked to."""
        children = Student.objects.visible_to(user, "published").values("pk")
        review = Q(kind=Meeting.Kind.REVIEW, items__student__in=children)
        asked = Q(attendees__person=user, attendees__as_parent=True)
        return self.filter(review | asked, items__student__in=children).distinct()

    def about(self, student: Student) -> Self:
        return self.filter(items__student=student)

    def ahead(self) -> Self:
        """Invitations are out and the meeting is not over: the soonest first."""
        rows = self.filter(state=Meeting.State.INVITED, starts_at__gte=start_of_day())
        return rows.order_by("starts_at")

    def editable_by(self, user: User) -> Self:
        allowed = user.is_authenticated and not {"senco", "senst"}.isdisjoint(user.roles)
        return self if allowed else self.none()


def start_of_day() -> dt.datetime:
    """When today began in Hong Kong: a meeting of this morning is still today's."""
    return timezone.make_aware(dt.datetime.combine(today(), dt.time.min))


class Meeting(Record):
    """A student progress meeting, a Student Support Team meeting or a review with parents."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("student progress meeting")
        SST = "sst", _("Student Support Team meeting")
        REVIEW = "review", _("review meeting")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        INVITED = "invited", _("invitations sent")
        HELD = "held", _("held")
        APPROVED = "approved", _("record approved")
        CANCELLED = "cancelled", _("cancelled")

    MOVES = Transitions(
        {
            State.PLANNED: [State.INVITED, State.HELD, State.CANCELLED],
            State.INVITED: [State.HELD, State.CANCELLED],
            State.HELD: [State.APPROVED],
        }
    )

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45)
    place = models.CharField(_("where"), max_length=80, blank=True)
    lead = models.ForeignKey(User, models.PROTECT, related_name="meetings_led")
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.PLANNED)
    held_at = models.DateTimeField(null=True, blank=True)
    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return f"meeting {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting-detail", args=[self.pk])

    def can_be_edited_by(self, user: User) -> bool:
        return Meeting.objects.editable_by(user).filter(pk=self.pk).exists()


class Attendee(Record):
    """A person invited, and whether they came. A parent is here for one child's item only."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendees")
    person = models.ForeignKey(User, models.PROTECT, related_name="meetings")
    as_parent = models.BooleanField(default=False)
    came = models.BooleanField(_("came"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meetings_attendee_once")
        ]

    def __str__(self) -> str:
        return f"attendee {self.pk}"


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: User) -> Self:
        """Items of meetings the person sees, of students whose record they see."""
        return self.filter(
            about_visible(user) | Q(student__isnull=True),
            meeting__in=Meeting.objects.visible_to(user).values("pk"),
        )


class AgendaItem(Record):
    """One student's minutes in a meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    student = models.ForeignKey(
        Student, models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=6)
    lead = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "student"], name="meetings_item_once")
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(item__in=AgendaItem.objects.visible_to(user).values("pk"))

    def published_to(self, user: User) -> Self:
        """For the portal: published decisions about the reader's own children."""
        return self.filter(about_visible(user, "published"), published_at__isnull=False)


class Decision(Record, Publishable):
    """What the meeting decided about one student, linked to the record it changed."""

    class Provision(models.TextChoices):
        CONTINUE = "continue", _("continue")
        AMEND = "amend", _("amend")
        REPLACE = "replace", _("replace")
        END = "end", _("end")

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    student = models.ForeignKey(Student, models.PROTECT, related_name="decisions")
    words = models.TextField(_("decision, in one or two sentences"), max_length=2000)
    summary_en = models.TextField(_("for parents, in English"), max_length=2000, blank=True)
    summary_zh = models.TextField(_("for parents, in Chinese"), max_length=2000, blank=True)
    on_provision = models.CharField(
        _("provision"), max_length=8, choices=Provision.choices, blank=True
    )
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_on = models.DateField(default=today)
    placement = models.ForeignKey(
        TierPlacement, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    provision = models.ForeignKey(
        "provision.Provision", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    adjustment = models.ForeignKey(
        Adjustment, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="decisions")
    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class ActionPointQuerySet(models.QuerySet["ActionPoint"]):
    def visible_to(self, user: User) -> Self:
        """Own actions, and those about students whose record the person sees."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_whole_school:
            return self
        return self.filter(Q(owner=user) | about_visible(user))

    def open(self) -> Self:
        return self.filter(state=ActionPoint.State.OPEN)


class ActionPoint(Record):
    """Who does what by when; carried from meeting to meeting until closed."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")
        CARRIED = "carried_over", _("carried over")

    MOVES = Transitions({State.OPEN: [State.DONE, State.DROPPED, State.CARRIED]})

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    student = models.ForeignKey(
        Student, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    words = models.CharField(_("action"), max_length=300)
    owner = models.ForeignKey(User, models.PROTECT, related_name="actions")
    due_on = models.DateField(_("by"))
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.OPEN, db_index=True
    )
    closed_on = models.DateField(null=True, blank=True)
    drop_reason = models.CharField(_("why dropped"), max_length=300, blank=True)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    objects = ActionPointQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(drop_reason=""),
                name="meetings_action_drop_reason",
            )
        ]

    def __str__(self) -> str:
        return f"action {self.pk}"

    def can_be_edited_by(self, user: User) -> bool:
        """Its owner, and the SEN team."""
        return self.owner_id == user.pk or not {"senco", "senst"}.isdisjoint(user.roles)


class AttendanceRequest(Record):
    """A parent asks to come to a meeting about their child; the school's dated answer."""

    class Wish(models.TextChoices):
        COME = "come", _("I will come")
        PHONE = "phone", _("I would like to join by phone")
        OTHER_TIME = "other_time", _("Please find another time")
        SUMMARY = "summary", _("I cannot come; send me the summary")

    student = models.ForeignKey(Student, models.PROTECT, related_name="attendance_requests")
    parent = models.ForeignKey(User, models.PROTECT, related_name="attendance_requests")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="requests"
    )
    wish = models.CharField(max_length=10, choices=Wish.choices)
    words = models.CharField(_("anything we should know"), max_length=500, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(_("the school's answer"), max_length=500, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"attendance request {self.pk}"
