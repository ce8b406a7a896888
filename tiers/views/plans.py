"""A plan: begun, written, read, commented on."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.policies import PLAN_READERS, policy, require
from sencohub.lib.prepared import prepared
from students import access_log
from students.models import Student
from tiers import checker
from tiers.actions.issues import teachers_of
from tiers.actions.placements import open_placement
from tiers.actions.plans import acknowledge, comment_plan, open_plan, save_plan
from tiers.forms.plans import ActForm, CommentForm, PlanForm, PlanNewForm
from tiers.intervals import suggest_review
from tiers.models import Plan, SupportCycle, Target, TierPlacement
from tiers.plan_page import PlanPage, page_of, people_of, readers_of, side_of

ANSWERABLE = (Plan.State.WITH_PARENT, Plan.State.AGREED, Plan.State.UNDER_REVIEW)
KIND_OF_TIER = {1: Plan.Kind.CLASS, 2: Plan.Kind.SUPPORT, 3: Plan.Kind.IEP}


def find_plan(request: PersonRequest, pk: int) -> tuple[Plan, Student]:
    """A plan this person may see, and its student; 404 otherwise."""
    plan, student = _plan.first(request.user, pk), _planned.first(request.user, pk)
    if plan is None or student is None:
        raise Http404
    return plan, student


@prepared
def _plan(user: User, pk: Any) -> QuerySet[Plan]:
    return Plan.objects.visible_to(user).select_related("cycle", "owner").filter(pk=pk)


@prepared
def _planned(user: User, pk: Any) -> QuerySet[Student]:
    students = Student.objects.visible_to(user).filter(plan_students__plan=pk)
    return students.order_by("pk")[:1]


@policy(PLAN_READERS, methods=("GET", "POST"))
def plan_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin a plan for a cycle."""
    cycle = get_object_or_404(SupportCycle.objects.visible_to(request.user, "record"), pk=pk)
    student = get_object_or_404(Student.objects.visible_to(request.user), pk=cycle.student_id)
    require(cycle.can_be_edited_by(request.user))
    placed = open_placement(student)
    form = PlanNewForm(request, student=student, initial=_first_values(request, cycle, placed))
    page = {"cycle": cycle, "student": student, "placement": placed}
    if form.submitted():
        return form.once(
            lambda: open_plan(cycle=cycle, by=request.user, **form.given()),
            to=lambda plan: reverse("tiers:plan-edit", args=[plan.pk]),
            template="tiers/plan_new.html",
            **page,
        )
    return form.page("tiers/plan_new.html", **page)


def _first_values(
    request: PersonRequest, cycle: SupportCycle, placed: TierPlacement | None
) -> dict[str, Any]:
    tier = placed.tier if placed else None
    ahead = cycle.review_due if cycle.review_due and cycle.review_due > today() else None
    return {
        "kind": KIND_OF_TIER.get(tier or 1),
        "starts_on": today(),
        "review_on": ahead or suggest_review(tier, today()),
        "owner": request.user.pk,
    }


@policy(PLAN_READERS, methods=("GET", "POST"))
def plan_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """The editor, with the checker and the parents' view beside it."""
    plan, student = find_plan(request, pk)
    require(plan.can_be_edited_by(request.user))
    if request.method == "GET" and plan.state != Plan.State.DRAFT:
        messages.info(request, _("This plan is not a draft now; that is why it cannot be changed."))
        return redirect(plan)
    form = PlanForm(request, instance=plan, student=student)
    if form.button == "check" and getattr(request, "htmx", False):
        return render(request, "tiers/_plan_side_update.html", _beside(form))
    if form.submitted():
        return form.once(
            lambda: _save(form, request),
            to=_after_saving(request, plan),
            say=_("The plan is saved."),
            template="tiers/plan_edit.html",
            **_beside(form),
        )
    if request.method == "GET":
        access_log.opened(request, plan, student=student)
    return form.page("tiers/plan_edit.html", **_beside(form))


def _save(form: PlanForm, request: PersonRequest) -> Plan:
    form.refuse_stale()
    return save_plan(
        plan=form.instance,
        version=form.opened_version,
        touched=form.touched(),
        student=form.student,
        targets=form.typed_rows("targets"),
        gone_targets=form.gone_rows("targets"),
        adjustments=form.typed_rows("adjustments"),
        gone_adjustments=form.gone_rows("adjustments"),
        by=request.user,
    )


