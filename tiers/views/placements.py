"""Deciding on a tier, reading the decision, showing it to parents, ending it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import PLAN_READERS, SEN_TEAM, policy, require
from students import access_log
from students.models import Student
from tiers.actions.placements import (
    leave_register,
    open_placement,
    place,
    publish_placement,
    readers_at_home,
)
from tiers.actions.reviews import proposed_tier
from tiers.forms.placements import SAID, PlacementEndForm, PlacementForm
from tiers.models import Review, SupportCycle, TierPlacement
from tiers.models.placements import Tier, may_place
from tiers.placing import in_words, is_new_here
from tiers.stages import assessment_of


@policy(SEN_TEAM, methods=("GET", "POST"))
def placement_new(request: PersonRequest, student: int) -> HttpResponse:
    """Put a student on a tier; only a SENCO decides."""
    child = get_object_or_404(Student.objects.visible_to(request.user), pk=student)
    require(may_place(request.user, child))
    review = _review(request, child)
    decision = TierPlacement(student=child, from_review=review)
    form = PlacementForm(request, instance=decision, initial=_known(request.user, child, review))
    page = _decision_page(request.user, child, review)
    if form.submitted():
        return form.once(
            lambda: place(
                decision=form.decision(by=request.user),
                instead_of=_written_against(request),
                by=request.user,
            ),
            to=child.get_absolute_url(),
            say=lambda made: _("Tier %(tier)s is on file.") % {"tier": made.tier},
            template="tiers/placement_new.html",
            **page,
        )
    if request.method == "GET":
        access_log.opened(request, child, student=child)
    return form.page("tiers/placement_new.html", **page)


def _written_against(request: PersonRequest) -> int | None:
    """The placement the page showed as the one in force, so that nobody overrules it unseen."""
    shown = request.POST.get("instead_of", "")
    return int(shown) if shown.isascii() and shown.isdigit() else None


def _review(request: PersonRequest, student: Student) -> Review | None:
    """The review that proposes the step, when the page was reached from it."""
    asked = request.GET.get("review", "")
    if not (asked.isascii() and asked.isdigit()):
        return None
    return Review.objects.visible_to(request.user).filter(pk=asked, student=student).first()


def _known(user: User, student: Student, review: Review | None) -> dict[str, Any]:
    """Words already on file: the review's, else those of the open cycle's assessment."""
    if review:
        return {
            "tier": proposed_tier(review),
            "reason": review.reason,
            "evidence": review.helped,
            "parent_words": review.parent_view,
            "student_words": review.student_view,
        }
    cycle = SupportCycle.objects.visible_to(user).open().filter(student=student).first()
    found = assessment_of(cycle) if cycle else None
    if found is None:
        return {}
    return {
        "evidence": found.seen,
        "parent_words": found.parent_view,
        "student_words": found.student_view,
    }


def _decision_page(user: User, student: Student, review: Review | None) -> dict[str, Any]:
    return {
        "student": student,
        "review": review,
        "current": SimpleLazyObject(lambda: open_placement(student)),
        "placements": TierPlacement.objects.visible_to(user).filter(student=student),
        "new_here": is_new_here(student),
        "parents": readers_at_home(student),
        "tiers": Tier,
    }


@policy(PLAN_READERS)
def placement_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """The whole decision: criteria, reason, advice, views, and how the parents were reached."""
    rows = TierPlacement.objects.visible_to(request.user, "record")
    rows = rows.select_related("student", "decided_by", "published_by", "from_review")
    placement = get_object_or_404(rows, pk=pk)
    access_log.opened(request, placement, student=placement.student_id)
    context = {
        "placement": placement,
        "student": placement.student,
        "criteria": in_words(placement.criteria),
        "said": dict(SAID).get(placement.parent_view, placement.get_parent_view_display()),
        "attempts": _attempts(placement),
        "may_decide": placement.can_be_edited_by(request.user),
    }
    return render(request, "tiers/placement_detail.html", context)


def _attempts(placement: TierPlacement) -> list[dict[str, Any]]:
    """Days back from the text they are kept as."""
    kept = (one for one in placement.attempts if one.get("on"))
    return [{**one, "on": dt.date.fromisoformat(one["on"])} for one in kept]


@policy(SEN_TEAM, methods=("POST",))
def placement_publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Show a decision to the parents that was not shown when it was made."""
    placement = get_object_or_404(TierPlacement.objects.visible_to(request.user, "record"), pk=pk)
    require(placement.can_be_edited_by(request.user))
    publish_placement(placement=placement, by=request.user)
    messages.success(request, _("The parents can read it now."))
    return redirect("tiers:placement-detail", pk=pk)


@policy(SEN_TEAM, methods=("GET", "POST"))
def placement_end(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a student off the register, with the reason."""
    rows = TierPlacement.objects.visible_to(request.user, "record").select_related("student")
    placement = get_object_or_404(rows, pk=pk)
    require(placement.can_be_edited_by(request.user))
    form = PlacementEndForm(request, instance=placement)
    page: dict[str, Any] = {"placement": placement, "student": placement.student}
    if form.submitted():
        return form.once(
            lambda: leave_register(
                placement=form.instance, version=form.opened_version, by=request.user
            ),
            to=placement.student.get_absolute_url(),
            say=_("The student is off the register from the day after."),
            template="tiers/placement_end.html",
            **page,
        )
    return form.page("tiers/placement_end.html", **page)
