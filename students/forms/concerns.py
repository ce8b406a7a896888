"""Raising a concern on a phone, and deciding about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.forms import HouseForm, PickRows, RecordForm, Tri, WordsField
from students.models import Concern, Student


class ConcernForm(RecordForm):
    """Two minutes: what we see, since when, what was tried, whether the parents know."""

    drafts = True
    seen = WordsField(
        label=_("What do you see?"),
        help_text=_("What happens, when and how often. Facts, not causes."),
        rows=4,
        max_length=4000,
        error_messages={"required": _("Write one or two sentences about what you see.")},
    )
    since = forms.CharField(
        label=_("Since when?"),
        help_text=_("For example: since the mid-term break"),
        max_length=120,
        required=False,
    )
    tried = WordsField(
        label=_("What have you tried?"),
        help_text=_("What helped a little counts too."),
        rows=3,
        max_length=4000,
        required=False,
    )
    parents_know = forms.ChoiceField(
        label=_("Do the parents know?"),
        choices=[
            (Concern.ParentsKnow.YES, _("Yes, we have spoken")),
            (Concern.ParentsKnow.NOT_YET, _("Not yet")),
            (Concern.ParentsKnow.THEY_RAISED, _("They raised it")),
        ],
        widget=Tri,
        error_messages={"required": _("Choose whether the parents know.")},
    )
    parents_note = forms.CharField(
        label=_("If not yet, why?"),
        help_text=_("For example: I would like your advice first"),
        max_length=300,
        required=False,
    )

    class Meta:
        model = Concern
        fields = ("seen", "since", "tried", "parents_know", "parents_note")

    def __init__(self, request: PersonRequest, *, student: Student, **kwargs: Any) -> None:
        self.student = student
        super().__init__(request, **kwargs)

    @property
    def draft_key(self) -> str:
        """One draft for each student: the address alone does not tell them apart."""
        return f"{self.request.path}?student={self.student.pk}"

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        not_yet = typed.get("parents_know") == Concern.ParentsKnow.NOT_YET
        if not_yet and not typed.get("parents_note"):
            self.add_error("parents_note", _("Say in a few words why the parents do not know."))
        return typed


class MoveField(forms.ChoiceField):
    """Offers the moves that are open now; a move that was open a moment ago is for the rule."""

    def valid_value(self, value: Any) -> bool:
        return value in Concern.State.values


TRIAGE_WORDS = {
    Concern.State.WATCHING: _("Watch: look again in some weeks"),
    Concern.State.ASKING: _("Ask the teachers: open an input round"),
    Concern.State.ADVICE: _("Give Tier 1 advice for the classroom"),
    Concern.State.SST: _("Take it to the Student Support Team"),
    Concern.State.CLOSED: _("Close it with an answer"),
}


class TriageForm(HouseForm):
    """What happens with a concern, and the words its writer will read."""

    state = MoveField(
        label=_("What happens next?"),
        widget=PickRows,
        error_messages={"required": _("Choose what happens next.")},
    )
    answer = WordsField(
        label=_("Answer"),
        help_text=_("Whoever raised this reads it. Needed for advice and when you close it."),
        rows=4,
        max_length=4000,
        required=False,
    )

    def __init__(self, request: PersonRequest, *, instance: Concern, **kwargs: Any) -> None:
        self.instance = instance
        super().__init__(request, **kwargs)
        state: Any = self.fields["state"]
        state.choices = [(move, TRIAGE_WORDS[move]) for move in instance.next_states()]
