"""Evidence about a student: what was seen, what was said, by whom and when."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import (
    DOCUMENT_WRITERS,
    INPUT_READERS,
    OBSERVERS,
    PLAN_READERS,
    SEN_TEAM,
    STUDENT_READERS,
    policy,
    require,
)
from students import access_log
from students.actions import evidence as actions
from students.forms.evidence import EvidenceForm
from students.models import Document, Evidence, InputRound, Student
from students.views import student_or_404


@policy(STUDENT_READERS)
def evidence_list(request: PersonRequest, pk: int) -> HttpResponse:
    """All evidence and documents about a student that this reader may see."""
    student, user = student_or_404(request, pk, "adjustments"), request.user
    access_log.opened(request, student, student=student)
    evidence = Evidence.objects.visible_to(user).filter(student=student)
    documents = Document.objects.visible_to(user).filter(student=student)
    context = {
        "student": student,
        "evidence": evidence.select_related("recorded_by"),
        "documents": [{"document": d, "may_edit": d.can_be_edited_by(user)} for d in documents],
        "restricted": _restricted_count(user, student),
        "rounds": _rounds(user, student),
        "reads_documents": PLAN_READERS.admits(user),
        "may_edit_evidence": SEN_TEAM.admits(user),
        "may_add_evidence": OBSERVERS.admits(user),
        "may_add_document": DOCUMENT_WRITERS.admits(user),
    }
    return render(request, "students/evidence_list.html", context)


def _rounds(user: User, student: Student) -> list[InputRound]:
    """What teachers were asked about the student, for those who read all answers."""
    if not INPUT_READERS.admits(user):
        return []
    return list(InputRound.objects.visible_to(user).filter(student=student).with_progress())


def _restricted_count(user: User, student: Student) -> int | None:
    """How many restricted items there are; None for those who may not know."""
    # all-rows: a count, and `restricted_count` asks who may know it
    counts = [o.restricted_count(user, student) for o in (Evidence.objects, Document.objects)]
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


@policy(OBSERVERS, methods=("GET", "POST"))
def evidence_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Write down an observation or a view."""
    student = student_or_404(request, pk, "adjustments")
    form = EvidenceForm(request)
    template = "students/evidence_new.html"
    if form.submitted():
        return form.once(
            lambda: actions.add(student=student, by=request.user, **form.given()),
            to=reverse("students:evidence-list", args=[pk]),
            say=_("Written down."),
            template=template,
            student=student,
        )
    return form.page(template, student=student)


@policy(OBSERVERS, methods=("GET", "POST"))
def evidence_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Correct what was written down; the history keeps what stood before."""
    rows = Evidence.objects.visible_to(request.user).select_related("student")
    evidence = get_object_or_404(rows, pk=pk)
    require(evidence.can_be_edited_by(request.user))
    form = EvidenceForm(request, instance=evidence)
    context: dict[str, Any] = {"student": evidence.student, "evidence": evidence}
    if form.submitted():
        return form.once(
            lambda: actions.change(
                evidence,
                by=request.user,
                version=form.opened_version,
                for_parents=form.cleaned_data.get("for_parents"),
            ),
            to=reverse("students:evidence-list", args=[evidence.student_id]),
            say=_("Saved."),
            template="students/evidence_edit.html",
            **context,
        )
    return form.page("students/evidence_edit.html", **context)
