"""A plan goes to parents and comes back: issues, shares, answers, and what agreeing sets going.

Source: the design, section 5 (Plan states). One parent's disagreement never blocks the other's
agreement; both are kept and shown. Agreeing in part, or not agreeing, leaves the plan with the
parents: the SEN team talks with them, takes the plan back and changes it.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.prepared import prepared
from sencohub.lib.records import IllegalMove
from sencohub.lib.roles import Role
from sencohub.notices.actions import tell
from sencohub.notices.models import Notice
from sencohub.school.models import School
from students.models import ParentLink, Student, TeachingAssignment
from tiers import checker, snapshot
from tiers.actions.cycles import close_plan, move_on, plan_agreed
from tiers.actions.placements import readers_at_home
from tiers.models import Adjustment, Plan, PlanIssue, PlanShare, SupportCycle, Target

State, Answer, How = Plan.State, PlanShare.Answer, PlanShare.How


# --- out to the parents -------------------------------------------------------------------------


@transaction.atomic
def send_plan(*, plan: Plan, seen: str, by: User) -> list[PlanIssue]:
    """Send the draft: an issue for each student, a share for each parent who reads, told at once.

    `seen` is the digest of what the sender looked at; anything changed since refuses. Raises
    `IllegalMove` also while the checker holds the plan back, or assessing is not finished.
    """
    plan = Plan.locked(plan.pk)
    plan.move(State.WITH_PARENT)
    students = students_of(plan)
    snapshots = {student.pk: snapshot.build(plan, student) for student in students}
    if digest_of(snapshots.values()) != seen:
        raise IllegalMove(_("This plan changed a moment ago. Look at it again, then send it."))
    for student in students:
        _refuse_unready(plan, student)
    if plan.cycle.stage == SupportCycle.Stage.ASSESS:
        move_on(cycle=plan.cycle, to=SupportCycle.Stage.PLAN, by=by)
    plan.claim(None)
    plan.sent_on = today()
    plan.answer_by = plan.sent_on + dt.timedelta(days=School.current().parent_answer_days)
    plan.save()
    return [_send_to_parents(plan, student, snapshots[student.pk], by) for student in students]


def students_of(plan: Plan) -> list[Student]:
    return [row.student for row in plan.plan_students.select_related("student").order_by("pk")]


def digest_of(snapshots: Iterable[dict[str, Any]]) -> str:
    """One digest of what goes to everybody, for the page that asks whether to send it."""
    return snapshot.digest({str(n): one for n, one in enumerate(snapshots)})


def _refuse_unready(plan: Plan, student: Student) -> None:
    found = checker.stops(checker.check(checker.draft_of(plan, student)))
    if found:
        raise IllegalMove(_("Not yet: %(what)s") % {"what": found[0].text})


def _send_to_parents(plan: Plan, student: Student, data: dict[str, Any], by: User) -> PlanIssue:
    issue = _issue(plan, student, PlanIssue.Why.DRAFT, data, by)
    for parent in readers_at_home(student):
        share = PlanShare.objects.create(issue=issue, parent=parent)
        tell(
            event=f"plan-draft:{issue.pk}",
            kind="plan-draft",
            to=[parent],
            path=family_path(share),
            student_id=student.pk,
            channel=Notice.Channel.AT_ONCE,
            due_on=plan.answer_by,
        )
    return issue


def _issue(plan: Plan, student: Student, why: str, data: dict[str, Any], by: User) -> PlanIssue:
    """The next issue of this plan for this student. The caller holds the plan's lock."""
    latest = latest_issue(plan, student)
    return PlanIssue.objects.create(
        plan=plan,
        student=student,
        number=latest.number + 1 if latest else 1,
        why=why,
        snapshot=data,
        snapshot_hash=snapshot.digest(data),
        issued_by=by,
        published_at=timezone.now(),
    )


def latest_issue(plan: Plan, student: Student | int) -> PlanIssue | None:
    return PlanIssue.objects.filter(plan=plan, student=student).order_by("-number").first()


def family_path(share: PlanShare) -> str:
    """Where a parent reads what was sent to them."""
    return reverse("parents:plan", args=[share.pk])


# --- back from the parents ----------------------------------------------------------------------


@transaction.atomic
def open_share(*, share: PlanShare, by: User) -> PlanShare:
    """The parent opened it; the first time counts."""
    if share.opened_at is None and share.parent_id == by.pk:
        share.claim(None)
        share.opened_at = timezone.now()
        share.save()
    return share


