"""A plan goes to parents and comes back: every move of the table, and those it does not hold.

Source: the design, section 5 (Plan states).
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove
from sencohub.notices.models import Notice
from students.models import Student
from tests import factories
from tests.tiers.plan_world import agreed_plan, latest, ready_plan, sent_plan
from tiers import snapshot
from tiers.actions.issues import (
    agree_without_answer,
    answer_share,
    change_plan,
    close_plans_of,
    comment_share,
    digest_of,
    open_share,
    read_share,
    send_plan,
    take_back,
)
from tiers.models import Adjustment, Plan, PlanIssue, PlanShare, SupportCycle
from tiers.plan_reminders import unanswered_plans

State, Answer = Plan.State, PlanShare.Answer


def send(plan: Plan, by: User) -> list[PlanIssue]:
    student = plan.plan_students.get().student
    return send_plan(plan=plan, seen=digest_of([snapshot.build(plan, student)]), by=by)


def share_of(plan: Plan, parent: User) -> PlanShare:
    return PlanShare.objects.get(issue=latest(plan), parent=parent)


@pytest.fixture
def father(amina: Student) -> User:
    from sencohub.lib.roles import Role

    user = factories.person("father", Role.PARENT, title="Mr", name_en="Khan Imran")
    factories.parent_of(user, amina, relation="father")
    return user


@pytest.fixture
def plan(amina: Student, senco: User, parent: User) -> Plan:
    return ready_plan(amina, senco)


# --- the table, walked --------------------------------------------------------------------------

LEGAL = {
    State.DRAFT: {State.WITH_PARENT, State.CLOSED},
    State.WITH_PARENT: {State.DRAFT, State.AGREED, State.CLOSED},
    State.AGREED: {State.DRAFT, State.UNDER_REVIEW, State.CLOSED},
    State.UNDER_REVIEW: {State.AGREED, State.CLOSED},
    State.CLOSED: set(),
}


@pytest.mark.parametrize("before", State.values)
@pytest.mark.parametrize("after", State.values)
def test_every_move_is_legal_or_refused(before: str, after: str) -> None:
    plan = Plan(state=before)
    if after in LEGAL[State(before)]:
        plan.move(after)
        assert plan.state == after
        return
    with pytest.raises(IllegalMove):
        plan.move(after)
    assert plan.state == before


ACTIONS: dict[str, tuple[Callable[..., Any], set[str]]] = {
    "send": (lambda plan, by: send(plan, by), {State.DRAFT}),
    "take back": (lambda plan, by: take_back(plan=plan, by=by), {State.WITH_PARENT}),
    "change": (lambda plan, by: change_plan(plan=plan, by=by), {State.AGREED}),
    "without an answer": (
        lambda plan, by: agree_without_answer(plan=plan, by=by),
        {State.WITH_PARENT},
    ),
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("name", ACTIONS)
def test_each_act_only_from_its_state(state: str, name: str, plan: Plan, senco: User) -> None:
    act, legal = ACTIONS[name]
    if state != State.DRAFT:
        send(plan, senco)
    standing = Plan.objects.get(pk=plan.pk)
    standing.state, standing.answer_by = state, today() - dt.timedelta(days=1)
    standing.save()
    if state in legal:
        act(standing, senco)
        assert Plan.objects.get(pk=plan.pk).state != state
        return
    with pytest.raises(IllegalMove):
        act(standing, senco)
    assert Plan.objects.get(pk=plan.pk).state == state


# --- sending ------------------------------------------------------------------------------------


def test_sending_makes_an_issue_and_a_share_for_each_parent_who_reads(
    plan: Plan, senco: User, parent: User, father: User, ex_parent: User
) -> None:
    link = father.children_links.get()
    link.may_read = False
    link.save()
    issue = send(plan, senco)[0]
    plan.refresh_from_db()
    assert (plan.state, plan.sent_on) == (State.WITH_PARENT, today())
    assert plan.answer_by == today() + dt.timedelta(days=14)
    assert (issue.number, issue.why, issue.issued_by) == (1, PlanIssue.Why.DRAFT, senco)
    assert issue.snapshot_hash == snapshot.digest(issue.snapshot)
    assert [share.parent for share in issue.shares.all()] == [parent]
    assert plan.history.first().state == State.WITH_PARENT


def test_parents_are_told_at_once_and_nobody_else(
    plan: Plan, senco: User, parent: User, ex_parent: User, class_teacher: User
) -> None:
    send(plan, senco)
    told = Notice.objects.filter(kind="plan-draft")
    assert [(one.recipient, one.channel) for one in told] == [(parent, Notice.Channel.AT_ONCE)]
    assert "Amina" not in f"{told[0].event} {told[0].path}"
    assert told[0].path == reverse("parents:plan", args=[share_of(plan, parent).pk])


def test_the_checker_holds_a_plan_back(plan: Plan, senco: User) -> None:
    target = plan.targets.get()
    target.due_on = None
    target.save()
    with pytest.raises(IllegalMove, match="choose the date"):
        send(plan, senco)
    assert not PlanIssue.objects.exists()


def test_a_plan_that_changed_since_it_was_looked_at_is_not_sent(
    plan: Plan, amina: Student, senco: User
) -> None:
    seen = digest_of([snapshot.build(plan, amina)])
    target = plan.targets.get()
    target.expected = 95
    target.save()
    with pytest.raises(IllegalMove, match="changed a moment ago"):
        send_plan(plan=plan, seen=seen, by=senco)


def test_sending_ends_assessing_or_says_what_is_missing(
    amina: Student, senco: User, parent: User
) -> None:
    plan = ready_plan(amina, senco, stage=SupportCycle.Stage.ASSESS)
    plan.cycle.assessment.strengths = ""
    plan.cycle.assessment.save()
    with pytest.raises(IllegalMove, match="Strengths"):
        send(plan, senco)
    plan.cycle.assessment.strengths = "Kind."
    plan.cycle.assessment.save()
    send(plan, senco)
    assert SupportCycle.objects.get().stage == SupportCycle.Stage.PLAN


def test_without_a_linked_parent_it_is_sent_to_nobody(amina: Student, senco: User) -> None:
    plan = ready_plan(amina, senco)
    assert send(plan, senco)[0].shares.count() == 0


# --- answers ------------------------------------------------------------------------------------


def test_agreeing_puts_the_plan_in_force(
    plan: Plan, senco: User, parent: User, class_teacher: User, assistant: User
) -> None:
    send(plan, senco)
    answer_share(share=share_of(plan, parent), answer=Answer.AGREE, by=parent)
    plan.refresh_from_db()
    issue = latest(plan)
    assert (plan.state, plan.agreed_on) == (State.AGREED, today())
    assert plan.agreed_without_answer is False
    assert (issue.number, issue.why) == (2, PlanIssue.Why.AGREED)
    assert issue.snapshot == PlanIssue.objects.get(plan=plan, number=1).snapshot
    assert Adjustment.objects.current().get(plan=plan).in_force_from == today()
    cycle = SupportCycle.objects.get()
    assert (cycle.stage, cycle.review_due) == (SupportCycle.Stage.DO, plan.review_on)
    told = {(one.kind, one.recipient.username) for one in Notice.objects.all()}
    assert {("plan-agreed", "class_teacher"), ("plan-agreed-family", "parent")} <= told
    assert "assistant" not in {who for _kind, who in told}


def test_the_agreed_issue_keeps_the_answers_given(plan: Plan, senco: User, parent: User) -> None:
    send(plan, senco)
    answer_share(share=share_of(plan, parent), answer=Answer.AGREE, by=parent)
    share = share_of(plan, parent)
    assert (share.answer, share.how) == (Answer.AGREE, PlanShare.How.PORTAL)


@pytest.mark.parametrize("answer", [Answer.PARTLY, Answer.DISAGREE])
def test_no_full_agreement_leaves_the_plan_with_the_parents(
    answer: str, plan: Plan, senco: User, parent: User
) -> None:
    send(plan, senco)
    answer_share(share=share_of(plan, parent), answer=answer, comment="Too much.", by=parent)
    plan.refresh_from_db()
    share = share_of(plan, parent)
    assert (plan.state, share.answer, share.comment) == (State.WITH_PARENT, answer, "Too much.")
    assert Notice.objects.filter(kind="plan-answer", recipient=senco).exists()


@pytest.mark.parametrize("first", [Answer.DISAGREE, Answer.PARTLY])
def test_one_parents_disagreement_never_blocks_the_others_agreement(
    first: str, plan: Plan, senco: User, parent: User, father: User
) -> None:
    send(plan, senco)
    answer_share(share=share_of(plan, father), answer=first, comment="No.", by=father)
    answer_share(share=share_of(plan, parent), answer=Answer.AGREE, by=parent)
    plan.refresh_from_db()
    kept = PlanShare.objects.filter(issue=latest(plan)).values_list("parent__username", "answer")
    assert plan.state == State.AGREED
    assert dict(kept) == {"parent": Answer.AGREE, "father": first}


def test_a_parent_who_disagrees_after_the_agreement_is_heard_and_nothing_stops(
    plan: Plan, senco: User, parent: User, father: User
) -> None:
    send(plan, senco)
    answer_share(share=share_of(plan, parent), answer=Answer.AGREE, by=parent)
    answer_share(share=share_of(plan, father), answer=Answer.DISAGREE, by=father)
    plan.refresh_from_db()
    assert plan.state == State.AGREED
    assert share_of(plan, father).answer == Answer.DISAGREE
    assert PlanIssue.objects.count() == 2


def test_a_parent_who_does_not_decide_cannot_agree(
    plan: Plan, senco: User, parent: User, father: User
) -> None:
    link = father.children_links.get()
    link.may_decide = False
    link.save()
    send(plan, senco)
    with pytest.raises(IllegalMove, match="does not decide"):
        answer_share(share=share_of(plan, father), answer=Answer.AGREE, by=father)
    plan.refresh_from_db()
    assert plan.state == State.WITH_PARENT


def test_an_issue_that_changed_a_second_ago_cannot_be_agreed(
    plan: Plan, senco: User, parent: User
) -> None:
    send(plan, senco)
    old = share_of(plan, parent)
    take_back(plan=plan, by=senco)
    with pytest.raises(IllegalMove, match="is changing this plan"):
        answer_share(share=old, answer=Answer.AGREE, by=parent)
    send(Plan.objects.get(pk=plan.pk), senco)
    with pytest.raises(IllegalMove, match="changed a moment ago"):
        answer_share(share=old, answer=Answer.AGREE, by=parent)
    plan.refresh_from_db()
    assert (plan.state, PlanShare.objects.filter(answer=Answer.AGREE).count()) == (
        State.WITH_PARENT,
        0,
    )


def test_a_closed_plan_takes_no_answer(
    plan: Plan, amina: Student, senco: User, parent: User
) -> None:
    send(plan, senco)
    close_plans_of(student=amina, by=senco)
    with pytest.raises(IllegalMove, match="closed"):
        answer_share(share=share_of(plan, parent), answer=Answer.AGREE, by=parent)


def test_two_writers_of_one_answer_conflict(plan: Plan, senco: User, parent: User) -> None:
    from sencohub.lib.records import Stale

    send(plan, senco)
    share = share_of(plan, parent)
    answer_share(share=share_of(plan, parent), answer=Answer.PARTLY, by=parent)
    with pytest.raises(Stale):
        answer_share(share=share, answer=Answer.AGREE, by=senco, how=PlanShare.How.PHONE, version=1)


def test_an_answer_written_down_says_by_whom(plan: Plan, senco: User, parent: User) -> None:
    send(plan, senco)
    answer_share(
        share=share_of(plan, parent), answer=Answer.AGREE, by=senco, how=PlanShare.How.PAPER
    )
    share = share_of(plan, parent)
    assert (share.how, share.recorded_by) == (PlanShare.How.PAPER, senco)
    assert Plan.objects.get(pk=plan.pk).state == State.AGREED


def test_opening_and_reading_count_once_and_only_for_the_parent(
    plan: Plan, senco: User, parent: User
) -> None:
    send(plan, senco)
    open_share(share=share_of(plan, parent), by=senco)
    assert share_of(plan, parent).opened_at is None
    opened = open_share(share=share_of(plan, parent), by=parent).opened_at
    assert open_share(share=share_of(plan, parent), by=parent).opened_at == opened
    assert read_share(share=share_of(plan, parent), by=parent).read_at is not None
    assert share_of(plan, parent).answer == Answer.NONE


def test_comments_stand_with_the_targets_of_the_issue(
    plan: Plan, senco: User, parent: User
) -> None:
    send(plan, senco)
    target = plan.targets.get()
    comment_share(
        share=share_of(plan, parent),
        comment="Thank you.",
        target_comments={target.pk: "Is 90 too much?", 999: "Not there", 0: ""},
        by=parent,
    )
    share = share_of(plan, parent)
    assert (share.comment, share.target_comments) == (
        "Thank you.",
        {str(target.pk): "Is 90 too much?"},
    )
    assert Notice.objects.filter(kind="plan-comment", recipient=senco).count() == 1


# --- without an answer --------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "legal"), [(0, False), (14, False), (15, True)])
def test_a_plan_starts_without_an_answer_only_after_the_waiting_time(
    days: int, legal: bool, plan: Plan, senco: User
) -> None:
    send(plan, senco)
    later = dt.datetime.combine(
        today() + dt.timedelta(days=days), dt.time(9), dt.timezone(dt.timedelta(hours=8))
    )
    with time_machine.travel(later, tick=False):
        if not legal:
            with pytest.raises(IllegalMove, match="until"):
                agree_without_answer(plan=plan, by=senco)
            return
        agree_without_answer(plan=plan, by=senco)
    plan.refresh_from_db()
    assert (plan.state, plan.agreed_without_answer) == (State.AGREED, True)
    assert latest(plan).why == PlanIssue.Why.AGREED


def test_a_parent_who_answered_no_is_not_nobody(plan: Plan, senco: User, parent: User) -> None:
    send(plan, senco)
    answer_share(share=share_of(plan, parent), answer=Answer.DISAGREE, by=parent)
    plan.refresh_from_db()
    plan.answer_by = today() - dt.timedelta(days=1)
    plan.save()
    with pytest.raises(IllegalMove, match="does not fully agree"):
        agree_without_answer(plan=plan, by=senco)


@pytest.mark.parametrize(("days", "count"), [(0, 0), (1, 1), (2, 0), (8, 1), (15, 1)])
def test_the_owner_is_reminded_the_day_after_and_weekly(
    days: int, count: int, plan: Plan, senco: User
) -> None:
    send(plan, senco)
    plan.refresh_from_db()
    assert plan.answer_by is not None
    found = list(unanswered_plans(plan.answer_by + dt.timedelta(days=days)))
    assert [one.recipient for one in found] == [senco] * count


# --- changing what was agreed -------------------------------------------------------------------


def test_the_last_issue_stays_in_force_until_the_change_is_agreed(
    amina: Student, senco: User, parent: User
) -> None:
    plan = agreed_plan(amina, senco)
    row = plan.adjustments.get()
    change_plan(plan=plan, by=senco)
    row.refresh_from_db()
    row.leaving = True
    row.save()
    new = factories.AdjustmentFactory(
        plan=plan, target=row.target, text_en="New card", in_force_from=None, came_from=row
    )
    assert [one.pk for one in Adjustment.objects.current().filter(plan=plan)] == [row.pk]
    assert Plan.objects.in_force().filter(pk=plan.pk).exists()
    send(Plan.objects.get(pk=plan.pk), senco)
    assert [one.pk for one in Adjustment.objects.current().filter(plan=plan)] == [row.pk]
    answer_share(share=share_of(plan, parent), answer=Answer.AGREE, by=parent)
    assert [one.pk for one in Adjustment.objects.current().filter(plan=plan)] == [new.pk]
    row.refresh_from_db()
    assert row.dropped_on == today()
    assert SupportCycle.objects.get().stage == SupportCycle.Stage.DO


def test_an_issue_reads_word_for_word_after_three_later_changes(
    amina: Student, senco: User, parent: User
) -> None:
    plan = sent_plan(amina, senco)
    first = latest(plan)
    before = snapshot.read(first.snapshot, "en").targets[0].statement
    for n in range(3):
        take_back(plan=plan, by=senco)
        target = plan.targets.get()
        target.statement = f"Reads {n} pages aloud."
        target.save()
        send(Plan.objects.get(pk=plan.pk), senco)
    again = PlanIssue.objects.get(pk=first.pk)
    assert snapshot.read(again.snapshot, "en").targets[0].statement == before
    assert snapshot.digest(again.snapshot) == first.snapshot_hash
    assert latest(plan).number == 4


def test_an_issue_refuses_to_change(amina: Student, senco: User, parent: User) -> None:
    issue = latest(sent_plan(amina, senco))
    issue.snapshot = {}
    with pytest.raises(TypeError, match="never changed"):
        issue.save()


def test_taking_back_keeps_what_was_said(plan: Plan, senco: User, parent: User) -> None:
    send(plan, senco)
    answer_share(share=share_of(plan, parent), answer=Answer.PARTLY, comment="Hm.", by=parent)
    take_back(plan=plan, by=senco)
    plan.refresh_from_db()
    assert (plan.state, plan.sent_on, plan.answer_by) == (State.DRAFT, None, None)
    assert share_of(plan, parent).comment == "Hm."


# --- leaving ------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [one for one in State.values if one != State.CLOSED])
def test_a_student_who_leaves_closes_every_plan(
    state: str, plan: Plan, amina: Student, senco: User
) -> None:
    plan.state = state
    plan.save()
    assert close_plans_of(student=amina, by=senco) == [plan]
    plan.refresh_from_db()
    assert (plan.state, plan.closed_on) == (State.CLOSED, today())
    assert close_plans_of(student=amina, by=senco) == []


def test_a_groups_plan_goes_on_for_the_others(
    plan: Plan, amina: Student, ben: Student, senco: User
) -> None:
    from tiers.models import PlanStudent

    PlanStudent.objects.create(plan=plan, student=ben)
    assert close_plans_of(student=amina, by=senco) == []


def test_a_group_plan_gives_each_child_only_their_own(
    plan: Plan, amina: Student, ben: Student, senco: User, other_parent: User
) -> None:
    from tiers.models import PlanStudent

    PlanStudent.objects.create(plan=plan, student=ben)
    factories.TargetFactory(plan=plan, student=ben, area="Ben’s own", owner=senco)
    text = str(snapshot.build(plan, amina))
    assert "Ben’s own" not in text
    assert "Reading aloud" not in str(snapshot.build(plan, ben))
