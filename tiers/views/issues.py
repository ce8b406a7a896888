"""A plan goes to parents and comes back; every issue stays readable; documents of plans."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.documents.actions import ask
from sencohub.lib.dates import today
from sencohub.lib.policies import PLAN_READERS, policy, require
from sencohub.school.models import School
from students import access_log
from students.models import Enrolment, ParentLink, SchoolClass, Student
from tiers import checker, snapshot
from tiers.actions.issues import (
    agree_without_answer,
    answer_share,
    change_plan,
    digest_of,
    send_plan,
    take_back,
    teachers_of,
)
from tiers.documents import issues_of_class
from tiers.forms.issues import ClassPlansForm, SendForm, ShareAnswerForm
from tiers.forms.plans import ActForm
from tiers.models import Plan, PlanIssue, PlanShare
from tiers.plan_page import page_of
from tiers.views.plans import find_plan

State = Plan.State

# --- to the parents and back --------------------------------------------------------------------


@policy(PLAN_READERS, methods=("GET", "POST"))
def plan_send(request: PersonRequest, pk: int) -> HttpResponse:
    """Before a plan reaches a family: to whom it goes, what happens then, what is missing."""
    plan, student = find_plan(request, pk)
    require(plan.can_be_edited_by(request.user))
    if request.method == "GET" and plan.state != State.DRAFT:
        return _not_now(request, plan)
    words = snapshot.build(plan, student)
    form = SendForm(request, initial={"seen": digest_of([words])})
    page = _sending(plan, student, words)
    if form.submitted():
        return form.once(
            lambda: send_plan(plan=plan, seen=form.given()["seen"], by=request.user),
            to=plan.get_absolute_url(),
            say=_("The plan is with the parents now."),
            template="tiers/plan_send.html",
            **page,
        )
    return form.page("tiers/plan_send.html", **page)


def _not_now(request: PersonRequest, plan: Plan) -> HttpResponse:
    """An old link to what this state does not ask for: the plan says where it stands."""
    words = _("This plan is now: %(state)s. Nothing was changed.")
    messages.info(request, words % {"state": plan.get_state_display()})
    return redirect(plan)


def _sending(plan: Plan, student: Student, words: dict[str, Any]) -> dict[str, Any]:
    days = School.current().parent_answer_days
    links = ParentLink.objects.in_force().filter(student=student).select_related("parent")
    return {
        "plan": plan,
        "student": student,
        "cycle": plan.cycle,
        "links": [link for link in links if link.parent.is_active],
        "stops": checker.stops(checker.check(checker.draft_of(plan, student))),
        "days": days,
        "answer_by": today() + dt.timedelta(days=days),
        "reading": snapshot.read(words, get_language() or "en"),
    }


@policy(PLAN_READERS, methods=("GET", "POST"))
def plan_take_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Back to the draft, to take comments in."""
    return _act(
        request,
        pk,
        State.WITH_PARENT,
        take_back,
        template="tiers/plan_take_back.html",
        to=lambda plan: reverse("tiers:plan-edit", args=[plan.pk]),
        say=_("The plan is a draft again."),
    )


@policy(PLAN_READERS, methods=("GET", "POST"))
def plan_change(request: PersonRequest, pk: int) -> HttpResponse:
    """Draft a change of an agreed plan."""
    return _act(
        request,
        pk,
        State.AGREED,
        change_plan,
        template="tiers/plan_change.html",
        to=lambda plan: reverse("tiers:plan-edit", args=[plan.pk]),
        say=_("You can change the plan. What was agreed holds until the change is agreed."),
    )


@policy(PLAN_READERS, methods=("GET", "POST"))
def plan_agree(request: PersonRequest, pk: int) -> HttpResponse:
    """The waiting time is over and nobody answered."""
    return _act(
        request,
        pk,
        State.WITH_PARENT,
        agree_without_answer,
        template="tiers/plan_agree.html",
        to=lambda plan: plan.get_absolute_url(),
        say=_("The plan is in force, without an answer from the parents."),
    )


