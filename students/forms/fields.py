"""Fields that only students' records have."""

import datetime as dt
import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sencohub.lib.forms import DayField
from sencohub.lib.forms.fields import written_day
from students.models import Need

YEAR = re.compile(r"(\d{4})年?")
MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})(?:[/.-]|年)(\d{1,2})月?")
MONTH_WORD = re.compile(r"([A-Za-z]{3,9}) (\d{4})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST = 1950

type_partial = tuple[dt.date, str]


class PartialDayField(forms.CharField):
    """A date as far as it is known: a day, a month or a year. Cleans to (first day, precision)."""

    default_error_messages = {
        "invalid": _("Write what you know of the date: 2024, Mar 2024 or 12 Mar 2024."),
        "range": _("Check the year of this date."),
    }

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, tuple):
            day, precision = value
            return _written(day, precision)
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        text = " ".join(unicodedata.normalize("NFKC", text).split())
        day, precision = self._read(text)
        if not EARLIEST <= day.year <= 2199:
            raise ValidationError(self.error_messages["range"], code="range")
        return day, precision

    def _read(self, text: str) -> type_partial:
        if match := YEAR.fullmatch(text):
            return self._day(int(match[1]), 1), Need.Precision.YEAR
        if match := YEAR_FIRST.fullmatch(text.replace(" ", "")):
            return self._day(int(match[1]), int(match[2])), Need.Precision.MONTH
        if match := MONTH_FIRST.fullmatch(text):
            return self._day(int(match[2]), int(match[1])), Need.Precision.MONTH
        if (match := MONTH_WORD.fullmatch(text)) and match[1][:3].lower() in MONTHS:
            month = MONTHS.index(match[1][:3].lower()) + 1
            return self._day(int(match[2]), month), Need.Precision.MONTH
        try:
            day = DayField(required=True).clean(text)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        return day, Need.Precision.DAY

    def _day(self, year: int, month: int) -> dt.date:
        if not 1 <= month <= 12 or year < 1:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return dt.date(year, month, 1)


def _written(day: dt.date, precision: str) -> str:
    if precision == Need.Precision.YEAR:
        return str(day.year)
    if precision == Need.Precision.MONTH:
        return f"{day.month}/{day.year}"
    return written_day(day)
