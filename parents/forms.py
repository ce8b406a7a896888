"""What a parent writes, and what staff write down of a contact."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models import AttendanceRequest
from parents.consents import ConsentRow
from parents.models import ContactRecord
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, HouseForm, PickRows, RecordForm, WordsField
from students.forms.profiles import LINES
from students.models import Consent, OnePageProfile
from tiers.models import PlanShare
from tiers.snapshot.read import Reading


class AnswerForm(HouseForm):
    """Read, say something, agree or not: one form, each part free."""

    drafts = True

    comment = WordsField(
        label=_("Anything to ask or add?"),
        required=False,
        rows=3,
        max_length=4000,
        help_text=_("You can leave this empty. Chinese or English."),
    )
    answer = forms.ChoiceField(
        label=_("Your answer"),
        required=False,
        widget=PickRows,
        choices=[
            ("", _("I have read it, and do not answer yet")),
            (PlanShare.Answer.AGREE, _("I agree with this plan")),
            (PlanShare.Answer.PARTLY, _("I agree in part")),
            (PlanShare.Answer.DISAGREE, _("I do not agree")),
        ],
    )

    def __init__(self, request: HttpRequest, *, share: PlanShare, reading: Reading) -> None:
        initial: dict[str, Any] = {"comment": share.comment, "answer": share.answer}
        said = share.target_comments
        for target in reading.targets:
            initial[f"target_{target.id}"] = said.get(str(target.id), "")
        super().__init__(request, initial=initial)
        for target in reading.targets:
            self.fields[f"target_{target.id}"] = WordsField(
                label=gettext("About target %(number)s") % {"number": target.number},
                required=False,
                rows=2,
                max_length=2000,
            )
            self.fields[f"target_{target.id}"].widget.attrs["class"] = "input"

    def target_comments(self) -> dict[int, str]:
        return {
            int(name.removeprefix("target_")): text
            for name, text in self.cleaned_data.items()
            if name.startswith("target_") and text
        }


class WishForm(HouseForm):
    """How the parent would like to take part in the review."""

    wish = forms.ChoiceField(
        label=_("How would you like to take part?"),
        widget=PickRows,
        choices=AttendanceRequest.Wish.choices,
    )
    words = forms.CharField(label=_("Anything we should know"), required=False, max_length=500)


class TellUsForm(HouseForm):
    """A question, a worry, or something that looks wrong."""

    drafts = True
    words = WordsField(label=_("What would you like to tell the school?"), rows=6, max_length=4000)


class ConsentForm(HouseForm):
    """A parent's answer to one named use: yes or no, or taking a yes back."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=PickRows,
        choices=[
            (Consent.Answer.GIVEN, _("I consent")),
            (Consent.Answer.REFUSED, _("I do not consent")),
        ],
    )

    def __init__(self, request: HttpRequest, *, row: ConsentRow) -> None:
        super().__init__(request)
        choices: Any = self.fields["answer"]
        if row.holds:
            choices.choices = [(Consent.Answer.REFUSED, _("I take my consent back"))]
        elif row.is_refused:
            choices.choices = choices.choices[:1]


class VoiceForm(RecordForm):
    """The parents' part of the one page profile, in their own words."""

    drafts = True
    appreciated = WordsField(
        label=_("What we like and admire in our child"), help_text=LINES, rows=4, required=False
    )
    important = WordsField(
        label=_("What matters to our child"), help_text=LINES, rows=4, required=False
    )
    support = WordsField(
        label=_("What helps, also at home"), help_text=LINES, rows=4, required=False
    )
    does_not_help = WordsField(label=_("What does not help"), rows=3, required=False)

    class Meta:
        model = OnePageProfile
        fields = ("appreciated", "important", "support", "does_not_help")

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(typed.get(part) for part in self.Meta.fields):
            raise forms.ValidationError(gettext("Write at least one line before you send it."))
        return typed

    def words(self) -> dict[str, str]:
        return {part: self.cleaned_data[part] for part in self.Meta.fields}


class ContactForm(RecordForm):
    """A talk, call or letter with a family."""

    widths = {"how": "f-6", "happened_on": "f-6"}
    happened_on = DayField(label=_("On"), initial=today)

    class Meta:
        model = ContactRecord
        fields = ["with_whom", "how", "happened_on", "about", "agreed", "internal"]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "agreed": forms.Textarea(attrs={"rows": 2}),
        }

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > today():
            raise forms.ValidationError(gettext("Choose today or an earlier day."))
        return day
