"""What came of a place: the actual, measured on a day, and whether it shows in class."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from provision.models import Participation
from sencohub.accounts.models import User


@dataclass(frozen=True)
class Found:
    """A place with its new numbers set, and the version the writer saw."""

    place: Participation
    version: int | None


@transaction.atomic
def record_outcomes(*, found: Iterable[Found], on: dt.date, by: User) -> int:
    """Save the outcomes that were entered, measured on that day; how many."""
    count = 0
    for one in found:
        one.place.claim(one.version)
        one.place.actual_on = on if one.place.actual is not None else None
        one.place.save()
        count += 1
    return count
