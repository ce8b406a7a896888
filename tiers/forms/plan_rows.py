"""The rows of the plan's editor: its targets and its adjustments."""

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sencohub.lib.forms import Segments
from sencohub.lib.forms.rows import RowForm
from tiers.forms.people import PersonField
from tiers.models import Adjustment, Plan, Target

BOX = {"rows": 2}


class NumberField(forms.DecimalField):
    """A number as people write it: `79`, `79%`, `1,200`, full-width digits; shown without zeros."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": gettext_lazy("Write a number, such as 79 or 3.5.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=10, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).strip().rstrip("%").replace(",", "")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value.normalize():f}" if value else "0"
        return value


class TargetRow(RowForm):
    """One target of the plan."""

    hides_optional = True
    smart: Sequence[tuple[Any, bool]] = ()
    """The checker's word for each letter, set by the page."""

    baseline = NumberField(
        label=gettext_lazy("Baseline"), help_text=gettext_lazy("Where we start"), required=False
    )
    expected = NumberField(
        label=gettext_lazy("Expected"),
        help_text=gettext_lazy("Where we want to be"),
        required=False,
    )
    owner = PersonField(label=gettext_lazy("Who looks after it"), required=False)

    class Meta:
        model = Target
        fields = [
            "area",
            "statement",
            "plain_en",
            "plain_zh",
            "aim",
            "direction",
            "measure",
            "unit",
            "baseline",
            "baseline_on",
            "expected",
            "due_on",
            "owner",
            "tier1",
            "tier2",
            "tier3",
            "into_class",
        ]
        widgets = {
            "statement": forms.Textarea(attrs=BOX),
            "plain_en": forms.Textarea(attrs={**BOX, "lang": "en-HK"}),
            "plain_zh": forms.Textarea(attrs={**BOX, "lang": "zh-Hant-HK"}),
            "tier1": forms.Textarea(attrs=BOX),
            "tier2": forms.Textarea(attrs=BOX),
            "tier3": forms.Textarea(attrs=BOX),
            "aim": Segments,
            "direction": Segments,
        }
        help_texts = {
            "area": gettext_lazy("Such as reading aloud, starting a task"),
            "statement": gettext_lazy("What we will see or count, in one sentence"),
            "baseline_on": gettext_lazy("The day it was measured"),
            "unit": gettext_lazy("Such as words, lessons in five, or the per cent sign"),
            "measure": gettext_lazy("Such as three passages, a tally in five lessons"),
            "due_on": gettext_lazy("On or before the review"),
        }

    widths = {
        "plain_en": "f-6",
        "plain_zh": "f-6",
        "baseline": "f-3",
        "baseline_on": "f-3",
        "expected": "f-3",
        "due_on": "f-3",
        "measure": "f-6",
        "unit": "f-6",
        "aim": "f-6",
        "direction": "f-6",
        "owner": "f-6",
        "into_class": "f-6",
        "tier1": "f-4",
        "tier2": "f-4",
        "tier3": "f-4",
    }

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.fields["owner"].choices = self.page_form.staff  # type: ignore[attr-defined]

    @classmethod
    def stored_rows(cls, owner: Plan) -> Any:
        return owner.targets.all()

    @classmethod
    def is_out(cls, record: Target) -> bool:
        return record.leaving or record.dropped_on is not None

    @classmethod
    def starts_with(cls, owner: Plan) -> dict[str, Any]:
        return {"due_on": owner.review_on}

    def label(self) -> str:
        return _("Target %(number)s") % {"number": self.number}

    @property
    def gone_words(self) -> str:
        """What it is called once taken out."""
        return str(self["area"].value() or _("a new target"))

    def heading(self) -> str:
        """`1. Reading aloud`, as typed so far."""
        return f"{self.number}. {self.gone_words}"


class HelpsField(forms.ChoiceField):
    """A target of this page; one that was taken out meanwhile is none."""

    def clean(self, value: Any) -> str:
        given = self.to_python(value)
        return given if self.valid_value(given) else ""


class AdjustmentRow(RowForm):
    """One adjustment of the plan."""

    hides_optional = True
    force = forms.ChoiceField(
        label=gettext_lazy("Must or may"), choices=Adjustment.Force.choices, widget=Segments
    )
    helps = HelpsField(label=gettext_lazy("Helps with"), required=False)
    bank = forms.IntegerField(required=False, widget=forms.HiddenInput)
    extra_names = frozenset({"helps", "bank"})

    class Meta:
        model = Adjustment
        fields = ["text_en", "text_zh", "force", "subjects"]
        widgets = {
            "text_en": forms.Textarea(attrs={**BOX, "lang": "en-HK"}),
            "text_zh": forms.Textarea(attrs={**BOX, "lang": "zh-Hant-HK"}),
        }

    widths = {
        "text_en": "f-6",
        "text_zh": "f-6",
        "force": "f-4",
        "subjects": "f-4",
        "helps": "f-4",
    }

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.fields["helps"].choices = self.page_form.target_choices  # type: ignore[attr-defined]
        for name in ("helps", "bank"):
            self.initial.setdefault(name, self.stored_extra(self.instance, name))

    @classmethod
    def stored_rows(cls, owner: Plan) -> Any:
        return sorted(owner.adjustments.all(), key=lambda row: (row.position, row.pk))

    @classmethod
    def is_out(cls, record: Adjustment) -> bool:
        return record.leaving or record.dropped_on is not None

    @classmethod
    def starts_with(cls, owner: Plan) -> dict[str, Any]:
        return {"force": Adjustment.Force.MUST}

    def stored_extra(self, record: Adjustment, name: str) -> Any:
        return str(record.target_id or "") if name == "helps" else record.bank_item_id

    def label(self) -> str:
        return _("Adjustment %(number)s") % {"number": self.number}

    @property
    def gone_words(self) -> str:
        """What it is called once taken out."""
        words = self["text_en"].value() or self["text_zh"].value()
        return str(words or _("a new adjustment"))

    def clean_bank(self) -> int | None:
        """Where the words come from; anything else than a strategy of the bank is dropped."""
        given: int | None = self.cleaned_data["bank"]
        kept = {self.before.bank_item_id} if self.before else set()
        return given if given in {*kept, *self.page_form.shelf.numbers} else None  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("text_en") and not given.get("text_zh"):
            raise ValidationError(
                {"text_en": _("Write what teachers do, in English or in Chinese.")}
            )
        return given
