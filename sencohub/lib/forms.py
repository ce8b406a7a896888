"""THE base form: one version, one one-use token, nothing typed is ever lost.

A view reads:

    form = PlanForm(request, instance=plan)
    if form.submitted():
        return form.once(lambda: save_plan(...), to=..., say=_("Saved."))
    return form.page("tiers/plan_edit.html", plan=plan)

`submitted()` is true for a valid POST. `once()` does the work in one transaction under the
form's token: sent twice (a double click, the back button, two tabs at the same moment), the
second answer is the first one's page and nothing is done again. A record that somebody else saved
meanwhile comes back as a conflict (409) with both texts. A form sent after the session ended is
kept for the same person and filled in again after sign-in.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorList
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from sencohub.lib.records import IllegalMove, Stale

KEPT = "kept-for-after-sign-in"
OWNER = "form_owner"
TOKEN = "form_token"  # noqa: S105  (a field's name)
VERSION = "form_version"
HOUSE_FIELDS = frozenset({OWNER, TOKEN, VERSION, "csrfmiddlewaretoken"})


def keep_for_after_sign_in(request: HttpRequest) -> None:
    """Keep a POST whose session has ended, sealed for the person whose form it was."""
    owner = request.POST.get(OWNER) if request.method == "POST" else None
    if not owner:
        return
    try:
        user_id = signing.loads(owner, salt=OWNER)
    except signing.BadSignature:
        return
    data = {k: request.POST.getlist(k) for k in request.POST if k not in HOUSE_FIELDS}
    request.session[KEPT] = {"user": user_id, "path": request.path, "data": data}


def _given_back(request: HttpRequest) -> dict[str, list[str]]:
    kept = request.session.get(KEPT)
    if not kept or kept["path"] != request.path:
        return {}
    del request.session[KEPT]
    return kept["data"] if kept["user"] == request.user.pk else {}


class HouseField(BoundField):
    """Adds the house's classes to whatever widget the field has."""

    def css_classes(self, extra_classes: Any = None) -> str:
        classes = super().css_classes(extra_classes)
        return f"{classes} field field-err".strip() if self.errors else f"{classes} field".strip()


class HouseErrors(ErrorList):
    template_name = "components/errors.html"


