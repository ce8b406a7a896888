"""The base form itself; the package's text says how a view and a template use it."""

import datetime as dt
import logging
import secrets
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sencohub.lib.forms import kept
from sencohub.lib.forms.fields import DayField, clean_text
from sencohub.lib.forms.kept import OWNER, TOKEN, VERSION
from sencohub.lib.forms.look import HouseErrors, HouseField, dress
from sencohub.lib.records import IllegalMove, Stale

if TYPE_CHECKING:
    _Form = forms.Form
else:
    _Form = object

log = logging.getLogger(__name__)
HOUSE_NAMES = frozenset({OWNER, TOKEN, VERSION})


class HouseFormMixin(_Form):
    """What every form of the house does; see the package's text."""

    template_name = "components/form.html"
    bound_field_class = HouseField
    use_required_attribute = False
    house_names = HOUSE_NAMES
    drafts: ClassVar[bool] = False
    """True: what is typed is kept before it is sent (by script, or by a Save draft button)."""
    hides_optional: ClassVar[bool] = False
    """True: no “(optional)” after labels, where something else says what is missing."""
    widths: ClassVar[dict[str, str]] = {}
    """Field name to its width in the grid of twelve: `{"starts_on": "f-4"}`."""

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        self.conflict: Stale | None = None
        self.draft: Any = None
        posted = request.method == "POST"
        kwargs.setdefault("error_class", HouseErrors)
        super().__init__(
            data=request.POST if posted else None, files=request.FILES if posted else None, **kwargs
        )
        self._read_days()
        self._add_house_fields()
        for name, field in self.fields.items():
            dress(name, field)
        if not posted:
            self._fill_in_what_was_typed()

    # --- set-up ---------------------------------------------------------------------------------

    def _read_days(self) -> None:
        """A model's date fields become day-first ones."""
        for name, field in self.fields.items():
            if type(field) is forms.DateField:
                self.fields[name] = DayField(
                    required=field.required,
                    label=field.label,
                    help_text=field.help_text,
                    initial=field.initial,
                    validators=field.validators,
                    disabled=field.disabled,
                )

    def _add_house_fields(self) -> None:
        instance = getattr(self, "instance", None)
        version = getattr(instance, "version", "") if instance and instance.pk else ""
        values = {OWNER: kept.seal(self.request.user), TOKEN: _new_token(), VERSION: version}
        for name, value in values.items():
            self.fields[name] = forms.CharField(
                required=False, initial=value, widget=forms.HiddenInput, max_length=200
            )

    def _fill_in_what_was_typed(self) -> None:
        words = kept.given_back(self.request, self.add_prefix(VERSION))
        if words:
            self._fill(words)
            messages.info(
                self.request, _("Your session had ended. What you typed is here; send it again.")
            )
        elif self.drafts:
            self.draft = kept.draft_of(self.request.user, self.draft_key)
            if self.draft:
                self._fill(self.draft.data)

    def _fill(self, words: kept.type_typed) -> None:
        """Show these texts as the form's first values; an unticked box comes back unticked."""
        for name, field in self.fields.items():
            values = words.get(self.add_prefix(name), [])
            if name in (OWNER, TOKEN) or isinstance(field, forms.FileField):
                continue
            if isinstance(field.widget, forms.CheckboxInput):
                self.initial[name] = bool(values)
            elif isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
                self.initial[name] = values
            elif values:
                self.initial[name] = values[-1]

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        """What was sent for one control, without what nobody can see; passwords as they are."""
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        if isinstance(widget, forms.PasswordInput | forms.HiddenInput):
            return value
        if isinstance(value, str):
            return _tidy(widget, value)
        if isinstance(value, list):
            return [_tidy(widget, one) if isinstance(one, str) else one for one in value]
        return value

    # --- sending --------------------------------------------------------------------------------

    @property
    def draft_key(self) -> str:
        """The one name of this form for its writer: its address, and its prefix if it has one."""
        return f"{self.request.path}#{self.prefix}" if self.prefix else self.request.path

    @property
    def keeps_drafts(self) -> bool:
        return self.drafts and self.request.user.is_authenticated

    @property
    def opened_version(self) -> int | None:
        """The record's version when the form was opened, for `Record.claim`."""
        raw = str(self.data.get(self.add_prefix(VERSION), ""))
        return int(raw) if raw.isascii() and raw.isdigit() else None

    def submitted(self) -> bool:
        """A valid POST by the form's own button (not by Save draft or Discard).

        A form whose work is done already counts as sent, whatever it holds: what it asked for may
        no longer be among the choices just because it was done. `once` then goes to that page.
        """
        if self.request.method != "POST" or self._draft_button():
            return False
        return self.is_valid() or self._done() is not None

    def _done(self) -> Any:
        """The row of this form's token, if its work has been done."""
        token = str(self.data.get(self.add_prefix(TOKEN), ""))[:64].replace("\x00", "")
        if not token or not self.request.user.is_authenticated:
            return None
        rows = apps.get_model("accounts", "UsedFormToken").objects
        return rows.filter(token=token, user=self.request.user).first()

    def _draft_button(self) -> str:
        if not self.keeps_drafts:
            return ""
        return next((name for name in kept.BUTTONS if name in self.request.POST), "")

    def once(
        self,
        do: Callable[[], Any],
        *,
        to: str | Callable[[Any], str],
        say: str | Callable[[Any], str] = "",
        template: str = "",
        **context: Any,
    ) -> HttpResponse:
        """Do the work once for this token and go on; a conflict or refusal shows the form again."""
        try:
            url, text = self._do_once(do, to, say)
        except Stale as stale:
            self.conflict = stale
            return self.page(template, status=409, **context)
        except IllegalMove as refusal:
            self.add_error(None, str(refusal))
            return self.page(template, status=409, **context)
        except ValidationError as refusal:
            self._add_refusal(refusal)
            return self.page(template, status=422, **context)
        except IntegrityError as clash:
            self._add_clash(clash)
            return self.page(template, status=409, **context)
        if text:
            messages.success(self.request, text)
        return HttpResponseRedirect(url)

    def _do_once(
        self, do: Callable[[], Any], to: str | Callable[[Any], str], say: str | Callable[[Any], str]
    ) -> tuple[str, str]:
        tokens = apps.get_model("accounts", "UsedFormToken").objects
        mine = {"token": self._token(), "user": self.request.user}
        try:
            with transaction.atomic():
                row = tokens.create(**mine)
                result = do()
                row.result_url = to(result) if callable(to) else to
                row.save(update_fields=["result_url"])
                if self.drafts:
                    kept.drop_draft(self.request.user, self.draft_key)
                return row.result_url, str(say(result) if callable(say) else say)
        except IntegrityError:
            done = tokens.filter(**mine).first()
            if done is None:
                raise
            return done.result_url, _("This was already saved; nothing was done twice.")

    def _token(self) -> str:
        token = str(self.data.get(self.add_prefix(TOKEN), ""))
        if not token or len(token) > 64 or "\x00" in token:
            raise ValidationError(_("This form is incomplete. Reload the page and send it again."))
        return token

    def _add_refusal(self, refusal: ValidationError) -> None:
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            known = name in self.fields and name != NON_FIELD_ERRORS
            self.add_error(name if known else None, errors)

    def _add_clash(self, clash: IntegrityError) -> None:
        """Two people did the same at the same moment and a constraint kept the promise."""
        diagnosis = getattr(clash.__cause__, "diag", None)
        log.warning(
            "a constraint refused a form",
            extra={"constraint": getattr(diagnosis, "constraint_name", type(clash).__name__)},
        )
        self.add_error(
            None,
            _("Somebody did the same at this moment. Look at what stands now, then send it again."),
        )

    # --- showing --------------------------------------------------------------------------------

    def page(self, template: str, *, status: int | None = None, **context: Any) -> HttpResponse:
        """The form's page: 200 at first, 422 with errors, 409 with a conflict."""
        if self.is_bound and (button := self._draft_button()):
            return self._answer_draft_button(button)
        if status is None:
            status = 422 if self.is_bound and not self.is_valid() else 200
        return render(self.request, template, {"form": self, **context}, status=status)

    def _answer_draft_button(self, button: str) -> HttpResponse:
        if button == "save_draft":
            draft = kept.save_draft(self.request.user, self.draft_key, self.request.POST)
            if draft is None:
                messages.error(
                    self.request, _("This is too long to keep as a draft. Shorten it, or send it.")
                )
        else:
            kept.drop_draft(self.request.user, self.draft_key)
            messages.success(self.request, _("The draft is gone."))
        return HttpResponseRedirect(self.request.get_full_path())

    def conflicts(self) -> list[dict[str, Any]]:
        """Each field whose stored text differs from what was typed: field, label, mine, theirs."""
        if self.conflict is None:
            return []
        rows = []
        for name, field in self.fields.items():
            if name in HOUSE_NAMES or not hasattr(self.conflict.current, name):
                continue
            mine = shown_value(field, self.cleaned_data.get(name))
            theirs = shown_value(field, getattr(self.conflict.current, name))
            if mine != theirs:
                bound = self[name]
                rows.append({"field": bound, "label": bound.label, "mine": mine, "theirs": theirs})
        return rows

    def conflict_by(self) -> str:
        """Who saved meanwhile, as the history tells it."""
        if self.conflict is None:
            return ""
        latest = self.conflict.current.history.first()  # type: ignore[attr-defined]
        return str(latest.history_user or "") if latest else ""

    def fresh(self) -> dict[str, str]:
        """Hidden values for the next try: a new token; after a conflict the current version."""
        version: Any = self[VERSION].value() or ""
        if self.conflict is not None:
            version = getattr(self.conflict.current, "version", "")
        return {
            self.add_prefix(TOKEN): _new_token(),
            self.add_prefix(VERSION): str(version),
            self.add_prefix(OWNER): str(self.fields[OWNER].initial),
        }

    def given(self) -> dict[str, Any]:
        """The cleaned values of the form's own fields, by name."""
        return {k: v for k, v in self.cleaned_data.items() if k not in HOUSE_NAMES}

    def shown_fields(self) -> list[HouseField]:
        return [self[name] for name in self.fields if name not in HOUSE_NAMES]  # type: ignore[misc]

    def summary(self) -> list[dict[str, Any]]:
        """The errors for the summary at the top: each with the id of the field it is about."""
        rows = []
        for name, errors in self.errors.items():
            target = _id_of(self[name]) if name in self.fields else ""
            rows += [{"id": target, "text": text} for text in errors]
        return rows


