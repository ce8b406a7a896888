"""Writes records with the dates of then: each with how it began and every later change.

Every record gets its history from simple-history's own bulk helper, and that history has the
day, the hour and the person of each change.
"""

import copy
import datetime as dt
import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import models
from simple_history.utils import get_history_manager_for_model

from sencohub.accounts.models import User

AnyModel = TypeVar("AnyModel", bound=models.Model)
ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class Change:
    """What somebody changed at a moment after the record was made."""

    at: dt.datetime
    by: User | None
    fields: dict[str, Any]


@dataclass
class Entry(Generic[AnyModel]):
    """A record as it was when it was made, by whom, and its changes in order of time."""

    record: AnyModel
    at: dt.datetime
    by: User | None = None
    changes: list[Change] = field(default_factory=list)

    def then(self, at: dt.datetime, by: User | None, **fields: Any) -> None:
        """Add a later change."""
        self.changes.append(Change(at, by, fields))


class Book:
    """Takes entries model by model and counts the rows it wrote, history included.

    `bulk_create_with_history` knows one version of a record only. A record with a past is
    therefore written as it stands at the end, and simple-history's own `bulk_history_create`
    writes each version it went through; a constraint such as "one open placement" then holds
    for the whole past at once.
    """

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()

    def write(self, model: type[AnyModel], entries: Iterable[Entry[AnyModel]]) -> list[AnyModel]:
        """Write records with everything that happened to them; returns them as they now stand."""
        pasts = [_versions(entry) for entry in entries]
        records: list[AnyModel] = [versions[-1] for versions in pasts]
        model._default_manager.bulk_create(records, batch_size=ROWS_AT_ONCE)
        for versions in pasts:
            for version in versions[:-1]:
                version.pk = versions[-1].pk
        history: Any = get_history_manager_for_model(model)
        firsts = [versions[0] for versions in pasts]
        later = [version for versions in pasts for version in versions[1:]]
        history.bulk_history_create(firsts, batch_size=ROWS_AT_ONCE)
        history.bulk_history_create(later, batch_size=ROWS_AT_ONCE, update=True)
        self.rows[model._meta.label] += 2 * len(records) + len(later)
        return records

    def write_plain(self, model: type[AnyModel], records: Iterable[AnyModel]) -> list[AnyModel]:
        """Write rows of a model that keeps no history."""
        made = model._default_manager.bulk_create(list(records), batch_size=ROWS_AT_ONCE)
        self.rows[model._meta.label] += len(made)
        return made


def _versions(entry: Entry[AnyModel]) -> list[Any]:
    """The record as it was made and after each change; the last is the record itself."""
    record: Any = entry.record
    _settle_keys(record)
    record._history_date, record._history_user = entry.at, entry.by
    if hasattr(record, "created_at"):
        record.created_at = entry.at
    versions = []
    for change in entry.changes:
        versions.append(copy.copy(record))
        _apply(record, change)
    return [*versions, record]


def _settle_keys(record: models.Model) -> None:
    """Take the key of what a record points to and that has been written since it was made."""
    for each in record._meta.concrete_fields:
        if isinstance(each, models.ForeignKey) and getattr(record, each.attname) is None:
            related = record._state.fields_cache.get(each.name)
            setattr(record, each.attname, related.pk if related is not None else None)


def _apply(record: Any, change: Change) -> None:
    for name, value in change.fields.items():
        setattr(record, name, value)
    record._history_date, record._history_user = change.at, change.by
    if hasattr(record, "version"):
        record.version += 1


@contextmanager
def dates_as_given() -> Iterator[None]:
    """Within it, fields that stamp themselves with the present keep the value they were given."""
    stamps = [
        each
        for model in apps.get_models()
        for each in model._meta.local_fields
        if getattr(each, "auto_now_add", False)
    ]
    for each in stamps:
        each.auto_now_add = False  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for each in stamps:
            each.auto_now_add = True  # type: ignore[attr-defined]


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Hundreds of thousands of rows that live to the end: looking for garbage costs a fifth."""
    usual = gc.get_threshold()
    gc.set_threshold(1_000_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
