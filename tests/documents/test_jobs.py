"""Making documents: once, by one worker, as the person who asked."""

import datetime as dt
import hashlib
import logging
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from sencohub.accounts.models import User
from sencohub.documents import jobs, tasks
from sencohub.documents.actions import ask, try_again
from sencohub.documents.kinds import Built
from sencohub.documents.models import ATTEMPTS_AT_MOST, KEPT_FOR, STALE_AFTER, Export
from sencohub.lib import pdf
from sencohub.lib.records import IllegalMove
from students.models import Student
from tests.documents.conftest import stops_teaching, type_asked
from tests.pdfs import read, text_of

pytestmark = pytest.mark.django_db
State = Export.State
LATER = STALE_AFTER + dt.timedelta(seconds=5)


def files(store: Path) -> list[Path]:
    return sorted(store.iterdir()) if store.exists() else []


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What went to the queue, as (task, arguments)."""
    sent: list[tuple[Any, ...]] = []

    def remember(task: str, args: tuple[Any, ...]) -> None:
        sent.append((task, *args))

    monkeypatch.setattr("sencohub.lib.queue.app.send_task", remember)
    return sent


# --- asking ------------------------------------------------------------------------------------


def test_asking_queues_one_task_after_the_commit(
    senco: User,
    amina: Student,
    asked: type_asked,
    queued: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        export = asked(senco, amina)
        assert queued == []
    assert queued == [("documents.make", export.pk)]


def test_asking_again_while_it_is_being_made_is_the_same_document(
    senco: User, amina: Student, ben: Student, asked: type_asked
) -> None:
    first = asked(senco, amina)
    assert asked(senco, amina).pk == first.pk
    assert asked(senco, ben).pk != first.pk
    with translation.override("zh-hant"):
        assert asked(senco, amina).pk != first.pk
    jobs.make(first.pk)
    assert asked(senco, amina).pk != first.pk


def test_two_people_who_ask_for_the_same_document_get_one_each(
    senco: User, senst: User, amina: Student, asked: type_asked
) -> None:
    first, second = asked(senco, amina), asked(senst, amina)
    assert (first.asked_by, second.asked_by) == (senco, senst)


def test_who_may_not_have_it_may_not_ask(
    other_teacher: User, parent: User, amina: Student, asked: type_asked
) -> None:
    for user in (other_teacher, parent):
        with pytest.raises(PermissionDenied):
            asked(user, amina)
    assert not Export.objects.exists()


def test_a_kind_that_nobody_registered_cannot_be_asked_for(senco: User) -> None:
    with pytest.raises(KeyError):
        ask(kind="nothing", parameters={}, by=senco)


# --- making ------------------------------------------------------------------------------------


def test_it_is_made_stored_and_sealed(
    senco: User, amina: Student, ben: Student, asked: type_asked, store: Path
) -> None:
    export = asked(senco, amina, ben)
    assert tasks.make(export.pk)
    export.refresh_from_db()
    content = export.file.read()
    assert export.state == State.READY
    assert (export.done, export.total, export.student_ids) == (2, 2, [amina.pk, ben.pk])
    assert export.content_hash == hashlib.sha256(content).hexdigest()
    assert "Amina Khan" in text_of(read(content))
    assert export.expires_at == export.finished_at + KEPT_FOR  # type: ignore[operator]
    assert len(files(store)) == 1


def test_a_stored_name_says_nothing(
    senco: User, amina: Student, asked: type_asked, store: Path
) -> None:
    tasks.make(asked(senco, amina).pk)
    assert [len(path.name) for path in files(store)] == [32]


def test_the_same_message_twice_makes_it_once(
    senco: User, amina: Student, asked: type_asked, store: Path
) -> None:
    export = asked(senco, amina)
    assert [tasks.make(export.pk) for _time in range(3)] == [True, False, False]
    assert len(files(store)) == 1
    export.refresh_from_db()
    assert export.attempts == 1


def test_it_is_made_in_the_language_it_was_asked_in(
    senco: User, amina: Student, asked: type_asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str | None] = []
    monkeypatch.setattr(jobs, "_build", lambda export: spoken.append(translation.get_language()))
    with translation.override("zh-hant"):
        export = asked(senco, amina)
    jobs.make(export.pk)
    assert spoken == ["zh-hant"]


def test_rights_are_asked_again_inside_the_job(
    class_teacher: User, amina: Student, asked: type_asked, store: Path
) -> None:
    export = asked(class_teacher, amina)
    stops_teaching(class_teacher)
    assert not tasks.make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.problem) == (
        State.FAILED,
        "You may no longer see what this document is about.",
    )
    assert files(store) == []


def test_a_batch_leaves_out_and_names_whom_the_asker_no_longer_sees(
    senco: User, class_teacher: User, amina: Student, ben: Student, asked: type_asked
) -> None:
    export = asked(class_teacher, amina, ben)
    tasks.make(export.pk)
    export.refresh_from_db()
    assert export.student_ids == [amina.pk]
    assert export.skipped == [ben.name_en]
    assert "Pak Hei" not in text_of(read(export.file.read()))


def test_nothing_is_made_for_a_closed_account(
    senco: User, amina: Student, asked: type_asked
) -> None:
    export = asked(senco, amina)
    User.objects.filter(pk=senco.pk).update(is_active=False)
    assert not tasks.make(export.pk)
    export.refresh_from_db()
    assert export.state == State.FAILED


def test_a_machine_without_the_libraries_says_what_to_install(
    senco: User, amina: Student, asked: type_asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise pdf.PdfUnavailable("Install libpango-1.0-0.")

    monkeypatch.setattr(pdf, "check_available", missing)
    export = asked(senco, amina)
    tasks.make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.problem) == (State.FAILED, "Install libpango-1.0-0.")


@pytest.mark.parametrize(
    ("fault", "state"),
    [("refused", State.FAILED), ("bug", State.FAILED), ("disk", State.QUEUED)],
)
def test_a_fault_of_ours_is_told_a_passing_one_is_tried_again(
    senco: User, amina: Student, asked: type_asked, fault: str, state: str, store: Path
) -> None:
    export = asked(senco, amina, fault=fault)
    assert not tasks.make(export.pk)
    export.refresh_from_db()
    assert export.state == state
    assert bool(export.problem) == (state == State.FAILED)
    assert files(store) == []


def test_a_fault_is_logged_by_its_place_never_by_its_words(
    senco: User, amina: Student, asked: type_asked, caplog: pytest.LogCaptureFixture
) -> None:
    export = asked(senco, amina, fault="bug")
    with caplog.at_level(logging.ERROR):
        tasks.make(export.pk)
    told = caplog.records[0].__dict__
    assert (told["export"], told["fault"]) == (export.pk, "KeyError")
    assert told["place"].startswith("letters.py:")
    assert told["exc_info"] is None


def test_a_failed_one_can_be_tried_again_by_its_owner(
    senco: User, amina: Student, asked: type_asked
) -> None:
    export = asked(senco, amina, fault="bug")
    tasks.make(export.pk)
    export.refresh_from_db()
    assert try_again(export, by=senco).state == State.QUEUED
    with pytest.raises(IllegalMove):
        try_again(export, by=senco)


# --- two workers -------------------------------------------------------------------------------


def test_progress_is_written_at_most_once_a_second(
    senco: User, amina: Student, asked: type_asked, django_assert_num_queries: Any
) -> None:
    export = asked(senco, amina)
    export.claim_for_work()
    job = jobs.Job(export)
    job.total(50)
    with django_assert_num_queries(0):
        for _nth in range(49):
            job.step()


def test_a_worker_whose_job_was_taken_over_stops_at_the_next_step(
    senco: User, amina: Student, asked: type_asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SECONDS_BETWEEN_WRITES", 0)
    export = asked(senco, amina)
    export.claim_for_work()
    job = jobs.Job(export)
    Export.objects.filter(pk=export.pk).update(claim=None, state=State.QUEUED)
    with pytest.raises(jobs.ClaimLost):
        job.step()


def test_a_worker_that_comes_back_too_late_changes_nothing(
    senco: User,
    amina: Student,
    asked: type_asked,
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first is thought dead while it builds; a second finishes; then the first stores."""
    export = asked(senco, amina)
    build: Any = jobs._build
    hashes: list[str] = []

    def slow(claimed: Export) -> Any:
        built = build(claimed)
        if not hashes:
            with time_machine.travel(timezone.now() + LATER, tick=False):
                tasks.sweep()
                hashes.append("second")
                assert tasks.make(export.pk)
                hashes.append(Export.objects.get(pk=export.pk).content_hash)
        return built

    monkeypatch.setattr(jobs, "_build", slow)
    assert not tasks.make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.attempts) == (State.READY, 2)
    assert export.content_hash == hashes[1]
    assert [path.name for path in files(store)] == [Path(str(export.file.name)).name]


