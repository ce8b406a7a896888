"""Forms of a review and of what parents read of it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sencohub.lib.dates import today
from sencohub.lib.forms import PickRows, RecordForm, Segments
from tiers.models import Adjustment, Review, Target, TargetOutcome
from tiers.models.placements import Tier
from tiers.rag import Rag, rate
from tiers.worked import worked_percent

HELPS_FROM = 50
"""Worked % from which an adjustment is proposed for the next plan."""
MEANS = {
    Review.Decision.CONTINUE: gettext_lazy("Continue: the same support, from where we are now"),
    Review.Decision.CHANGE: gettext_lazy("Change: other targets or other support"),
    Review.Decision.STEP_UP: gettext_lazy("Step up: propose the tier above"),
    Review.Decision.STEP_DOWN: gettext_lazy("Step down: propose the tier below"),
    Review.Decision.CLOSE: gettext_lazy("Close: no further cycle"),
}


def decisions_at(tier: int | None) -> list[tuple[str, Any]]:
    """The decisions a review may take for a student at this tier: no step beyond the three."""
    impossible = {
        Review.Decision.STEP_UP: tier == Tier.THREE,
        Review.Decision.STEP_DOWN: tier in (None, Tier.ONE),
    }
    return [(d.value, MEANS[d]) for d in Review.Decision if not impossible.get(d)]


class KeptAdjustments(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Adjustments with what their logs say."""

    def label_from_instance(self, adjustment: Adjustment) -> str:
        percent = worked_percent(adjustment.logs.all())
        unknown = _("no answer yet whether it works")
        worked = unknown if percent is None else _("worked %(n)s%%") % {"n": percent}
        return f"{adjustment.text} · {worked}"


class ReviewForm(RecordForm):
    """Every current target with its actual, what helped, both views, and the decision."""

    drafts = True
    widths = {"held_on": "f-4"}

    decision = forms.ChoiceField(label=gettext_lazy("Decision"), widget=PickRows)
    keep = KeptAdjustments(
        label=gettext_lazy("Keep in the next plan"),
        queryset=Adjustment.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Review
        fields = ["held_on", "helped", "student_view", "parent_view", "decision", "reason"]
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in {
                "helped": 3,
                "student_view": 3,
                "parent_view": 3,
                "reason": 3,
            }.items()
        }
        labels = {
            "held_on": gettext_lazy("Held on"),
            "helped": gettext_lazy("What helped"),
            "student_view": gettext_lazy("The student’s view"),
            "parent_view": gettext_lazy("The parents’ view"),
            "reason": gettext_lazy("Why"),
        }

    def __init__(
        self,
        request: HttpRequest,
        *,
        targets: Sequence[Target],
        adjustments: QuerySet[Adjustment],
        tier: int | None,
        **kwargs: Any,
    ) -> None:
        self.targets = list(targets)
        super().__init__(request, **kwargs)
        self.fields["decision"].choices = decisions_at(tier)  # type: ignore[attr-defined]
        self.fields["keep"].queryset = adjustments  # type: ignore[attr-defined]
        self.initial.setdefault("keep", [one.pk for one in adjustments if _may_help(one)])

    def _add_house_fields(self) -> None:
        """The targets' fields are there before the house reads drafts and dresses fields."""
        for target in self.targets:
            self.fields |= _fields_of(target)
        super()._add_house_fields()

    # --- checking -------------------------------------------------------------------------------

    def clean_held_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["held_on"]
        if day > today():
            words = _("Choose today or an earlier day: a review is recorded once held.")
            raise ValidationError(words)
        if day < self.instance.plan.starts_on:
            raise ValidationError(_("Choose a day after the plan began."))
        return day

    def clean(self) -> dict[str, Any] | None:
        typed = super().clean()
        for target in self.targets:
            self._check(target)
        return typed

    def _check(self, target: Target) -> None:
        actual, seen, override, why = (
            self.cleaned_data.get(f"{name}_{target.pk}")
            for name in ("actual", "seen", "override", "why")
        )
        if f"actual_{target.pk}" in self.errors:
            return
        if actual is None and not why:
            words = _("Give the actual, or say under “Why” why it was not measured.")
            self.add_error(f"actual_{target.pk}", words)
        if actual is not None and not seen:
            self.add_error(f"seen_{target.pk}", _("Choose whether it is seen in class too."))
        if actual is None and override:
            words = _("Nothing was measured, so there is nothing to rate. Choose “By the numbers”.")
            self.add_error(f"override_{target.pk}", words)
        elif override and not why:
            self.add_error(f"why_{target.pk}", _("Say why you rate it differently."))

    # --- what the view and the page take --------------------------------------------------------

    def outcomes(self) -> list[TargetOutcome]:
        """The confirmed outcome of each target, not saved."""
        return [
            TargetOutcome(
                target=target,
                actual=self.cleaned_data[f"actual_{target.pk}"],
                seen_in_class=self.cleaned_data[f"seen_{target.pk}"],
                override=self.cleaned_data[f"override_{target.pk}"],
                override_reason=self.cleaned_data[f"why_{target.pk}"],
            )
            for target in self.targets
        ]

    def rows(self) -> Iterable[dict[str, Any]]:
        """Each target with its fields and the rating its typed numbers give now."""
        for target in self.targets:
            names = ("actual", "seen", "override", "why")
            bound = {name: self[f"{name}_{target.pk}"] for name in names}
            yield {"target": target, "rating": self._rating(target), **bound}

    def _rating(self, target: Target) -> Rag:
        override = self[f"override_{target.pk}"].value()
        if override in Rag.values:
            return Rag(override)
        return rate(
            aim=target.aim,
            direction=target.direction,
            baseline=target.baseline,
            expected=target.expected,
            actual=_number(self[f"actual_{target.pk}"].value()),
        )


def _fields_of(target: Target) -> dict[str, forms.Field]:
    return {
        f"actual_{target.pk}": forms.DecimalField(
            label=gettext_lazy("Actual"),
            required=False,
            max_digits=10,
            decimal_places=2,
            initial=target.actual,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        ),
        f"seen_{target.pk}": forms.ChoiceField(
            label=gettext_lazy("Seen in class?"),
            required=False,
            choices=Target.SeenInClass.choices,
            initial=target.seen_in_class,
            widget=Segments,
        ),
        f"override_{target.pk}": forms.ChoiceField(
            label=gettext_lazy("Rating"),
            required=False,
            choices=[("", gettext_lazy("By the numbers")), *TargetOutcome.Override.choices],
        ),
        f"why_{target.pk}": forms.CharField(
            label=gettext_lazy("Why"),
            required=False,
            max_length=300,
            help_text=gettext_lazy("Only if not measured, or rated differently."),
        ),
    }


def _number(value: Any) -> Decimal | None:
    """A typed number, or None while it is none yet."""
    try:
        number = Decimal(str(value).strip()) if value not in (None, "") else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _may_help(adjustment: Adjustment) -> bool:
    """Proposed unless the logs say that it mostly did not work."""
    percent = worked_percent(adjustment.logs.all())
    return percent is None or percent >= HELPS_FROM


class ReviewPublishForm(RecordForm):
    """The review in plain words, in each language a parent reads."""

    drafts = True

    class Meta:
        model = Review
        fields = ["summary_zh", "summary_en"]
        widgets = {
            "summary_en": forms.Textarea(attrs={"rows": 8, "lang": "en"}),
            "summary_zh": forms.Textarea(attrs={"rows": 8, "lang": "zh-Hant-HK"}),
        }
        labels = {
            "summary_en": gettext_lazy("In English"),
            "summary_zh": gettext_lazy("In Chinese"),
        }
