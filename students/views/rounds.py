"""Input rounds: asking teachers about a student, and answering on a phone."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.forms import HouseForm
from sencohub.lib.policies import INPUT_READERS, RECORD_STAFF, SEN_TEAM, policy, require
from students import access_log, checklist
from students.actions import rounds as actions
from students.forms.rounds import InputForm, RoundForm
from students.models import Concern, InputRound, Student, TeacherInput
from students.views import number, student_or_404


@policy(SEN_TEAM, methods=("GET", "POST"))
def round_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose whom to ask about a student and until when; from a concern or from the student."""
    student = student_or_404(request, pk)
    concern = _concern(request, student)
    form = RoundForm(request, student=student)
    standing = InputRound.objects.visible_to(request.user).open().filter(student=student)
    context: dict[str, Any] = {
        "student": student,
        "concern": concern,
        "standing": list(standing.with_progress()),
    }
    if form.submitted():
        return form.once(
            lambda: actions.open_round(
                student=student,
                people=form.chosen(),
                due_on=form.cleaned_data["due_on"],
                question=form.cleaned_data["question"],
                concern=concern,
                by=request.user,
            ),
            to=lambda opened: opened.get_absolute_url(),
            say=_said_until,
            template="students/round_new.html",
            **context,
        )
    return form.page("students/round_new.html", **context)


def _said_until(opened: InputRound) -> str:
    return _("Asked. Answers by %(day)s.") % {"day": date_format(opened.due_on)}


def _concern(request: PersonRequest, student: Student) -> Concern | None:
    """The concern that the round comes from, if the address names one about this student."""
    key = request.GET.get("concern", "")
    if not key:
        return None
    about = Concern.objects.visible_to(request.user).filter(student=student)
    concern: Concern = get_object_or_404(about, pk=number(key))
    return concern


@policy(INPUT_READERS)
def round_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Who has answered, and the answers side by side."""
    asked = _round(request, pk)
    access_log.opened(request, asked, student=asked.student_id)
    return render(request, "students/round_detail.html", _answers(request, asked))


@policy(SEN_TEAM, methods=("GET", "POST"))
def round_close(request: PersonRequest, pk: int) -> HttpResponse:
    """Close a round before everybody has answered; it cannot be opened again."""
    asked = _round(request, pk)
    form = HouseForm(request)
    if form.submitted():
        return form.once(
            lambda: actions.close_round(asked, by=request.user),
            to=asked.get_absolute_url(),
            say=_("The round is closed."),
            template="students/round_close.html",
            round=asked,
        )
    return form.page("students/round_close.html", round=asked)


def _round(request: PersonRequest, pk: int) -> InputRound:
    rows = InputRound.objects.visible_to(request.user).with_progress()
    found: InputRound = get_object_or_404(
        rows.select_related("student", "concern", "opened_by"), pk=pk
    )
    return found


def _answers(request: PersonRequest, asked: InputRound) -> dict[str, Any]:
    inputs = list(
        TeacherInput.objects.visible_to(request.user)
        .filter(round=asked)
        .select_related("teacher")
        .order_by("answered_at", "teacher__name_en")
    )
    ticked = Counter(code for one in inputs for code in one.ticks)
    return {
        "round": asked,
        "answered": [one for one in inputs if one.answered_at],
        "waiting": [one for one in inputs if not one.answered_at],
        "ticked": [(checklist.label(code), count) for code, count in ticked.most_common()],
        "may_close": SEN_TEAM.admits(request.user) and asked.state == InputRound.State.OPEN,
    }


@policy(RECORD_STAFF, methods=("GET", "POST"))
def input_answer(request: PersonRequest, pk: int) -> HttpResponse:
    """A teacher's own answer: to write while the round is open, to read afterwards."""
    rows = TeacherInput.objects.visible_to(request.user).select_related(
        "round__student", "round__opened_by", "teacher"
    )
    asked = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        require(asked.teacher_id == request.user.pk)
    else:
        access_log.opened(request, asked, student=asked.round.student_id)
    form = InputForm(request, instance=asked)
    student = student_or_404(request, asked.round.student_id, "adjustments")
    context: dict[str, Any] = {"input": asked, "round": asked.round, "student": student}
    if form.submitted():
        return form.once(
            lambda: actions.answer(
                asked, by=request.user, version=form.opened_version, **form.given()
            ),
            to=reverse("students:concern-list"),
            say=_("Thank you. You can change your answer while the round is open."),
            template="students/input_answer.html",
            **context,
        )
    may_write = asked.can_be_edited_by(request.user) or request.method == "POST"
    template = "input_answer" if may_write else "input_read"
    return form.page(f"students/{template}.html", **context)
