"""Asking for a document, asking again, and the right to open what was made."""

from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.documents import kinds
from sencohub.documents.models import Export
from sencohub.lib.policies import require
from sencohub.lib.queue import enqueue_on_commit
from sencohub.lib.records import IllegalMove


@transaction.atomic
def ask(*, kind: str, parameters: dict[str, Any], by: User) -> Export:
    """The export row for this document; the worker makes it after the commit.

    Asked again while the first is still being made, it is the same row. Raises PermissionDenied
    when `by` may not have it, KeyError for a kind that nobody registered.
    """
    require(kinds.get(kind).may_ask(by, parameters))
    language = get_language() or "en"
    same = Export.objects.visible_to(by).under_way().filter(kind=kind, language=language)
    for standing in same:
        if standing.parameters == parameters:
            return standing
    export = Export.objects.create(asked_by=by, kind=kind, parameters=parameters, language=language)
    enqueue_on_commit("documents.make", export.pk)
    return export


@transaction.atomic
def try_again(export: Export, *, by: User) -> Export:
    """Let a failed document be made anew. Raises PermissionDenied, or IllegalMove if it went on."""
    require(may_have(export, by))
    again = export.move(Export.State.QUEUED, attempts=0, problem="", beat_at=None)
    if not again:
        raise IllegalMove(_("This has already moved on. Reload the page to see it."))
    enqueue_on_commit("documents.make", export.pk)
    return export


def may_have(export: Export, user: User) -> bool:
    """Whether this person may see, now, what the document is about.

    Nobody in it may have gone out of their sight since it was made.
    """
    kind = kinds.find(export.kind)
    if kind is None or not kind.may_ask(user, export.parameters):
        return False
    still_seen = kind.student_ids(user, export.parameters) if export.student_ids else []
    return set(export.student_ids) <= set(still_seen)
