"""Recording needs and difficulties: one main need, the others beside it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from students.actions import signed
from students.actions.publishing import publish, withdraw
from students.models import Difficulty, Need, Student


@transaction.atomic
def save_need(
    need: Need, *, by: User, version: int | None = None, for_parents: bool = False
) -> Need:
    """Save a new or changed need; a new main need takes the place of the old one.

    The first current need of a student is the main one. Raises Stale when somebody changed it
    meanwhile, ValidationError when the category stands already or the main need would be lost.
    """
    Student.locked(need.student_id)
    if need.pk:
        need.claim(version)
    others = list(Need.objects.current().filter(student=need.student_id).exclude(pk=need.pk))
    _settle_main(need, others, by)
    (publish if for_parents else withdraw)(need, by=by)
    signed(need, by)
    need.save()
    return need


def _settle_main(need: Need, others: list[Need], by: User) -> None:
    if need.ended_on is not None:
        if need.is_primary and others:
            raise ValidationError(
                {"ended_on": _("This is the main need. Choose the new main need first.")}
            )
        return
    if any(other.category == need.category for other in others):
        raise ValidationError(
            {"category": _("This need is on the record already. Change that one.")}
        )
    was_main = Need.objects.filter(pk=need.pk, is_primary=True).exists()
    if need.is_primary:
        _step_down([other for other in others if other.is_primary], by)
    elif was_main and others:
        raise ValidationError({"is_primary": _("Make another need the main one first.")})
    elif not others:
        need.is_primary = True


def _step_down(mains: list[Need], by: User) -> None:
    for main in mains:
        main.claim(None)
        main.is_primary = False
        signed(main, by)
        main.save()


@transaction.atomic
def save_difficulty(difficulty: Difficulty, *, by: User, version: int | None = None) -> Difficulty:
    """Save a new or changed difficulty; raises Stale when somebody changed it meanwhile."""
    if difficulty.pk:
        difficulty.claim(version)
    signed(difficulty, by)
    difficulty.save()
    return difficulty
