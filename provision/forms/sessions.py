"""A session as a TA records it on a phone: all ticked, one line for each student."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provision.actions.sessions import Held, There, refuse_day
from provision.models import Participation, Provision, Session
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, HouseForm, Segments

YES, NO = "yes", "no"


class SessionForm(HouseForm):
    """Held or not and why, on which day, how long, who was there."""

    drafts = True
    was_held = forms.ChoiceField(
        label=gettext_lazy("Was it held?"),
        choices=[(YES, gettext_lazy("Held")), (NO, gettext_lazy("Not held"))],
        widget=Segments,
        initial=YES,
    )
    why_not = forms.ChoiceField(
        label=gettext_lazy("Why not"),
        required=False,
        choices=[("", gettext_lazy("Choose a reason")), *Session.WhyNot.choices],
    )
    held_on = DayField(label=gettext_lazy("On"))
    again = forms.BooleanField(
        label=gettext_lazy("There was a second session that day"), required=False
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=1, max_value=240, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("About the session"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        request: PersonRequest,
        *,
        run: Provision,
        places: Iterable[Participation],
        session: Session | None = None,
        **kwargs: Any,
    ) -> None:
        self.run, self.session, self.places = run, session, list(places)
        if session is not None:
            self.instance = session
        kwargs["initial"] = {**self._first_values(), **kwargs.get("initial", {})}
        super().__init__(request, **kwargs)
        if self.session is not None or not (self.is_bound and self._is_second()):
            self.fields["again"].widget = forms.HiddenInput()

    def _first_values(self) -> dict[str, Any]:
        if self.session is None:
            return {
                "held_on": min(today(), self.run.ends_on),
                "minutes": self.run.minutes,
                "client_id": uuid4(),
            }
        session = self.session
        values = {
            "was_held": YES if session.was_held else NO,
            "why_not": session.why_not,
            "held_on": session.held_on,
            "minutes": session.minutes or self.run.minutes,
            "note": session.note,
        }
        for row in session.attendances.all():
            values[f"there_{row.participation_id}"] = row.was_there
            values[f"note_{row.participation_id}"] = row.note
        return values

    def _add_house_fields(self) -> None:
        super()._add_house_fields()
        for place in self.places:
            self.fields[f"there_{place.pk}"] = forms.BooleanField(
                label=place.student.name, required=False, initial=True
            )
            self.fields[f"note_{place.pk}"] = forms.CharField(
                label=_("A line about %(name)s") % {"name": place.student.short_name},
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"placeholder": _("A line, if there is something")}),
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        """One card for each student."""
        for place in self.places:
            yield {
                "place": place,
                "there": self[f"there_{place.pk}"],
                "note": self[f"note_{place.pk}"],
            }

    def clean_held_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["held_on"]
        try:
            refuse_day(self.run, day)
        except ValidationError as refusal:
            raise ValidationError(refusal.messages) from refusal
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("was_held") == NO and not data.get("why_not"):
            self.add_error("why_not", _("Choose why it was not held."))
        if data.get("was_held") == YES and not data.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Write how many minutes it lasted."))
        if data.get("held_on") and self._is_second() and not data.get("again"):
            self.add_error(
                "held_on", _("A session on this day is recorded. If there were two, tick the box.")
            )
        return data

    def _is_second(self) -> bool:
        """Another session of this run is recorded for the day that was sent."""
        day = getattr(self, "cleaned_data", {}).get("held_on") or self._day_sent()
        if day is None:
            return False
        others = self.run.sessions.filter(held_on=day)
        if self.session is not None:
            others = others.exclude(pk=self.session.pk)
        known = self.data.get(self.add_prefix("client_id"), "")
        return any(str(one.client_id) != known for one in others)

    def _day_sent(self) -> dt.date | None:
        try:
            return self.fields["held_on"].clean(self.data.get(self.add_prefix("held_on"), ""))  # type: ignore[no-any-return]
        except ValidationError:
            return None

    def client_mark(self) -> UUID:
        """The device's own mark; one made now for a form that lost it."""
        return self.cleaned_data.get("client_id") or uuid4()

    def held(self) -> Held:
        data = self.cleaned_data
        return Held(
            held_on=data["held_on"],
            was_held=data["was_held"] == YES,
            why_not=data["why_not"],
            minutes=data["minutes"] or 0,
            note=data["note"],
            there=tuple(
                There(place, data[f"there_{place.pk}"], data[f"note_{place.pk}"])
                for place in self.places
            ),
        )
