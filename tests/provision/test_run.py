"""A run from planned to ended: the whole table of moves, and what each asks for and does."""

import datetime as dt

import pytest

from provision.actions.places import place_students
from provision.actions.runs import change_run, end_run, is_ready, start_run
from provision.models import Participation, Provision
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove, Stale
from sencohub.lib.roles import Role
from sencohub.notices.models import Notice
from students.models import CaseGrant, Student
from tests import factories

State = Provision.State
MOVES = {
    (State.PLANNED, State.RUNNING),
    (State.PLANNED, State.ENDED),
    (State.RUNNING, State.ENDED),
}


@pytest.mark.parametrize("before", State.values)
@pytest.mark.parametrize("after", State.values)
def test_the_table_holds_these_moves_and_no_other(before: str, after: str) -> None:
    run = Provision(state=before)
    if (before, after) in MOVES:
        run.move(after)
        assert run.state == after
    else:
        with pytest.raises(IllegalMove):
            run.move(after)


@pytest.mark.parametrize("before", State.values)
def test_starting_walks_the_table(
    planned: Provision, amina: Student, senco: User, before: str
) -> None:
    factories.ParticipationFactory(provision=planned, student=amina)
    planned.state = before
    planned.save()
    if before == State.PLANNED:
        assert start_run(run=planned, by=senco).state == State.RUNNING
        return
    with pytest.raises(IllegalMove):
        start_run(run=planned, by=senco)
    planned.refresh_from_db()
    assert planned.state == before


@pytest.mark.parametrize("before", State.values)
def test_ending_walks_the_table(planned: Provision, senco: User, before: str) -> None:
    planned.state = before
    planned.save()
    if before != State.ENDED:
        assert end_run(run=planned, on=today(), by=senco).state == State.ENDED
        return
    with pytest.raises(IllegalMove):
        end_run(run=planned, on=today(), by=senco)


def test_it_does_not_start_without_students(planned: Provision, senco: User) -> None:
    with pytest.raises(IllegalMove, match="students"):
        start_run(run=planned, by=senco)


def test_it_does_not_start_without_somebody_to_give_it(
    planned: Provision, amina: Student, senco: User
) -> None:
    factories.ParticipationFactory(provision=planned, student=amina)
    planned.staff = None
    planned.save()
    with pytest.raises(IllegalMove, match="who gives it"):
        start_run(run=planned, by=senco)
    planned.contractor = "Clear Speech Ltd"
    planned.save()
    assert start_run(run=planned, by=senco).state == State.RUNNING


@pytest.mark.parametrize(
    ("fields", "ready"),
    [
        ({}, True),
        ({"measure": ""}, False),
        ({"expected": 38}, False),
        ({"expected": 30}, False),
        ({"expected": 30, "direction": "lower"}, True),
        ({"expected": 52, "direction": "lower"}, False),
        ({"expected": 38, "aim": "maintain"}, True),
    ],
)
def test_a_place_is_ready_with_a_measure_and_a_gain(
    planned: Provision, amina: Student, senco: User, fields: dict[str, object], ready: bool
) -> None:
    place = factories.ParticipationFactory(provision=planned, student=amina, **fields)
    assert is_ready(place) == ready
    if not ready:
        with pytest.raises(IllegalMove, match="expected outcome"):
            start_run(run=planned, by=senco)


def test_the_leader_is_told_once(
    planned: Provision, amina: Student, senco: User, assistant: User
) -> None:
    factories.ParticipationFactory(provision=planned, student=amina)
    start_run(run=planned, by=senco)
    notice = Notice.objects.get(kind="provision-leads")
    assert (notice.recipient, notice.path) == (assistant, planned.get_absolute_url())


# --- whoever leads sees, for as long as it lasts ------------------------------------------------


@pytest.fixture
def stranger(school: object) -> User:
    """A teaching assistant who has no class."""
    return factories.person("stranger", Role.ASSISTANT)


def seen_by(user: User) -> set[Student]:
    return set(Student.objects.visible_to(User.objects.get(pk=user.pk), "adjustments"))


def place_in(run: Provision, student: Student, by: User) -> Participation:
    new = factories.ParticipationFactory.build(
        provision=run, student=student, starts_on=run.starts_on, ends_on=run.ends_on
    )
    return place_students(run=run, places=[new], by=by)[0]


def test_the_leader_sees_the_students_while_it_lasts(
    group: Provision, amina: Student, senco: User, stranger: User
) -> None:
    group.staff = stranger
    group.save()
    assert seen_by(stranger) == set()
    place = place_in(group, amina, senco)
    assert seen_by(stranger) == {amina}
    assert not Student.objects.visible_to(stranger, "record").exists()
    assert place.leader_grant is not None
    assert place.leader_grant.ends_on == group.ends_on
    end_run(run=group, on=today() - dt.timedelta(days=1), by=senco)
    assert seen_by(stranger) == set()


def test_another_leader_takes_over(
    group: Provision, amina: Student, senco: User, stranger: User, other_teacher: User
) -> None:
    group.staff = stranger
    group.save()
    place_in(group, amina, senco)
    group.staff = other_teacher
    change_run(run=group, version=group.version, by=senco)
    assert seen_by(stranger) == set()
    assert amina in seen_by(other_teacher)


def test_a_leader_who_sees_the_whole_school_needs_no_grant(
    group: Provision, amina: Student, senco: User, senst: User
) -> None:
    group.staff = senst
    group.save()
    assert place_in(group, amina, senco).leader_grant is None
    assert not CaseGrant.objects.exists()


def test_a_changed_run_refuses_an_old_version(group: Provision, senco: User) -> None:
    stale = group.version
    change_run(run=group, version=stale, by=senco)
    with pytest.raises(Stale):
        change_run(run=group, version=stale, by=senco)


# --- the end ------------------------------------------------------------------------------------


def test_places_end_with_the_run(group: Provision, place: Participation, senco: User) -> None:
    day = today() - dt.timedelta(days=3)
    end_run(run=group, on=day, by=senco)
    place.refresh_from_db()
    group.refresh_from_db()
    assert (group.ends_on, place.ends_on) == (day, day)


def test_a_run_that_never_began_keeps_its_dates_in_order(planned: Provision, senco: User) -> None:
    planned.starts_on = today() + dt.timedelta(days=10)
    planned.save()
    assert end_run(run=planned, on=today(), by=senco).ends_on == planned.starts_on
