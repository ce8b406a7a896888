"""How a field of the house is drawn: the classes of its frame and the shape of its choices."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorList
from django.utils.translation import gettext

SHORT_OPTIONS = 4
SHORT_LABEL = 16


class HouseErrors(ErrorList):
    """The errors under one control."""

    template_name = "components/errors.html"


class HouseField(BoundField):
    """Adds the house's classes to whatever widget the field has."""

    def css_classes(self, extra_classes: Any = None) -> str:
        width = getattr(self.form, "widths", {}).get(self.name, "f-12")
        names = [super().css_classes(extra_classes), "field", width]
        return " ".join(filter(None, [*names, "field-err" if self.errors else ""]))

    @property
    def look(self) -> str:
        """`check`, `checks`, `seg`, `pickrow`, `tri`, or `plain` for everything else."""
        widget = self.field.widget
        if chosen := getattr(widget, "look", ""):
            return str(chosen)
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return "checks"
        if isinstance(widget, forms.RadioSelect):
            return "seg" if self._options_are_short() else "pickrow"
        return "check" if isinstance(widget, forms.CheckboxInput) else "plain"

    def _options_are_short(self) -> bool:
        labels = [str(label) for _value, label in self.field.widget.choices]
        return len(labels) <= SHORT_OPTIONS and all(len(text) <= SHORT_LABEL for text in labels)


def dress(name: str, field: forms.Field) -> None:
    """Give a field's widget its class and its errors a sentence that says what to do."""
    plain = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)
    if not isinstance(field.widget, plain) and not field.widget.is_hidden:
        field.widget.attrs.setdefault("class", "input")
    if field.widget.attrs.get("rows") == "10":  # Django's own height, too tall for our pages
        field.widget.attrs["rows"] = "4"
    standard = forms.Field.default_error_messages["required"]
    if field.error_messages.get("required") == standard:
        field.error_messages["required"] = _ask_for(name, field)
    if isinstance(field, forms.ChoiceField) and "invalid_choice" in field.error_messages:
        field.error_messages["invalid_choice"] = gettext("Choose one of the options shown.")


def _ask_for(name: str, field: forms.Field) -> str:
    label = field.label or name.replace("_", " ").capitalize()
    if isinstance(field, forms.FileField):
        return gettext("Choose a file for “%(label)s”.") % {"label": label}
    if isinstance(field, forms.ChoiceField):
        return gettext("Choose “%(label)s”.") % {"label": label}
    return gettext("Fill in “%(label)s”.") % {"label": label}