def _tidy(widget: forms.Widget, value: str) -> str:
    text = clean_text(value)
    return text if isinstance(widget, forms.Textarea) else " ".join(text.split("\n"))


def _new_token() -> str:
    return secrets.token_urlsafe(18)


def _id_of(field: Any) -> str:
    """The id a summary's link goes to: the control, or the frame of a group of choices."""
    return str(field.id_for_label or field.auto_id)


def shown_value(field: forms.Field, value: Any) -> str:
    """A value as a person reads it: a choice's label, a day in words, a list with commas."""
    if isinstance(value, models.Manager):
        value = value.all()
    if isinstance(value, models.QuerySet | list | tuple | set):
        return ", ".join(sorted(shown_value(field, one) for one in value))
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dt.date):
        return date_format(value)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return dict(_labels(field.choices)).get(str(value), str(value))
    return str(value)


def _labels(choices: Any) -> Iterator[tuple[str, str]]:
    """Each value with its label, those in groups too."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _labels(label)
        else:
            yield str(value), str(label)


class HouseForm(HouseFormMixin, forms.Form):
    """A form that is not one record."""


class RecordForm(HouseFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A form for one record. `save_record()` claims the version, then saves."""

    def save_record(self) -> Any:
        """Save under the version the form was opened at, or raise `Stale`. Call inside `once`."""
        record = self.instance
        if record.pk and hasattr(record, "claim"):
            record.claim(self.opened_version)
        return self.save()
