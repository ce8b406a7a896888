"""Who takes part: several students at once, each with a baseline and what is expected."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provision.actions.runs import is_ready
from provision.forms.fields import NumberField
from provision.models import Participation, Provision
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, HouseForm, RecordForm
from students.models import Need, Student
from students.models.people import Level
from tiers.models import Target, TierPlacement

MOST_SHOWN = 60
"""Students offered at once; the filters narrow a longer list."""


class CandidateFilter(forms.Form):
    """Which students are offered. Anything it does not know is left out, never an error."""

    level = forms.ChoiceField(
        label=gettext_lazy("Year"),
        required=False,
        choices=[("", gettext_lazy("All years")), *Level.choices],
    )
    need = forms.ChoiceField(
        label=gettext_lazy("Need"),
        required=False,
        choices=[("", gettext_lazy("Any need")), *((c.value, c.value) for c in Need.Category)],
    )
    q = forms.CharField(label=gettext_lazy("Name, either language"), required=False, max_length=80)

    def students(self, run: Provision, request: PersonRequest) -> list[Student]:
        """On the register, or of that name; on roll, and not in this run yet."""
        self.is_valid()
        asked = self.cleaned_data
        on_roll = Student.objects.editable_by(request.user).on_roll()
        rows: Any = on_roll.with_class(run.starts_on).exclude(
            pk__in=run.participations.values("student")
        )
        if asked.get("level"):
            rows = rows.filter(class_level=asked["level"])
        if asked.get("need"):
            # all-rows: narrows students whose record this person writes
            having = Need.objects.current().filter(category=asked["need"])
            rows = rows.filter(pk__in=having.values("student"))
        if asked.get("q"):
            rows = rows.named(asked["q"])
        else:
            placed = TierPlacement.objects.open()  # all-rows: the same students again
            rows = rows.filter(pk__in=placed.values("student"))
        return list(rows.order_by("class_level", "class_name", "class_number", "pk")[:MOST_SHOWN])


class PlacesForm(HouseForm):
    """One measure for all, and a line for each student: tick, baseline, expected."""

    measure = forms.CharField(label=gettext_lazy("Measured by"), max_length=120)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=40, required=False)
    aim = forms.ChoiceField(
        label=gettext_lazy("Aim"), choices=Target.Aim.choices, widget=forms.RadioSelect
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"),
        choices=Target.Direction.choices,
        widget=forms.RadioSelect,
    )
    baseline_on = DayField(label=gettext_lazy("Baseline taken on"))
    starts_on = DayField(label=gettext_lazy("From"))
    ends_on = DayField(label=gettext_lazy("To"))
    widths = {
        "measure": "f-8",
        "unit": "f-4",
        "aim": "f-6",
        "direction": "f-6",
        "baseline_on": "f-4",
        "starts_on": "f-4",
        "ends_on": "f-4",
    }

    def __init__(
        self, request: PersonRequest, *, run: Provision, students: Iterable[Student], **kwargs: Any
    ) -> None:
        self.run = run
        self.students = {student.pk: student for student in students}
        self._add_posted(request)
        super().__init__(request, **kwargs)
        self.common = [self[name] for name in self.widths]

    def _add_posted(self, request: PersonRequest) -> None:
        """Students that were ticked on the page, whatever the filter says by now."""
        ticked = {int(pk) for pk in request.POST.getlist("pick") if pk.isascii() and pk.isdigit()}
        missing = [pk for pk in ticked if pk not in self.students and pk < 10**18]
        rows = Student.objects.editable_by(request.user).on_roll().with_class()
        self.students |= {student.pk: student for student in rows.filter(pk__in=missing)}

    def _add_house_fields(self) -> None:
        super()._add_house_fields()
        self.fields["pick"] = forms.TypedMultipleChoiceField(
            label=_("Students"),
            choices=[(str(pk), "") for pk in self.students],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick at least one student.")},
        )
        for pk, student in self.students.items():
            for name, label in (("baseline", _("baseline")), ("expected", _("expected"))):
                self.fields[f"{name}_{pk}"] = NumberField(
                    label=f"{student.short_name}: {label}", required=False
                )

    def rows(self) -> Iterator[dict[str, Any]]:
        """One line of the table for each student offered."""
        ticked = {str(pk) for pk in self["pick"].value() or []}
        for pk, student in self.students.items():
            yield {
                "student": student,
                "ticked": str(pk) in ticked,
                "baseline": self[f"baseline_{pk}"],
                "expected": self[f"expected_{pk}"],
            }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self._check_days(data)
        for pk in data.get("pick", []):
            self._check_numbers(pk, data)
        return data

    def _check_days(self, data: dict[str, Any]) -> None:
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and not self.run.starts_on <= first <= self.run.ends_on:
            self.add_error("starts_on", _("Choose a day between the first and last of the run."))
        if last and not (first or self.run.starts_on) <= last <= self.run.ends_on:
            self.add_error("ends_on", _("Choose a day between the first and last of the run."))
        if data.get("baseline_on") and data["baseline_on"] > today():
            self.add_error("baseline_on", _("Choose today or an earlier day."))

    def _check_numbers(self, pk: int, data: dict[str, Any]) -> None:
        for name in ("baseline", "expected"):
            if data.get(f"{name}_{pk}") is None and f"{name}_{pk}" not in self.errors:
                words = (
                    _("Write the baseline.") if name == "baseline" else _("Write what you expect.")
                )
                self.add_error(f"{name}_{pk}", words)
        if any(f"{name}_{pk}" in self.errors for name in ("baseline", "expected")):
            return
        if "measure" in data and not is_ready(self._place(pk, data)):
            self.add_error(f"expected_{pk}", _("Expect something beyond the baseline."))

    def _place(self, pk: int, data: dict[str, Any]) -> Participation:
        baseline: Decimal = data[f"baseline_{pk}"]
        return Participation(
            provision=self.run,
            student=self.students[pk],
            baseline=baseline,
            expected=data[f"expected_{pk}"],
            **{name: data.get(name, "") for name in ("measure", "unit", "aim", "direction")},
        )

    def places(self) -> list[Participation]:
        """The places to give, unsaved."""
        data = self.cleaned_data
        made = []
        for pk in data["pick"]:
            place = self._place(pk, data)
            place.baseline_on = data["baseline_on"]
            place.starts_on, place.ends_on = data["starts_on"], data["ends_on"]
            made.append(place)
        return made


class PlaceForm(RecordForm):
    """One student's place: dates, measure, baseline, expected, and the target it serves."""

    baseline = NumberField(label=gettext_lazy("Baseline"))
    expected = NumberField(label=gettext_lazy("Expected"))
    widths = {
        "starts_on": "f-6",
        "ends_on": "f-6",
        "measure": "f-8",
        "unit": "f-4",
        "aim": "f-6",
        "direction": "f-6",
        "baseline": "f-4",
        "baseline_on": "f-4",
        "expected": "f-4",
        "target": "f-12",
    }

    class Meta:
        model = Participation
        fields = [
            "measure",
            "unit",
            "aim",
            "direction",
            "baseline",
            "baseline_on",
            "expected",
            "starts_on",
            "ends_on",
            "target",
        ]
        widgets = {"aim": forms.RadioSelect, "direction": forms.RadioSelect}

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        targets = Target.objects.visible_to(request.user).current()
        mine = targets.filter(student=self.instance.student).exclude(plan__state="closed")
        field = TargetField(mine, required=False, label=_("Serves the target"))
        self.fields["target"] = field
        field.widget.attrs["class"] = "input"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        run = self.instance.provision
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and not run.starts_on <= first <= run.ends_on:
            self.add_error("starts_on", _("Choose a day between the first and last of the run."))
        if last and not (first or run.starts_on) <= last <= run.ends_on:
            self.add_error("ends_on", _("Choose a day between the first and last of the run."))
        return data

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors and not is_ready(self.instance):
            self.add_error("expected", _("Expect something beyond the baseline."))


class TargetField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A student's current targets by their first words."""

    def label_from_instance(self, target: Any) -> str:
        return f"{target.area}: {target.statement[:90]}"


class LeaveForm(HouseForm):
    """A student's last day in a run."""

    on = DayField(label=gettext_lazy("Last day"))

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > today():
            raise ValidationError(_("Choose today or an earlier day."))
        return day
