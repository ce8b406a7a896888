"""Forms for the catalogue and for a run of it."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provision.models import Fund, Intervention, Provision, StaffRate
from provision.models.money import may_set_costs
from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, HouseForm, RecordForm
from sencohub.lib.roles import Role
from sencohub.school.models import Term
from students.models import Need

GIVERS = (Role.ASSISTANT, Role.TEACHER, Role.SENST, Role.SENCO)
"""Who may lead a run: the staff who record its sessions."""
COST_FIELDS = ("contract_cost", "materials_cost")
SCHOOL_WEEK = [(str(n), WEEKDAYS[n]) for n in range(6)]


class InterventionForm(RecordForm):
    """An entry of the catalogue with its usual dose, from which a run is planned in a minute."""

    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Needs it is for"),
        required=False,
        choices=[(c.value, c.value) for c in Need.Category],
        widget=forms.CheckboxSelectMultiple,
    )
    tier = forms.TypedChoiceField(
        label=gettext_lazy("Tier"),
        choices=[(n, str(n)) for n in (1, 2, 3)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    widths = {
        "name_en": "f-6",
        "name_zh": "f-6",
        "tier": "f-4",
        "measure": "f-4",
        "unit": "f-4",
        "direction": "f-4",
        "usual_weeks": "f-3",
        "usual_sessions_a_week": "f-3",
        "usual_minutes": "f-3",
        "usual_group": "f-3",
    }

    class Meta:
        model = Intervention
        fields = [
            "name_en",
            "name_zh",
            "purpose",
            "needs",
            "tier",
            "evidence",
            "measure",
            "unit",
            "direction",
            "usual_weeks",
            "usual_sessions_a_week",
            "usual_minutes",
            "usual_group",
            "is_active",
        ]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "measure": gettext_lazy("For example: words read aloud in five minutes"),
            "unit": gettext_lazy("For example: words of 80"),
            "evidence": gettext_lazy("What we know about whether it works, and from where"),
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name in ("usual_weeks", "usual_sessions_a_week", "usual_minutes", "usual_group"):
            if data.get(name) == 0:
                self.add_error(name, _("Write a number above nought."))
        return data


class TermField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Terms of this year and the years beside it, the newest first."""

    def __init__(self, **kwargs: Any) -> None:
        terms = Term.objects.select_related("year").order_by("-starts_on")
        super().__init__(terms, **kwargs)


class RunForm(RecordForm):
    """A run: who gives it, when, how often. What it costs is there only for who may set costs."""

    drafts = True
    term = TermField(label=gettext_lazy("Term"), empty_label=None)
    tier = forms.TypedChoiceField(
        label=gettext_lazy("Tier"),
        choices=[(n, str(n)) for n in (1, 2, 3)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days"),
        required=False,
        choices=SCHOOL_WEEK,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    at_time = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        help_text=gettext_lazy("For example 14:10"),
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "14:10"}),
    )
    widths = {
        "name_en": "f-6",
        "name_zh": "f-6",
        "kind": "f-6",
        "tier": "f-6",
        "staff": "f-6",
        "contractor": "f-6",
        "term": "f-4",
        "starts_on": "f-4",
        "ends_on": "f-4",
        "weekdays": "f-12 in-a-row",
        "at_time": "f-4",
        "in_lesson": "f-8",
        "planned_sessions": "f-4",
        "minutes": "f-4",
        "fund": "f-4",
        "contract_cost": "f-4",
        "materials_cost": "f-4",
    }

    class Meta:
        model = Provision
        fields = [
            "name_en",
            "name_zh",
            "kind",
            "tier",
            "staff",
            "contractor",
            "term",
            "starts_on",
            "ends_on",
            "weekdays",
            "at_time",
            "in_lesson",
            "planned_sessions",
            "minutes",
            "fund",
            *COST_FIELDS,
        ]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "contractor": gettext_lazy("Where nobody of the school gives it"),
            "in_lesson": gettext_lazy(
                "The lesson students miss for it. Empty: none, it is at recess or after school"
            ),
        }

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.fields["kind"].choices = Provision.Kind.choices  # type: ignore[attr-defined]
        self.fields["staff"].queryset = self._givers()  # type: ignore[attr-defined]
        self.fields["fund"].queryset = Fund.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["staff"].empty_label = _("Nobody of the school")  # type: ignore[attr-defined]
        self.fields["fund"].empty_label = _("No fund")  # type: ignore[attr-defined]
        if not may_set_costs(request.user):
            for name in COST_FIELDS:
                del self.fields[name]
        else:
            for name in COST_FIELDS:
                self.fields[name].required = False

    def _givers(self) -> QuerySet[User]:
        """The staff who lead runs, and whoever gives this one: a therapist, somebody who left."""
        held = Q(pk__in=User.objects.with_role(*GIVERS).values("pk"))
        return User.objects.filter(held | Q(pk=self.instance.staff_id)).order_by("name_en")

    def clean_contract_cost(self) -> Any:
        return self.cleaned_data["contract_cost"] or 0

    def clean_materials_cost(self) -> Any:
        return self.cleaned_data["materials_cost"] or 0

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name in ("planned_sessions", "minutes"):
            if data.get(name) == 0:
                self.add_error(name, _("Write a number above nought."))
        if data.get("minutes") and data["minutes"] > 240:
            self.add_error("minutes", _("A session lasts four hours at most."))
        self._check_dates(data)
        return data

    def _check_dates(self, data: dict[str, Any]) -> None:
        term, first, last = data.get("term"), data.get("starts_on"), data.get("ends_on")
        if not (term and first and last):
            return
        if last < first:
            self.add_error("ends_on", _("Choose a last day after the first."))
        elif first < term.starts_on or last > term.ends_on:
            name = "starts_on" if first < term.starts_on else "ends_on"
            self.add_error(name, _("Choose days within the term."))
        elif self.instance.pk:
            self._check_what_stands(first, last)

    def _check_what_stands(self, first: dt.date, last: dt.date) -> None:
        """What is recorded already stays within the run."""
        outside = self.instance.sessions.exclude(held_on__range=(first, last))
        if outside.exists():
            self.add_error("starts_on", _("A session is recorded outside these days."))
        places = self.instance.participations
        if places.filter(starts_on__lt=first).exists() or places.filter(ends_on__gt=last).exists():
            self.add_error(
                "ends_on", _("A student’s place lasts beyond these days. Change it first.")
            )


class EndForm(HouseForm):
    """The last day of a run."""

    on = DayField(label=gettext_lazy("Last day"))

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > today():
            raise ValidationError(_("Choose today or an earlier day."))
        return day


class StepForm(HouseForm):
    """A button that moves a run on: nothing to fill in, but done once."""


class RateForm(RecordForm):
    """An hour of somebody's time from a day on."""

    widths = {"staff": "f-6", "hourly": "f-3", "valid_from": "f-3"}

    class Meta:
        model = StaffRate
        fields = ["staff", "hourly", "valid_from"]

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.fields["staff"].queryset = User.objects.with_role(*GIVERS)  # type: ignore[attr-defined]

    def clean_hourly(self) -> Any:
        hourly = self.cleaned_data["hourly"]
        if hourly < 0:
            raise ValidationError(_("Write an amount of nought or more."))
        return hourly

    def _get_validation_exclusions(self) -> set[str]:
        # The same person and day again replaces the rate: the action says how, not the constraint.
        names: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return {*names, "valid_from"}
