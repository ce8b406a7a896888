"""A record's form with rows of other records on the same page, none of it lost.

    class PlanForm(RowsForm):
        kinds = {"targets": TargetRow, "adjustments": AdjustmentRow}

Each row is a form of its own; its names carry the row's key, which is the stored row's number or
`new1`, `new2`. Buttons named `do` add, move and take out rows and give the page back with
everything typed; nothing is stored until the form itself is sent. They work without a script.

Two people may write at once: see `sencohub.lib.forms.merging`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict

from sencohub.lib.forms import kept
from sencohub.lib.forms.kept import VERSION
from sencohub.lib.forms.merging import Comparison, MergingForm, Typed
from sencohub.lib.records import Stale

DO = "do"
"""The name of the buttons that rearrange the page."""

MAX_ROWS = 60
KEY = re.compile(r"new[1-9][0-9]{0,2}|[1-9][0-9]{0,17}")


class RowForm(MergingForm):
    """One row. A kind of row says which stored rows are its own and what a new one starts with."""

    data: Any
    number = 0
    """Its place on the page, from 1."""

    def __init__(self, request: HttpRequest, *, page: "RowsForm", key: str, **kwargs: Any) -> None:
        self.page_form = page
        self.key = key
        kwargs["empty_permitted"] = key.startswith("new")
        super().__init__(request, **kwargs)
        if self.is_bound:
            self.data = page.data
        if page.focus == self.prefix and (names := self.own_names()):
            self.fields[names[0]].widget.attrs["autofocus"] = True

    @classmethod
    def stored_rows(cls, owner: Any) -> "models.QuerySet[Any]":
        """Every row that ever was of this page's record, also those taken out."""
        raise NotImplementedError

    @classmethod
    def is_out(cls, record: Any) -> bool:
        """Taken out by somebody."""
        raise NotImplementedError

    @classmethod
    def starts_with(cls, owner: Any) -> dict[str, Any]:
        """First values of a new row."""
        return {}

    def label(self) -> str:
        """What people call this row: `Target 2`."""
        raise NotImplementedError

    def label_of(self, name: str) -> str:
        return f"{self.label()} · {super().label_of(name)}"

    @property
    def is_new(self) -> bool:
        return self.before is None

    def show_first_values(self) -> None:
        """Just added: what was not typed shows what a new row starts with."""
        for name in self.own_names():
            first = self.get_initial_for_field(self.fields[name], name)
            if self[name].html_name not in self.data and first is not None:
                self.data[self[name].html_name] = self.as_typed(name, first)

    def full_clean(self) -> None:
        if self.page_form.is_rearranged:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def validate_constraints(self) -> None:
        """A query for each row and constraint, in words nobody would use: `clean()` says it."""

    def _add_house_fields(self) -> None:
        version = self.instance.version if self.instance.pk else ""
        self.fields[VERSION] = forms.CharField(
            required=False, initial=version, widget=forms.HiddenInput, max_length=20
        )

    def _fill_in_what_was_typed(self) -> None:
        if self.page_form.words:
            self._fill(dict(self.page_form.words))


class RowSet:
    """The rows of one kind: those on the page, in order, and those taken out of it."""

    def __init__(self, page: "RowsForm", name: str, kind: type[RowForm]) -> None:
        self.page, self.name, self.kind = page, name, kind
        self.known = self._known()
        order, gone = self._keys("order"), self._keys("gone")
        if order is None:
            order = [key for key, row in self.known.items() if not kind.is_out(row)]
        self.rows = [self._row(key) for key in order]
        self.gone = [self._row(key) for key in gone or [] if key not in order]
        for number, row in enumerate(self.rows, start=1):
            row.number = number
            if page.added == row.prefix:
                row.show_first_values()

    def __iter__(self) -> Iterator[RowForm]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def _known(self) -> dict[str, Any]:
        if not self.page.instance.pk:
            return {}
        return {str(row.pk): row for row in self.kind.stored_rows(self.page.instance)}

    def _keys(self, which: str) -> list[str] | None:
        words = self.page.words
        if words is None or f"{self.name}-{which}" not in words:
            return None
        keys = list(dict.fromkeys(filter(None, words[f"{self.name}-{which}"][-1].split(","))))
        if len(keys) > MAX_ROWS or not all(KEY.fullmatch(key) for key in keys):
            raise Http404
        return keys

    def _row(self, key: str) -> RowForm:
        """A row by its key. A number that is not one of this record's rows does not exist."""
        record = self.known.get(key)
        if record is None and not key.startswith("new"):
            raise Http404
        start = {} if record else self.kind.starts_with(self.page.instance)
        return self.kind(
            self.page.request,
            page=self.page,
            key=key,
            prefix=f"{self.name}-{key}",
            instance=record or self.kind._meta.model(),
            initial=start,
        )

    def hidden(self) -> Iterator[tuple[str, str]]:
        """Hidden values: the order, what was taken out with its words, and each row's version."""
        yield f"{self.name}-order", ",".join(row.key for row in self.rows)
        yield f"{self.name}-gone", ",".join(row.key for row in self.gone)
        for row in [*self.rows, *self.gone]:
            version = row.now_version or row[VERSION].value() or ""
            yield row.add_prefix(VERSION), str(version)
        for row in self.gone:
            for name in row.own_names():
                value = row[name].value()
                yield row[name].html_name, "" if value is None else row.as_typed(name, value)


