"""A student's needs and difficulties: what is known, how, and what it was before."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import RECORD_READERS, SEN_TEAM, policy, require
from students import access_log
from students.actions import needs as actions
from students.forms.needs import DifficultyForm, NeedForm
from students.models import Difficulty, Need, Student
from students.views import student_or_404


@policy(RECORD_READERS)
def need_list(request: PersonRequest, pk: int) -> HttpResponse:
    """Current and former needs with every earlier wording, and difficulties."""
    student, user = student_or_404(request, pk), request.user
    access_log.opened(request, student, student=student)
    needs = list(Need.objects.visible_to(user).filter(student=student))
    may_write = SEN_TEAM.admits(user)
    past = Need.history.filter(id__in=[need.pk for need in needs])
    context = {
        "student": student,
        "needs": [{"need": n, "may_edit": n.can_be_edited_by(user)} for n in needs],
        "history": past.select_related("history_user").order_by("-history_date", "-history_id"),
        "difficulties": Difficulty.objects.visible_to(user).filter(student=student),
        "may_write": may_write,
    }
    return render(request, "students/need_list.html", context)


@policy(SEN_TEAM, methods=("GET", "POST"))
def need_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Record a need: the SENCO any, a SEN support teacher one that is suspected."""
    student = student_or_404(request, pk)
    form = NeedForm(request, instance=Need(student=student))
    return _need_page(request, form, student, "students/need_new.html")


@policy(SEN_TEAM, methods=("GET", "POST"))
def need_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change what is known about a need, or end it."""
    rows = Need.objects.visible_to(request.user).select_related("student")
    need = get_object_or_404(rows, pk=pk)
    require(need.can_be_edited_by(request.user))
    form = NeedForm(request, instance=need)
    return _need_page(request, form, need.student, "students/need_edit.html")


def _need_page(
    request: PersonRequest, form: NeedForm, student: Student, template: str
) -> HttpResponse:
    if form.submitted():
        return form.once(
            lambda: actions.save_need(
                form.need(),
                by=request.user,
                version=form.opened_version,
                for_parents=form.cleaned_data["for_parents"],
            ),
            to=reverse("students:need-list", args=[student.pk]),
            say=_("Saved."),
            template=template,
            student=student,
        )
    return form.page(template, student=student)


@policy(SEN_TEAM, methods=("GET", "POST"))
def difficulty_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Note what is hard for the student."""
    student = student_or_404(request, pk)
    form = DifficultyForm(request, instance=Difficulty(student=student))
    return _difficulty_page(request, form, student, "students/difficulty_new.html")


@policy(SEN_TEAM, methods=("GET", "POST"))
def difficulty_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a difficulty, or say since when it is gone."""
    rows = Difficulty.objects.visible_to(request.user).select_related("student")
    difficulty = get_object_or_404(rows, pk=pk)
    form = DifficultyForm(request, instance=difficulty)
    return _difficulty_page(request, form, difficulty.student, "students/difficulty_edit.html")


def _difficulty_page(
    request: PersonRequest, form: DifficultyForm, student: Student, template: str
) -> HttpResponse:
    context: dict[str, Any] = {"student": student}
    if form.submitted():
        return form.once(
            lambda: actions.save_difficulty(
                form.instance, by=request.user, version=form.opened_version
            ),
            to=reverse("students:need-list", args=[student.pk]),
            say=_("Saved."),
            template=template,
            **context,
        )
    return form.page(template, **context)