def _act(
    request: PersonRequest,
    pk: int,
    state: str,
    act: Callable[..., Plan],
    *,
    template: str,
    to: Callable[[Plan], str],
    say: str,
) -> HttpResponse:
    """A page that asks, and one thing done to the plan."""
    plan, student = find_plan(request, pk)
    require(plan.can_be_edited_by(request.user))
    if request.method == "GET" and plan.state != state:
        return _not_now(request, plan)
    form = ActForm(request)
    page: dict[str, Any] = {
        "plan": plan,
        "student": student,
        "cycle": plan.cycle,
        "page": page_of(plan, student),
        "teachers": teachers_of(student),
    }
    if form.submitted():
        return form.once(
            lambda: act(plan=plan, by=request.user), to=to, say=say, template=template, **page
        )
    return form.page(template, **page)


@policy(PLAN_READERS, methods=("GET", "POST"))
def share_answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Write down what a parent answered on paper, by phone or at a meeting."""
    rows = PlanShare.objects.visible_to(request.user).select_related("issue__plan", "parent")
    share = get_object_or_404(rows, pk=pk)
    plan, student = find_plan(request, share.issue.plan_id)
    require(plan.can_be_edited_by(request.user))
    form = ShareAnswerForm(request, instance=share)
    page: dict[str, Any] = {"share": share, "plan": plan, "student": student, "cycle": plan.cycle}
    if form.submitted():
        given = form.given()
        return form.once(
            lambda: answer_share(
                share=share, by=request.user, version=form.opened_version, **given
            ),
            to=plan.get_absolute_url(),
            say=_("The answer is recorded."),
            template="tiers/share_answer.html",
            **page,
        )
    return form.page("tiers/share_answer.html", **page)


# --- issues -------------------------------------------------------------------------------------


def _issue(request: PersonRequest, pk: int) -> PlanIssue:
    rows = PlanIssue.objects.visible_to(request.user).select_related(
        "plan__cycle", "student", "issued_by"
    )
    found: PlanIssue = get_object_or_404(rows, pk=pk)
    return found


@policy(PLAN_READERS)
def issue_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """One issue word for word, as it was sent, with what each parent said to it."""
    issue = _issue(request, pk)
    access_log.opened(request, issue, student=issue.student_id)
    seen = PlanIssue.objects.visible_to(request.user)
    others = seen.filter(plan=issue.plan_id, student=issue.student_id)
    page = {
        "issue": issue,
        "plan": issue.plan,
        "student": issue.student,
        "cycle": issue.plan.cycle,
        "reading": snapshot.read(issue.snapshot, get_language() or "en"),
        "shares": issue.shares.select_related("parent", "recorded_by").order_by("pk"),
        "others": others.exclude(pk=issue.pk),
        "act_form": ActForm(request),
    }
    return render(request, "tiers/issue_detail.html", page)


@policy(PLAN_READERS)
def issue_compare(request: PersonRequest, pk: int, other: int) -> HttpResponse:
    """What changed between two issues of one plan, word by word; the older first."""
    one = _issue(request, pk)
    rows = PlanIssue.objects.visible_to(request.user).filter(
        plan=one.plan_id, student=one.student_id
    )
    older, newer = sorted([one, get_object_or_404(rows, pk=other)], key=lambda x: x.number)
    access_log.opened(request, newer, student=newer.student_id)
    page = {
        "older": older,
        "newer": newer,
        "plan": one.plan,
        "student": one.student,
        "cycle": one.plan.cycle,
        "changes": snapshot.difference(older.snapshot, newer.snapshot),
    }
    return render(request, "tiers/issue_compare.html", page)


# --- documents ----------------------------------------------------------------------------------


@policy(PLAN_READERS, methods=("POST",))
def plan_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for the draft as a document, marked as one."""
    plan, _student = find_plan(request, pk)
    return _ask(request, kind="plan", parameters={"plan": plan.pk}, back=plan.get_absolute_url())


