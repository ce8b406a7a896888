"""Things the overview's rows name."""

from typing import Any

from sencohub.overview.models import SavedView
from tests.permissions.world import thing


@thing("sencos_view")
def sencos_view(world: dict[str, Any]) -> SavedView:
    return SavedView.objects.create(owner=world["senco"], name="Tier 2", query="tier=2")
