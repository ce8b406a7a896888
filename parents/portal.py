"""What a parent's page tells of one child: only what was published, or is theirs by right."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Max, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from meetings.models import AttendanceRequest, Decision, Meeting
from parents.models import ContactRecord
from provision.models import Participation
from sencohub.accounts.models import User
from sencohub.lib.roles import Role
from sencohub.lib.words import listed
from students.access_log import TECHNICAL
from students.models import AccessLog, Document, Need, OnePageProfile, Student
from tiers.models import Plan, PlanShare, Review, SupportCycle, TierPlacement
from tiers.rag import Rag, rate_record
from tiers.snapshot.read import Reading

LOOKS_SHOWN = 12
LOOKS_IN_DOCUMENT = 400
WISHES_SHOWN_FOR = dt.timedelta(days=60)


@dataclass
class Child:
    """The three answers, and what stands below them."""

    student: Student
    placement: TierPlacement | None = None
    needs: list[Need] = field(default_factory=list)
    places: list[tuple[Participation, Rag]] = field(default_factory=list)
    waiting: PlanShare | None = None
    in_force: PlanShare | None = None
    shares: list[PlanShare] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    said: dict[str, OnePageProfile] = field(default_factory=dict)
    contacts: list[ContactRecord] = field(default_factory=list)
    wishes: list[AttendanceRequest] = field(default_factory=list)
    looks: list[dict[str, Any]] = field(default_factory=list)
    review_due: dt.date | None = None
    meeting: Meeting | None = None

    @property
    def words(self) -> OnePageProfile | None:
        """The child's own words."""
        return self.said.get(OnePageProfile.Voice.STUDENT)

    @property
    def need_words(self) -> str:
        """The published needs in one line, the main one first."""
        return listed(need.get_category_display() for need in self.needs)

    @property
    def meeting_people(self) -> str:
        """Who comes to the next review for the school; never another family."""
        if self.meeting is None:
            return ""
        rows = self.meeting.attendees.filter(as_parent=False).select_related("person")
        return listed(row.person for row in rows.order_by("pk"))

    @property
    def next_review(self) -> dt.date | None:
        """The date in the plan the parent has, else that of the cycle that is open."""
        return self.reading.review_on if self.reading else self.review_due

    @property
    def reading(self) -> Reading | None:
        """The plan that stands, in the reader's language; else the one sent for comment."""
        share = self.in_force or self.waiting
        return Reading(share.issue.snapshot, get_language() or "en") if share else None


def children_of(user: User) -> list[Student]:
    """The reader's own children, those on roll first."""
    rows = Student.objects.visible_to(user, "published").with_class()
    return list(rows.order_by("status", F("class_level").desc(), "name_en"))


def about(user: User, student: Student) -> Child:
    """Everything the parent's page says of this child."""
    shares = list(
        PlanShare.objects.for_parent(user)
        .filter(issue__student=student)
        .select_related("issue__plan")
        .order_by("-issue__published_at", "-pk")
    )
    return Child(
        student=student,
        placement=_placement(user, student),
        needs=list(Need.objects.published_to(user).current().filter(student=student)),
        places=_places(user, student),
        waiting=next((s for s in shares if _waits(s)), None),
        in_force=next((s for s in shares if _in_force(s)), None),
        shares=shares,
        decisions=list(Decision.objects.published_to(user).filter(student=student)[:5]),
        reviews=list(Review.objects.published_to(user).filter(student=student)[:3]),
        documents=list(_documents(user, student)),
        said=said_by(user, student),
        contacts=list(ContactRecord.objects.for_parent(user).filter(student=student)[:5]),
        wishes=list(_wishes(user, student)[:3]),
        looks=looks(user, student),
        review_due=_review_due(user, student),
        meeting=Meeting.objects.for_parent(user).ahead().about(student).first(),
    )


def _wishes(user: User, student: Student) -> Any:
    """What this parent asked about meetings lately: open, or of the last two months."""
    lately = timezone.now() - WISHES_SHOWN_FOR
    rows = AttendanceRequest.objects.filter(parent=user, student=student)
    return rows.filter(Q(answered_on__isnull=True) | Q(asked_at__gte=lately))


def _review_due(user: User, student: Student) -> dt.date | None:
    """Between two plans the open cycle's date answers: the day is the parents' by right."""
    rows = SupportCycle.objects.visible_to(user, "published").open().filter(student=student)
    return rows.values_list("review_due", flat=True).first()


def _placement(user: User, student: Student) -> TierPlacement | None:
    rows = TierPlacement.objects.published_to(user).open().filter(student=student)
    return rows.first()


def _places(user: User, student: Student) -> list[tuple[Participation, Rag]]:
    rows = (
        Participation.objects.published_to(user)
        .in_force()
        .filter(student=student)
        .select_related("provision__staff")
    )
    return [(row, rate_record(row)) for row in rows]


def _in_force(share: PlanShare) -> bool:
    """The last agreed issue, until its plan is reviewed and closed."""
    return share.issue.why == "agreed" and share.issue.plan.state != Plan.State.CLOSED


def _waits(share: PlanShare) -> bool:
    """A draft this parent has not answered, while the plan is with parents."""
    return share.issue.plan.state == Plan.State.WITH_PARENT and not share.answer


def _documents(user: User, student: Student) -> Any:
    return Document.objects.published_to(user).filter(student=student, restricted=False)


def said_by(user: User, student: Student) -> dict[str, OnePageProfile]:
    """The one page profile as the family reads it: each voice's words, where published.

    The parents' own part is theirs by right, whoever wrote it down for them.
    """
    rows = OnePageProfile.objects.visible_to(user, "published").latest().filter(student=student)
    theirs = Q(voice=OnePageProfile.Voice.PARENT) | Q(published_at__isnull=False)
    return {row.voice: row for row in rows.filter(theirs)}


def looks(user: User, student: Student, most: int = LOOKS_SHOWN) -> list[dict[str, Any]]:
    """Who looked, as role and day: parents see no names."""
    rows = (
        AccessLog.objects.about_children_of(user)
        .filter(student_id=student.pk)
        .annotate(day=TruncDate("at"))
        .order_by()
        .values("role", "day")
        .annotate(last=Max("at"))
        .order_by("-last")[:most]
    )
    return [{"role": _say_role(row["role"]), "day": row["day"]} for row in rows]


def _say_role(codes: str) -> str:
    known: dict[str, Any] = {**dict(Role.choices), TECHNICAL: _("Technical account")}
    return " · ".join(str(known[code]) for code in codes.split(",") if code in known)