def _after_saving(request: PersonRequest, plan: Plan) -> str:
    """Saved to be sent goes on to the page that asks; saved only stays in the editor."""
    name = "tiers:plan-send" if "and_send" in request.POST else "tiers:plan-edit"
    return reverse(name, args=[plan.pk])


def _beside(form: PlanForm) -> dict[str, Any]:
    draft = form.draft_to_check()
    side, plan = side_of(draft), form.instance
    for row in form.sets["targets"]:
        row.smart = side.smart.get(row.key, [])  # type: ignore[attr-defined]
    preview = form.request.POST.get("preview", "zh")
    return {
        "form": form,
        "plan": plan,
        "student": form.student,
        "cycle": plan.cycle,
        "assessment": getattr(plan.cycle, "assessment", None),
        "side": side,
        "people": people_of(draft),
        "preview": preview if preview in {"zh", "en"} else "zh",
    }


@policy(PLAN_READERS)
def plan_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """The plan as read, where it stands, who said what, who has read it."""
    plan, student = find_plan(request, pk)
    access_log.opened(request, plan, student=student)
    page = page_of(plan, student, draft=request.GET.get("draft", ""))
    return render(request, "tiers/plan_detail.html", _detail(request, page))


def _detail(request: PersonRequest, page: PlanPage) -> dict[str, Any]:
    plan, user = page.plan, request.user
    may_edit = plan.can_be_edited_by(user)
    checks = may_edit and plan.state == Plan.State.DRAFT
    found = checker.check(checker.draft_of(plan, page.student)) if checks else []
    readers = readers_of(page, teachers_of(page.student))
    may_acknowledge = plan.can_be_acknowledged_by(user)
    return {
        "page": page,
        "plan": plan,
        "student": page.student,
        "cycle": plan.cycle,
        "may_edit": may_edit,
        "may_acknowledge": may_acknowledge,
        "may_record": may_edit and plan.state in ANSWERABLE,
        "has_read": any(one.person == user and one.read_on for one in readers),
        "findings": found,
        "stops": checker.stops(found),
        "readers": readers,
        "late": plan.answer_by and plan.answer_by < today(),
        "act_form": ActForm(request),
        "comment_form": _comment_form(request, plan) if plan.can_be_commented_by(user) else None,
    }


def _comment_form(request: PersonRequest, plan: Plan) -> CommentForm:
    return CommentForm(request, targets=_drafted.for_anybody(plan.pk))


@prepared
def _drafted(plan: Any) -> QuerySet[Target]:
    return Target.objects.drafted().filter(plan=plan)


@policy(PLAN_READERS, methods=("POST",))
def plan_comment(request: PersonRequest, pk: int) -> HttpResponse:
    """Staff say something about the plan."""
    plan, student = find_plan(request, pk)
    require(plan.can_be_commented_by(request.user))
    form = _comment_form(request, plan)
    context = _detail(request, page_of(plan, student)) | {"comment_form": form}
    if form.submitted():
        given = form.given()
        return form.once(
            lambda: comment_plan(
                plan=plan,
                words=given["words"],
                target=form.targets.get(given["target"]),
                by=request.user,
            ),
            to=plan.get_absolute_url() + "#comments",
            say=_("Your comment is with the plan."),
            template="tiers/plan_detail.html",
            **context,
        )
    return form.page("tiers/plan_detail.html", **context)


@policy(PLAN_READERS, methods=("POST",))
def plan_acknowledge(request: PersonRequest, pk: int) -> HttpResponse:
    """A teacher has read the plan: one tap."""
    plan, student = find_plan(request, pk)
    require(plan.can_be_acknowledged_by(request.user))
    form = ActForm(request)
    context = _detail(request, page_of(plan, student))
    if form.submitted():
        return form.once(
            lambda: acknowledge(plan=plan, by=request.user),
            to=plan.get_absolute_url(),
            say=_("Noted: you have read this plan."),
            template="tiers/plan_detail.html",
            **context,
        )
    return form.page("tiers/plan_detail.html", **context)
