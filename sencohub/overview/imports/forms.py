"""Uploading lists to import."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sencohub.lib.forms import HouseForm
from sencohub.lib.tabular import LARGEST_FILE


class UploadForm(HouseForm):
    """One list, or a ZIP of several."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, or a ZIP of several, up to 20 MB. OneRoster sets come as ZIP."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.zip"}),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_FILE:
            raise forms.ValidationError(gettext("This file is larger than 20 MB. Split it."))
        if not upload.name.lower().endswith((".csv", ".txt", ".xlsx", ".zip")):
            raise forms.ValidationError(gettext("Choose a CSV, XLSX or ZIP file."))
        return upload


class RunForm(HouseForm):
    """Nothing to fill in: the question is whether."""
