"""What provision tells a plan, and the checker's rule: provision with no target."""

import datetime as dt

import pytest

from provision.models import Participation, Provision
from provision.support import places_of
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import Student
from tests import factories
from tiers.checker import check, draft_of


def test_places_that_run_or_are_planned(
    group: Provision, place: Participation, bens_place: Participation, amina: Student
) -> None:
    group.weekdays, group.in_lesson = [0, 3], "Chinese"
    group.save()
    (told,) = places_of(amina)
    assert (told.name_en, told.times_a_week, told.minutes) == ("Word reading A", 2, 30)
    assert (told.shared_by, told.out_of_class, told.path) == (2, True, group.get_absolute_url())


@pytest.mark.parametrize("why", ["ended", "left"])
def test_not_what_is_over(group: Provision, place: Participation, amina: Student, why: str) -> None:
    if why == "ended":
        group.state = Provision.State.ENDED
        group.save()
    else:
        place.ends_on = today() - dt.timedelta(days=1)
        place.save()
    assert places_of(amina) == []


def test_without_set_days_the_sessions_are_spread_over_the_weeks(
    group: Provision, place: Participation, amina: Student
) -> None:
    """24 sessions in 13 weeks: about two a week."""
    group.weekdays = []
    group.save()
    assert places_of(amina)[0].times_a_week == 2


@pytest.mark.parametrize(("serves", "found"), [(True, 0), (False, 1)])
def test_a_place_without_a_target_is_named(
    place: Participation, senco: User, serves: bool, found: int
) -> None:
    cycle = factories.SupportCycleFactory(student=place.student, owner=senco)
    target = factories.TargetFactory(plan__cycle=cycle)
    place.target = target if serves else None
    place.save()
    findings = check(draft_of(target.plan, place.student))
    named = [f for f in findings if f.code == "provision-without-target"]
    assert len(named) == found
    assert all("Word reading A" in finding.text for finding in named)
