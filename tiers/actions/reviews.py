"""Holding a review: the actuals are confirmed, the cycle closes, and the next one opens from it."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Q, QuerySet, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.records import IllegalMove
from sencohub.lib.roles import Role
from sencohub.notices.actions import tell
from students.models import ParentLink
from tiers.actions.cycles import close_plan
from tiers.actions.next_cycle import open_next
from tiers.actions.placements import open_placement, readers_at_home
from tiers.models import Adjustment, Plan, Review, SupportCycle, Target, TargetOutcome

REVIEWABLE = frozenset({Plan.State.AGREED, Plan.State.UNDER_REVIEW})
STEPS = {Review.Decision.STEP_UP: 1, Review.Decision.STEP_DOWN: -1}


@transaction.atomic
def hold_review(
    *,
    review: Review,
    outcomes: Sequence[TargetOutcome],
    keep: Iterable[Adjustment],
    by: User,
) -> Review:
    """Record a review and all that follows from it.

    `outcomes` holds the confirmed actual of every current target of the cycle's plans in force;
    `keep` the adjustments that go on. The plans and their cycle close; unless the decision is to
    close, the next cycle opens with its plans drafted. A step up or down is proposed here and
    holds only once it is placed. Raises `IllegalMove` where the plan is not in force or was
    reviewed meanwhile.
    """
    plan = Plan.locked(review.plan_id)
    cycle = SupportCycle.locked(plan.cycle_id)
    _refuse_unready(plan)
    review.held_by = by
    review.save()
    for outcome in outcomes:
        _confirm(review, outcome)
    reviewed = list(plans_in_force(cycle))
    _close(cycle, review)
    if review.decision != Review.Decision.CLOSE:
        open_next(review=review, plans=reviewed, cycle=cycle, outcomes=outcomes, keep=keep)
    _propose_step(review)
    return review


def plans_in_force(cycle: SupportCycle) -> QuerySet[Plan]:
    """The plans a review of this cycle looks at together: a student may have one of each kind."""
    return cycle.plans.filter(state__in=REVIEWABLE).order_by("pk")


def targets_under_review(plan: Plan) -> QuerySet[Target]:
    """The student's current targets in the cycle's plans in force, this plan's first."""
    rows = Target.objects.current().filter(student=plan.cycle.student)
    rows = rows.filter(Q(plan=plan) | Q(plan__in=plans_in_force(plan.cycle)))
    mine = Case(When(plan=plan, then=0), default=1)
    return rows.select_related("plan", "owner").order_by(mine, "plan", "position", "pk")


def adjustments_under_review(plan: Plan) -> QuerySet[Adjustment]:
    """The student's adjustments in force in those plans."""
    rows = Adjustment.objects.current().filter(student=plan.cycle.student)
    rows = rows.filter(Q(plan=plan) | Q(plan__in=plans_in_force(plan.cycle)))
    return rows.select_related("target").prefetch_related("logs")


def _refuse_unready(plan: Plan) -> None:
    if plan.state in REVIEWABLE:
        return
    earlier = plan.reviews.select_related("held_by").first()
    if earlier and plan.state == Plan.State.CLOSED:
        words = _("%(who)s held this review on %(day)s. It is on file; nothing was changed.")
        raise IllegalMove(words % {"who": earlier.held_by, "day": date_format(earlier.held_on)})
    if plan.agreed_on and plan.state != Plan.State.CLOSED:
        raise IllegalMove(_("This plan is being changed. Agree the change before its review."))
    raise IllegalMove(_("Only a plan that was agreed and is in force can be reviewed."))


def _confirm(review: Review, outcome: TargetOutcome) -> None:
    """Keep the outcome, and put its actual on the target: the one that counts from now on."""
    outcome.review, outcome.student = review, review.student
    outcome.save()
    if outcome.actual is None:
        return
    target = outcome.target
    target.claim(None)
    target.actual, target.actual_on = outcome.actual, review.held_on
    target.seen_in_class = outcome.seen_in_class
    target.save()


def _close(cycle: SupportCycle, review: Review) -> None:
    """Through the states the tables ask for: under review, then closed."""
    for plan in cycle.plans.exclude(state=Plan.State.CLOSED):
        if plan.state == Plan.State.AGREED:
            plan.move(Plan.State.UNDER_REVIEW)
        close_plan(plan=plan, on=review.held_on)
    if cycle.stage != SupportCycle.Stage.REVIEW:
        cycle.move(SupportCycle.Stage.REVIEW)
    cycle.claim(None)
    cycle.move(SupportCycle.Stage.CLOSED)
    cycle.closed_on = review.held_on
    cycle.save()


def _propose_step(review: Review) -> None:
    """Another tier is for the SENCO to decide; whoever held the review is not asked again."""
    if review.decision not in STEPS:
        return
    sencos = User.objects.with_role(Role.SENCO).exclude(pk=review.held_by_id)
    tell(
        event=f"tier-proposed:{review.pk}",
        kind="tier-proposed",
        to=sencos,
        path=review.get_absolute_url(),
        student_id=review.student_id,
    )


def proposed_tier(review: Review) -> int | None:
    """The tier a step up or down leads to; None for any other decision, or once it is placed."""
    step = STEPS.get(Review.Decision(review.decision))
    if step is None or review.placements.exists():
        return None
    current = open_placement(review.student)
    return min(max((current.tier if current else 0) + step, 1), 3)


# --- telling the parents ------------------------------------------------------------------------


@transaction.atomic
def publish_review(*, review: Review, version: int | None, by: User) -> Review:
    """Let the parents read the summary `review` carries, and tell those who may read.

    Raises `ValidationError` where a language a parent reads has no summary.
    """
    if found := summary_faults(review):
        raise ValidationError(found)
    review.claim(version)
    review.publish(by=by)
    review.save()
    tell(
        event=f"review-published:{review.pk}",
        kind="review-published",
        to=readers_at_home(review.student),
        path=reverse("parents:home"),
        student_id=review.student_id,
    )
    return review


def summary_faults(review: Review) -> dict[str, str]:
    """Each language a parent of the child reads that has no summary yet."""
    links = ParentLink.objects.in_force().filter(student=review.student, may_read=True)
    read = set(links.values_list("language", flat=True))
    found = {}
    if User.Language.ENGLISH in read and not review.summary_en:
        found["summary_en"] = _("A parent reads English. Write the summary in English.")
    if User.Language.CHINESE in read and not review.summary_zh:
        found["summary_zh"] = _("A parent reads Chinese. Write the summary in Chinese.")
    if not read and not review.summary_en and not review.summary_zh:
        found["summary_en"] = _("Write the summary in the language the parents read.")
    return found
