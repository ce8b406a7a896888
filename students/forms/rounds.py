"""Opening an input round, and a teacher's answer in it."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, HouseForm, RecordForm, WordsField
from sencohub.lib.words import listed
from sencohub.school.calendar import school_day_on_or_before
from students import checklist
from students.actions.rounds import assignments_about
from students.models import Student, TeacherInput, TeachingAssignment

USUAL_DAYS = 7
"""Calendar days that teachers get to answer unless the SENCO says otherwise."""


class RoundForm(HouseForm):
    """Whom to ask about a student, until when, and what in particular."""

    people = forms.MultipleChoiceField(
        label=_("Whom do we ask?"),
        help_text=_("Everybody who teaches or assists the class now. Teachers are ticked for you."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person to ask.")},
    )
    due_on = DayField(
        label=_("Answers by"), help_text=_("A day without school moves to the school day before.")
    )
    question = WordsField(
        label=_("What we would like to know in particular"),
        rows=3,
        max_length=1000,
        required=False,
    )
    widths = {"due_on": "f-6"}

    def __init__(self, request: PersonRequest, *, student: Student, **kwargs: Any) -> None:
        self.assignments = assignments_about(student)
        soon = school_day_on_or_before(today() + dt.timedelta(days=USUAL_DAYS))
        teach = [a for a in self.assignments if a.kind != TeachingAssignment.Kind.ASSISTANT]
        kwargs["initial"] = {"people": sorted({str(a.staff_id) for a in teach}), "due_on": soon}
        super().__init__(request, **kwargs)
        people: Any = self.fields["people"]
        people.choices = list(self._named().items())

    def _named(self) -> dict[str, str]:
        """Each person once, with what they are to this class."""
        as_what: dict[str, list[str]] = {}
        names: dict[str, str] = {}
        for one in self.assignments:
            key = str(one.staff_id)
            names[key] = str(one.staff)
            as_what.setdefault(key, []).append(one.subject or one.get_kind_display())
        return {key: f"{names[key]} · {listed(as_what[key])}" for key in names}

    def chosen(self) -> list[User]:
        """The people ticked."""
        wanted = {int(pk) for pk in self.cleaned_data["people"]}
        return [one.staff for one in self.assignments if one.staff_id in wanted]

    def clean_due_on(self) -> dt.date:
        day: dt.date = school_day_on_or_before(self.cleaned_data["due_on"])
        if day < today():
            raise ValidationError(_("Choose a school day from today on."))
        return day


class InputForm(RecordForm):
    """Tick what fits and write a line where it helps."""

    drafts = True
    ticks = forms.MultipleChoiceField(
        label=_("Tick what you see in your lessons"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    strengths = WordsField(label=_("What goes well?"), rows=3, max_length=2000, required=False)
    difficulties = WordsField(label=_("What is hard?"), rows=3, max_length=2000, required=False)
    helps = WordsField(
        label=_("What helps?"),
        help_text=_("What you do that works, even a little."),
        rows=3,
        max_length=2000,
        required=False,
    )

    class Meta:
        model = TeacherInput
        fields = ("ticks", "strengths", "difficulties", "helps")

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        ticks: Any = self.fields["ticks"]
        ticks.choices = [
            (group.words, [(tick.code, tick.words) for tick in group.ticks])
            for group in checklist.groups()
        ]

    def tick_groups(self) -> list[dict[str, Any]]:
        """The boxes under their headings, for the template."""
        boxes = iter(self["ticks"].subwidgets)
        return [
            {"words": group.words, "boxes": [next(boxes) for _tick in group.ticks]}
            for group in checklist.groups()
        ]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(typed.get(name) for name in self.Meta.fields):
            raise ValidationError(_("Tick something or write a line before you send it."))
        return typed
