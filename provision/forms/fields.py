"""A measured number as people write it: no trailing noughts."""

from decimal import Decimal
from typing import Any

from django import forms


class NumberField(forms.DecimalField):
    """A number of up to ten digits with at most two decimals, shown as short as it is."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 10)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "size": 6}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value
