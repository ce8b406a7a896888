"""Forms around an issue: sending it, a parent's answer written down, documents of a class."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.forms import HouseForm, PickRows, RecordForm, Segments
from students.models import SchoolClass
from tiers.models import PlanShare


class SendForm(HouseForm):
    """Yes, send what I saw: `seen` is its digest."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ShareAnswerForm(RecordForm):
    """What a parent answered on paper, by phone or at a meeting."""

    answer = forms.ChoiceField(label=gettext_lazy("Their answer"), widget=PickRows)
    how = forms.ChoiceField(label=gettext_lazy("How it came"), widget=Segments)

    class Meta:
        model = PlanShare
        fields = ["answer", "how", "comment"]
        labels = {"comment": gettext_lazy("In their words")}
        widgets = {"comment": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        answers, ways = PlanShare.Answer, PlanShare.How
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            (one.value, one.label) for one in answers if one != answers.NONE
        ]
        self.fields["how"].choices = [  # type: ignore[attr-defined]
            (one.value, one.label) for one in ways if one != ways.PORTAL
        ]
        if self.initial.get("how") == ways.PORTAL:
            self.initial["how"] = ""


class ClassPlansForm(HouseForm):
    """Every plan of a class in one file."""

    school_class = forms.ModelChoiceField(SchoolClass.objects.none(), widget=forms.HiddenInput)
    packed = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=[
            ("pdf", gettext_lazy("one PDF")),
            ("zip", gettext_lazy("a ZIP with one for each")),
        ],
        widget=Segments,
        initial="pdf",
    )

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        classes = SchoolClass.objects.visible_to(request.user)
        self.fields["school_class"].queryset = classes  # type: ignore[attr-defined]
        self.fields["school_class"].error_messages["required"] = _("Choose a class.")
