"""Concerns: raised on a phone, triaged by the SEN team, answered to whoever raised them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import (
    INPUT_READERS,
    OBSERVERS,
    RECORD_STAFF,
    SEN_TEAM_AND_LEADERS,
    policy,
    require,
)
from students import access_log
from students.actions import concerns as actions
from students.forms.concerns import ConcernForm, TriageForm
from students.models import Concern, InputRound, TeacherInput
from students.views import student_or_404
from students.views.search import found

ROWS_ON_A_PAGE = 50


@policy(OBSERVERS, methods=("GET", "POST"))
def concern_new(request: PersonRequest) -> HttpResponse:
    """First whom it is about, then what is seen: one question at a time."""
    if "student" not in request.GET:
        return render(request, "students/concern_student.html", found(request))
    student = student_or_404(request, request.GET["student"], "adjustments")
    form = ConcernForm(request, student=student)
    if form.submitted():
        return form.once(
            lambda: actions.raise_concern(student=student, by=request.user, **form.given()),
            to=lambda concern: concern.get_absolute_url(),
            say=_("Sent to the SENCO. You will be told what happens."),
            template="students/concern_new.html",
            student=student,
        )
    return form.page("students/concern_new.html", student=student)


@policy(RECORD_STAFF)
def concern_list(request: PersonRequest) -> HttpResponse:
    """For the SEN team what waits for triage, and the rest by state; for others their own."""
    user = request.user
    rows = Concern.objects.visible_to(user).select_related("student", "raised_by").with_class()
    counts = rows.by_state()
    state = request.GET.get("state", "")
    state = state if state in {*Concern.State.values, "all"} else ""
    chosen = _in_state(rows, state)
    page = Paginator(chosen, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    access_log.listed(request, "concerns", {"state": state})
    context = {
        "page": page,
        "state": state,
        "chips": [(s.value, s.label, counts.get(s.value, 0)) for s in Concern.State],
        "open_count": sum(counts.values()) - counts.get(Concern.State.CLOSED, 0),
        "to_triage": counts.get(Concern.State.NEW, 0),
        "may_raise": OBSERVERS.admits(user),
        "asked": _asked(request),
        "answered": _answered(request),
    }
    whole = SEN_TEAM_AND_LEADERS.admits(user)
    template = "students/concern_list.html" if whole else "students/concern_own.html"
    return render(request, template, context)


def _in_state(rows: Any, state: str) -> Any:
    if state == "":
        return rows.open().waiting_first()
    if state == "all":
        return rows.order_by("-raised_on", "-pk")
    return rows.filter(state=state).order_by("-raised_on", "-pk")


def _asked(request: PersonRequest) -> list[TeacherInput]:
    """The questions about students that wait for this reader's answer."""
    mine = TeacherInput.objects.visible_to(request.user).waiting().filter(teacher=request.user)
    return list(mine.select_related("round__student").order_by("round__due_on", "pk"))


def _answered(request: PersonRequest) -> list[TeacherInput]:
    """This reader's own answers that may still be changed: their rounds are open."""
    mine = TeacherInput.objects.visible_to(request.user).answered().filter(teacher=request.user)
    return list(mine.select_related("round__student").order_by("round__due_on", "pk"))


@policy(RECORD_STAFF, methods=("GET", "POST"))
def concern_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """One concern, what became of it, and for the SEN team the next move."""
    rows = Concern.objects.visible_to(request.user).with_class()
    concern = get_object_or_404(rows.select_related("student", "raised_by", "triaged_by"), pk=pk)
    if request.method == "POST":
        require(concern.is_in_the_hands_of(request.user))
    else:
        access_log.opened(request, concern, student=concern.student_id)
    form = TriageForm(request, instance=concern)
    template, context = "students/concern_detail.html", _about(request, concern)
    if form.submitted():
        return form.once(
            lambda: actions.triage(
                concern, by=request.user, version=form.opened_version, **form.given()
            ),
            to=_where_next,
            say=_("Saved. Whoever raised it is told."),
            template=template,
            **context,
        )
    return form.page(template, **context)


def _where_next(concern: Concern) -> str:
    """Asking the teachers goes on to choosing them."""
    if concern.state != Concern.State.ASKING:
        return concern.get_absolute_url()
    return f"{reverse('students:round-new', args=[concern.student_id])}?concern={concern.pk}"


def _about(request: PersonRequest, concern: Concern) -> dict[str, Any]:
    rounds = InputRound.objects.visible_to(request.user).filter(concern=concern)
    reads_rounds = INPUT_READERS.admits(request.user)
    return {
        "concern": concern,
        "moves": concern.moves(),
        "may_triage": concern.can_be_triaged_by(request.user),
        "may_amend": concern.can_be_edited_by(request.user),
        "rounds": list(rounds.with_progress()) if reads_rounds else [],
        "others": _other_open_ones(request, concern),
    }


def _other_open_ones(request: PersonRequest, concern: Concern) -> list[Concern]:
    rows = Concern.objects.visible_to(request.user).open().filter(student=concern.student_id)
    return list(rows.exclude(pk=concern.pk).select_related("raised_by"))


@policy(OBSERVERS, methods=("GET", "POST"))
def concern_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Whoever raised a concern adds to it until it is triaged."""
    rows = Concern.objects.visible_to(request.user).select_related("student")
    concern = get_object_or_404(rows, pk=pk)
    require(concern.raised_by_id == request.user.pk)
    if request.method == "GET":
        require(concern.can_be_edited_by(request.user))
    form = ConcernForm(request, student=concern.student, instance=concern)
    context: dict[str, Any] = {"student": concern.student, "concern": concern}
    if form.submitted():
        return form.once(
            lambda: actions.amend(concern, by=request.user, version=form.opened_version),
            to=concern.get_absolute_url(),
            say=_("Saved."),
            template="students/concern_edit.html",
            **context,
        )
    return form.page("students/concern_edit.html", **context)
