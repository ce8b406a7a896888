"""A student leaves: plans, cycle and place on the register end with the day."""

import datetime as dt

import pytest

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.actions.roll import leave
from students.models import Student
from tests import factories
from tests.tiers.plan_world import agreed_plan, ready_plan, sent_plan
from tiers.models import Adjustment, Plan, SupportCycle, TierPlacement


@pytest.mark.parametrize("make", [ready_plan, sent_plan, agreed_plan])
def test_nothing_stays_open(
    make: object, amina: Student, senco: User, parent: User, ben: Student
) -> None:
    plan, other = make(amina, senco), ready_plan(ben, senco)  # type: ignore[operator]
    factories.TierPlacementFactory(student=amina, decided_by=senco)
    yesterday = today() - dt.timedelta(days=1)
    leave(amina, on=yesterday, by=senco)
    plan.refresh_from_db()
    assert (plan.state, plan.closed_on) == (Plan.State.CLOSED, yesterday)
    assert SupportCycle.objects.get(student=amina).stage == SupportCycle.Stage.CLOSED
    assert TierPlacement.objects.get().ends_on == yesterday
    assert not Adjustment.objects.current().filter(student=amina).exists()
    other.refresh_from_db()
    assert other.state == Plan.State.DRAFT


def test_a_placement_begun_later_ends_the_day_it_began(amina: Student, senco: User) -> None:
    factories.TierPlacementFactory(student=amina, decided_by=senco, starts_on=today())
    leave(amina, on=today() - dt.timedelta(days=3), by=senco)
    assert TierPlacement.objects.get().ends_on == today()


def test_the_paper_trail_says_why(amina: Student, senco: User) -> None:
    factories.TierPlacementFactory(student=amina, decided_by=senco)
    leave(amina, on=today(), by=senco)
    assert TierPlacement.objects.get().end_reason == "The student left the school."
