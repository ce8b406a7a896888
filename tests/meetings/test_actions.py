"""A meeting: decisions change records all or nothing, actions carry over, people are told."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from meetings import actions
from meetings.models import ActionPoint, AttendanceRequest, Attendee, Decision, Meeting
from provision.models import Intervention, Participation, Provision
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove
from sencohub.notices.models import Notice
from sencohub.school.models import Term
from students.models import Student
from tests import factories
from tests.meetings.people import meeting_about
from tiers.models import Adjustment, TierPlacement

State = Meeting.State


def placement(student: Student, tier: int, **fields: object) -> TierPlacement:
    return TierPlacement(
        student=student,
        tier=tier,
        starts_on=today(),
        decided_on=today(),
        reason="Two years behind after good class support.",
        criteria=["persistent"],
        parent_view=TierPlacement.ParentView.AGREES,
        **fields,
    )


@pytest.fixture
def meeting(amina: Student, senco: User) -> Meeting:
    return meeting_about(amina, lead=senco)


def test_parents_are_led_to_their_own_page_and_staff_to_the_meeting(
    meeting: Meeting, senco: User, parent: User
) -> None:
    Attendee.objects.create(meeting=meeting, person=parent, as_parent=True)
    invited = actions.invite(meeting=meeting, by=senco)
    actions.cancel(meeting=invited, by=senco)
    paths = Notice.objects.order_by("kind", "recipient").values_list("recipient", "path")
    for who, path in ((senco, meeting.get_absolute_url()), (parent, "/family/")):
        assert [p for pk, p in paths if pk == who.pk] == [path, path]


def decision(meeting: Meeting, words: str = "Word reading twice a week.") -> Decision:
    item = meeting.items.get()
    return Decision(item=item, student=item.student, words=words)


@pytest.fixture
def in_group(amina: Student, term: Term, senco: User) -> Participation:
    run = Provision.objects.create(
        intervention=Intervention.objects.create(name_en="Attention coaching"),
        name_en="Attention coaching",
        kind="group",
        tier=2,
        term=term,
        staff=senco,
        starts_on=today() - dt.timedelta(days=30),
        ends_on=today() + dt.timedelta(days=30),
        planned_sessions=10,
        minutes=30,
        state="running",
    )
    return Participation.objects.create(
        provision=run,
        student=amina,
        starts_on=run.starts_on,
        ends_on=run.ends_on,
        measure="minutes on task",
        baseline=6,
        baseline_on=run.starts_on,
        expected=12,
    )


def test_a_tier_decided_in_a_meeting_names_the_meeting(
    meeting: Meeting, amina: Student, senco: User
) -> None:
    effects = actions.Effects(placement=placement(amina, 2))
    made = actions.decide(decision=decision(meeting), effects=effects, by=senco)
    now = TierPlacement.objects.open().get(student=amina)
    assert (now.tier, made.placement) == (2, now)
    assert now.decisions.get().item.meeting == meeting
    assert meeting.items.get().done_at is not None


def test_a_tier_that_breaks_a_rule_changes_nothing(
    meeting: Meeting, amina: Student, senco: User, in_group: Participation
) -> None:
    refused = placement(amina, 2)
    refused.criteria = []
    effects = actions.Effects(placement=refused, ends=in_group)
    with pytest.raises(ValidationError):
        actions.decide(decision=decision(meeting), effects=effects, by=senco)
    in_group.refresh_from_db()
    assert not Decision.objects.exists()
    assert in_group.ends_on > today()


def test_ending_a_provision_and_an_adjustment(
    meeting: Meeting, amina: Student, senco: User, in_group: Participation
) -> None:
    cycle = factories.SupportCycleFactory(student=amina, owner=senco)
    adjustment: Adjustment = factories.AdjustmentFactory(plan=factories.PlanFactory(cycle=cycle))
    effects = actions.Effects(ends=in_group, drops=adjustment)
    made = actions.decide(decision=decision(meeting), effects=effects, by=senco)
    in_group.refresh_from_db()
    adjustment.refresh_from_db()
    assert (in_group.ends_on, adjustment.dropped_on) == (today(), today())
    assert (made.provision, made.adjustment) == (in_group.provision, adjustment)
    assert in_group.history.count() == 2


def test_open_actions_are_carried_over_until_closed(amina: Student, senco: User) -> None:
    first = meeting_about(amina, lead=senco, ahead=-30, state=State.HELD)
    old = ActionPoint.objects.create(
        meeting=first, student=amina, words="Phone home", owner=senco, due_on=today()
    )
    second = meeting_about(amina, lead=senco, ahead=0)
    actions.end_meeting(meeting=second, came=[senco], by=senco)
    old.refresh_from_db()
    assert old.state == ActionPoint.State.CARRIED
    assert old.carried_to.meeting == second
    assert old.carried_to.state == ActionPoint.State.OPEN


def test_only_decisions_with_words_for_parents_reach_them(
    meeting: Meeting, amina: Student, parent: User, senco: User
) -> None:
    told = decision(meeting)
    told.summary_en = "Reading group goes on, twice a week."
    actions.decide(decision=told, effects=actions.Effects(), by=senco)
    actions.decide(decision=decision(meeting, "Inner"), effects=actions.Effects(), by=senco)
    assert not Decision.objects.published_to(parent).exists()
    actions.end_meeting(meeting=meeting, came=[senco], by=senco)
    assert set(Decision.objects.published_to(parent)) == {told}
    assert Notice.objects.filter(recipient=parent, kind="decision-published").count() == 1


@pytest.mark.parametrize("before", list(State))
@pytest.mark.parametrize(
    ("act", "after"),
    [
        (actions.invite, State.INVITED),
        (actions.cancel, State.CANCELLED),
        (actions.approve, State.APPROVED),
        (lambda meeting, by: actions.end_meeting(meeting=meeting, came=[], by=by), State.HELD),
    ],
)
def test_the_table_of_moves(
    meeting: Meeting, senco: User, before: str, act: Callable[..., Meeting], after: str
) -> None:
    meeting.state = before
    meeting.save()
    if Meeting.MOVES.allows(before, after):
        assert act(meeting=meeting, by=senco).state == after
        return
    with pytest.raises(IllegalMove):
        act(meeting=meeting, by=senco)
    meeting.refresh_from_db()
    assert meeting.state == before


@pytest.mark.parametrize("before", list(ActionPoint.State))
@pytest.mark.parametrize("after", list(ActionPoint.State))
def test_the_table_of_an_actions_moves(
    amina: Student, senco: User, before: str, after: str
) -> None:
    action = ActionPoint.objects.create(
        student=amina,
        words="Phone home",
        owner=senco,
        due_on=today(),
        state=before,
        drop_reason="x" if before == "dropped" else "",
    )
    if before == ActionPoint.State.OPEN and after != before:
        closed = actions.close_action(action=action, state=after, reason="moved", by=senco)
        assert (closed.state, closed.closed_on) == (after, today())
        return
    with pytest.raises(IllegalMove):
        actions.close_action(action=action, state=after, reason="moved", by=senco)


def test_a_cancelled_meeting_takes_no_decisions(meeting: Meeting, senco: User) -> None:
    actions.cancel(meeting=meeting, by=senco)
    with pytest.raises(IllegalMove):
        actions.decide(decision=decision(meeting), effects=actions.Effects(), by=senco)


def test_inviting_tells_each_person_once(meeting: Meeting, senco: User) -> None:
    actions.invite(meeting=meeting, by=senco)
    assert Notice.objects.filter(kind="meeting-invited").count() == 1


def test_an_action_for_somebody_else_tells_them(
    meeting: Meeting, senco: User, class_teacher: User
) -> None:
    for owner in (senco, class_teacher):
        action = ActionPoint(meeting=meeting, words="Phone home", owner=owner, due_on=today())
        actions.add_action(action=action, by=senco)
    assert [n.recipient for n in Notice.objects.filter(kind="action-given")] == [class_teacher]


def test_a_parents_wish_gets_a_dated_answer_and_a_place(
    meeting: Meeting, amina: Student, parent: User, senco: User
) -> None:
    wish = actions.ask_to_attend(request=AttendanceRequest(student=amina, wish="come"), by=parent)
    assert Notice.objects.filter(recipient=senco, kind="attendance-asked").exists()
    actions.answer_request(request=wish, words="Please come at 16:00.", meeting=meeting, by=senco)
    assert (wish.answered_on, wish.answered_by) == (today(), senco)
    assert meeting.attendees.get(person=parent).as_parent
    assert not Meeting.objects.visible_to(parent).exists()