@transaction.atomic
def read_share(*, share: PlanShare, by: User) -> PlanShare:
    """The parent says they have read it, which is not agreeing."""
    if share.read_at is None and share.parent_id == by.pk:
        share.claim(None)
        share.read_at = timezone.now()
        share.save()
    return share


@transaction.atomic
def comment_share(
    *,
    share: PlanShare,
    comment: str,
    target_comments: dict[int, str],
    by: User,
    version: int | None = None,
) -> PlanShare:
    """What the parent says about the plan and about single targets (by the target's number)."""
    plan = Plan.locked(share.issue.plan_id)
    _refuse_old(plan, share.issue)
    share.claim(version)
    known = {row["id"] for row in share.issue.snapshot["targets"]}
    share.comment = comment
    share.target_comments = {
        str(pk): words for pk, words in target_comments.items() if pk in known and words
    }
    share.save()
    _tell_team(share, "plan-comment")
    return share


@transaction.atomic
def answer_share(
    *,
    share: PlanShare,
    answer: str,
    comment: str | None = None,
    by: User,
    how: str = How.PORTAL,
    version: int | None = None,
) -> PlanShare:
    """A parent's answer, their own or written down for them (`how`). Agreeing agrees the plan.

    `comment` None leaves the comment as it is. Raises `IllegalMove` for an issue that is no longer
    the latest, and for a parent who does not decide.
    """
    plan = Plan.locked(share.issue.plan_id)
    _refuse_old(plan, share.issue)
    _refuse_not_deciding(share)
    share.claim(version)
    share.answer, share.answered_at, share.how = answer, timezone.now(), how
    share.recorded_by = None if by.pk == share.parent_id else by
    share.comment = share.comment if comment is None else comment
    share.save()
    if answer == Answer.AGREE and plan.state == State.WITH_PARENT:
        _put_in_force(plan, by=by)
    _tell_team(share, "plan-answer")
    return share


def _refuse_old(plan: Plan, issue: PlanIssue) -> None:
    """Only the latest issue can be answered: nobody agrees to words they have not seen."""
    if plan.state == State.CLOSED:
        raise IllegalMove(_("This plan is closed. Nothing needs an answer any more."))
    if latest_issue(plan, issue.student_id) != issue:
        raise IllegalMove(_("This plan changed a moment ago. Read the new one, then answer."))
    if plan.state == State.DRAFT:
        raise IllegalMove(_("The school is changing this plan. You will get the new one to read."))


def _refuse_not_deciding(share: PlanShare) -> None:
    links = ParentLink.objects.in_force().filter(
        student=share.issue.student_id, parent=share.parent_id, may_decide=True
    )
    if not links.exists():
        raise IllegalMove(_("This person reads the plan but does not decide on it."))


@transaction.atomic
def agree_without_answer(*, plan: Plan, by: User) -> Plan:
    """The waiting time is over and nobody answered: the plan starts, recorded as such."""
    plan = Plan.locked(plan.pk)
    if plan.state != State.WITH_PARENT or plan.answer_by is None:
        raise IllegalMove(_("This plan does not wait for an answer."))
    if today() <= plan.answer_by:
        words = _("The parents have until %(day)s to answer.")
        raise IllegalMove(words % {"day": date_format(plan.answer_by)})
    doubts = _answers(plan).filter(answer__in=[Answer.PARTLY, Answer.DISAGREE])
    if doubtful := doubts.select_related("parent").first():
        words = _(
            "%(name)s did answer and does not fully agree. Talk with them, then take the plan back "
            "and change it, or record their new answer."
        )
        raise IllegalMove(words % {"name": doubtful.parent})
    plan.agreed_without_answer = True
    return _put_in_force(plan, by=by)


def _answers(plan: Plan) -> Any:
    """Shares of the latest issue of each student of the plan."""
    latest = [latest_issue(plan, student) for student in students_of(plan)]
    return PlanShare.objects.filter(issue__in=[issue for issue in latest if issue])


# --- in force -----------------------------------------------------------------------------------


def _put_in_force(plan: Plan, *, by: User) -> Plan:
    """Agreed: the same words become the issue in force, and the teachers' list begins today."""
    answered = _answers(plan).filter(answer=Answer.AGREE).exists()
    plan.claim(None)
    plan.move(State.AGREED)
    plan.agreed_on = today()
    plan.agreed_without_answer = plan.agreed_without_answer and not answered
    plan.save()
    for student in students_of(plan):
        _publish_agreed(plan, student, by)
    _start_rows(plan)
    plan_agreed(plan=plan, by=by)
    return plan


