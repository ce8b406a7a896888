"""Marks of small steps: what a member of staff saw of one rung on one day."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from tiers.models import SmallStep, StepMark

REACHED = frozenset({StepMark.Mark.ALONE, StepMark.Mark.IN_CLASS})
"""Marks with which a step counts as reached: the student does it without help."""


@transaction.atomic
def mark_step(*, step: SmallStep, mark: str, client_id: UUID, by: User) -> StepMark:
    """Keep one mark, once for this `client_id`; the first one without help reaches the step."""
    known = StepMark.objects.filter(client_id=client_id, step=step).first()
    if known is not None:
        return known  # type: ignore[no-any-return]
    step = SmallStep.locked(step.pk)
    made = StepMark.objects.create(
        step=step,
        student_id=step.student_id,
        mark=mark,
        marked_by=by,
        client_id=client_id,
        happened_at=timezone.now(),
    )
    if mark in REACHED and step.reached_on is None:
        step.reached_on = today()
        step.save()
    return made