class RowsForm(MergingForm):
    """A record's form with rows; `kinds` names them."""

    kinds: ClassVar[Mapping[str, type[RowForm]]] = {}

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        self.data: Any
        self.words: Mapping[str, list[str]] | None = None
        self.taken: list[dict[str, Any]] = []
        self.clashes: list[dict[str, Any]] = []
        self.focus = ""
        self.added = ""
        self.button = request.POST.get(DO, "")
        super().__init__(request, **kwargs)
        if self.is_bound:
            self._read_what_was_sent(request.POST.copy())
        self.sets: dict[str, RowSet] = {}
        for name, kind in self.kinds.items():
            self.sets[name] = RowSet(self, name, kind)
            self.after_rows(name)

    @property
    def is_rearranged(self) -> bool:
        """The page comes back changed; nothing is checked or stored."""
        return bool(self.button)

    def _fill(self, words: kept.type_typed) -> None:
        self.words = words
        super()._fill(words)

    def _read_what_was_sent(self, data: QueryDict) -> None:
        self.data = data
        if self.button:
            self.press(self.button, data)
        self.words = {name: data.getlist(name) for name in data}

    def after_rows(self, name: str) -> None:
        """One kind of rows is built; the next kind may want to know them."""

    def all_forms(self) -> list[MergingForm]:
        return [self, *(row for rows in self.sets.values() for row in rows)]

    # --- buttons --------------------------------------------------------------------------------

    def press(self, button: str, data: QueryDict) -> None:
        """Change what was sent as the button says; one that is not known changes nothing."""
        name, _mark, rest = button.partition(":")
        verb, _mark, key = rest.partition(":")
        if name == "theirs":
            data[rest] = data.get(f"theirs-{rest}", "")
        elif name in self.kinds and (move := MOVES.get(verb)):
            order, gone = _split(data, name, "order"), _split(data, name, "gone")
            self.focus = f"{name}-{move(order, gone, key)}"
            self.added = self.focus if verb == "add" else ""
            data[f"{name}-order"], data[f"{name}-gone"] = ",".join(order), ",".join(gone)

    def add_row(self, data: QueryDict, name: str, **values: str) -> None:
        """A new row with these words in it."""
        order, gone = _split(data, name, "order"), _split(data, name, "gone")
        key = _add(order, gone, "")
        data[f"{name}-order"] = ",".join(order)
        for field_name, value in values.items():
            data[f"{name}-{key}-{field_name}"] = value
        self.added = self.focus = f"{name}-{key}"

    # --- sending --------------------------------------------------------------------------------

    def full_clean(self) -> None:
        if self.is_rearranged:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def submitted(self) -> bool:
        return not self.is_rearranged and super().submitted()

    def is_valid(self) -> bool:
        if self.is_rearranged:
            return True
        checked = [form.is_valid() for form in self._row_forms()]
        return super().is_valid() and all(checked)

    def _row_forms(self) -> list[RowForm]:
        return [row for rows in self.sets.values() for row in rows]

    @contextmanager
    def read_as_sent(self) -> Iterator[None]:
        """For a moment, take what is typed as if it were sent: for a preview or a checker.

        A control that cannot be read counts as left out. The form is as before afterwards.
        """
        forms_now = self.all_forms()
        before = [(form, form.is_bound, form.data, _errors_of(form)) for form in forms_now]
        button, self.button = self.button, ""
        data = self.data if self.is_bound else MultiValueDict(dict(self.words or {}))
        for form in forms_now:
            form.is_bound, form.data = True, data
            _set_errors(form, None)
        try:
            self.is_valid()
            yield
        finally:
            self.button = button
            for form, bound, kept_data, errors in before:
                form.is_bound, form.data = bound, kept_data
                _set_errors(form, errors)

    def refuse_stale(self) -> None:
        """Raise `Stale` when somebody saved what this writer touched. Call inside `once`."""
        changed = [form for form in self.all_forms() if form.touched()]
        removed = [row for rows in self.sets.values() for row in rows.gone if not row.is_new]
        for form in [*changed, *removed]:
            if form.is_stale():
                raise Stale(form.before)  # type: ignore[arg-type]

    def typed_rows(self, name: str) -> list[Typed]:
        """The rows on the page in their order; new ones left empty are not there."""
        rows = [row for row in self.sets[name] if not (row.is_new and not row.has_changed())]
        return [
            Typed(
                key=row.key,
                record=row.instance,
                version=None if row.is_new else row.opened_version,
                touched=row.touched(),
                extra={extra: row.cleaned_data.get(extra) for extra in row.extra_names},
            )
            for row in rows
        ]

    def gone_rows(self, name: str) -> list[Typed]:
        """Stored rows that this writer took out."""
        rows = [row for row in self.sets[name].gone if not row.is_new]
        return [Typed(row.key, row.before, row.opened_version, True) for row in rows]

    # --- showing --------------------------------------------------------------------------------

    def page(self, template: str, *, status: int | None = None, **context: Any) -> HttpResponse:
        if self.conflict is not None:
            found = Comparison(self)
            self.clashes, self.taken = found.clashes, found.taken
        return super().page(template, status=status, **context)

    def fresh(self) -> dict[str, str]:
        values = super().fresh()
        if self.now_version:
            values[self.add_prefix(VERSION)] = str(self.now_version)
        elif self.conflict is not None:
            values[self.add_prefix(VERSION)] = str(self[VERSION].value() or "")
        for rows in self.sets.values():
            values.update(rows.hidden())
        for clash in self.clashes:
            if "value" in clash:
                values[f"theirs-{clash['name']}"] = clash["value"]
        return values

    def conflicts(self) -> list[dict[str, Any]]:
        return self.clashes

    def summary(self) -> list[dict[str, Any]]:
        rows = super().summary()
        for row in self._row_forms():
            rows += [{**line, "text": f"{row.label()}: {line['text']}"} for line in row.summary()]
        return rows


