"""Writing a plan: opening it, saving what the editor holds, comments and readings by staff."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.forms.merging import Typed
from sencohub.lib.records import IllegalMove
from sencohub.notices.actions import tell
from students.models import Student
from tiers.checker.target_rules import MOST_TARGETS
from tiers.models import (
    Acknowledgement,
    Adjustment,
    Plan,
    PlanComment,
    PlanIssue,
    PlanStudent,
    SupportCycle,
    Target,
)

INDIVIDUAL = (Plan.Kind.CLASS, Plan.Kind.SUPPORT, Plan.Kind.IEP)


@transaction.atomic
def open_plan(
    *,
    cycle: SupportCycle,
    kind: str,
    starts_on: dt.date,
    review_on: dt.date,
    owner: User,
    by: User,
) -> Plan:
    """Begin a plan for the cycle's student, with the views that assessing recorded."""
    cycle = SupportCycle.locked(cycle.pk)
    if cycle.stage == SupportCycle.Stage.CLOSED or cycle.student is None:
        raise IllegalMove(_("This cycle is closed. Open the next one, then write its plan."))
    if cycle.plans.filter(kind=kind).exclude(state=Plan.State.CLOSED).exists():
        raise IllegalMove(_("This cycle has such a plan already. Open that one."))
    found = getattr(cycle, "assessment", None)
    plan = Plan.objects.create(
        cycle=cycle,
        kind=kind,
        starts_on=starts_on,
        review_on=review_on,
        owner=owner,
        student_view=found.student_view if found else "",
        parent_view=found.parent_view if found else "",
    )
    PlanStudent.objects.create(plan=plan, student=cycle.student)
    return plan


@transaction.atomic
def save_plan(
    *,
    plan: Plan,
    version: int | None,
    touched: bool,
    student: Student,
    targets: list[Typed],
    gone_targets: list[Typed],
    adjustments: list[Typed],
    gone_adjustments: list[Typed],
    by: User,
) -> Plan:
    """Save what one writer changed and nothing else, each row under the version it was opened at.

    Raises `Stale` where somebody saved the same row meanwhile, `IllegalMove` where the plan was
    sent, `ValidationError` for a fifth target.
    """
    standing = Plan.locked(plan.pk)
    if standing.state != Plan.State.DRAFT:
        raise IllegalMove(
            _("This plan was sent to the parents meanwhile. Take it back, then change it.")
        )
    if touched:
        plan.claim(version)
        plan.save()
    for row in gone_targets:
        _take_out(row, stays=_is_agreed(standing, row.record))
    for row in gone_adjustments:
        _take_out(row, stays=row.record.in_force_from is not None)
    kept = {row.key: _save_target(row, standing, student) for row in targets}
    _refuse_fifth(standing, student)
    lines = [_save_adjustment(row, standing, student, kept) for row in adjustments]
    _put_in_order([*kept.values()])
    _put_in_order(lines)
    return standing


def _refuse_fifth(plan: Plan, student: Student) -> None:
    """EDB Operation Guide, January 2026: three to four short-term targets at most."""
    if plan.targets.drafted().filter(student=student).count() > MOST_TARGETS:
        raise ValidationError(_("A plan has four targets at most. Take one out, then save."))


def _is_agreed(plan: Plan, target: Target) -> bool:
    """The target stands in the issue that is in force."""
    issue = plan.issues.filter(why=PlanIssue.Why.AGREED, student=target.student_id).first()
    return issue is not None and any(row["id"] == target.pk for row in issue.snapshot["targets"])


def _take_out(row: Typed, *, stays: bool) -> None:
    """Out of the draft. What was agreed stays in force until the change is agreed."""
    record = row.record
    record.claim(row.version)
    if stays:
        record.leaving = True
    else:
        record.dropped_on = today()
    record.save()


def _save_target(row: Typed, plan: Plan, student: Student) -> Target:
    target: Target = row.record
    if not row.touched:
        return target
    if target.pk:
        target.claim(row.version)
    target.plan, target.student = plan, student
    target.leaving, target.dropped_on = False, None
    target.save()
    return target


def _save_adjustment(
    row: Typed, plan: Plan, student: Student, targets: dict[str, Target]
) -> Adjustment:
    adjustment: Adjustment = row.record
    if not row.touched:
        return adjustment
    adjustment.target = targets.get(row.extra.get("helps") or "")
    adjustment.bank_item_id = row.extra.get("bank")
    if adjustment.pk and adjustment.in_force_from is not None:
        return _change_in_force(adjustment, row.version)
    if adjustment.pk:
        adjustment.claim(row.version)
    adjustment.plan, adjustment.student = plan, student
    adjustment.leaving, adjustment.dropped_on = False, None
    adjustment.save()
    return adjustment


WORDS = ("force", "text_en", "text_zh", "subjects")


def _change_in_force(typed: Adjustment, version: int | None) -> Adjustment:
    """Teachers go on reading the old words until the new ones are agreed."""
    old = Adjustment.locked(typed.pk)
    old.claim(version)
    if all(getattr(old, name) == getattr(typed, name) for name in WORDS):
        old.target, old.leaving = typed.target, False
        old.save()
        return old
    old.leaving = True
    old.save()
    typed.pk, typed.version, typed.in_force_from, typed.came_from = None, 1, None, old
    typed._state.adding = True
    typed.leaving, typed.dropped_on = False, None
    typed.save()
    return typed


def _put_in_order(rows: Sequence[Target | Adjustment]) -> None:
    """Positions by the page's order; a row somebody else changed keeps their words."""
    for place, row in enumerate(rows, start=1):
        if row.position != place:
            standing = type(row).locked(row.pk)
            standing.position = place
            standing.save()


@transaction.atomic
def comment_plan(*, plan: Plan, words: str, target: Target | None, by: User) -> PlanComment:
    """Say something about a plan; its owner is told."""
    comment = PlanComment.objects.create(plan=plan, target=target, author=by, words=words)
    if plan.owner_id != by.pk:
        tell(
            event=f"plan-comment:{comment.pk}",
            kind="plan-comment",
            to=[plan.owner],
            path=plan.get_absolute_url(),
            student_id=plan.cycle.student_id,
        )
    return comment


@transaction.atomic
def acknowledge(*, plan: Plan, by: User) -> Acknowledgement:
    """This teacher has read the issue in force. Twice is once."""
    issue = plan.issues.filter(why=PlanIssue.Why.AGREED).first()
    if issue is None:
        raise IllegalMove(_("There is no agreed plan to read yet."))
    row, _made = Acknowledgement.objects.get_or_create(
        staff=by, plan=plan, issue_number=issue.number
    )
    return row
