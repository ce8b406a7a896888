"""Who sees a child and why, who has looked, and to whom a case is opened."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sencohub.accounts.models import RoleMembership, User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.policies import SENCO_AND_LEADERS, SENCO_ONLY, policy
from sencohub.lib.roles import WHOLE_SCHOOL
from sencohub.school.models import AcademicYear
from students import access, access_log, log_words
from students.actions import cases as actions
from students.forms.people import CaseGrantForm, EndForm
from students.models import AccessLog, BreakGlass, CaseGrant, Student
from students.views import number, student_or_404

ROWS_ON_A_PAGE = 50
SEES: dict[str, Any] = {
    "published": gettext_lazy("what is published to parents"),
    "adjustments": CaseGrant.Reach.ADJUSTMENTS.label,
    "record": CaseGrant.Reach.RECORD.label,
    "restricted": CaseGrant.Reach.RESTRICTED.label,
}
"""What a level of a grant opens, in words."""


@policy(SENCO_AND_LEADERS)
def access_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Everybody who sees this child and why, the cases opened, and who has looked."""
    student, user = student_or_404(request, pk), request.user
    access_log.opened(request, student, student=student)
    grants = CaseGrant.objects.visible_to(user).filter(student=student)
    rows = AccessLog.objects.visible_to(user).filter(student_id=student.pk)
    context = {
        "student": student,
        "everywhere": _whole_school(),
        "reasons": [{"is": r, "sees": SEES[r.level]} for r in access.who_sees(student)],
        "grants": grants.select_related("person", "granted_by").order_by("-ends_on", "-pk"),
        "may_open": SENCO_ONLY.admits(user),
        **_log_page(request, rows),
    }
    return render(request, "students/access_detail.html", context)


def _whole_school() -> list[RoleMembership]:
    """Who sees every student by role, without a grant."""
    held = RoleMembership.objects.in_force().filter(role__in=WHOLE_SCHOOL, user__is_active=True)
    return list(held.select_related("user").order_by("role", "user__name_en"))


@policy(SENCO_AND_LEADERS)
def access_log_list(request: PersonRequest) -> HttpResponse:
    """Who looked at what in the whole school, newest first."""
    rows = AccessLog.objects.visible_to(request.user)
    action = request.GET.get("action", "")
    if action in AccessLog.Action.values:
        rows = rows.filter(action=action)
    page = _log_page(request, rows)
    access_log.listed(request, "access log", {"action": action})
    ids = {row["row"].student_id for row in page["log"]} - {None}
    students = Student.objects.visible_to(request.user, "roll").filter(pk__in=ids).in_bulk()
    for row in page["log"]:
        row["student"] = students.get(row["row"].student_id)
    context = {**page, "action": action, "actions": AccessLog.Action.choices}
    return render(request, "students/access_log_list.html", context)


def _log_page(request: PersonRequest, rows: QuerySet[AccessLog]) -> dict[str, Any]:
    """One page by key (`?before=`): the log grows for years and no page of it may get slow."""
    if before := number(request.GET.get("before", "")):
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: ROWS_ON_A_PAGE + 1])
    shown = found[:ROWS_ON_A_PAGE]
    people = User.objects.in_bulk({row.user_id for row in shown})
    reasons = _reasons_of(shown)
    return {
        "log": [
            {
                "row": row,
                "person": people.get(row.user_id),
                "what": log_words.what(row),
                "reason": reasons.get(row.object_id, "") if _by_glass(row) else "",
            }
            for row in shown
        ],
        "older": shown[-1].pk if len(found) > ROWS_ON_A_PAGE else None,
    }


def _by_glass(row: AccessLog) -> bool:
    return row.action == AccessLog.Action.BREAK_GLASS


def _reasons_of(rows: list[AccessLog]) -> dict[str, str]:
    """The reasons of the records opened by break-glass among these rows; the log holds no text."""
    keys = [number(row.object_id) for row in rows if _by_glass(row)]
    found = BreakGlass.objects.in_bulk(keys) if keys else {}
    return {str(pk): glass.reason for pk, glass in found.items()}


@policy(SENCO_ONLY, methods=("GET", "POST"))
def case_grant_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Open the case to a specialist, a teaching assistant or a named reader until a day."""
    student = student_or_404(request, pk)
    year = AcademicYear.objects.filter(starts_on__lte=today(), ends_on__gte=today()).first()
    usual = {"starts_on": today(), "ends_on": year.ends_on if year else None}
    form = CaseGrantForm(request, instance=CaseGrant(student=student), initial=usual)
    template = "students/case_grant_new.html"
    if form.submitted():
        return form.once(
            lambda: actions.open_case(form.instance, by=request.user),
            to=reverse("students:access-detail", args=[pk]),
            say=_("The case is open to this person."),
            template=template,
            student=student,
        )
    return form.page(template, student=student)


@policy(SENCO_ONLY, methods=("GET", "POST"))
def case_grant_end(request: PersonRequest, pk: int) -> HttpResponse:
    """Close the case to a person: open sessions lose it at their next page."""
    rows = CaseGrant.objects.visible_to(request.user).select_related("student", "person")
    grant = get_object_or_404(rows, pk=pk)
    form = EndForm(request)
    context: dict[str, Any] = {"student": grant.student, "grant": grant}
    if form.submitted():
        return form.once(
            lambda: actions.end_case(grant, last_day=form.last_day(), by=request.user),
            to=reverse("students:access-detail", args=[grant.student_id]),
            say=_("The case closes to this person. What they wrote is kept."),
            template="students/case_grant_end.html",
            **context,
        )
    return form.page("students/case_grant_end.html", **context)
