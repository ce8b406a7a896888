"""The plan's forms: opening one, the editor with its rows, a comment."""

import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sencohub.accounts.models import User
from sencohub.lib.forms import DayField, HouseForm, Segments, WordsField
from sencohub.lib.forms.rows import RowForm, RowsForm
from students.models import Student, TeachingAssignment
from tiers.actions.plans import INDIVIDUAL
from tiers.bank import Shelf, shelf_for
from tiers.checker import AdjustmentLine, Draft, TargetLine
from tiers.checker.draft import STAFF_ROLES, complete
from tiers.models import Adjustment, Plan, Target

type_choices = list[tuple[Any, Any]]


def kind_choices() -> type_choices:
    return [(kind.value, kind.label) for kind in INDIVIDUAL]


def staff_choices(student: Student | None, named: Iterable[User | None]) -> type_choices:
    """Everybody on the staff, those who teach the student first; whoever is named stays listed."""
    staff = list(User.objects.with_role(*STAFF_ROLES))
    near = _teachers(student)
    known = {person.pk for person in staff}
    left = {person.pk: person for person in named if person and person.pk not in known}
    groups = [
        (_("Teach this student"), [_option(p) for p in staff if p.pk in near]),
        (_("Other staff"), [_option(p) for p in staff if p.pk not in near]),
        (_("No longer on the staff"), [_option(p) for p in left.values()]),
    ]
    return [("", _("Choose")), *((name, people) for name, people in groups if people)]


def _option(person: User) -> tuple[int, str]:
    return person.pk, person.display_name


def _teachers(student: Student | None) -> set[int]:
    enrolment = student.enrolment_on() if student else None
    if enrolment is None:
        return set()
    rows = TeachingAssignment.objects.in_force().filter(school_class=enrolment.school_class_id)
    return set(rows.values_list("staff_id", flat=True))


class PersonField(forms.TypedChoiceField):
    """Somebody of the staff, from choices read once for the whole page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=_person, empty_value=None, **kwargs)


def _person(pk: str) -> User:
    return User.objects.get(pk=int(pk))


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

BOX = {"rows": 2}


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
    target = forms.ChoiceField(label=gettext_lazy("About"), required=False)

    def __init__(self, request: HttpRequest, *, targets: Iterable[Target], **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.targets = {str(row.pk): row for row in targets}
        choices = [(pk, row.area) for pk, row in self.targets.items()]
        self.fields["target"].choices = [("", _("the whole plan")), *choices]  # type: ignore[attr-defined]


class ActForm(HouseForm):
    """A button that does one thing, once."""
