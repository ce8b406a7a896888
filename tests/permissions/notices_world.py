"""Notices in the table: one to the SENCO, one to a teacher about a student of another class."""

from typing import Any

from sencohub.notices import kinds
from sencohub.notices.actions import tell
from sencohub.notices.models import Notice
from tests.permissions.world import thing

KIND = "test-table"


def _told(world: dict[str, Any], who: str, student: str) -> Notice:
    kinds.register(KIND, title="A thing waits")
    tell(event="e:1", kind=KIND, to=[world[who]], path="/account/", student_id=world[student].pk)
    return Notice.objects.get(recipient=world[who])


@thing("sencos_notice")
def sencos_notice(world: dict[str, Any]) -> Notice:
    return _told(world, "senco", "amina")


@thing("parents_notice")
def parents_notice(world: dict[str, Any]) -> Notice:
    return _told(world, "parent", "amina")


@thing("ex_parents_notice")
def ex_parents_notice(world: dict[str, Any]) -> Notice:
    """Told while the link held; it has ended."""
    return _told(world, "ex_parent", "amina")
