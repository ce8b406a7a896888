"""Opening a cycle, moving it through its stages, and what assessing found."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import update_change_reason

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove, Stale
from sencohub.lib.words import listed
from students.models import Concern, Student
from tiers.models import Assessment, Plan, SupportCycle
from tiers.stages import IN_FORCE, lacking

Stage = SupportCycle.Stage
ASKS_FOR_ALL = frozenset({(Stage.ASSESS, Stage.PLAN), (Stage.PLAN, Stage.DO)})
"""Moves that wait until nothing is lacking. A review may be started before its day."""
PLAN_MOVES = {
    (Stage.DO, Stage.REVIEW): (Plan.State.AGREED, Plan.State.UNDER_REVIEW),
    (Stage.REVIEW, Stage.DO): (Plan.State.UNDER_REVIEW, Plan.State.AGREED),
}
"""What starting a review, or calling it off, does to the plan in force."""


@transaction.atomic
def open_cycle(
    *, student: Student, by: User, owner: User, review_due: dt.date, concern: Concern | None = None
) -> SupportCycle:
    """Begin assessing. Raises `IllegalMove` where a cycle is open already: one at a time."""
    Student.locked(student.pk)
    latest = SupportCycle.objects.filter(student=student).order_by("-number").first()
    if latest and latest.stage != Stage.CLOSED:
        raise IllegalMove(_("A cycle is open already. Go on with that one, or close it first."))
    cycle = SupportCycle.objects.create(
        student=student,
        number=latest.number + 1 if latest else 1,
        owner=owner,
        review_due=review_due,
        from_concern=concern,
    )
    Assessment.objects.create(cycle=cycle, student=student)
    return cycle


@transaction.atomic
def move_on(*, cycle: SupportCycle, to: str, by: User) -> SupportCycle:
    """Move to the next stage, or raise `IllegalMove` with what is still missing."""
    cycle = SupportCycle.locked(cycle.pk)
    before = cycle.stage
    SupportCycle.MOVES.check(before, to)
    missing = lacking(cycle) if (before, to) in ASKS_FOR_ALL else []
    if missing:
        words = listed(need.words for need in missing)
        raise IllegalMove(_("Still missing: %(what)s.") % {"what": words})
    _step(cycle, to)
    if states := PLAN_MOVES.get((Stage(before), Stage(to))):
        _move_plans(cycle, *states)
    return cycle


def _step(cycle: SupportCycle, stage: str) -> None:
    cycle.claim(None)
    cycle.move(stage)
    cycle.save()


def _move_plans(cycle: SupportCycle, before: str, after: str) -> None:
    for plan in cycle.plans.filter(state=before):
        plan.claim(None)
        plan.move(after)
        plan.save()


@transaction.atomic
def plan_agreed(*, plan: Plan, by: User) -> None:
    """A plan of this cycle was agreed: its review day is the cycle's, and doing begins.

    Called in the transaction that agreed the plan. An assessment that is not finished refuses it
    with `IllegalMove`, as the button between the stages would.
    """
    cycle = SupportCycle.locked(plan.cycle_id)
    if cycle.stage == Stage.ASSESS:
        cycle = move_on(cycle=cycle, to=Stage.PLAN, by=by)
    if cycle.stage == Stage.PLAN:
        cycle = move_on(cycle=cycle, to=Stage.DO, by=by)
    cycle.claim(None)
    cycle.review_due = plan.review_on
    cycle.save()


@transaction.atomic
def close_cycle(*, cycle: SupportCycle, by: User | None, reason: str) -> SupportCycle:
    """End a cycle without a review, and its unsent plans with it; the history keeps the reason.

    A plan in force ends with a review, unless the student has left the school.
    """
    cycle = SupportCycle.locked(cycle.pk)
    left = bool(cycle.student and cycle.student.status == Student.Status.LEFT)
    plans = list(cycle.plans.exclude(state=Plan.State.CLOSED))
    if not left and any(plan.state in IN_FORCE or plan.agreed_on for plan in plans):
        raise IllegalMove(_("A plan is in force. Hold its review and decide there to close."))
    cycle.claim(None)
    cycle.move(Stage.CLOSED)
    cycle.closed_on = today()
    cycle.save()
    update_change_reason(cycle, reason)
    for plan in plans:
        close_plan(plan=plan, on=today())
    return cycle


def close_plan(*, plan: Plan, on: dt.date) -> None:
    """The last state of a plan. Call inside the transaction that ends its cycle."""
    plan.claim(None)
    plan.move(Plan.State.CLOSED)
    plan.closed_on = on
    plan.save()


@transaction.atomic
def record_assessment(*, assessment: Assessment, version: int | None, by: User) -> Assessment:
    """Keep what assessing found, under the version the form was opened at.

    A form opened before the assessment existed is as stale as an old one.
    """
    standing = Assessment.objects.filter(cycle=assessment.cycle_id).first()
    if standing and version is None:
        raise Stale(standing)
    if standing:
        assessment.claim(version)
    assessment.done_on, assessment.done_by = today(), by
    assessment.save()
    return assessment
