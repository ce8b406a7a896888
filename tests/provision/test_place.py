"""Places: who may be added, leaving, publishing to the child's own parents."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from provision.actions.places import leave_run, place_students, publish_places
from provision.models import Participation, Provision
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove
from sencohub.notices.models import Notice
from students.models import Student
from tests import factories


def new_place(run: Provision, student: Student, **fields: object) -> Participation:
    values = {"starts_on": run.starts_on, "ends_on": run.ends_on, **fields}
    return factories.ParticipationFactory.build(provision=run, student=student, **values)


def test_students_are_placed_together(
    group: Provision, amina: Student, ben: Student, senco: User
) -> None:
    made = place_students(
        run=group, places=[new_place(group, amina), new_place(group, ben)], by=senco
    )
    assert {place.student for place in made} == {amina, ben}
    assert made[0].history.count() >= 1


def test_one_who_is_in_already_refuses_them_all(
    group: Provision, place: Participation, ben: Student, senco: User
) -> None:
    both = [new_place(group, ben), new_place(group, place.student)]
    with pytest.raises(ValidationError, match="in this group already"):
        place_students(run=group, places=both, by=senco)
    assert group.participations.count() == 1


def test_a_student_who_left_is_refused(group: Provision, cara: Student, senco: User) -> None:
    with pytest.raises(ValidationError, match="left the school"):
        place_students(run=group, places=[new_place(group, cara)], by=senco)


@pytest.mark.parametrize(("before", "after"), [(1, 0), (0, 1), (200, -100)])
def test_dates_outside_the_run_are_refused(
    group: Provision, amina: Student, senco: User, before: int, after: int
) -> None:
    wrong = new_place(
        group,
        amina,
        starts_on=group.starts_on - dt.timedelta(days=before),
        ends_on=group.ends_on + dt.timedelta(days=after),
    )
    with pytest.raises(ValidationError, match="own dates"):
        place_students(run=group, places=[wrong], by=senco)


def test_an_ended_run_takes_nobody(group: Provision, amina: Student, senco: User) -> None:
    group.state = Provision.State.ENDED
    group.save()
    with pytest.raises(IllegalMove):
        place_students(run=group, places=[new_place(group, amina)], by=senco)


def test_leaving_keeps_what_was_measured(place: Participation, senco: User) -> None:
    place.actual = 50
    place.save()
    left = leave_run(place=place, on=today(), by=senco)
    assert left.ends_on == today()
    assert left.actual == 50


def test_publishing_tells_each_childs_own_parents_once(
    group: Provision,
    place: Participation,
    bens_place: Participation,
    senco: User,
    parent: User,
    other_parent: User,
    ex_parent: User,
) -> None:
    assert publish_places(run=group, by=senco) == 2
    assert publish_places(run=group, by=senco) == 0
    told = {n.recipient: n.student_id for n in Notice.objects.filter(kind="provision-published")}
    assert told == {parent: place.student_id, other_parent: bens_place.student_id}
    assert set(Participation.objects.published_to(parent)) == {place}
    assert set(Participation.objects.published_to(other_parent)) == {bens_place}


def test_what_is_not_published_reaches_no_parent(place: Participation, parent: User) -> None:
    assert not Participation.objects.published_to(parent).exists()
