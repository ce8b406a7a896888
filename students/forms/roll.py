"""The school roll: name, class and dates. No field here says anything about SEN."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, HouseForm, RecordForm, Segments
from sencohub.lib.names import check_name
from students.models import Enrolment, SchoolClass, Student

IDENTITY_CARD = re.compile(r"[A-Z]{1,2}[0-9]{6}\(?[0-9A]\)?")
YOUNGEST, OLDEST = 2, 25


def class_choices() -> Any:
    """Classes of this school year and of those to come."""
    rows = SchoolClass.objects.filter(year__ends_on__gte=today())
    return rows.select_related("year").order_by("year__starts_on", "level", "name")


class ClassChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A class with its school year."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.year.name})"


class PlaceFields(forms.Form):
    """A place in a class from a day on."""

    school_class = ClassChoice(label=_("Class"), queryset=SchoolClass.objects.none())
    class_number = forms.IntegerField(
        label=_("Class number"), min_value=1, max_value=99, required=False
    )
    starts_on = DayField(label=_("From"))


class StudentForm(RecordForm):
    """What the roll says of a student."""

    strn = forms.CharField(
        label=_("Student reference number (STRN)"),
        help_text=_("Never an identity card number."),
        max_length=12,
        required=False,
    )
    widths = {
        "regno": "f-3",
        "strn": "f-6",
        "sex": "f-3",
        "name_en": "f-4",
        "name_zh": "f-4",
        "known_as": "f-4",
        "born_on": "f-4",
        "home_language": "f-4",
        "arrived_on": "f-4",
        "school_class": "f-4",
        "class_number": "f-4",
        "starts_on": "f-4",
    }

    class Meta:
        model = Student
        fields = (
            "name_en",
            "name_zh",
            "known_as",
            "regno",
            "strn",
            "sex",
            "born_on",
            "home_language",
            "arrived_on",
        )
        widgets = {"sex": Segments}
        error_messages = {
            "regno": {"unique": _("Another student has this number. Check it on the roll.")}
        }

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        sex: Any = self.fields["sex"]
        sex.choices = [(one.value, capfirst(one.label)) for one in Student.Sex]
        for name in ("name_en", "name_zh", "known_as"):
            self.fields[name].validators.append(check_name)

    def clean_strn(self) -> str:
        number = "".join(self.cleaned_data["strn"].split()).upper()
        if IDENTITY_CARD.fullmatch(number):
            raise ValidationError(
                _("This looks like an identity card number. Leave the field empty.")
            )
        return number

    def clean_born_on(self) -> Any:
        day = self.cleaned_data["born_on"]
        if not YOUNGEST <= today().year - day.year <= OLDEST:
            raise ValidationError(_("Check the year of birth."))
        return day


class NewStudentForm(StudentForm, PlaceFields):
    """A new student with a place in a class."""

    field_order = (*StudentForm.Meta.fields, "school_class", "class_number", "starts_on")

    class Meta(StudentForm.Meta):
        pass

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"starts_on": today()})
        super().__init__(request, **kwargs)
        classes: Any = self.fields["school_class"]
        classes.queryset = class_choices()


class MoveForm(HouseForm, PlaceFields):
    """Another class from a day on."""

    widths = {"school_class": "f-6", "class_number": "f-3", "starts_on": "f-3"}
    field_order = ("school_class", "class_number", "starts_on")

    def __init__(
        self, request: PersonRequest, *, place: Enrolment | None = None, **kwargs: Any
    ) -> None:
        number = place.class_number if place else None
        kwargs.setdefault("initial", {"starts_on": today(), "class_number": number})
        super().__init__(request, **kwargs)
        classes: Any = self.fields["school_class"]
        classes.queryset = class_choices()


class LeaveForm(HouseForm):
    """The last day at the school."""

    left_on = DayField(label=_("Last day at the school"), initial=today)

    def clean_left_on(self) -> Any:
        day = self.cleaned_data["left_on"]
        if day > today():
            raise ValidationError(_("Enter it on the last day or after it."))
        return day