def test_a_late_worker_does_not_finish_what_another_is_at(
    senco: User, amina: Student, asked: type_asked, store: Path
) -> None:
    export = asked(senco, amina)
    slow = Export.objects.get(pk=export.pk)
    assert slow.claim_for_work()
    with time_machine.travel(timezone.now() + LATER, tick=False):
        tasks.sweep()
        other = Export.objects.get(pk=export.pk)
        assert other.claim_for_work()
    assert not jobs._keep(slow, jobs.Job(slow), [], Built(b"late", "late.pdf"))
    assert not slow.fail("late")
    assert not slow.put_back()
    assert (Export.objects.get(pk=export.pk).claim, files(store)) == (other.claim, [])


# --- the sweep ---------------------------------------------------------------------------------


def test_what_the_queue_lost_is_sent_again(
    senco: User,
    amina: Student,
    asked: type_asked,
    queued: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    export = asked(senco, amina)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep()
    assert queued == []
    with (
        time_machine.travel(timezone.now() + LATER, tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert tasks.sweep()["sent again"] == 1
        assert tasks.sweep()["sent again"] == 0
    assert queued == [("documents.make", export.pk)]


def test_a_dead_workers_job_is_taken_back_and_its_half_file_goes(
    senco: User, amina: Student, asked: type_asked, store: Path, queued: list[Any]
) -> None:
    export = asked(senco, amina)
    export.claim_for_work()
    store.mkdir(parents=True, exist_ok=True)
    assert export.claim
    (store / export.claim.hex).write_bytes(b"half")
    assert tasks.sweep()["taken back"] == 0
    with time_machine.travel(timezone.now() + LATER, tick=False):
        assert tasks.sweep()["taken back"] == 1
        assert tasks.make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.attempts) == (State.READY, 2)
    assert len(files(store)) == 1


def test_a_living_worker_is_left_alone(senco: User, amina: Student, asked: type_asked) -> None:
    export = asked(senco, amina)
    export.claim_for_work()
    with time_machine.travel(timezone.now() + LATER, tick=False):
        jobs.Job(export).total(3)
        assert tasks.sweep()["taken back"] == 0


def test_three_deaths_are_enough(senco: User, amina: Student, asked: type_asked) -> None:
    export = asked(senco, amina)
    for nth in range(ATTEMPTS_AT_MOST):
        with time_machine.travel(timezone.now() + nth * LATER, tick=False):
            export.claim_for_work()
        with time_machine.travel(timezone.now() + (nth + 1) * LATER, tick=False):
            tasks.sweep()
        export.refresh_from_db()
    assert export.state == State.FAILED
    assert export.problem.startswith("It was started three times")


@pytest.mark.parametrize(("days", "state"), [(6, State.READY), (8, State.EXPIRED)])
def test_a_document_is_kept_for_seven_days(
    senco: User, amina: Student, asked: type_asked, store: Path, days: int, state: str
) -> None:
    export = asked(senco, amina)
    tasks.make(export.pk)
    with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
        tasks.sweep()
        tasks.sweep()
    export.refresh_from_db()
    assert export.state == state
    assert bool(files(store)) == bool(export.file) == (state == State.READY)


# --- the table of moves ------------------------------------------------------------------------


@pytest.mark.parametrize("before", State.values)
@pytest.mark.parametrize("after", State.values)
def test_only_the_moves_of_the_table_happen(
    senco: User, amina: Student, asked: type_asked, before: str, after: str
) -> None:
    export = asked(senco, amina)
    Export.objects.filter(pk=export.pk).update(state=before)
    export.refresh_from_db()
    legal = {
        ("queued", "running"), ("queued", "failed"), ("running", "ready"), ("running", "failed"),
        ("running", "queued"), ("ready", "expired"), ("failed", "queued"), ("failed", "expired"),
    }  # fmt: skip
    if (before, after) in legal:
        assert export.move(after)
    else:
        with pytest.raises(IllegalMove):
            export.move(after)
