"""What a reader asks of the map and of the lists behind it; unknown answers are left out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from provision import seats
from provision.models import Intervention, Provision
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.forms import Segments
from sencohub.lib.policies import PLAN_READERS
from sencohub.lib.rag import Rag
from sencohub.school.models import Term

SHORT, UNRATED = "short", "unrated"
SHOWN = {SHORT: {Rag.RED, Rag.AMBER}, UNRATED: {Rag.GREY}}
TIERS = [("", _("All tiers")), ("1", _("Tier 1")), ("2", _("Tier 2")), ("3", _("Tier 3"))]


class Asked(forms.Form):
    """A form of the address: what it does not know counts as not asked."""

    def __init__(self, data: Any, terms: list[Term]) -> None:
        self.terms = terms
        super().__init__(data)
        self.fields["term"].choices = [(str(t.pk), str(t)) for t in terms]  # type: ignore[attr-defined]
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect):
                field.widget.attrs["class"] = "input"

    term = forms.ChoiceField(label=_("Term"), required=False)

    def asked(self, name: str) -> str:
        """The valid answer to this question, or nothing."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    def chosen_term(self) -> Term | None:
        """The term asked for, else the current one."""
        named = {str(term.pk): term for term in self.terms}
        return named.get(self.asked("term")) or current(self.terms)


def current(terms: list[Term]) -> Term | None:
    """Of terms in order the one that holds today, else the last that had begun, else the first."""
    begun = [term for term in terms if term.starts_on <= today()]
    return begun[-1] if begun else next(iter(terms), None)


class MapFilter(Asked):
    """Columns, term, tier and outcome of the whole-school map."""

    by = forms.ChoiceField(
        label=_("Columns"),
        required=False,
        choices=[(seats.NEED, _("Main need")), (seats.YEAR, _("Year")), (seats.CLASS, _("Class"))],
        widget=Segments,
    )
    tier = forms.ChoiceField(label=_("Tier"), required=False, choices=TIERS)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All outcomes")),
            (SHORT, _("Red and amber only")),
            (UNRATED, _("Not yet rated")),
        ],
    )

    field_order = ("by", "term", "tier", "show")

    def __init__(self, data: Any, terms: list[Term], user: User) -> None:
        super().__init__(data, terms)
        if not PLAN_READERS.admits(user):
            columns: Any = self.fields["by"]
            columns.choices = columns.choices[1:]

    def columns(self) -> str:
        """The columns asked for, else the first this reader has: needs, or for a TA years."""
        return self.asked("by") or str(self.fields["by"].choices[0][0])  # type: ignore[attr-defined]

    def ratings(self) -> set[Rag]:
        """The ratings to show; empty for all."""
        return SHOWN.get(self.asked("show"), set())

    def chosen_tier(self) -> int | None:
        return int(self.asked("tier")) if self.asked("tier") else None


class RunFilter(Asked):
    """Which runs a list shows."""

    q = forms.CharField(label=_("Name"), required=False, max_length=80)
    intervention = forms.ModelChoiceField(
        Intervention.objects.all(), label=_("From the catalogue"), required=False
    )
    tier = forms.ChoiceField(label=_("Tier"), required=False, choices=TIERS)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any state")), *Provision.State.choices]
    )
    mine = forms.BooleanField(label=_("Only those I lead"), required=False)
    field_order = ("term", "tier", "state", "intervention", "q", "mine")


class PlaceFilter(Asked):
    """Which places a list shows: one cell of the map, or more."""

    intervention = forms.ModelChoiceField(
        Intervention.objects.all(), label=_("From the catalogue"), required=False
    )
    by = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    column = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    tier = forms.ChoiceField(label=_("Tier"), required=False, choices=TIERS)
