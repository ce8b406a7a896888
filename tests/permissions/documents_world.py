"""Documents in the table: one about Amina that the SENCO asked for, one that failed."""

from typing import Any

from sencohub.documents import jobs
from sencohub.documents.actions import ask
from sencohub.documents.models import Export
from tests.documents import letters
from tests.permissions.world import thing


def _asked(world: dict[str, Any], **parameters: Any) -> Export:
    parameters["students"] = [world["amina"].pk]
    export = ask(kind=letters.CODE, parameters=parameters, by=world["senco"])
    jobs.make(export.pk)
    return export


@thing("sencos_letters")
def sencos_letters(world: dict[str, Any]) -> Export:
    """Ready; the bytes are stored."""
    return _asked(world)


@thing("failed_letters")
def failed_letters(world: dict[str, Any]) -> Export:
    return _asked(world, fault="bug")
