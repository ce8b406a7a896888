"""Writing down what was seen or said."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, RecordForm, Segments, WordsField
from sencohub.lib.policies import SEN_TEAM, SENCO_ONLY
from students.models import Evidence

SAID = frozenset({Evidence.Kind.STUDENT_VIEW, Evidence.Kind.PARENT_VIEW})


class EvidenceForm(RecordForm):
    """Who said or showed what, on which day, in which language."""

    drafts = True
    kind = forms.ChoiceField(label=_("What is it?"), choices=[])
    words = WordsField(
        label=_("In words"),
        help_text=_("As it was said or seen. Write a view in the person’s own words."),
        rows=6,
        max_length=8000,
    )
    language = forms.ChoiceField(
        label=_("Written in"), choices=User.Language.choices, widget=Segments
    )
    said_by = forms.CharField(
        label=_("Who said it?"),
        help_text=_("For a view: the student, or which parent."),
        max_length=120,
        required=False,
    )
    happened_on = DayField(label=_("On which day?"))
    restricted = forms.BooleanField(
        label=_("Restricted: only the SENCO and readers named for this student"), required=False
    )
    for_parents = forms.BooleanField(
        label=_("Parents may read this in the family pages"), required=False
    )
    field_order = ("kind", "happened_on", "words", "said_by", "language")
    widths = {"kind": "f-6", "happened_on": "f-6", "said_by": "f-6", "language": "f-6"}

    class Meta:
        model = Evidence
        fields = ("kind", "words", "language", "said_by", "happened_on", "restricted")

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        kept = kwargs.get("instance")
        kwargs["initial"] = (
            {"for_parents": kept.published_at is not None}
            if kept
            else {"language": request.user.language, "happened_on": today()}
        )
        super().__init__(request, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(one.value, capfirst(one.label)) for one in Evidence.Kind]
        if not SENCO_ONLY.admits(request.user):
            del self.fields["restricted"]
        if not SEN_TEAM.admits(request.user):
            del self.fields["for_parents"]

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > today():
            raise ValidationError(_("Choose today or an earlier day."))
        return day

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("kind") in SAID and not typed.get("said_by"):
            self.add_error("said_by", _("Write whose words these are."))
        return typed
