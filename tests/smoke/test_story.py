"""The story thin: one child from a concern to the next cycle and the impact report, no browser.

The same pages and rules as tests/e2e/test_story.py through Django's test client, quick enough to
run on the embedded default too (DESIGN section 3).
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import AgendaItem, Decision
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.overview.models import ImpactReport
from sencohub.school.models import Term
from students.models import Concern, Student
from tests import factories
from tests.tiers.plan_world import editor_data
from tiers.models import (
    Adjustment,
    AdjustmentLog,
    Plan,
    PlanShare,
    Review,
    SupportCycle,
    Target,
    TierPlacement,
)

pytestmark = [pytest.mark.smoke, pytest.mark.django_db]

type_act = Callable[..., Any]
DAY = f"{today():%d/%m/%Y}"


@pytest.fixture
def act(sign_in: Callable[[User], Client], form_data: Callable[..., dict[str, Any]]) -> type_act:
    """`act(person, address, field=…)`: open the page, send its form, follow where it leads."""

    def _act(person: User, address: str, **typed: Any) -> Any:
        client = sign_in(person)
        opened = client.get(address)
        assert opened.status_code == 200, (address, opened.status_code)
        answer = client.post(address, form_data(opened, **typed), follow=True)
        assert answer.redirect_chain, (address, answer.context["form"].errors)
        assert answer.status_code == 200
        return answer

    return _act


def test_the_story_runs(
    act: type_act,
    sign_in: Callable[[User], Client],
    senco: User,
    class_teacher: User,
    parent: User,
    leader: User,
    amina: Student,
    term: Term,
) -> None:
    a_concern_becomes_tier_2(act, senco, class_teacher, amina)
    plan = a_plan_is_written(act, sign_in(senco), senco)
    it_is_sent_and_agreed(act, senco, parent, plan)
    the_parents_page_answers(sign_in(parent), plan)
    the_adjustment_is_logged(sign_in(class_teacher))
    a_meeting_decides(act, senco, amina)
    a_review_opens_the_next_cycle(act, senco, plan)
    the_term_is_reported(act, senco, leader, term)


def a_concern_becomes_tier_2(
    act: type_act, senco: User, class_teacher: User, child: Student
) -> None:
    address = f"{reverse('students:concern-new')}?student={child.pk}"
    act(class_teacher, address, seen="Reads slowly.", parents_know="yes")
    concern = Concern.objects.get()
    act(senco, concern.get_absolute_url(), state="to_sst")
    act(
        senco,
        reverse("tiers:placement-new", args=[child.pk]),
        tier="2",
        criteria=["persistent"],
        reason="Two years behind in word reading.",
        starts_on=f"{today() - dt.timedelta(days=30):%d/%m/%Y}",
        parent_view="agrees",
        publish="on",
    )
    assert TierPlacement.objects.get().tier == 2


def a_plan_is_written(act: type_act, client: Client, senco: User) -> Plan:
    concern = Concern.objects.get()
    address = reverse("tiers:cycle-open", args=[concern.student_id])
    act(senco, f"{address}?concern={concern.pk}")
    cycle = SupportCycle.objects.get()
    act(
        senco,
        reverse("tiers:assessment-edit", args=[cycle.pk]),
        seen="Reads slowly.",
        strengths="Remembers stories.",
        student_view="I want to read to my sister.",
        parent_view="We want her to like books.",
    )
    page = client.get(cycle.get_absolute_url())
    fresh = page.context["form"].fresh()
    client.post(reverse("tiers:cycle-move", args=[cycle.pk]), {**fresh, "to": "plan"})
    act(senco, reverse("tiers:plan-new", args=[cycle.pk]))
    plan = Plan.objects.get()
    factories.TargetFactory(plan=plan, owner=senco)
    factories.AdjustmentFactory(plan=plan, target=Target.objects.get(), in_force_from=None)
    address = reverse("tiers:plan-edit", args=[plan.pk])
    typed = editor_data(
        client.get(address), student_view="I like cards.", parent_view="More books."
    )
    assert client.post(address, typed).status_code == 302
    return plan


def it_is_sent_and_agreed(act: type_act, senco: User, parent: User, plan: Plan) -> None:
    act(senco, reverse("tiers:plan-send", args=[plan.pk]))
    share = PlanShare.objects.get()
    act(parent, reverse("parents:plan", args=[share.pk]), comment="Thank you.", answer="agree")
    plan.refresh_from_db()
    assert plan.state == Plan.State.AGREED


def the_parents_page_answers(client: Client, plan: Plan) -> None:
    child = client.get(reverse("parents:home")).context["child"]
    assert child.placement.tier == 2
    assert child.reading.must
    assert child.reading.review_on == plan.review_on


def the_adjustment_is_logged(client: Client) -> None:
    page = client.get(reverse("tiers:log-today"))
    assert page.status_code == 200
    press = f"{Adjustment.objects.get().pk}:worked"
    answer = client.post(reverse("tiers:log-save"), {"log": press, "page": page.context["page_id"]})
    assert answer.status_code == 302
    assert AdjustmentLog.objects.get().answer == "worked"


def a_meeting_decides(act: type_act, senco: User, child: Student) -> None:
    act(
        senco,
        f"{reverse('meetings:meeting-new')}?student={child.pk}",
        kind="progress",
        title="5A progress",
        day=DAY,
        at="15:45",
    )
    item = AgendaItem.objects.get()
    act(
        senco,
        reverse("meetings:meeting-room", args=[item.meeting_id, item.pk]),
        words="Go on; from now on at Tier 1.",
        tier="1",
        criteria=["held_in_class"],
        parent_view="agrees",
    )
    placed = TierPlacement.objects.open().get()
    assert placed.tier == 1
    assert Decision.objects.get().placement == placed


def a_review_opens_the_next_cycle(act: type_act, senco: User, plan: Plan) -> None:
    target = Target.objects.get()
    act(
        senco,
        reverse("tiers:review-new", args=[plan.pk]),
        decision="continue",
        reason="Half way.",
        held_on=DAY,
        student_view="I can read to my sister.",
        parent_view="She reads more.",
        helped="The card.",
        **{f"actual_{target.pk}": "78", f"seen_{target.pk}": "partly"},
    )
    following = SupportCycle.objects.get(previous=plan.cycle_id)
    carried = Target.objects.get(plan__cycle=following)
    assert (carried.statement, carried.baseline) == (target.statement, Decimal(78))
    assert Review.objects.get().decision == "continue"


def the_term_is_reported(act: type_act, senco: User, leader: User, term: Term) -> None:
    act(senco, reverse("overview:impact-begin", args=[term.pk]))
    report = ImpactReport.objects.get()
    act(senco, reverse("overview:impact-issue", args=[report.pk]))
    act(leader, reverse("overview:impact-comment", args=[report.pk]), comment="Clear.")
    report.refresh_from_db()
    assert (report.state, report.comment) == (ImpactReport.State.ISSUED, "Clear.")
