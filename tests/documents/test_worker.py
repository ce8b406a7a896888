"""Documents by a real worker process: killed half-way, told twice, forgotten by the queue.

TRUST, row 16, on whichever database and broker the suite runs on.
"""

import datetime as dt
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from kombu.exceptions import OperationalError

from sencohub.accounts.models import User
from sencohub.celery import app
from sencohub.documents.models import STALE_AFTER, Export
from students.models import Student
from tests import factories
from tests.documents.conftest import type_asked
from tests.documents.letters import CODE
from tests.pdfs import only_our_font, read, text_of
from tests.processes import kill, wait_until, worker

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
LETTERS = "tests.documents.letters"
State = Export.State
LONG_AGO = STALE_AFTER + dt.timedelta(seconds=5)


def state(export: Export, wanted: str) -> Callable[[], bool]:
    """Whether the export is there; a failed one fails the test at once."""

    def look() -> bool:
        export.refresh_from_db()
        assert export.state != State.FAILED or wanted == State.FAILED, export.problem
        return export.state == wanted

    return look


def files(store: Path) -> list[Path]:
    return sorted(store.iterdir()) if store.exists() else []


def grow_old(export: Export) -> None:
    """As if the last sign of life were longer ago than the sweep waits."""
    then = timezone.now() - LONG_AGO
    Export.objects.filter(pk=export.pk).update(beat_at=then, created_at=then)


@pytest.fixture
def class_of_12(class_5a: Any) -> list[Student]:
    names = [f"Student Number {nth:02d}" for nth in range(12)]
    return [factories.StudentFactory(name_en=name, in_class=class_5a) for name in names]


def test_a_worker_makes_what_was_asked_for(
    senco: User, amina: Student, asked: type_asked, store: Path
) -> None:
    export = asked(senco, amina)
    with worker(LETTERS):
        wait_until(state(export, State.READY), "the document")
    reader = read(export.file.read())
    assert "Amina Khan" in text_of(reader)
    assert only_our_font(reader)
    assert len(files(store)) == 1


def test_a_worker_killed_half_way_loses_nothing_and_doubles_nothing(
    senco: User, class_of_12: list[Student], asked: type_asked, store: Path
) -> None:
    export = asked(senco, *class_of_12, seconds=0.4)
    with worker(LETTERS) as first:
        wait_until(lambda: state(export, State.RUNNING)() and export.done, "the second of twelve")
        kill(first)
    half = export.done
    assert 0 < half < 12
    grow_old(export)
    with worker(LETTERS):
        app.send_task("documents.sweep")
        wait_until(state(export, State.READY), "the document after the kill")
    text = text_of(read(export.file.read()))
    assert [text.count(student.name_en) for student in class_of_12] == [1] * 12
    assert (export.attempts, len(files(store))) == (2, 1)


def test_a_worker_asked_to_stop_finishes_what_it_is_at(
    senco: User, class_of_12: list[Student], asked: type_asked, store: Path
) -> None:
    export = asked(senco, *class_of_12, seconds=0.1)
    with worker(LETTERS) as only:
        wait_until(state(export, State.RUNNING), "a beginning")
        only.send_signal(signal.SIGTERM)
        wait_until(state(export, State.READY), "the document in spite of the signal")
    assert (export.attempts, len(files(store))) == (1, 1)


def test_a_message_that_comes_three_times_is_one_document(
    senco: User, amina: Student, ben: Student, asked: type_asked, store: Path
) -> None:
    export = asked(senco, amina)
    for _again in range(2):
        app.send_task("documents.make", args=[export.pk])
    after = asked(senco, ben)
    with worker(LETTERS):
        wait_until(state(after, State.READY), "what was queued after the copies")
    export.refresh_from_db()
    assert (export.state, export.attempts, len(files(store))) == (State.READY, 1, 2)


def test_what_the_broker_never_got_is_found_by_the_sweep(
    senco: User, amina: Student, asked: type_asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("no broker")

    with monkeypatch.context() as patch:
        patch.setattr("sencohub.lib.queue.app.send_task", silent)
        export = asked(senco, amina)
    grow_old(export)
    with worker(LETTERS):
        app.send_task("documents.sweep")
        wait_until(state(export, State.READY), "the document")


def test_a_document_that_kills_its_worker_does_not_stop_the_next(
    senco: User, amina: Student, ben: Student, asked: type_asked
) -> None:
    """The pool's process dies (as by lack of memory); the worker starts another and goes on."""
    deadly, harmless = asked(senco, amina, fault="death"), asked(senco, ben)
    with worker(LETTERS):
        wait_until(state(harmless, State.READY), "the harmless one")
    deadly.refresh_from_db()
    assert (deadly.kind, deadly.state) == (CODE, State.RUNNING)
