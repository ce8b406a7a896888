"""What a document's builder holds while it works: who asked, for what, and how far it has come."""

import time
import uuid
from typing import Any

from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.documents.models import Export

SECONDS_BETWEEN_WRITES = 1.0


class ClaimLost(Exception):
    """Another worker has taken this job over; what was made so far is thrown away."""


class Job:
    """One run of one export. `user` is the person who asked; build only what they may see."""

    def __init__(self, export: Export, claim: uuid.UUID) -> None:
        self.pk = export.pk
        self.user: User = export.asked_by
        self.parameters: dict[str, Any] = export.parameters
        self.language = export.language
        self.skipped: list[str] = []
        self._claim = claim
        self._done = 0
        self._total = 0
        self._written_at = 0.0

    def total(self, number: int) -> None:
        """How many steps there will be; shown as `7 of 12`."""
        self._total = number
        self._write()

    def step(self) -> None:
        """One step is done. Raises ClaimLost when another worker has the job now."""
        self._done += 1
        if time.monotonic() - self._written_at >= SECONDS_BETWEEN_WRITES:
            self._write()

    def skip(self, name: str) -> None:
        """Leave something out that the person may no longer see, and name it to them."""
        self.skipped.append(name)

    def _write(self) -> None:
        mine = Export.objects.filter(pk=self.pk, claim=self._claim, state=Export.State.RUNNING)
        if not mine.update(done=self._done, total=self._total, beat_at=timezone.now()):
            raise ClaimLost
        self._written_at = time.monotonic()
