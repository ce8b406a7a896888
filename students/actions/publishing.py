"""Letting a parent read a record, and taking that back."""

from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.lib.records import Publishable


def publish(record: Publishable, *, by: User) -> None:
    """Parents may read this from now on. The caller saves."""
    if record.published_at is None:
        record.published_at, record.published_by = timezone.now(), by


def withdraw(record: Publishable, *, by: User) -> None:
    """Parents read this no longer; the history keeps that they could. The caller saves."""
    record.published_at, record.published_by = None, None