def _publish_agreed(plan: Plan, student: Student, by: User) -> None:
    """The issue the parents saw, word for word, as the one in force, with the answers so far."""
    sent = latest_issue(plan, student)
    if sent is None:
        raise IllegalMove(_("This plan was never sent. Send it to the parents first."))
    issue = _issue(plan, student, PlanIssue.Why.AGREED, sent.snapshot, by)
    before = {share.parent_id: share for share in sent.shares.all()}
    for parent in readers_at_home(student):
        _share_agreed(issue, parent, before.get(parent.pk))
    _tell_teachers(issue)


def _share_agreed(issue: PlanIssue, parent: User, before: PlanShare | None) -> None:
    share = PlanShare(issue=issue, parent=parent)
    if before is not None:
        share.answer, share.answered_at = before.answer, before.answered_at
        share.how, share.recorded_by = before.how, before.recorded_by
    share.save()
    tell(
        event=f"plan-agreed:{issue.pk}",
        kind="plan-agreed-family",
        to=[parent],
        path=family_path(share),
        student_id=issue.student_id,
    )


def _tell_teachers(issue: PlanIssue) -> None:
    """The student's teachers read what they are to do on the plan's page."""
    tell(
        event=f"plan-agreed-staff:{issue.pk}",
        kind="plan-agreed",
        to=teachers_of(issue.student),
        path=issue.plan.get_absolute_url(),
        student_id=issue.student_id,
    )


def teachers_of(student: Student) -> list[User]:
    """Class and subject teachers of the student's class today."""
    enrolment = student.enrolment_on()
    if enrolment is None:
        return []
    rows = _taught_by.for_anybody(enrolment.school_class_id)
    return list({row.staff_id: row.staff for row in rows}.values())


@prepared
def _taught_by(school_class: Any) -> QuerySet[TeachingAssignment]:
    rows = TeachingAssignment.objects.in_force().filter(school_class=school_class)
    rows = rows.exclude(kind=TeachingAssignment.Kind.ASSISTANT).filter(staff__is_active=True)
    return rows.select_related("staff")


def _start_rows(plan: Plan) -> None:
    """What was drafted begins today; what was taken out of the draft ends."""
    leaving: list[Adjustment | Target] = [
        *plan.adjustments.filter(leaving=True, dropped_on__isnull=True),
        *plan.targets.filter(leaving=True, dropped_on__isnull=True),
    ]
    for row in leaving:
        row.claim(None)
        row.dropped_on = today()
        row.save()
    for adjustment in plan.adjustments.drafted().filter(in_force_from__isnull=True):
        adjustment.claim(None)
        adjustment.in_force_from = today()
        adjustment.save()


# --- changing and closing -----------------------------------------------------------------------


@transaction.atomic
def take_back(*, plan: Plan, by: User) -> Plan:
    """Back to the draft, to take comments in; the parents' answers to this issue are kept."""
    return _back_to_draft(plan, State.WITH_PARENT, _("This plan is not with the parents now."))


@transaction.atomic
def change_plan(*, plan: Plan, by: User) -> Plan:
    """Draft a change of an agreed plan; the last issue stays in force until the next is agreed."""
    return _back_to_draft(plan, State.AGREED, _("Only an agreed plan can be changed this way."))


def _back_to_draft(plan: Plan, before: str, otherwise: str) -> Plan:
    plan = Plan.locked(plan.pk)
    if plan.state != before:
        raise IllegalMove(otherwise)
    plan.claim(None)
    plan.move(State.DRAFT)
    plan.sent_on = plan.answer_by = None
    plan.save()
    return plan


@transaction.atomic
def close_plans_of(*, student: Student, by: User | None, on: dt.date | None = None) -> list[Plan]:
    """The student leaves on that day: every open plan of theirs alone closes, whatever its state.

    A group's plan goes on for the others.
    """
    closed = []
    for plan in Plan.objects.about(student).exclude(state=State.CLOSED).order_by("pk"):
        if len(students_of(plan)) == 1:
            standing = Plan.locked(plan.pk)
            close_plan(plan=standing, on=on or today())
            closed.append(standing)
    return closed


# --- telling the team ---------------------------------------------------------------------------


def _tell_team(share: PlanShare, kind: str) -> None:
    """The plan's owner and the SENCO hear of a parent's word, once for each version of it."""
    plan = share.issue.plan
    tell(
        event=f"{kind}:{share.pk}:{share.version}",
        kind=kind,
        to=[plan.owner, *User.objects.with_role(Role.SENCO)],
        path=plan.get_absolute_url(),
        student_id=share.issue.student_id,
    )
