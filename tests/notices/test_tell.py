"""Telling people: once for an event and a person, with the transaction or not at all."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import transaction

from sencohub.accounts.models import User
from sencohub.notices.actions import tell
from sencohub.notices.models import Letter, Notice
from tests.notices.conftest import KIND, MONDAY, at

pytestmark = pytest.mark.django_db


def say(*people: User, **fields: Any) -> None:
    tell(**{"event": "e:1", "kind": KIND, "to": people, "path": "/x/", **fields})


def test_it_is_one_row_for_an_event_and_a_person(senco: User, senst: User) -> None:
    say(senco, senst, senco)
    say(senst, senco)
    say(senco, event="e:2")
    assert Notice.objects.filter(event="e:1").count() == 2
    assert Notice.objects.count() == 3


def test_it_goes_with_the_transaction_that_told(senco: User) -> None:
    with transaction.atomic():
        say(senco)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_a_kind_without_words_is_refused(senco: User) -> None:
    with pytest.raises(KeyError):
        say(senco, kind="nobody-registered-this")


def test_nobody_is_told_when_nobody_is_named() -> None:
    say()
    assert not Notice.objects.exists()


def test_what_goes_out_at_once_has_one_letter_and_one_task(
    senco: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr("sencohub.lib.queue.app.send_task", lambda name, args: sent.append(args))
    with django_capture_on_commit_callbacks(execute=True):
        say(senco, channel=Notice.Channel.AT_ONCE)
        say(senco, channel=Notice.Channel.AT_ONCE)
    letter = Letter.objects.get()
    assert (letter.recipient, letter.notices.count()) == (senco, 1)
    assert sent == [(letter.pk,)]


@pytest.mark.parametrize(
    ("hour", "minute", "days"), [(0, 1, 0), (6, 29, 0), (6, 30, 1), (12, 0, 1), (23, 59, 1)]
)
def test_it_is_meant_for_the_next_digest(senco: User, hour: int, minute: int, days: int) -> None:
    with time_machine.travel(at(MONDAY, hour, minute), tick=False):
        say(senco)
    assert Notice.objects.get().day == MONDAY + dt.timedelta(days=days)
