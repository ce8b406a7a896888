"""One press of a step's button: `mark` is `<step>:<mark>`, `page` makes the `client_id`."""

from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError

from tiers.models import StepMark


class MarkForm(forms.Form):
    """The same page sent again is the same mark."""

    mark = forms.RegexField(r"^[0-9]{1,18}:[a-z_]{1,10}$")
    page = forms.UUIDField()

    def clean_mark(self) -> tuple[int, str]:
        step, _colon, mark = self.cleaned_data["mark"].partition(":")
        if mark not in StepMark.Mark.values:
            raise ValidationError("unknown mark")
        return int(step), mark

    def client_mark(self) -> UUID:
        step, mark = self.cleaned_data["mark"]
        return uuid5(self.cleaned_data["page"], f"{step}:{mark}")
