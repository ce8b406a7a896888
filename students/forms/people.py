"""Whose child it is, to whom the case is open, and what the parents allowed."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, HouseForm, PickRows, RecordForm, Segments
from sencohub.lib.roles import Role
from students.models import CaseGrant, Consent, ParentLink, Student

CASE_ROLES = (Role.SPECIALIST, Role.ASSISTANT, Role.SENST, Role.TEACHER)


class ParentRightsForm(RecordForm):
    """What a parent or guardian is to the child and may do."""

    widths = {"relation": "f-6", "phone": "f-6", "language": "f-6"}

    class Meta:
        model = ParentLink
        fields = ("relation", "phone", "language", "may_read", "may_decide")
        widgets = {"language": Segments}

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        language: Any = self.fields["language"]
        language.choices = User.Language.choices
        for name in ("may_read", "may_decide"):
            self.fields[name].label = capfirst(self.fields[name].label)


class ParentLinkForm(ParentRightsForm):
    """A new link, to an account that exists."""

    account = forms.CharField(
        label=_("Sign-in name or e-mail of the parent’s account"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("account", "relation", "phone", "language", "may_read", "may_decide")

    class Meta(ParentRightsForm.Meta):
        pass

    def clean_account(self) -> User:
        text = self.cleaned_data["account"].strip()
        named = Q(username__iexact=text) | Q(email__iexact=text)
        found = list(User.objects.filter(named, is_active=True, is_superuser=False)[:2])
        if not found:
            raise ValidationError(
                _("No account has this sign-in name or e-mail. Make the account first.")
            )
        if len(found) > 1:
            raise ValidationError(_("Several accounts share this e-mail. Write the sign-in name."))
        return found[0]

    def link(self) -> ParentLink:
        """The link as typed, not yet saved."""
        made: ParentLink = self.instance
        made.parent = self.cleaned_data["account"]
        return made


class EndForm(HouseForm):
    """When something ends: at once, or after a day."""

    when = forms.ChoiceField(
        label=_("When does it end?"),
        choices=[("now", _("At once")), ("later", _("After a day"))],
        widget=Segments,
        initial="now",
    )
    ends_on = DayField(
        label=_("Last day"), help_text=_("Only when it ends after a day."), required=False
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("when") == "later" and "ends_on" in typed:
            day = typed["ends_on"]
            if day is None or day < today():
                self.add_error("ends_on", _("Choose today or a later day."))
        return typed

    def last_day(self) -> dt.date:
        """The last day on which it holds; yesterday when it ends at once."""
        if self.cleaned_data["when"] == "now":
            return today() - dt.timedelta(days=1)
        day: dt.date = self.cleaned_data["ends_on"]
        return day


class CaseGrantForm(RecordForm):
    """To whom a case is opened, how far, why and until when."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Read by the SENCO and leaders, for example: assessment of reading"),
        max_length=200,
    )
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"), help_text=_("Every opened case has a last day."))
    widths = {"person": "f-6", "starts_on": "f-6", "ends_on": "f-6"}
    field_order = ("person", "reach", "reason", "starts_on", "ends_on")

    class Meta:
        model = CaseGrant
        fields = ("person", "reach", "reason", "starts_on", "ends_on")
        widgets = {"reach": PickRows}

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        person, reach = self.fields["person"], self.fields["reach"]
        person.queryset = User.objects.with_role(*CASE_ROLES).distinct()  # type: ignore[attr-defined]
        reach.choices = [(r.value, capfirst(r.label)) for r in CaseGrant.Reach]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = typed.get("starts_on"), typed.get("ends_on")
        if last and last < today():
            self.add_error("ends_on", _("Choose today or a later day."))
        elif first and last and last < first:
            self.add_error("ends_on", _("Choose a day on or after the first day."))
        return typed


class ConsentForm(RecordForm):
    """A parent's yes or no to one named use, as it reached the school."""

    parent = forms.ModelChoiceField(label=_("Parent"), queryset=User.objects.none())
    answered_on = DayField(label=_("Answered on"))
    note = forms.CharField(
        label=_("How it reached us"),
        help_text=_("For example: signed form, 3 March"),
        max_length=200,
    )
    widths = {"parent": "f-6", "answered_on": "f-6"}

    class Meta:
        model = Consent
        fields = ("parent", "scope", "answer", "answered_on", "note")
        widgets = {"scope": PickRows, "answer": Segments}

    def __init__(self, request: PersonRequest, *, student: Student, **kwargs: Any) -> None:
        kwargs["instance"] = Consent(student=student)
        super().__init__(request, **kwargs)
        # all-rows: one of the parents of a student whom the view fetched
        links = ParentLink.objects.in_force().filter(student=student, may_decide=True)
        fields: Any = self.fields
        fields["parent"].queryset = User.objects.filter(pk__in=links.values("parent"))
        fields["scope"].choices = [(s.value, capfirst(s.label)) for s in Consent.Scope]
        fields["answer"].choices = [(a.value, capfirst(a.label)) for a in Consent.Answer]

    def clean_answered_on(self) -> Any:
        day = self.cleaned_data["answered_on"]
        if day > today():
            raise ValidationError(_("Choose today or an earlier day."))
        return day
