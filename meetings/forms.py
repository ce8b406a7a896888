"""The forms of a meeting."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.actions import Effects
from meetings.basket import Basket
from meetings.models import ActionPoint, AgendaItem, AttendanceRequest, Decision, Meeting
from provision.models import Participation
from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, HouseForm, RecordForm, Segments, WordsField
from sencohub.lib.roles import Role
from students.models import Student
from tiers.models import Adjustment, TierPlacement
from tiers.models.placements import Tier
from tiers.placing import CRITERIA

COLLEAGUES = (
    Role.SENCO,
    Role.SENST,
    Role.LEADER,
    Role.TEACHER,
    Role.ASSISTANT,
    Role.SPECIALIST,
)


class StudentChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Students by class and name."""

    def label_from_instance(self, student: Any) -> str:
        return f"{student.class_name or '–'}  {student.name_en} {student.name_zh}"


class StudentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One student by class and name."""

    def label_from_instance(self, student: Any) -> str:
        return f"{student.class_name or '–'}  {student.name_en} {student.name_zh}"


REACHED = [
    choice
    for choice in TierPlacement.ParentView.choices
    if choice[0] not in {TierPlacement.ParentView.NOT_REACHED, TierPlacement.ParentView.NOT_ON_FILE}
]
"""Parents who could not be reached need two dated attempts: that is decided on the tier's page."""


def students_to_discuss(user: User) -> QuerySet[Student]:
    """Students on the register or with an open concern, as this person may see them."""
    # all-rows: only narrows the students who are seen
    placed = TierPlacement.objects.open().values("student_id")
    rows = Student.objects.visible_to(user).on_roll().with_class()
    worried = rows.filter(pk__in=placed) | rows.filter(concerns__state="to_sst")
    return worried.distinct().order_by(F("class_name"), "name_en")


