"""Holding a review, reading it, telling the parents, and the list of what is due."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import PLAN_READERS, SEN_TEAM, policy, require
from students import access_log
from students.models import Student
from tiers.actions.placements import open_placement, readers_at_home
from tiers.actions.reviews import (
    REVIEWABLE,
    adjustments_under_review,
    hold_review,
    proposed_tier,
    publish_review,
    targets_under_review,
)
from tiers.due import DueReviews
from tiers.forms.reviews import ReviewForm, ReviewPublishForm
from tiers.gathered import outcomes_of
from tiers.models import Plan, Review, SupportCycle
from tiers.models.placements import may_place
from tiers.summaries import first_summary


@policy(SEN_TEAM, methods=("GET", "POST"))
def review_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Confirm every actual, hear both views, decide; the next cycle opens from it."""
    plans = Plan.objects.visible_to(request.user).filter(cycle__student__isnull=False)
    plan = get_object_or_404(plans.select_related("cycle__student"), pk=pk)
    require(plan.can_be_edited_by(request.user))
    student = get_object_or_404(Student.objects.visible_to(request.user), cycles=plan.cycle)
    placed = open_placement(student)
    form = ReviewForm(
        request,
        targets=list(targets_under_review(plan)),
        adjustments=adjustments_under_review(plan),
        tier=placed.tier if placed else None,
        instance=Review(plan=plan, student=student),
    )
    page: dict[str, Any] = {"plan": plan, "student": student, "ready": plan.state in REVIEWABLE}
    if form.submitted():
        return form.once(
            lambda: hold_review(
                review=form.instance,
                outcomes=form.outcomes(),
                keep=form.cleaned_data["keep"],
                by=request.user,
            ),
            to=lambda review: _onward(request.user, review),
            say=_what_happened,
            template="tiers/review_new.html",
            **page,
        )
    if request.method == "GET":
        access_log.opened(request, plan, student=student)
    return form.page("tiers/review_new.html", **page)


def _onward(user: User, review: Review) -> str:
    """A step up or down goes on to the decision, for whoever may take it."""
    if proposed_tier(review) and may_place(user, review.student):
        address = reverse("tiers:placement-new", args=[review.student_id])
        return f"{address}?review={review.pk}"
    return review.get_absolute_url()


def _what_happened(review: Review) -> str:
    following = SupportCycle.objects.filter(previous=review.plan.cycle_id).first()
    if following is None:
        return _("The review is on file and the cycle is closed.")
    words = _("The review is on file. Cycle %(number)s is open, with its plan drafted.")
    return words % {"number": following.number}


@policy(PLAN_READERS)
def review_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """What was reached, what helped, what was decided, and what followed."""
    review = _review(request, pk)
    access_log.opened(request, review, student=review.student_id)
    cycles = SupportCycle.objects.visible_to(request.user, "record")
    context = {
        "review": review,
        "student": review.student,
        "plan": review.plan,
        "outcomes": outcomes_of(review),
        "following": cycles.filter(previous=review.plan.cycle_id).first(),
        "proposed_tier": proposed_tier(review),
        "placement": review.placements.first(),
        "may_edit": review.can_be_edited_by(request.user),
        "may_place": may_place(request.user, review.student),
    }
    return render(request, "tiers/review_detail.html", context)


@policy(SEN_TEAM, methods=("GET", "POST"))
def review_publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Tell the parents in plain words, in the languages they read."""
    review = _review(request, pk)
    require(review.can_be_edited_by(request.user))
    form = ReviewPublishForm(request, instance=review, initial=_first_words(review))
    page: dict[str, Any] = {
        "review": review,
        "student": review.student,
        "parents": readers_at_home(review.student),
    }
    if form.submitted():
        return form.once(
            lambda: publish_review(
                review=form.instance, version=form.opened_version, by=request.user
            ),
            to=review.get_absolute_url(),
            say=_("The parents can read it now."),
            template="tiers/review_publish.html",
            **page,
        )
    return form.page("tiers/review_publish.html", **page)


def _first_words(review: Review) -> dict[str, str]:
    languages = {"summary_en": User.Language.ENGLISH, "summary_zh": User.Language.CHINESE}
    return {
        name: first_summary(review, language)
        for name, language in languages.items()
        if not getattr(review, name)
    }


def _review(request: PersonRequest, pk: int) -> Review:
    rows = Review.objects.visible_to(request.user)
    rows = rows.select_related("student", "held_by", "published_by", "plan__cycle")
    review: Review = get_object_or_404(rows, pk=pk)
    return review


@policy(SEN_TEAM)
def review_list(request: PersonRequest) -> HttpResponse:
    """Reviews late, near and this term, the latest first in need."""
    due = DueReviews(request.user, request.GET.get("show", ""), request.GET.get("page", ""))
    access_log.listed(request, "reviews", {"show": due.show})
    return render(request, "tiers/review_list.html", {"due": due})