def _errors_of(form: forms.BaseForm) -> Any:
    return form._errors  # type: ignore[attr-defined]


def _set_errors(form: forms.BaseForm, errors: Any) -> None:
    form._errors = errors  # type: ignore[attr-defined]


def _split(data: QueryDict, name: str, which: str) -> list[str]:
    return [key for key in data.get(f"{name}-{which}", "").split(",") if key]


def _add(order: list[str], gone: list[str], key: str) -> str:
    used = [int(k.removeprefix("new")) for k in [*order, *gone] if k.startswith("new")]
    order.append(f"new{max(used, default=0) + 1}")
    return order[-1]


def _remove(order: list[str], gone: list[str], key: str) -> str:
    if key in order:
        order.remove(key)
        gone.append(key)
    return ""


def _back(order: list[str], gone: list[str], key: str) -> str:
    if key in gone:
        gone.remove(key)
        order.append(key)
    return key


def _up(order: list[str], gone: list[str], key: str) -> str:
    return _swap(order, key, -1)


def _down(order: list[str], gone: list[str], key: str) -> str:
    return _swap(order, key, 1)


def _swap(order: list[str], key: str, step: int) -> str:
    here = order.index(key) if key in order else -1
    there = here + step
    if here >= 0 and 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    return key


type_move = Callable[[list[str], list[str], str], str]
MOVES: dict[str, type_move] = {
    "add": _add,
    "remove": _remove,
    "back": _back,
    "up": _up,
    "down": _down,
}
"""What a button does to the order and the list of what was taken out; gives the row to go to."""