class MeetingForm(RecordForm):
    """When, where, who, and about whom."""

    widths = {
        "day": "f-4",
        "at": "f-4",
        "minutes": "f-4",
        "people": "f-12 in-a-list",
        "students": "f-12 in-a-list",
    }

    day = DayField(label=_("Day"))
    at = forms.TimeField(
        label=_("Time"),
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "15:45"}),
        error_messages={"invalid": _("Write the time like this: 15:45.")},
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Who is asked to come"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    students = StudentChoices(
        label=_("Students"),
        queryset=Student.objects.none(),  # all-students: none
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Meeting
        fields = ["kind", "title", "minutes", "place", "lead"]

    field_order = ["kind", "title", "day", "at", "minutes", "place", "lead", "people", "students"]

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        colleagues = User.objects.with_role(*COLLEAGUES)
        self.fields["people"].queryset = colleagues  # type: ignore[attr-defined]
        self.fields["lead"].queryset = colleagues  # type: ignore[attr-defined]
        self.fields["students"].queryset = students_to_discuss(request.user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        day, at = found.get("day"), found.get("at")
        if day and at:
            self.instance.starts_at = timezone.make_aware(dt.datetime.combine(day, at))
        return found


class AgendaForm(HouseForm):
    """One more student for the agenda."""

    student = StudentChoice(
        label=_("Student"),
        queryset=Student.objects.none(),  # all-students: none
    )

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.fields["student"].queryset = students_to_discuss(request.user)  # type: ignore[attr-defined]


class DecisionForm(RecordForm):
    """What was decided about one student, and what it changes."""

    tier = forms.TypedChoiceField(
        label=_("Tier"), required=False, coerce=int, empty_value=None, widget=Segments
    )
    ends = forms.ModelChoiceField(
        label=_("Which provision"), queryset=Participation.objects.none(), required=False
    )
    drops = forms.ModelChoiceField(
        label=_("Adjustment that ends"),
        queryset=Adjustment.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    criteria = forms.MultipleChoiceField(
        label=_("What speaks for the new tier"),
        choices=[(row.code, row.words) for row in CRITERIA],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    parent_view = forms.ChoiceField(
        label=_("The parents, about the new tier"),
        required=False,
        choices=[("", _("Choose")), *REACHED],
    )
    parent_words = WordsField(
        label=_("In the parents' words"), required=False, max_length=2000, rows=2
    )
    discussed_on = DayField(label=_("Discussed with parents on"), required=False)
    advice = WordsField(label=_("Specialist's advice"), required=False, max_length=2000, rows=2)

    class Meta:
        model = Decision
        fields = ["words", "on_provision", "summary_en", "summary_zh"]
        widgets = {
            "words": forms.Textarea(attrs={"rows": 4}),
            "summary_en": forms.Textarea(attrs={"rows": 2}),
            "summary_zh": forms.Textarea(attrs={"rows": 2}),
            "on_provision": Segments,
        }

    field_order = [
        "words",
        "on_provision",
        "ends",
        "tier",
        "criteria",
        "parent_view",
        "parent_words",
        "discussed_on",
        "advice",
        "drops",
        "summary_en",
        "summary_zh",
    ]

    def __init__(self, request: PersonRequest, *, basket: Basket, item: AgendaItem) -> None:
        super().__init__(request, instance=Decision(item=item, student=basket.student))
        self.basket = basket
        about = {"student": basket.student}
        places = Participation.objects.visible_to(request.user).in_force().filter(**about)
        self.fields["ends"].queryset = places.select_related("provision")  # type: ignore[attr-defined]
        self.fields["ends"].label_from_instance = lambda row: str(row.provision)  # type: ignore[attr-defined]
        current = Adjustment.objects.visible_to(request.user).current().filter(**about)
        self.fields["drops"].queryset = current  # type: ignore[attr-defined]
        self.fields["drops"].label_from_instance = lambda row: row.text  # type: ignore[attr-defined]
        stay = (
            gettext("Stay at %(label)s") % {"label": Tier(basket.tier).label}
            if basket.tier
            else gettext("None")
        )
        moves = [(t.value, t.label) for t in Tier if t.value != basket.tier]
        self.fields["tier"].choices = [("", stay), *moves]  # type: ignore[attr-defined]
        kept = [(value, label) for value, label in Decision.Provision.choices if value]
        self.fields["on_provision"].required = False
        self.fields["on_provision"].choices = [("", gettext("not spoken of")), *kept]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("on_provision") == Decision.Provision.END and not found.get("ends"):
            self.add_error("ends", gettext("Choose the provision that ends."))
        if found.get("tier") and not found.get("parent_view"):
            self.add_error("parent_view", gettext("Record the parents' view of the new tier."))
        return found

    def effects(self) -> Effects:
        """What the typed decision changes."""
        typed = self.cleaned_data
        ends = typed["ends"] if typed["on_provision"] == Decision.Provision.END else None
        if not typed["tier"]:
            return Effects(ends=ends, drops=typed["drops"])
        placement = TierPlacement(
            student=self.basket.student,
            tier=typed["tier"],
            starts_on=today(),
            decided_on=today(),
            reason=typed["words"],
            criteria=typed["criteria"],
            parent_view=typed["parent_view"],
            parent_words=typed["parent_words"],
            discussed_on=typed["discussed_on"],
            advice=typed["advice"],
        )
        return Effects(placement, self.basket.placement_id, ends, typed["drops"])


class ActionForm(RecordForm):
    """Who does what by when."""

    widths = {"owner": "f-6", "due_on": "f-6"}
    due_on = DayField(label=_("By"))

    class Meta:
        model = ActionPoint
        fields = ["words", "owner", "due_on"]

    def __init__(self, request: PersonRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.fields["owner"].queryset = User.objects.with_role(*COLLEAGUES)  # type: ignore[attr-defined]

    def clean_due_on(self) -> Any:
        due = self.cleaned_data["due_on"]
        if due < today():
            raise forms.ValidationError(gettext("Choose today or a later day."))
        return due


class DropForm(HouseForm):
    """Why an action is dropped."""

    reason = forms.CharField(label=_("Why it is dropped"), max_length=300)


class EndForm(HouseForm):
    """Who came."""

    came = forms.ModelMultipleChoiceField(
        label=_("Who came"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, request: PersonRequest, *, meeting: Meeting) -> None:
        people = User.objects.filter(meetings__meeting=meeting)
        super().__init__(request, initial={"came": people})
        self.fields["came"].queryset = people  # type: ignore[attr-defined]


class ConfirmForm(HouseForm):
    """Nothing to fill in: the question is whether."""


class AnswerForm(HouseForm):
    """The school's answer to a parent who wants to attend."""

    meeting = forms.ModelChoiceField(
        label=_("Meeting"), queryset=Meeting.objects.none(), required=False
    )
    answer = WordsField(label=_("Answer to the parent"), max_length=500, rows=3)

    def __init__(self, request: PersonRequest, *, wish: AttendanceRequest) -> None:
        super().__init__(request, initial={"meeting": wish.meeting_id})
        ahead = Meeting.objects.visible_to(request.user).filter(
            items__student=wish.student, starts_at__gte=timezone.now()
        )
        self.fields["meeting"].queryset = ahead  # type: ignore[attr-defined]
        self.fields["meeting"].label_from_instance = lambda row: (  # type: ignore[attr-defined]
            f"{row.title} · {date_format(timezone.localtime(row.starts_at), 'DATETIME_FORMAT')}"
        )
