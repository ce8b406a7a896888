"""Why a technical account must open one child's record."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sencohub.lib.forms import HouseForm
from students.models import BreakGlass, Student


class BreakGlassForm(HouseForm):
    """A child by the school's number, so that nobody looks through a list; and the reason."""

    regno = forms.CharField(
        label=_("Registration number of the student"),
        help_text=_("Whoever asks for your help tells you. There is no list to choose from."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Why must you open this record?"),
        help_text=_(
            "What is broken, and who asked for your help. Read by the SENCO, the leaders and the "
            "student’s teachers; it stays on file."
        ),
        max_length=BreakGlass._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    widths = {"regno": "f-6"}

    def clean_regno(self) -> Student:
        regno = self.cleaned_data["regno"]
        every = Student.objects.all()  # all-students: this is how one is opened
        student: Student | None = every.filter(regno__iexact=regno).first()
        if student is None:
            raise ValidationError(_("No student has this registration number. Check it."))
        return student
