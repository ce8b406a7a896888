"""What is done to students' records, by subject."""

from sencohub.accounts.models import User
from sencohub.lib.records import Record


def signed(record: Record, by: User | None) -> None:
    """Put `by` into the history row that the next `save()` writes, whoever's request it is."""
    record._history_user = by  # type: ignore[attr-defined]
