"""Forms of a decision about a tier."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.forms import DayField, PickRows, RecordForm, Segments
from tiers.models import TierPlacement
from tiers.models.placements import Tier
from tiers.placing import ATTEMPTS_NEEDED, CRITERIA

SAID = [
    (TierPlacement.ParentView.AGREES, _("They agree")),
    (TierPlacement.ParentView.DISAGREES, _("They do not agree")),
    (TierPlacement.ParentView.UNSURE, _("They are not sure yet")),
    (TierPlacement.ParentView.NOT_REACHED, _("They could not be reached")),
]


class PlacementForm(RecordForm):
    """The whole of a decision: tier, criteria, reason, advice, both views."""

    drafts = True
    widths = (
        {"starts_on": "f-4", "decided_on": "f-4", "discussed_on": "f-4"}
        | {f"attempt_{n}_on": "f-4" for n in range(1, ATTEMPTS_NEEDED + 1)}
        | {f"attempt_{n}_how": "f-8" for n in range(1, ATTEMPTS_NEEDED + 1)}
    )

    tier = forms.TypedChoiceField(
        label=_("Tier"), choices=Tier.choices, coerce=int, widget=Segments
    )
    criteria = forms.MultipleChoiceField(
        label=_("What speaks for this tier"),
        choices=[(criterion.code, criterion.words) for criterion in CRITERIA],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    parent_view = forms.ChoiceField(label=_("The parents’ view"), choices=SAID, widget=PickRows)
    attempt_1_on = DayField(label=_("First attempt on"), required=False)
    attempt_1_how = forms.CharField(
        label=_("How you tried"), max_length=200, required=False, help_text=_("Phone, note home …")
    )
    attempt_2_on = DayField(label=_("Second attempt on"), required=False)
    attempt_2_how = forms.CharField(label=_("How you tried"), max_length=200, required=False)
    publish = forms.BooleanField(
        label=_("Show this to the parents on their page"), required=False, initial=True
    )

    class Meta:
        model = TierPlacement
        fields = [
            "tier",
            "starts_on",
            "decided_on",
            "criteria",
            "reason",
            "evidence",
            "advice",
            "parent_view",
            "parent_words",
            "discussed_on",
            "student_words",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in {
                "reason": 3,
                "evidence": 3,
                "advice": 2,
                "parent_words": 3,
                "student_words": 2,
            }.items()
        }
        labels = {
            "starts_on": _("Holds from"),
            "reason": _("Reason, in a sentence or two"),
            "evidence": _("Evidence"),
            "advice": _("A specialist’s advice"),
            "parent_words": _("What the parents said"),
            "discussed_on": _("Discussed with parents on"),
            "student_words": _("What the student said"),
        }
        help_texts = {
            "evidence": _("What it rests on: results, observations, reports."),
            "advice": _("Needed for Tier 3: what was advised, and by whom."),
            "discussed_on": _("Needed to leave Tier 3, with what was said."),
        }

    def decision(self, *, by: User) -> TierPlacement:
        """The placement as written, not saved; published where the box is ticked."""
        placement: TierPlacement = self.instance
        placement.attempts = [] if self._were_reached() else self._attempts()
        if self.cleaned_data["publish"]:
            placement.publish(by=by)
        return placement

    def _were_reached(self) -> bool:
        return bool(self.cleaned_data["parent_view"] != TierPlacement.ParentView.NOT_REACHED)

    def _attempts(self) -> list[dict[str, str]]:
        """Days as text, because they are kept as JSON."""
        rows = []
        for nth in range(1, ATTEMPTS_NEEDED + 1):
            day, how = (self.cleaned_data[f"attempt_{nth}_{part}"] for part in ("on", "how"))
            if day or how:
                rows.append({"on": f"{day:%Y-%m-%d}" if day else "", "how": how})
        return rows

    def criteria_by_tier(self) -> list[dict[str, Any]]:
        """The tick boxes under their tiers, for the page to set them apart."""
        boxes = list(self["criteria"])
        return [
            {
                "tier": tier,
                "boxes": [b for b, c in zip(boxes, CRITERIA, strict=True) if c.tier == tier],
            }
            for tier in Tier
        ]


class PlacementEndForm(RecordForm):
    """The last day on the register, and why."""

    widths = {"ends_on": "f-4", "end_discussed_on": "f-4"}

    class Meta:
        model = TierPlacement
        fields = ["ends_on", "end_discussed_on", "end_reason"]
        widgets = {"end_reason": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "ends_on": _("Last day"),
            "end_discussed_on": _("Discussed with parents on"),
            "end_reason": _("Why this support ends"),
        }

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        for name in ("ends_on", "end_reason"):
            self.fields[name].required = True
