"""Dates are Hong Kong calendar days."""

import datetime as dt

from django.utils import timezone


def today() -> dt.date:
    """The school's date now (Asia/Hong_Kong)."""
    return timezone.localdate()
