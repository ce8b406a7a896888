"""Filing a document and saying what it is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, RecordForm
from sencohub.lib.policies import SENCO_ONLY
from students.models import Document
from students.uploads import LARGEST, Upload, accept


class DocumentForm(RecordForm):
    """What a document is, of which day, and who may read it."""

    title = forms.CharField(
        label=_("Title"), help_text=_("As people will look for it."), max_length=150
    )
    dated = DayField(label=_("Date on the document"))
    restricted = forms.BooleanField(
        label=_("Restricted: only the SENCO and readers named for this student"), required=False
    )
    for_parents = forms.BooleanField(
        label=_("Parents may read this in the family pages"), required=False
    )
    widths = {"kind": "f-6", "dated": "f-6"}

    class Meta:
        model = Document
        fields = ("title", "kind", "dated", "restricted")

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        kept: Document | None = kwargs.get("instance")
        kwargs["initial"] = (
            {"for_parents": kept.published_at is not None} if kept else {"dated": today()}
        )
        super().__init__(request, **kwargs)
        if not SENCO_ONLY.admits(request.user):
            del self.fields["restricted"], self.fields["for_parents"]

    def clean_dated(self) -> Any:
        day = self.cleaned_data["dated"]
        if day > today():
            raise ValidationError(_("Choose today or an earlier day."))
        return day


class UploadForm(DocumentForm):
    """A document with its file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("This file is empty. Choose another one."),
        },
    )
    field_order = ("file", "title", "kind", "dated", "restricted", "for_parents")

    def clean_file(self) -> Upload:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("Choose a file of at most 10 MB."))
        return accept(file.read())

    class Meta(DocumentForm.Meta):
        fields = ("title", "kind", "dated", "restricted")