class HouseFormMixin:
    """What every form of the house does; see the module's text."""

    template_name = "components/form.html"
    bound_field_class = HouseField

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        self.conflict: Stale | None = None
        data = request.POST if request.method == "POST" else None
        files = request.FILES if request.method == "POST" else None
        kwargs.setdefault("error_class", HouseErrors)
        super().__init__(data=data, files=files, **kwargs)  # type: ignore[call-arg]
        self._add_house_fields()
        if data is None:
            self._fill_from_kept()
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            if not isinstance(
                field.widget, (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)
            ):
                field.widget.attrs.setdefault("class", "input")
            if isinstance(field, (forms.DateField,)):
                field.widget.attrs.setdefault("inputmode", "text")
                field.widget.attrs.setdefault("placeholder", "12 Jun 2026")
            field.error_messages.setdefault("required", _("Fill this in."))
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                label = field.label or name.replace("_", " ")
                field.error_messages["required"] = _("Fill in “%(label)s”.") % {"label": label}

    def _add_house_fields(self) -> None:
        user = self.request.user
        sealed = signing.dumps(user.pk, salt=OWNER) if user.is_authenticated else ""
        instance = getattr(self, "instance", None)
        version = getattr(instance, "version", "") if instance and instance.pk else ""
        for name, value in (
            (OWNER, sealed),
            (TOKEN, secrets.token_urlsafe(18)),
            (VERSION, version),
        ):
            self.fields[name] = forms.CharField(  # type: ignore[attr-defined]
                required=False, initial=value, widget=forms.HiddenInput, max_length=200
            )

    def _fill_from_kept(self) -> None:
        kept = _given_back(self.request)
        if not kept:
            return
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            values = kept.get(self.add_prefix(name))  # type: ignore[attr-defined]
            if values:
                many = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
                self.initial[name] = values if many else values[-1]  # type: ignore[attr-defined]
        messages.info(
            self.request, _("Your session had ended. What you typed is here; send it again.")
        )

    @property
    def opened_version(self) -> int | None:
        """The record's version when the form was opened, for `Record.claim`."""
        raw = str(self.data.get(self.add_prefix(VERSION), ""))  # type: ignore[attr-defined]
        return int(raw) if raw.isdigit() else None

    def submitted(self) -> bool:
        return self.request.method == "POST" and self.is_valid()  # type: ignore[attr-defined]

    def once(
        self,
        do: Callable[[], Any],
        *,
        to: str | Callable[[Any], str],
        say: str | Callable[[Any], str] = "",
        template: str = "",
        **context: Any,
    ) -> HttpResponse:
        """Do the work once for this token, then go on; a conflict or refusal shows the form again."""
        try:
            url, text = self._do_once(do, to, say)
        except Stale as stale:
            self.conflict = stale
            return self.page(template, status=409, **context)
        except IllegalMove as refusal:
            self.add_error(None, str(refusal))  # type: ignore[attr-defined]
            return self.page(template, status=409, **context)
        except ValidationError as refusal:
            self._add_refusal(refusal)
            return self.page(template, status=422, **context)
        if text:
            messages.success(self.request, text)
        return HttpResponseRedirect(url)

    def _do_once(
        self, do: Callable[[], Any], to: str | Callable[[Any], str], say: str | Callable[[Any], str]
    ) -> tuple[str, str]:
        tokens = apps.get_model("accounts", "UsedFormToken").objects
        token = self.data.get(self.add_prefix(TOKEN), "")[:64]  # type: ignore[attr-defined]
        if not token:
            raise ValidationError(_("This form is incomplete. Reload the page and send it again."))
        try:
            with transaction.atomic():
                row = tokens.create(token=token, user=self.request.user)
                result = do()
                row.result_url = to(result) if callable(to) else to
                row.save(update_fields=["result_url"])
                return row.result_url, str(say(result) if callable(say) else say)
        except IntegrityError:
            done = tokens.filter(token=token, user=self.request.user).first()
            if done is None:
                raise
            return done.result_url, _("This was already saved; nothing was done twice.")

    def _add_refusal(self, refusal: ValidationError) -> None:
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)  # type: ignore[attr-defined]
            return
        for name, errors in refusal.error_dict.items():
            known = name in self.fields or name == NON_FIELD_ERRORS  # type: ignore[attr-defined]
            self.add_error(  # type: ignore[attr-defined]
                name if known and name != NON_FIELD_ERRORS else None, errors
            )

    def page(self, template: str, *, status: int | None = None, **context: Any) -> HttpResponse:
        """The form's page: 200 at first, 422 with errors, 409 with a conflict."""
        if status is None:
            status = 422 if self.is_bound and not self.is_valid() else 200  # type: ignore[attr-defined]
        return render(self.request, template, {"form": self, **context}, status=status)

    def conflicts(self) -> list[dict[str, Any]]:
        """Each field whose stored text differs from what was typed: label, mine, theirs."""
        if self.conflict is None:
            return []
        current, rows = self.conflict.current, []
        for name in self.fields:  # type: ignore[attr-defined]
            if name in HOUSE_FIELDS or not hasattr(current, name):
                continue
            mine, theirs = self.cleaned_data.get(name), getattr(current, name)  # type: ignore[attr-defined]
            if not isinstance(theirs, models.Manager) and mine != theirs:
                rows.append({"field": self[name], "mine": mine, "theirs": theirs})  # type: ignore[index]
        return rows

    def conflict_by(self) -> str:
        """Who saved meanwhile, as the history tells it."""
        if self.conflict is None:
            return ""
        latest = self.conflict.current.history.first()  # type: ignore[attr-defined]
        return str(latest.history_user or "") if latest else ""

    def fresh(self) -> dict[str, str]:
        """Hidden values for the next try: a new token and, after a conflict, the current version."""
        version: Any = self[VERSION].value() or ""  # type: ignore[index]
        if self.conflict is not None:
            version = getattr(self.conflict.current, "version", "")
        return {
            self.add_prefix(TOKEN): secrets.token_urlsafe(18),  # type: ignore[attr-defined]
            self.add_prefix(VERSION): str(version),  # type: ignore[attr-defined]
            self.add_prefix(OWNER): str(self.fields[OWNER].initial),  # type: ignore[attr-defined]
        }

    def shown_fields(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name not in HOUSE_FIELDS]  # type: ignore[attr-defined,index]

    def summary(self) -> list[dict[str, Any]]:
        """The errors for the summary at the top: each with the id of the field it is about."""
        rows = []
        for name, errors in self.errors.items():  # type: ignore[attr-defined]
            target = self[name].id_for_label if name in self.fields else ""  # type: ignore[attr-defined,index]
            rows += [{"id": target, "text": text} for text in errors]
        return rows


class HouseForm(HouseFormMixin, forms.Form):
    """A form that is not one record."""


class RecordForm(HouseFormMixin, forms.ModelForm):
    """A form for one record. `save_record(by)` claims the version, then saves."""

    def save_record(self) -> Any:
        record = self.instance
        if record.pk and hasattr(record, "claim"):
            record.claim(self.opened_version)
        return self.save()
