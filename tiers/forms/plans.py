"""The plan's forms: opening one, the editor, a comment."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sencohub.lib.forms import DayField, HouseForm, WordsField
from sencohub.lib.forms.rows import RowForm, RowsForm
from students.models import Student
from tiers.actions.plans import INDIVIDUAL
from tiers.bank import Shelf, shelf_for
from tiers.checker import AdjustmentLine, Draft, TargetLine
from tiers.checker.draft import complete
from tiers.forms.people import PersonField, staff_choices, type_choices
from tiers.forms.plan_rows import BOX, AdjustmentRow, TargetRow
from tiers.models import Adjustment, Plan, Target


def kind_choices() -> type_choices:
    return [(kind.value, kind.label) for kind in INDIVIDUAL]


class PlanNewForm(HouseForm):
    """What a plan begins with; everything else is written in the editor."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of plan"), choices=kind_choices)
    starts_on = DayField(label=gettext_lazy("From"))
    review_on = DayField(
        label=gettext_lazy("Review on"),
        help_text=gettext_lazy("We chose the school day before; change it if you need to."),
    )
    owner = PersonField(label=gettext_lazy("Looked after by"))
    widths = {"starts_on": "f-6", "review_on": "f-6"}

    def __init__(self, request: HttpRequest, *, student: Student, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.fields["owner"].choices = staff_choices(student, [])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        _check_dates(self, given)
        return given


def _check_dates(form: forms.BaseForm, given: dict[str, Any]) -> None:
    start, review = given.get("starts_on"), given.get("review_on")
    if start and review and review < start:
        form.add_error("review_on", _("Choose a review date after the plan begins."))


# --- the editor ---------------------------------------------------------------------------------


class PlanForm(RowsForm):
    """The editor: the plan, its targets and its adjustments on one page."""

    drafts = True
    hides_optional = True
    kinds = {"targets": TargetRow, "adjustments": AdjustmentRow}
    kind = forms.ChoiceField(label=gettext_lazy("Kind of plan"), choices=kind_choices)
    owner = PersonField(label=gettext_lazy("Looked after by"))
    bank_pick = forms.ChoiceField(label=gettext_lazy("From the bank"), required=False)

    class Meta:
        model = Plan
        fields = [
            "kind",
            "starts_on",
            "review_on",
            "owner",
            "long_term_goals",
            "student_view",
            "parent_view",
            "home_en",
            "home_zh",
        ]
        widgets = {
            "long_term_goals": forms.Textarea(attrs={"rows": 3}),
            "student_view": forms.Textarea(attrs=BOX),
            "parent_view": forms.Textarea(attrs=BOX),
            "home_en": forms.Textarea(attrs={"rows": 3, "lang": "en-HK"}),
            "home_zh": forms.Textarea(attrs={"rows": 3, "lang": "zh-Hant-HK"}),
        }
        help_texts = {
            "student_view": gettext_lazy("Write what was said, in the student’s own language."),
            "parent_view": gettext_lazy("What they want, what they worry about, in their words."),
        }

    widths = {
        "kind": "f-6",
        "owner": "f-6",
        "starts_on": "f-6",
        "review_on": "f-6",
        "home_en": "f-6",
        "home_zh": "f-6",
    }
    extra_names = frozenset({"bank_pick"})

    def __init__(self, request: HttpRequest, *, instance: Plan, student: Student) -> None:
        self.student = student
        self.shelf: Shelf = shelf_for(student)
        prefetch_related_objects([instance], "targets__owner", "adjustments")
        owners = (row.owner for row in instance.targets.all())
        self.staff = staff_choices(student, [instance.owner, *owners])
        self.target_choices: type_choices = [("", _("the whole plan"))]
        super().__init__(request, instance=instance)
        self.fields["owner"].choices = self.staff  # type: ignore[attr-defined]
        self.fields["bank_pick"].choices = self.shelf.choices()  # type: ignore[attr-defined]

    def stored_extra(self, record: Plan, name: str) -> Any:
        """The picker is a tool of the page, never part of the plan."""
        return self.cleaned_data.get(name, "")

    def after_rows(self, name: str) -> None:
        """Adjustments choose among the targets on this page, stored or not."""
        if name == "targets":
            self.target_choices += [(row.key, row.heading()) for row in self.sets["targets"]]  # type: ignore[attr-defined]

    def press(self, button: str, data: QueryDict) -> None:
        """Besides the rows' own buttons: take a strategy from the bank, in both languages."""
        verb, _mark, force = button.partition(":")
        if verb != "bank":
            super().press(button, data)
        elif strategy := self.shelf.get(data.get("bank_pick", "")):
            self.add_row(
                data,
                "adjustments",
                text_en=strategy.text_en,
                text_zh=strategy.text_zh,
                force=force if force in Adjustment.Force.values else Adjustment.Force.MUST,
                bank=str(strategy.pk),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        _check_dates(self, given)
        return given

    def draft_to_check(self) -> Draft:
        """The plan as it stands on the page, for the checker and the preview; nothing is stored."""
        if not self.is_bound and self.words is None:
            return self._lines()
        with self.read_as_sent():
            return self._lines()

    def _lines(self) -> Draft:
        targets = [TargetLine(row.instance, row.key, row.number) for row in self.sets["targets"]]
        adjustments = [
            AdjustmentLine(row.instance, row.key, str(self._helps(row)))
            for row in self.sets["adjustments"]
            if not row.is_new or row.has_changed()
        ]
        return complete(self.instance, self.student, targets, adjustments)

    def _helps(self, row: RowForm) -> str:
        """The key of the target an adjustment serves, as chosen or as stored."""
        chosen = row.cleaned_data.get("helps") if self.is_bound else row.instance.target_id
        return str(chosen or "")


class CommentForm(HouseForm):
    """A few words of staff about a plan."""

    words = WordsField(label=gettext_lazy("Your comment"), rows=3, max_length=2000)
    target = forms.ChoiceField(label=gettext_lazy("Which part of the plan"), required=False)

    def __init__(self, request: HttpRequest, *, targets: Iterable[Target], **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.targets = {str(row.pk): row for row in targets}
        choices = [(pk, row.area) for pk, row in self.targets.items()]
        self.fields["target"].choices = [("", _("the whole plan")), *choices]  # type: ignore[attr-defined]


class ActForm(HouseForm):
    """A button that does one thing, once."""
