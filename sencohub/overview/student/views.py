"""The student's page and its tabs."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from meetings.models import ActionPoint, AgendaItem, Decision
from parents.models import ContactRecord
from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import (
    CONTACT_READERS,
    DOCUMENT_WRITERS,
    PLAN_READERS,
    PROFILE_WRITERS,
    RECORD_READERS,
    SEN_TEAM,
    SEN_TEAM_AND_LEADERS,
    SENCO_AND_LEADERS,
    SENCO_ONLY,
    STUDENT_READERS,
    policy,
)
from sencohub.lib.prepared import prepared
from sencohub.overview.student import facts
from sencohub.overview.student.history import changes
from students import access, access_log
from students.models import AccessLog, Student


def _student(request: PersonRequest, pk: int, level: str = "adjustments") -> Student:
    ask = _in_class if level == "adjustments" else _on_record
    student = ask.first(request.user, pk)
    if student is None:
        raise Http404
    return student


@prepared
def _in_class(user: User, pk: Any) -> QuerySet[Student]:
    return Student.objects.visible_to(user, "adjustments").with_class().filter(pk=pk)


@prepared
def _on_record(user: User, pk: Any) -> QuerySet[Student]:
    return Student.objects.visible_to(user, "record").with_class().filter(pk=pk)


@policy(STUDENT_READERS)
def student_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """The child first, then targets, provision, adjustments, and where the cycle stands."""
    student = _student(request, pk)
    access_log.opened(request, student, student=student)
    return render(request, "overview/student_detail.html", _overview(request, student))


def _overview(request: PersonRequest, student: Student) -> dict[str, Any]:
    user, pk = request.user, student.pk
    standing = _standing(request, student)
    weeks = facts.log_weeks(user, student)
    return {
        **_head(request, student),
        **standing,
        "placements": facts.placements(user, pk),
        "profiles": facts.profiles(user, student),
        "targets": facts.targets(user, student, standing["plan"]),
        "places": facts.places(user, student),
        "adjustments": facts.must_do(user, pk),
        "weeks": weeks,
        "any_logged": facts.any_logged(weeks),
        "documents": facts.documents(user, pk),
        "concerns": facts.open_concerns(user, pk),
    }


def _head(request: PersonRequest, student: Student) -> dict[str, Any]:
    """What every tab's head needs: what this reader may do from here."""
    return {
        "student": student,
        "may_edit": SEN_TEAM.admits(request.user),
        "may_place": SENCO_ONLY.admits(request.user),
        "reads_plans": RECORD_READERS.admits(request.user),
        "opens_plans": PLAN_READERS.admits(request.user),
        "reads_log": SENCO_AND_LEADERS.admits(request.user),
        "reads_all": SEN_TEAM_AND_LEADERS.admits(request.user),
        "may_write_profile": PROFILE_WRITERS.admits(request.user),
        "may_file_documents": DOCUMENT_WRITERS.admits(request.user),
    }


def _standing(request: PersonRequest, student: Student) -> dict[str, Any]:
    """Tier, needs, plan and next review: the head says the same on every tab."""
    user, pk = request.user, student.pk
    return {
        "placement": facts.placement_now.first(user, pk),
        "needs": facts.needs(user, pk),
        "plan": facts.plan_now.first(user, pk),
        "cycle": facts.open_cycle.first(user, pk),
    }


@policy(RECORD_READERS)
def student_meetings(request: PersonRequest, pk: int) -> HttpResponse:
    """Decisions, actions and contacts about the student, newest first."""
    student, user = _student(request, pk, "record"), request.user
    access_log.opened(request, student, student=student)
    about = {"student": student}
    context = {
        **_head(request, student),
        **_standing(request, student),
        "items": AgendaItem.objects.visible_to(user)
        .filter(**about)
        .select_related("meeting")
        .order_by("-meeting__starts_at"),
        "decisions": Decision.objects.visible_to(user)
        .filter(**about)
        .select_related("item__meeting", "decided_by"),
        "actions": ActionPoint.objects.visible_to(user).filter(**about).select_related("owner"),
        "reads_contacts": CONTACT_READERS.admits(user),
        "contacts": ContactRecord.objects.visible_to(user)
        .filter(**about)
        .select_related("recorded_by"),
    }
    return render(request, "overview/student_meetings.html", context)


@policy(RECORD_READERS)
def student_history(request: PersonRequest, pk: int) -> HttpResponse:
    """Who changed what, and when, of what this reader may see."""
    student = _student(request, pk, "record")
    access_log.opened(request, student, student=student)
    context = {
        **_head(request, student),
        **_standing(request, student),
        "changes": changes(request.user, student),
    }
    return render(request, "overview/student_history.html", context)


def _said_to(request: PersonRequest, reasons: list[access.Reason]) -> list[access.Reason]:
    """Who a child's parents are is for those who speak with the family."""
    if CONTACT_READERS.admits(request.user):
        return reasons
    return [reason for reason in reasons if reason.level != "published"]


@policy(STUDENT_READERS)
def student_who(request: PersonRequest, pk: int) -> HttpResponse:
    """A panel of the student's page, loaded after it: everybody who can see this child, and why."""
    student = _student(request, pk)
    looked = AccessLog.objects.visible_to(request.user).filter(student_id=student.pk)
    context = {
        **_head(request, student),
        "reasons": _said_to(request, access.who_sees(student)),
        "looked": looked.count() if SENCO_AND_LEADERS.admits(request.user) else None,
    }
    return render(request, "overview/student_who.html", context)
