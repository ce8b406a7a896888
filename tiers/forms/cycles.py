"""Forms of a cycle and its assessment."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, HouseForm, RecordForm, WordsField
from sencohub.lib.roles import Role
from students.models import Concern, Student
from tiers.models import Assessment, SupportCycle

SHORT_WORDS = 60


class ConcernChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A concern by its day and its first words."""

    def label_from_instance(self, concern: Concern) -> str:
        words = Truncator(concern.seen).chars(SHORT_WORDS)
        return f"{date_format(concern.raised_on)} · {words}"


class CycleOpenForm(HouseForm):
    """Who leads the cycle, when it is reviewed, and the concern it answers."""

    widths = {"owner": "f-6", "review_due": "f-6"}

    concern = ConcernChoice(
        label=gettext_lazy("Answers the concern"),
        queryset=Concern.objects.none(),
        required=False,
        empty_label=gettext_lazy("none: opened by the SEN team"),
    )
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Led by"), queryset=User.objects.none(), empty_label=None
    )
    review_due = DayField(
        label=gettext_lazy("Review by"),
        help_text=gettext_lazy("Proposed by tier and term, on a day with few other reviews."),
    )

    def __init__(self, request: PersonRequest, student: Student, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        concerns = Concern.objects.visible_to(request.user).open().filter(student=student)
        team = User.objects.with_role(Role.SENCO, Role.SENST)
        self.fields["concern"].queryset = concerns  # type: ignore[attr-defined]
        self.fields["owner"].queryset = team  # type: ignore[attr-defined]

    def clean_review_due(self) -> dt.date:
        day: dt.date = self.cleaned_data["review_due"]
        if day <= today():
            raise ValidationError(_("Choose a day ahead for the review."))
        return day


class CycleMoveForm(HouseForm):
    """The stage to move to, as the button names it."""

    to = forms.ChoiceField(choices=SupportCycle.Stage.choices, widget=forms.HiddenInput)


class CycleCloseForm(HouseForm):
    """Why a cycle ends without a review."""

    reason = WordsField(
        label=gettext_lazy("Why it closes without a review"), rows=3, max_length=500
    )


class AssessmentForm(RecordForm):
    """The iceberg, with both views. Nothing is required to keep it: it grows over days."""

    drafts = True

    class Meta:
        model = Assessment
        fields = [
            "seen",
            "causes",
            "strengths",
            "worked",
            "find_out",
            "student_view",
            "parent_view",
            "no_view_reason",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in {
                "seen": 4,
                "causes": 4,
                "strengths": 3,
                "worked": 3,
                "find_out": 3,
                "student_view": 3,
                "parent_view": 3,
                "no_view_reason": 2,
            }.items()
        }
        labels = {
            "seen": gettext_lazy("What we see"),
            "causes": gettext_lazy("What may lie beneath"),
            "strengths": gettext_lazy("Strengths"),
            "worked": gettext_lazy("What already works"),
            "find_out": gettext_lazy("What we still need to find out"),
            "student_view": gettext_lazy("The student’s view"),
            "parent_view": gettext_lazy("The parents’ view"),
            "no_view_reason": gettext_lazy("If a view is not on file: why"),
        }
        help_texts = {
            "seen": gettext_lazy("What is seen, heard and measured, in lessons and in work."),
            "causes": gettext_lazy("Not the label: what makes this hard for this student."),
            "student_view": gettext_lazy("In the student’s own words, as said."),
            "parent_view": gettext_lazy("In the parents’ own words, as said."),
        }