@policy(PLAN_READERS, methods=("POST",))
def issue_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for the document of an issue."""
    issue = _issue(request, pk)
    return _ask(request, kind="plan", parameters={"issue": issue.pk}, back=issue.get_absolute_url())


def _ask(
    request: PersonRequest, *, kind: str, parameters: dict[str, Any], back: str
) -> HttpResponse:
    form = ActForm(request)
    if form.submitted():
        return form.once(
            lambda: ask(kind=kind, parameters=parameters, by=request.user),
            to=lambda export: reverse("documents:export-detail", args=[export.pk]),
            template="tiers/plan_ask.html",
            back=back,
        )
    return form.page("tiers/plan_ask.html", back=back)


@policy(PLAN_READERS, methods=("GET", "POST"))
def plan_list(request: PersonRequest) -> HttpResponse:
    """The plans of a class, and all of them as documents in one go."""
    classes = list(SchoolClass.objects.visible_to(request.user).this_year())
    chosen = _chosen(request, classes)
    form = ClassPlansForm(request, initial={"school_class": chosen})
    rows = list(_plans_of(request, chosen)) if chosen else []
    page: dict[str, Any] = {"classes": classes, "chosen": chosen, "rows": rows}
    if form.submitted():
        return form.once(
            lambda: ask(kind="class-plans", parameters=_class_file(request, form), by=request.user),
            to=lambda export: reverse("documents:export-detail", args=[export.pk]),
            template="tiers/plan_list.html",
            **page,
        )
    if request.method == "GET":
        access_log.listed(request, "plans", {"class": chosen.pk if chosen else None})
    return form.page("tiers/plan_list.html", **page)


def _chosen(request: PersonRequest, classes: list[SchoolClass]) -> SchoolClass | None:
    """The class asked for, or that of the student asked for, else the first with an open plan."""
    known = {one.pk: one for one in classes}
    asked, student = (_number(request.GET.get(name)) for name in ("class", "student"))
    if asked in known:
        return known[asked]
    plans = Plan.objects.visible_to(request.user).exclude(state=State.CLOSED)
    here = Enrolment.objects.in_force().filter(
        school_class__in=known, student__plan_students__plan__in=plans
    )
    here = here.filter(student=student) if student else here
    found = here.order_by("school_class__level", "school_class__name").first()
    return known[found.school_class_id] if found else next(iter(classes), None)


def _number(text: str | None) -> int:
    """A number of an address, or 0; one that no database holds is 0 too."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0


def _class_file(request: PersonRequest, form: ClassPlansForm) -> dict[str, Any]:
    """What is asked for now; the worker leaves out what is no longer visible then."""
    given = form.given()
    issues = issues_of_class(request.user, given["school_class"])
    if not issues:
        raise ValidationError(_("No plan of this class was sent yet. Send one, then ask again."))
    return {
        "class": given["school_class"].pk,
        "packed": given["packed"],
        "issues": [issue.pk for issue in issues],
    }


def _plans_of(request: PersonRequest, school_class: SchoolClass) -> Any:
    """Open plans of the class's students, in class order, newest plan first."""
    here = Enrolment.objects.in_force().filter(school_class=school_class)
    students = Student.objects.visible_to(request.user).filter(pk__in=here.values("student_id"))
    seen = PlanIssue.objects.visible_to(request.user)
    issues = seen.order_by("-number").only("pk", "plan_id", "number", "why")
    return (
        Plan.objects.visible_to(request.user)
        .filter(plan_students__student__in=students)
        .exclude(state=Plan.State.CLOSED)
        .select_related("owner", "cycle__student")
        .prefetch_related(Prefetch("issues", issues))
        .order_by("cycle__student__name_en", "-pk")
        .distinct()
    )
