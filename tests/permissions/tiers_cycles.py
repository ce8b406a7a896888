"""Routes of `tiers`: placements, cycles, assessments and reviews.

Design, section 6: a SENCO decides on tiers, a SENST drafts (403); SENCO and SENST turn cycles and
hold reviews; leaders, the student's teachers and a granted specialist read; a TA reads the tier and
nothing of its reasons; parents read what was published, on their own pages.
"""

from typing import Any

from tests import factories
from tests.permissions import SEN_TEAM, Row, everyone
from tests.permissions.world import thing
from tiers.models import Plan, Review, SupportCycle, TierPlacement

READERS = ("senco", "senst", "leader", "class_teacher", "specialist")
DECIDES = {"senco": 200, "senst": 403}
DECIDES_BADLY = {"senco": 422, "senst": 403}
AMINA = {"student": "amina"}


@thing("amina_tier")
def amina_tier(world: dict[str, Any]) -> TierPlacement:
    return factories.TierPlacementFactory(student=world["amina"], decided_by=world["senco"])


@thing("amina_turn")
def amina_turn(world: dict[str, Any]) -> SupportCycle:
    return factories.SupportCycleFactory(student=world["amina"], owner=world["senco"], stage="do")


@thing("amina_plan_in_force")
def amina_plan_in_force(world: dict[str, Any]) -> Plan:
    return factories.PlanFactory(cycle=world["amina_turn"], state=Plan.State.AGREED)


@thing("amina_review")
def amina_review(world: dict[str, Any]) -> Review:
    return Review.objects.create(
        plan=world["amina_plan_in_force"],
        student=world["amina"],
        held_by=world["senco"],
        decision="continue",
        reason="Why.",
    )


ROWS: list[Row] = [
    Row("tiers:placement-new", AMINA, "GET", DECIDES),
    Row("tiers:placement-new", AMINA, "POST", DECIDES_BADLY),
    Row("tiers:placement-detail", {"pk": "amina_tier"}, "GET", everyone(200, *READERS)),
    Row("tiers:placement-publish", {"pk": "amina_tier"}, "GET", everyone(405, *SEN_TEAM)),
    Row("tiers:placement-publish", {"pk": "amina_tier"}, "POST", {"senco": 302, "senst": 403}),
    Row("tiers:placement-end", {"pk": "amina_tier"}, "GET", DECIDES),
    Row("tiers:placement-end", {"pk": "amina_tier"}, "POST", DECIDES_BADLY),
    Row("tiers:cycle-open", AMINA, "GET", everyone(200, *SEN_TEAM)),
    Row("tiers:cycle-open", AMINA, "POST", everyone(422, *SEN_TEAM)),
    Row("tiers:cycle-detail", {"pk": "amina_turn"}, "GET", everyone(200, *READERS)),
    Row("tiers:cycle-move", {"pk": "amina_turn"}, "GET", everyone(405, *SEN_TEAM)),
    Row("tiers:cycle-move", {"pk": "amina_turn"}, "POST", everyone(422, *SEN_TEAM)),
    Row("tiers:cycle-close", {"pk": "amina_turn"}, "GET", everyone(200, *SEN_TEAM)),
    Row("tiers:cycle-close", {"pk": "amina_turn"}, "POST", everyone(422, *SEN_TEAM)),
    Row("tiers:assessment-edit", {"pk": "amina_turn"}, "GET", everyone(200, *SEN_TEAM)),
    Row("tiers:assessment-edit", {"pk": "amina_turn"}, "POST", everyone(422, *SEN_TEAM)),
    Row("tiers:review-list", {}, "GET", everyone(200, *SEN_TEAM)),
    Row("tiers:review-new", {"pk": "amina_plan_in_force"}, "GET", everyone(200, *SEN_TEAM)),
    Row("tiers:review-new", {"pk": "amina_plan_in_force"}, "POST", everyone(422, *SEN_TEAM)),
    Row("tiers:review-detail", {"pk": "amina_review"}, "GET", everyone(200, *READERS)),
    Row("tiers:review-publish", {"pk": "amina_review"}, "GET", everyone(200, *SEN_TEAM)),
    Row("tiers:review-publish", {"pk": "amina_review"}, "POST", everyone(422, *SEN_TEAM)),
]
