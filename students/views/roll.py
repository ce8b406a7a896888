"""The school roll, for the office and the SENCO: names, classes, dates and families."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import (
    FAMILY_READERS,
    ROLL_KEEPERS,
    SEN_TEAM_AND_LEADERS,
    SENCO_ONLY,
    policy,
)
from students import access_log
from students.actions import roll as actions
from students.forms.roll import LeaveForm, MoveForm, NewStudentForm, StudentForm
from students.models import Consent, Enrolment, ParentLink, SchoolClass, Student
from students.views import student_or_404

ROWS_ON_A_PAGE = 50
LONGEST_QUERY = 60


@policy(ROLL_KEEPERS)
def student_list(request: PersonRequest) -> HttpResponse:
    """Everybody on roll, by name or class; those who left when asked for."""
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    classes = list(SchoolClass.objects.this_year().visible_to(request.user))
    chosen = next((c for c in classes if str(c.pk) == request.GET.get("in_class")), None)
    left = request.GET.get("show") == "left"
    rows = Student.objects.visible_to(request.user, "roll").named(words).with_class()
    rows = rows.filter(status=Student.Status.LEFT if left else Student.Status.CURRENT)
    if chosen is not None:
        there = Enrolment.objects.in_force().filter(school_class=chosen)
        rows = rows.filter(pk__in=there.values("student"))
    page = Paginator(rows.order_by("name_en", "pk"), ROWS_ON_A_PAGE)
    access_log.listed(request, "roll", {"in_class": chosen.name if chosen else "", "left": left})
    context = {
        "page": page.get_page(request.GET.get("page")),
        "q": words,
        "classes": classes,
        "chosen": chosen,
        "left": left,
    }
    return render(request, "students/student_list.html", context)


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def student_new(request: PersonRequest) -> HttpResponse:
    """A new student: name, class and dates."""
    form = NewStudentForm(request)
    if form.submitted():
        place = {k: form.cleaned_data[k] for k in ("school_class", "class_number", "starts_on")}
        return form.once(
            lambda: actions.add_student(form.instance, by=request.user, **place),
            to=lambda student: reverse("students:student-people", args=[student.pk]),
            say=_("On the roll."),
            template="students/student_new.html",
        )
    return form.page("students/student_new.html")


@policy(FAMILY_READERS)
def student_people(request: PersonRequest, pk: int) -> HttpResponse:
    """A student's place in the school and family; consents for those who read the record."""
    student, user = student_or_404(request, pk, "roll"), request.user
    access_log.opened(request, student, student=student)
    links = ParentLink.objects.visible_to(user).filter(student=student)
    context = {
        "student": student,
        "places": Enrolment.objects.filter(student=student)
        .select_related("school_class__year")
        .order_by("-starts_on"),
        "links": links.select_related("parent").order_by("ends_on", "pk"),
        "may_keep_roll": ROLL_KEEPERS.admits(user),
        "reads_record": SEN_TEAM_AND_LEADERS.admits(user),
        "may_record_consent": SENCO_ONLY.admits(user),
        "consents": Consent.objects.visible_to(user)
        .filter(student=student)
        .select_related("parent", "recorded_by")
        .order_by("-answered_on", "-pk"),
    }
    return render(request, "students/student_people.html", context)


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def student_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Correct names, number, dates. The class has its own page: it changes from a day on."""
    student = student_or_404(request, pk, "roll")
    form = StudentForm(request, instance=student)
    if form.submitted():
        return form.once(
            lambda: actions.change_student(student, by=request.user, version=form.opened_version),
            to=_people(student),
            say=_("Saved."),
            template="students/student_edit.html",
            student=student,
        )
    return form.page("students/student_edit.html", student=student)


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def student_move(request: PersonRequest, pk: int) -> HttpResponse:
    """Another class from a day on. What teachers see follows by itself."""
    student = student_or_404(request, pk, "roll")
    place = student.enrolment_on()
    form = MoveForm(request, place=place)
    context: dict[str, Any] = {"student": student, "place": place}
    if form.submitted():
        return form.once(
            lambda: actions.move(student, by=request.user, **form.given()),
            to=_people(student),
            say=_("The class is changed. Teachers see the student from that day on."),
            template="students/student_move.html",
            **context,
        )
    return form.page("students/student_move.html", **context)


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def student_leave(request: PersonRequest, pk: int) -> HttpResponse:
    """The student leaves the school; the record is kept."""
    student = student_or_404(request, pk, "roll")
    form = LeaveForm(request)
    if form.submitted():
        return form.once(
            lambda: actions.leave(student, on=form.cleaned_data["left_on"], by=request.user),
            to=_people(student),
            say=_("Entered. The record is kept."),
            template="students/student_leave.html",
            student=student,
        )
    return form.page("students/student_leave.html", student=student)


def _people(student: Student) -> str:
    return reverse("students:student-people", args=[student.pk])
