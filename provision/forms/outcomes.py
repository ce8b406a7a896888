"""What came of each student's place: one line each, saved together."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provision.actions.outcomes import Found
from provision.forms.fields import NumberField
from provision.models import Participation
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, HouseForm, RecordForm
from tiers.models import Target


class OutcomeForm(RecordForm):
    """One student's line: the actual, whether it shows in class, a rating of one's own with why."""

    actual = NumberField(label=gettext_lazy("Actual"), required=False)
    seen_in_class = forms.ChoiceField(
        label=gettext_lazy("Seen in class?"),
        required=False,
        choices=[("", gettext_lazy("Choose")), *Target.SeenInClass.choices],
    )
    override = forms.ChoiceField(
        label=gettext_lazy("Rate it otherwise"),
        required=False,
        choices=[("", gettext_lazy("As the numbers say")), *Participation.Override.choices],
    )

    class Meta:
        model = Participation
        fields = ["actual", "seen_in_class", "override", "override_reason"]
        labels = {"override_reason": gettext_lazy("Why it is rated otherwise")}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("actual") is not None and not data.get("seen_in_class"):
            self.add_error("seen_in_class", _("Choose whether it was seen in class."))
        if (
            data.get("actual") is None
            and "actual" not in self.errors
            and self._says_something(data)
        ):
            self.add_error("actual", _("Write the actual result, or clear this line."))
        if data.get("override") and not data.get("override_reason"):
            self.add_error("override_reason", _("Write why it is rated otherwise."))
        if not data.get("override"):
            data["override_reason"] = ""
        return data

    def _says_something(self, data: dict[str, Any]) -> bool:
        return bool(data.get("seen_in_class") or data.get("override"))

    @property
    def student(self) -> Any:
        return self.instance.student


class OutcomesForm(HouseForm):
    """All lines of a run, and the day they were measured."""

    actual_on = DayField(label=gettext_lazy("Measured on"))

    def __init__(
        self, request: PersonRequest, *, places: Iterable[Participation], **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"actual_on": today()})
        super().__init__(request, **kwargs)
        self.lines = [
            OutcomeForm(request, instance=place, prefix=f"place{place.pk}") for place in places
        ]

    def is_valid(self) -> bool:
        checked = [line.is_valid() for line in self.lines]
        return super().is_valid() and all(checked)

    def clean_actual_on(self) -> Any:
        day = self.cleaned_data["actual_on"]
        if day > today():
            raise ValidationError(_("Choose today or an earlier day."))
        earliest = max((line.instance.baseline_on for line in self.touched()), default=day)
        if day < earliest:
            raise ValidationError(_("Choose a day after the baseline was taken."))
        return day

    def touched(self) -> list[OutcomeForm]:
        """Lines whose writer changed something."""
        names = OutcomeForm.Meta.fields
        return [line for line in self.lines if set(line.changed_data) & set(names)]

    def found(self) -> list[Found]:
        return [Found(line.instance, line.opened_version) for line in self.touched()]

    def summary(self) -> list[dict[str, Any]]:
        rows = super().summary()
        for line in self.lines:
            name = line.student.short_name
            rows += [{**row, "text": f"{name}: {row['text']}"} for row in line.summary()]
        return rows

    def conflicts(self) -> list[dict[str, Any]]:
        """The line somebody else saved meanwhile, with both texts."""
        stale = self.conflict
        if stale is None:
            return []
        for line in self.lines:
            if line.instance.pk == stale.current.pk:
                line.conflict = stale
                return line.conflicts()
        return []
