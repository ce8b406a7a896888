"""A cycle: opening it, where it stands, its assessment, moving it on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.policies import PLAN_READERS, SEN_TEAM, policy, require
from students import access_log
from students.models import Student
from tiers.actions.cycles import close_cycle, move_on, open_cycle, record_assessment
from tiers.actions.placements import open_placement
from tiers.forms.cycles import AssessmentForm, CycleCloseForm, CycleMoveForm, CycleOpenForm
from tiers.gathered import first_words, gather
from tiers.intervals import suggest_review
from tiers.models import Plan, Review, SupportCycle, TierPlacement
from tiers.models.placements import may_place
from tiers.stages import assessment_of, lacking, needs, weeks

Stage = SupportCycle.Stage


@policy(SEN_TEAM, methods=("GET", "POST"))
def cycle_open(request: PersonRequest, student: int) -> HttpResponse:
    """Begin assessing, for a concern or without one."""
    child = get_object_or_404(Student.objects.visible_to(request.user), pk=student)
    require(child.can_be_edited_by(request.user))
    if request.method == "GET" and (running := _open_cycle(request, child)):
        return redirect(running)
    placed = open_placement(child)
    form = CycleOpenForm(
        request,
        child,
        initial={
            "concern": request.GET.get("concern"),
            "owner": request.user.pk,
            "review_due": suggest_review(placed.tier if placed else None, today()),
        },
    )
    if form.submitted():
        return form.once(
            lambda: open_cycle(student=child, by=request.user, **form.given()),
            to=lambda cycle: reverse("tiers:assessment-edit", args=[cycle.pk]),
            say=lambda cycle: _("Cycle %(number)s is open.") % {"number": cycle.number},
            template="tiers/cycle_open.html",
            student=child,
        )
    return form.page("tiers/cycle_open.html", student=child)


def _open_cycle(request: PersonRequest, student: Student) -> SupportCycle | None:
    return SupportCycle.objects.visible_to(request.user).open().filter(student=student).first()


@policy(PLAN_READERS)
def cycle_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Where the cycle stands, what is missing, and everything it holds."""
    cycle = _cycle(request, pk)
    access_log.opened(request, cycle, student=cycle.student_id)
    return _detail(request, cycle)


@policy(SEN_TEAM, methods=("POST",))
def cycle_move(request: PersonRequest, pk: int) -> HttpResponse:
    """Move to the stage the button names."""
    cycle = _cycle(request, pk)
    require(cycle.can_be_edited_by(request.user))
    form = CycleMoveForm(request)
    if not form.submitted():
        return _detail(request, cycle, form)
    to = form.cleaned_data["to"]
    return form.once(
        lambda: move_on(cycle=cycle, to=to, by=request.user),
        to=_after_move(cycle, to),
        template="tiers/cycle_detail.html",
        **_detail_of(request, cycle),
    )


def _after_move(cycle: SupportCycle, to: str) -> str:
    """Starting a review leads straight to its page."""
    plan = cycle.plans.exclude(state=Plan.State.CLOSED).first()
    if to == Stage.REVIEW and plan:
        return reverse("tiers:review-new", args=[plan.pk])
    return cycle.get_absolute_url()


@policy(SEN_TEAM, methods=("GET", "POST"))
def cycle_close(request: PersonRequest, pk: int) -> HttpResponse:
    """End a cycle that needs no review, with the reason."""
    cycle = _cycle(request, pk)
    require(cycle.can_be_edited_by(request.user))
    form = CycleCloseForm(request)
    page: dict[str, Any] = {"cycle": cycle, "student": cycle.student}
    if form.submitted():
        return form.once(
            lambda: close_cycle(cycle=cycle, by=request.user, **form.given()),
            to=cycle.get_absolute_url(),
            say=_("The cycle is closed."),
            template="tiers/cycle_close.html",
            **page,
        )
    return form.page("tiers/cycle_close.html", **page)


@policy(SEN_TEAM, methods=("GET", "POST"))
def assessment_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """The iceberg, beside everything that is known already."""
    cycle = _cycle(request, pk)
    require(cycle.can_be_edited_by(request.user))
    found, known = assessment_of(cycle), gather(request.user, cycle)
    form = AssessmentForm(request, instance=found, initial=first_words(found, known))
    page: dict[str, Any] = {"cycle": cycle, "student": cycle.student, "known": known}
    if form.submitted():
        return form.once(
            lambda: record_assessment(
                assessment=form.instance, version=form.opened_version, by=request.user
            ),
            to=cycle.get_absolute_url(),
            say=_("The assessment is kept."),
            template="tiers/assessment_edit.html",
            **page,
        )
    if request.method == "GET":
        access_log.opened(request, cycle, student=cycle.student_id)
    return form.page("tiers/assessment_edit.html", **page)


# --- what the pages show -----------------------------------------------------------------------


def _cycle(request: PersonRequest, pk: int) -> SupportCycle:
    rows = SupportCycle.objects.visible_to(request.user, "record")
    rows = rows.select_related("student", "owner", "previous")
    cycle: SupportCycle = get_object_or_404(rows, pk=pk)
    return cycle


def _detail(
    request: PersonRequest, cycle: SupportCycle, form: CycleMoveForm | None = None
) -> HttpResponse:
    form = form or CycleMoveForm(request)
    return form.page("tiers/cycle_detail.html", **_detail_of(request, cycle))


def _detail_of(request: PersonRequest, cycle: SupportCycle) -> dict[str, Any]:
    """Read when the page is drawn; a closed cycle shows what came of it."""
    user = request.user
    plans = Plan.objects.visible_to(user).filter(cycle=cycle).select_related("owner")
    reviews = Review.objects.visible_to(user).filter(plan__cycle=cycle)
    placed = TierPlacement.objects.visible_to(user).filter(student=cycle.student)
    cycles = SupportCycle.objects.visible_to(user, "record")
    return {
        "cycle": cycle,
        "student": cycle.student,
        "assessment": assessment_of(cycle),
        "known": gather(user, cycle),
        "needs": needs(cycle),
        "ready": not lacking(cycle),
        "weeks": weeks(cycle),
        "plans": plans,
        "plan": plans.exclude(state=Plan.State.CLOSED).first(),
        "reviews": reviews.select_related("held_by"),
        "placements": placed,
        "next_cycle": cycles.filter(previous=cycle).first(),
        "may_edit": cycle.can_be_edited_by(user),
        "may_place": cycle.student is not None and may_place(user, cycle.student),
    }
