"""How many concerns wait for triage, as the bar shows it on every page of the SEN team.

Remembered for a minute so that no page pays for it; whoever changes a concern makes it forgotten.
"""

from django.core.cache import cache
from django.db import transaction

from students.models import Concern

KEY = "concerns-to-triage"
SECONDS = 60


def concerns_to_triage() -> int:
    """In the whole school: those who are shown it see every concern."""
    known: int | None = cache.get(KEY)
    if known is None:
        known = Concern.objects.to_triage().count()
        cache.set(KEY, known, SECONDS)
    return known


def forget() -> None:
    """Count anew once this transaction has committed."""
    transaction.on_commit(lambda: cache.delete(KEY))
