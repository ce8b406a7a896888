"""What every record with personal data shares: its history and its version.

Abstract classes only: nothing here makes a table.
"""

from collections.abc import Callable, Iterable
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Stale(Exception):
    """Somebody saved this record after the form was opened. `current` is what stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("stale record")
        self.current = current


class IllegalMove(Exception):
    """A state change that is not in the record's table of transitions. `str()` is for people."""


class Record(models.Model):
    """A row that keeps its history and refuses to be overwritten unseen."""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True

    @classmethod
    def locked(cls, pk: Any) -> Self:
        """The row as it stands, locked until the transaction ends."""
        return cls._default_manager.select_for_update(of=("self",)).get(pk=pk)

    def claim(self, version: int | None) -> None:
        """Lock the row and take the next version, or raise `Stale` with what stands now.

        Call inside a transaction, before `save()`. `None` means the caller did not show a form
        and so cannot be stale.
        """
        current = type(self).locked(self.pk)
        if version is not None and current.version != version:
            raise Stale(current)
        self.version = current.version + 1


class Publishable(models.Model):
    """A record that a parent may read once somebody published it; the portal reads nothing else."""

    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True


class Transitions:
    """A table of legal moves: `{state: {next states}}`. Tests walk it, illegal moves included."""

    def __init__(self, table: dict[str, Iterable[str]]) -> None:
        self.table = {state: frozenset(following) for state, following in table.items()}

    def allows(self, before: str, after: str) -> bool:
        return after in self.table.get(before, frozenset())

    def check(self, before: str, after: str, *, say: Callable[[], str] | None = None) -> None:
        """Raise `IllegalMove` unless `before` may become `after`."""
        if not self.allows(before, after):
            message = say() if say else _("This has already moved on. Reload the page to see it.")
            raise IllegalMove(str(message))


class OfflineRecord(models.Model):
    """A record a phone may make without a network and send later, once.

    `client_id` is made by the device (a UUID), `happened_at` is when the person did it,
    `received_at` when the server got it.
    """

    client_id = models.UUIDField(unique=True, null=True, blank=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
