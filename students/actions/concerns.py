"""Raising a concern and answering it."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove
from sencohub.lib.roles import Role
from sencohub.lib.words import language_of
from sencohub.notices.actions import tell
from students import waiting
from students.actions import signed
from students.models import Concern, Student

STATES_WITH_WORDS = frozenset({Concern.State.ADVICE, Concern.State.CLOSED})
"""Where whoever raised the concern is owed words: advice, and the answer that closes it."""


@transaction.atomic
def raise_concern(
    *,
    student: Student,
    by: User,
    seen: str,
    parents_know: str,
    since: str = "",
    tried: str = "",
    parents_note: str = "",
    is_complaint: bool = False,
    answer_due: dt.date | None = None,
) -> Concern:
    """A new concern, for the SENCO to triage; from the family pages a complaint with a date."""
    concern = Concern(
        student=student,
        raised_by=by,
        seen=seen,
        since=since,
        tried=tried,
        parents_know=parents_know,
        parents_note=parents_note,
        is_complaint=is_complaint,
        answer_due=answer_due,
        language=language_of(seen, tried),
    )
    signed(concern, by)
    concern.save()
    waiting.forget()
    tell(
        event=f"concern-raised:{concern.pk}",
        kind="complaint-raised" if is_complaint else "concern-raised",
        to=User.objects.with_role(Role.SENCO).exclude(pk=by.pk),
        path=concern.get_absolute_url(),
        student_id=student.pk,
        due_on=answer_due,
    )
    return concern


@transaction.atomic
def amend(concern: Concern, *, by: User, version: int | None) -> Concern:
    """Save what whoever raised it added. Raises IllegalMove once it has been triaged."""
    if Concern.locked(concern.pk).state != Concern.State.NEW:
        raise IllegalMove(
            _("The SENCO has looked at this meanwhile. Raise a new concern to add to it.")
        )
    concern.claim(version)
    concern.language = language_of(concern.seen, concern.tried)
    signed(concern, by)
    concern.save()
    return concern


@transaction.atomic
def triage(
    concern: Concern, *, state: str, answer: str, by: User, version: int | None = None
) -> Concern:
    """Decide what happens with a concern and tell whoever raised it.

    Raises Stale when somebody decided meanwhile, IllegalMove for a move that is not in the table,
    ValidationError when the advice or the closing answer is missing.
    """
    current = Concern.locked(concern.pk)
    current.claim(version)
    Concern.MOVES.check(current.state, state)
    if state in STATES_WITH_WORDS and not answer:
        raise ValidationError({"answer": _("Write the answer that whoever raised this will read.")})
    current.state, current.answer = state, answer
    current.triaged_by, current.triaged_on = by, today()
    signed(current, by)
    current.save()
    waiting.forget()
    _tell_whoever_raised_it(current, by)
    return current


def _tell_whoever_raised_it(concern: Concern, by: User) -> None:
    if concern.raised_by_id == by.pk:
        return
    tell(
        event=f"concern-answered:{concern.pk}:{concern.version}",
        kind="concern-answered",
        to=[concern.raised_by],
        path=_where_it_is_read(concern),
        student_id=concern.student_id,
    )


def _where_it_is_read(concern: Concern) -> str:
    """Staff read the answer on the concern's page, a family in its own pages."""
    if not concern.is_complaint:
        return concern.get_absolute_url()
    try:
        return reverse("parents:tell-us", args=[concern.student_id])
    except NoReverseMatch:
        return reverse("home")
