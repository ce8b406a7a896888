"""What a phone may send about adjustments.

These are not the house's record form: an answer carries its own one-use mark, `client_id`, made
by the device, because it may be sent hours later and more than once.
"""

import datetime as dt
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from tiers.actions.logs import Sent
from tiers.models import AdjustmentLog

UNDO = "undo"


class PressForm(forms.Form):
    """One press of a button without a script: `log` is `<adjustment>:<answer>`.

    `page` is a number made with the page; with the button's own value it makes the `client_id`, so
    the same page sent again is the same answer.
    """

    log = forms.RegexField(r"^[0-9]{1,18}:[a-z_]{1,10}$")
    page = forms.UUIDField()
    lesson = forms.IntegerField(required=False, min_value=1)

    def clean_log(self) -> tuple[int, str]:
        adjustment, _colon, answer = self.cleaned_data["log"].partition(":")
        if answer not in AdjustmentLog.Answer.values:
            raise ValidationError("unknown answer")
        return int(adjustment), answer

    def sent(self) -> Sent:
        """The answer, given now."""
        data = self.cleaned_data
        adjustment, answer = data["log"]
        return answered_now(data["page"], adjustment, answer, data["lesson"])


def answered_now(page: UUID, adjustment: int, answer: str, lesson: int | None) -> Sent:
    """An answer given on this page now: from one page the same answer is always the same one."""
    return Sent(
        client_id=uuid5(page, f"{adjustment}:{answer}"),
        adjustment=adjustment,
        answer=answer,
        happened_at=timezone.now(),
        lesson=lesson,
    )


class AgainForm(forms.Form):
    """`Same as last lesson for all`."""

    page = forms.UUIDField()


class WaitingForm(forms.Form):
    """One answer out of a phone's queue; `undo` takes back the one with this `client_id`."""

    client_id = forms.UUIDField()
    answer = forms.ChoiceField(choices=[*AdjustmentLog.Answer.choices, (UNDO, UNDO)])
    adjustment = forms.IntegerField(required=False, min_value=1)
    lesson = forms.IntegerField(required=False, min_value=1)
    happened_at = forms.CharField(required=False, max_length=40)

    def clean_happened_at(self) -> dt.datetime | None:
        try:
            moment = parse_datetime(self.cleaned_data["happened_at"])
        except ValueError:
            moment = None
        return moment if moment is None or timezone.is_aware(moment) else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") != UNDO and not (data.get("adjustment") and data.get("happened_at")):
            raise ValidationError("an answer needs its adjustment and its time")
        return data

    @property
    def is_undo(self) -> bool:
        return bool(self.cleaned_data["answer"] == UNDO)

    @property
    def mark(self) -> UUID:
        found: UUID = self.cleaned_data["client_id"]
        return found

    def sent(self) -> Sent:
        data = self.cleaned_data
        return Sent(
            client_id=data["client_id"],
            adjustment=data["adjustment"],
            answer=data["answer"],
            happened_at=data["happened_at"],
            lesson=data["lesson"],
        )
