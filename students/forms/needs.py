"""Recording a need with what is known of its assessment, and a difficulty."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, PickRows, RecordForm, Segments, WordsField
from sencohub.lib.policies import SENCO_ONLY
from students.forms.fields import PartialDayField
from students.models import Difficulty, Need


class NeedForm(RecordForm):
    """Category, main or beside it, how it is known, by whom and when. A SENST drafts."""

    certainty = forms.ChoiceField(label=_("How is it known?"), choices=[], widget=Segments)
    is_primary = forms.BooleanField(
        label=_("This is the main need"),
        help_text=_("The need that was the main one so far stays beside it."),
        required=False,
    )
    assessed_by = forms.CharField(
        label=_("By whom"),
        help_text=_("The person or service, for example: school-based EP"),
        max_length=120,
        required=False,
    )
    assessed_when = PartialDayField(
        label=_("When"),
        help_text=_("As far as it is known: 2024, Mar 2024 or 12 Mar 2024"),
        max_length=40,
        required=False,
    )
    note = WordsField(label=_("Note"), rows=3, max_length=2000, required=False)
    for_parents = forms.BooleanField(
        label=_("Parents may read this in the family pages"), required=False
    )
    widths = {"category": "f-6", "sub_type": "f-6", "assessed_by": "f-6", "assessed_when": "f-6"}

    class Meta:
        model = Need
        fields = (
            "category",
            "sub_type",
            "certainty",
            "is_primary",
            "assessed_by",
            "note",
            "ended_on",
        )

    field_order = (
        "category",
        "sub_type",
        "certainty",
        "assessed_by",
        "assessed_when",
        "is_primary",
        "note",
        "for_parents",
        "ended_on",
    )

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        kept: Need | None = kwargs.get("instance")
        if kept and kept.pk:
            when = (kept.assessed_on, kept.precision) if kept.assessed_on else None
            kwargs["initial"] = {
                "for_parents": kept.published_at is not None,
                "assessed_when": when,
            }
        super().__init__(request, **kwargs)
        certainty: Any = self.fields["certainty"]
        certainty.choices = [(one.value, capfirst(one.label)) for one in self._certainties()]
        if not self.instance.pk:
            del self.fields["ended_on"]

    def _certainties(self) -> list[Need.Certainty]:
        """A SEN support teacher drafts what is suspected; the SENCO records what is assessed."""
        may_all = SENCO_ONLY.admits(self.request.user)
        return list(Need.Certainty) if may_all else [Need.Certainty.SUSPECTED]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        known = typed.get("certainty") in {Need.Certainty.ASSESSED, Need.Certainty.DIAGNOSED}
        if known and not typed.get("assessed_by"):
            self.add_error("assessed_by", _("Write who assessed or diagnosed it."))
        when = typed.get("assessed_when")
        if when and when[0] > today():
            self.add_error("assessed_when", _("Choose a date that is not in the future."))
        return typed

    def need(self) -> Need:
        """The need as typed, not yet saved."""
        need: Need = self.instance
        when = self.cleaned_data["assessed_when"]
        need.assessed_on, need.precision = when or (None, Need.Precision.DAY)
        return need


class DifficultyForm(RecordForm):
    """What is hard, in the school's words, and how often it shows."""

    words = forms.CharField(label=_("What is hard?"), max_length=300)
    noted_on = DayField(label=_("Noted on"))
    widths = {"area": "f-6", "often": "f-6", "noted_on": "f-6", "ended_on": "f-6"}

    class Meta:
        model = Difficulty
        fields = ("words", "area", "often", "noted_on", "ended_on")
        widgets = {"often": PickRows}

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        if not kwargs["instance"].pk:
            kwargs["initial"] = {"noted_on": today()}
        super().__init__(request, **kwargs)
        often: Any = self.fields["often"]
        often.choices = Difficulty.Often.choices
        if not self.instance.pk:
            del self.fields["ended_on"]

    def clean_noted_on(self) -> Any:
        day = self.cleaned_data["noted_on"]
        if day > today():
            raise ValidationError(_("Choose today or an earlier day."))
        return day
