"""A record's form that knows what stood when it was opened, and what two writers both touched.

A record that the writer did not touch is never saved. Where both touched one, each field both
changed is a clash, with both texts; what only the other one changed is taken over and said. The
record's history tells what stood when the form was opened.
"""

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sencohub.lib.forms.base import RecordForm, shown_value

if TYPE_CHECKING:
    from sencohub.lib.forms.rows import RowForm, RowsForm


@dataclass
class Typed:
    """One row as typed: the record with its new values, and how it stands to what is stored."""

    key: str
    record: Any
    version: int | None
    touched: bool
    extra: dict[str, Any] = field(default_factory=dict)


class MergingForm(RecordForm):
    """A record's form that knows what the record was when the form was opened."""

    extra_names: ClassVar[frozenset[str]] = frozenset()
    """Fields that are not fields of the record."""

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        self.before = copy(instance) if instance and instance.pk else None
        self.now_version: int | None = None
        super().__init__(request, **kwargs)

    def own_names(self) -> list[str]:
        return [name for name in self.fields if name not in self.house_names]

    def stored(self, record: Any, name: str) -> Any:
        """A record's value as this form's field holds it; keys of other records as numbers."""
        if name in self.extra_names:
            return self.stored_extra(record, name)
        return getattr(record, record._meta.get_field(name).attname)

    def stored_extra(self, record: Any, name: str) -> Any:
        """The same for a field that is not the record's own."""
        raise NotImplementedError(name)

    def typed(self, name: str) -> Any:
        value = self.cleaned_data.get(name)
        return value.pk if isinstance(value, models.Model) else value

    def base(self) -> Any:
        """The record as it stood when the form was opened; None for one not yet stored."""
        if self.before is None or self.opened_version in (None, self.before.version):
            return self.before
        rows = type(self.before).history.filter(id=self.before.pk, version=self.opened_version)
        return rows.first() or self.before

    def touched(self) -> bool:
        """The writer changed something, whatever others did meanwhile."""
        base = self.base()
        if base is None:
            return bool(self.cleaned_data)
        return any(self.typed(name) != self.stored(base, name) for name in self.own_names())

    def is_stale(self) -> bool:
        return self.before is not None and self.opened_version != self.before.version

    def as_typed(self, name: str, value: Any) -> str:
        """A stored value as the control would show it."""
        control = self.fields[name]
        ready = control.prepare_value(value)
        text = control.widget.format_value(ready)
        return str(ready if isinstance(text, list) else "" if text is None else text)

    def as_said(self, name: str, value: Any) -> str:
        """The same as a person reads it: a choice by its label."""
        control = self.fields[name]
        choice = isinstance(control, forms.ChoiceField)
        return shown_value(control, value) if choice else self.as_typed(name, value)

    def label_of(self, name: str) -> str:
        """A field as a conflict names it."""
        return str(self[name].label)


class Comparison:
    """What two writers did to one page: `clashes` to choose from, `taken` what was taken over.

    Changes the page's data, so that it shows what was taken over and is sent under the versions
    that stand now.
    """

    def __init__(self, page: "RowsForm") -> None:
        self.page = page
        self.clashes: list[dict[str, Any]] = []
        self.taken: list[dict[str, Any]] = []
        if current := self._current(page):
            self._merge(page, page.base(), current)
        for name, rows in page.sets.items():
            for row in list(rows):
                self._compare_row(name, row)
            for row in list(rows.gone):
                self._compare_gone(name, row)

    def _current(self, form: MergingForm) -> Any:
        """What stands now, where that is not what the form was opened at; else None."""
        if form.before is None:
            return None
        current = type(form.before)._default_manager.get(pk=form.before.pk)
        if current.version == form.opened_version:
            return None
        form.now_version = current.version
        return current

    def _compare_row(self, name: str, row: "RowForm") -> None:
        current = self._current(row)
        if current is None:
            return
        if not row.is_out(current):
            self._merge(row, row.base(), current)
        elif row.touched():
            self._clash_of_row(row, _("as you wrote it"), _("taken out"), f"{name}:remove")
        else:
            self.page.sets[name].rows.remove(row)
            self.taken.append({"label": row.label(), "theirs": _("taken out")})

    def _compare_gone(self, name: str, row: "RowForm") -> None:
        if self._current(row) is not None:
            self._clash_of_row(row, _("taken out"), _("changed"), f"{name}:back")

    def _clash_of_row(self, row: "RowForm", mine: str, theirs: str, take: str) -> None:
        line = {"label": row.label(), "mine": mine, "theirs": theirs, "take": f"{take}:{row.key}"}
        self.clashes.append(line)

    def _merge(self, form: MergingForm, base: Any, current: Any) -> None:
        for name in form.own_names():
            mine, theirs = form.typed(name), form.stored(current, name)
            if theirs in (form.stored(base, name), mine):
                continue
            told = self._told(form, name, current)
            if mine == form.stored(base, name):
                self.page.data[form[name].html_name] = told["value"]
                self.taken.append(told)
            else:
                self.clashes.append(told)

    def _told(self, form: MergingForm, name: str, current: Any) -> dict[str, Any]:
        bound = form[name]
        return {
            "name": bound.html_name,
            "label": form.label_of(name),
            "mine": form.as_said(name, form.typed(name)),
            "theirs": form.as_said(name, form.stored(current, name)),
            "value": form.as_typed(name, form.stored(current, name)),
            "take": f"theirs:{bound.html_name}",
        }
