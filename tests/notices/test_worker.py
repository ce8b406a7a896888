"""Letters by a real worker process: told three times, killed on the way, forgotten by the queue."""

import datetime as dt
import email
import email.message
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.celery import app
from sencohub.lib.roles import Role
from sencohub.notices.actions import tell
from sencohub.notices.models import CLAIM_LASTS, Letter, Notice
from tests import factories
from tests.notices.conftest import KIND
from tests.processes import kill, wait_until, worker

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
MAIL = Path(settings.VAR) / "mail"


@pytest.fixture(autouse=True)
def _empty_mail() -> Iterator[None]:
    """The worker writes each message to a file; each test begins and ends without."""
    _empty()
    yield
    _empty()


def _empty() -> None:
    for path in MAIL.glob("*"):
        path.unlink()


@pytest.fixture
def people(school: object) -> list[User]:
    return [factories.person(f"senco{nth}", Role.SENCO) for nth in range(20)]


def sent() -> list[email.message.Message]:
    """What lies in the mail folder: a file may hold several messages."""
    found = []
    for path in sorted(MAIL.glob("*")):
        parts = path.read_text().split("-" * 79 + "\n")
        found += [email.message_from_string(part) for part in parts if part.strip()]
    return found


def all_sent() -> bool:
    return not Letter.objects.exclude(outcome=Letter.Outcome.SENT).exists()


def test_each_is_sent_once_however_often_the_worker_is_told(people: list[User]) -> None:
    tell(event="e:1", kind=KIND, to=people, path="/x/", channel=Notice.Channel.AT_ONCE)
    for pk in Letter.objects.values_list("pk", flat=True):
        app.send_task("notices.send_letter", args=[pk])
    for _nth in range(3):
        app.send_task("notices.sweep")
    with worker():
        wait_until(all_sent, "twenty letters")
        app.send_task("notices.sweep")
        app.send_task("lib.heartbeat")
        wait_until(lambda: len(sent()) >= 20, "twenty messages")
    assert sorted(str(one["To"]) for one in sent()) == sorted(one.email for one in people)


def test_a_worker_killed_on_the_way_leaves_no_letter_behind(people: list[User]) -> None:
    """A letter that went out just before the kill may come again, under the same Message-ID."""
    tell(event="e:1", kind=KIND, to=people, path="/x/", channel=Notice.Channel.AT_ONCE)
    with worker() as first:
        wait_until(sent, "the first message")
        kill(first)
    long_ago = timezone.now() - CLAIM_LASTS - dt.timedelta(seconds=1)
    Letter.objects.filter(claimed_at__isnull=False).update(claimed_at=long_ago)
    with worker():
        app.send_task("notices.sweep")
        wait_until(all_sent, "the rest of the letters")
    ids = Counter(str(one["Message-ID"]) for one in sent())
    assert len(ids) == 20
    assert sum(ids.values()) <= 21
