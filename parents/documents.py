"""What a parent may take home: everything on file about the child that is theirs to read."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from meetings.models import AttendanceRequest, Decision
from parents import portal
from parents.models import ContactRecord
from provision.models import Participation
from sencohub.accounts.models import User
from sencohub.documents.jobs import Job
from sencohub.documents.kinds import Built, Kind, type_parameters
from sencohub.lib.dates import today
from sencohub.lib.pdf import render_pdf
from sencohub.lib.policies import PARENTS
from sencohub.lib.rag import Rag
from sencohub.school.models import School
from students.models import Concern, Consent, Document, Need, OnePageProfile, Student
from tiers.models import PlanShare, Review, TierPlacement
from tiers.rag import rate_record
from tiers.snapshot.read import Reading

TEMPLATE = "documents/family_record.html"


@dataclass
class FamilyRecord:
    """The portal's page without an end to its lists: published, or the parent's own."""

    needs: list[Need]
    placements: list[TierPlacement]
    plans: list[tuple[PlanShare, Reading]]
    places: list[tuple[Participation, Rag]]
    reviews: list[Review]
    decisions: list[Decision]
    profiles: list[OnePageProfile]
    documents: list[Document]
    contacts: list[ContactRecord]
    told: list[Concern]
    wishes: list[AttendanceRequest]
    consents: list[Consent]
    looks: list[dict[str, Any]]


def record_of(user: User, student: Student) -> FamilyRecord:
    """Everything about this child that this parent may read today."""
    about = {"student": student}
    shares = PlanShare.objects.for_parent(user).filter(issue__student=student)
    shares = shares.select_related("issue__plan").order_by("-issue__published_at", "-pk")
    places = Participation.objects.published_to(user).filter(**about).select_related("provision")
    papers = Document.objects.published_to(user).filter(**about, restricted=False)
    return FamilyRecord(
        needs=list(Need.objects.published_to(user).filter(**about)),
        placements=list(TierPlacement.objects.published_to(user).filter(**about)),
        plans=[(share, Reading(share.issue.snapshot, "en")) for share in shares],
        places=[(place, rate_record(place)) for place in places.order_by("-starts_on", "pk")],
        reviews=list(Review.objects.published_to(user).filter(**about)),
        decisions=list(Decision.objects.published_to(user).filter(**about)),
        profiles=list(portal.said_by(user, student).values()),
        documents=list(papers),
        contacts=list(ContactRecord.objects.for_parent(user).filter(**about)),
        # all-rows: what this parent wrote
        told=list(Concern.objects.filter(**about, raised_by=user, is_complaint=True)),
        wishes=list(AttendanceRequest.objects.filter(**about, parent=user)),
        consents=list(Consent.objects.for_parent(user).filter(**about)),
        looks=portal.looks(user, student, most=portal.LOOKS_IN_DOCUMENT),
    )


def _child(user: User, parameters: type_parameters) -> Any:
    rows = Student.objects.visible_to(user, "published").filter(pk=parameters.get("student", 0))
    return rows if PARENTS.admits(user) else rows.none()


def may_have_record(user: User, parameters: type_parameters) -> bool:
    return bool(_child(user, parameters).exists())


def students_of_record(user: User, parameters: type_parameters) -> list[int]:
    return list(_child(user, parameters).values_list("pk", flat=True))


def build_record(job: Job) -> Built:
    """The record as it is to the parent who asked, on the day it is made."""
    student = _child(job.user, job.parameters).with_class().get()
    with translation.override("en"):  # the template says each English word in Chinese too
        record = record_of(job.user, student)
    context = {
        "student": student,
        "school": School.current(),
        "record": record,
        "reader": job.user,
        "day": today(),
    }
    content = render_pdf(TEMPLATE, context, title=f"Record of {student.name_en}")
    return Built(content, f"{slugify(student.name_en) or student.pk}-record.pdf")


RECORD = Kind(
    code="family-record",
    title=gettext_lazy("The record of your child"),
    may_ask=may_have_record,
    student_ids=students_of_record,
    build=build_record,
)
