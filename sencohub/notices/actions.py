"""Telling people: one row for an event and a person, whatever runs twice."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from sencohub.accounts.models import User
from sencohub.notices import kinds
from sencohub.notices.models import Notice


@transaction.atomic
def tell(
    *,
    event: str,
    kind: str,
    to: Iterable[User],
    path: str,
    student_id: int | None = None,
    channel: str = Notice.Channel.DIGEST,
    due_on: dt.date | None = None,
) -> None:
    """Put a notice before each of these people, once for this event, in the caller's transaction.

    `event` names the occurrence (`concern-raised:12`), `path` is the page that it leads to. Raises
    KeyError for a kind that nobody registered.
    """
    kinds.get(kind)
    people = {person.pk: person for person in to}.values()
    Notice.objects.bulk_create(
        [
            Notice(
                event=event,
                kind=kind,
                recipient=person,
                path=path,
                student_id=student_id,
                channel=channel,
                due_on=due_on,
            )
            for person in people
        ],
        ignore_conflicts=True,
    )
