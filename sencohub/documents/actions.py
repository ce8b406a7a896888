"""Asking for a document."""

from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from sencohub.accounts.models import User
from sencohub.documents import kinds
from sencohub.documents.models import Export
from sencohub.lib.policies import require
from sencohub.lib.queue import enqueue_on_commit


@transaction.atomic
def ask(*, kind: str, parameters: dict[str, Any], by: User) -> Export:
    """The export row for this document; the worker makes it after the commit.

    Asked again while the first is still being made, it is the same row. Raises PermissionDenied
    when `by` may not have it, KeyError for a kind that nobody registered.
    """
    require(kinds.get(kind).may_ask(by, parameters))
    under_way = Export.objects.visible_to(by).filter(
        kind=kind,
        parameters=parameters,
        language=get_language() or "en",
        state__in=[Export.State.QUEUED, Export.State.RUNNING],
    )
    export = under_way.first() or Export.objects.create(
        asked_by=by, kind=kind, parameters=parameters, language=get_language() or "en"
    )
    if export.state == Export.State.QUEUED:
        enqueue_on_commit("documents.make", export.pk)
    return export
