"""The one page profile in one voice: three lines each are enough."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, RecordForm, Segments, WordsField
from sencohub.lib.policies import SEN_TEAM
from students.models import OnePageProfile

LINES = _("One sentence a line; about three lines.")


class ProfileForm(RecordForm):
    """What people appreciate, what matters, how to support, in the person's own words."""

    drafts = True
    appreciated = WordsField(
        label=_("What people appreciate about me"), help_text=LINES, rows=4, required=False
    )
    important = WordsField(
        label=_("What is important to me"), help_text=LINES, rows=4, required=False
    )
    support = WordsField(label=_("How best to support me"), help_text=LINES, rows=4, required=False)
    does_not_help = WordsField(label=_("What does not help"), rows=3, required=False)
    language = forms.ChoiceField(
        label=_("Written in"), choices=User.Language.choices, widget=Segments
    )
    said_on = DayField(label=_("Said on"))
    for_parents = forms.BooleanField(
        label=_("Parents may read this in the family pages"), required=False
    )
    widths = {"language": "f-6", "said_on": "f-6"}

    class Meta:
        model = OnePageProfile
        fields = ("appreciated", "important", "support", "does_not_help", "language", "said_on")

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        kept: OnePageProfile = kwargs["instance"]
        kwargs["initial"] = {
            "said_on": today(),
            "language": kept.language or request.user.language,
            "for_parents": kept.published_at is not None,
        }
        self.voice = kept.voice
        super().__init__(request, **kwargs)
        if not SEN_TEAM.admits(request.user):
            del self.fields["for_parents"]

    @property
    def draft_key(self) -> str:
        """One draft for each voice."""
        return f"{self.request.path}?voice={self.voice}"

    def clean_said_on(self) -> Any:
        day = self.cleaned_data["said_on"]
        if day > today():
            raise ValidationError(_("Choose today or an earlier day."))
        return day

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(typed.get(part) for part in ("appreciated", "important", "support")):
            raise ValidationError(_("Write at least one line before you save it."))
        return typed
