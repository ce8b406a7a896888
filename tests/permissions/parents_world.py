"""Things the portal's rows name: a plan sent to Amina's mother."""

from typing import Any

from tests.parents.family import sent_plan
from tests.permissions.world import thing
from tiers.models import PlanShare


@thing("mothers_share")
def mothers_share(world: dict[str, Any]) -> PlanShare:
    return sent_plan(world["amina"], world["parent"], world["senco"])
