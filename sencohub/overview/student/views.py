"""The student's page and its tabs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from meetings.models import ActionPoint, AgendaItem, Decision
from parents.models import ContactRecord
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import (
    DOCUMENT_WRITERS,
    PLAN_READERS,
    PROFILE_WRITERS,
    RECORD_READERS,
    SEN_TEAM,
    SEN_TEAM_AND_LEADERS,
    SENCO_AND_LEADERS,
    STUDENT_READERS,
    policy,
)
from sencohub.overview.student import facts
from sencohub.overview.student.history import changes
from students import access, access_log
from students.models import AccessLog, Concern, Document, Student


def _student(request: PersonRequest, pk: int, level: str = "adjustments") -> Student:
    visible = Student.objects.visible_to(request.user, level)
    return get_object_or_404(visible.with_class(), pk=pk)


@policy(STUDENT_READERS)
def student_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """The child first, then targets, provision, adjustments, and where the cycle stands."""
    student = _student(request, pk)
    access_log.opened(request, student, student=student)
    return render(request, "overview/student_detail.html", _overview(request, student))


def _overview(request: PersonRequest, student: Student) -> dict[str, Any]:
    user = request.user
    plan = facts.plan_now(user, student)
    weeks = facts.log_weeks(user, student)
    return {
        **_head(request, student),
        "plan": plan,
        "cycle": facts.open_cycle(user, student),
        "placements": facts.placements(user, student),
        "placement": facts.placement_now(user, student),
        "needs": facts.needs(user, student),
        "profiles": facts.profiles(user, student),
        "targets": facts.targets(user, student, plan),
        "places": facts.places(user, student),
        "adjustments": facts.must_do(user, student),
        "weeks": weeks,
        "any_logged": facts.any_logged(weeks),
        "documents": Document.objects.visible_to(user).filter(student=student)[:5],
        "concerns": Concern.objects.visible_to(user).open().filter(student=student),
    }


def _head(request: PersonRequest, student: Student) -> dict[str, Any]:
    """What every tab's head needs: what this reader may do from here."""
    return {
        "student": student,
        "may_edit": SEN_TEAM.admits(request.user),
        "reads_plans": RECORD_READERS.admits(request.user),
        "opens_plans": PLAN_READERS.admits(request.user),
        "reads_log": SENCO_AND_LEADERS.admits(request.user),
        "reads_all": SEN_TEAM_AND_LEADERS.admits(request.user),
        "may_write_profile": PROFILE_WRITERS.admits(request.user),
        "may_file_documents": DOCUMENT_WRITERS.admits(request.user),
    }


@policy(RECORD_READERS)
def student_meetings(request: PersonRequest, pk: int) -> HttpResponse:
    """Decisions, actions and contacts about the student, newest first."""
    student, user = _student(request, pk, "record"), request.user
    access_log.opened(request, student, student=student)
    about = {"student": student}
    context = {
        **_head(request, student),
        "items": AgendaItem.objects.visible_to(user)
        .filter(**about)
        .select_related("meeting")
        .order_by("-meeting__starts_at"),
        "decisions": Decision.objects.visible_to(user)
        .filter(**about)
        .select_related("item__meeting", "decided_by"),
        "actions": ActionPoint.objects.visible_to(user).filter(**about).select_related("owner"),
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
    context = {**_head(request, student), "changes": changes(request.user, student)}
    return render(request, "overview/student_history.html", context)


@policy(STUDENT_READERS)
def student_who(request: PersonRequest, pk: int) -> HttpResponse:
    """A panel of the student's page, loaded after it: everybody who can see this child, and why."""
    student = _student(request, pk)
    looked = AccessLog.objects.visible_to(request.user).filter(student_id=student.pk)
    context = {
        **_head(request, student),
        "reasons": access.who_sees(student),
        "looked": looked.count() if SENCO_AND_LEADERS.admits(request.user) else None,
    }
    return render(request, "overview/student_who.html", context)
