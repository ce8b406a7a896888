"""Making a document: one worker at a time, as the person who asked, once however often it runs."""

import hashlib
import logging
import time
import traceback
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.documents import kinds
from sencohub.documents.models import ATTEMPTS_AT_MOST, KEPT_FOR, Export
from sencohub.lib.pdf import PdfRefused, PdfUnavailable
from sencohub.lib.queue import enqueue_on_commit

SECONDS_BETWEEN_WRITES = 1.0
log = logging.getLogger(__name__)


class ClaimLost(Exception):
    """Another worker has taken this job over; what was made so far is thrown away."""


class Job:
    """One run of one export. `user` is the person who asked; build only what they may see."""

    def __init__(self, export: Export) -> None:
        self.pk = export.pk
        self.user: User = export.asked_by
        self.parameters: dict[str, Any] = export.parameters
        self.language = export.language
        self.skipped: list[str] = []
        self._claim = export.claim
        self._done = 0
        self._total = 0
        self._written_at = 0.0

    def total(self, number: int) -> None:
        """How many steps there will be; shown as `7 of 12`."""
        self._total = number
        self._write()

    def step(self) -> None:
        """One step is done. Raises ClaimLost when another worker has the job now."""
        self._done += 1
        if time.monotonic() - self._written_at >= SECONDS_BETWEEN_WRITES:
            self._write()

    def skip(self, name: str) -> None:
        """Leave something out that the person may no longer see, and name it to them."""
        self.skipped.append(name)

    def _write(self) -> None:
        mine = Export.objects.filter(pk=self.pk, claim=self._claim, state=Export.State.RUNNING)
        if not mine.update(done=self._done, total=self._total, beat_at=timezone.now()):
            raise ClaimLost
        self._written_at = time.monotonic()


def make(pk: int) -> bool:
    """Make this export if it still waits; whether it was made now.

    A second message for the same export finds it taken and does nothing.
    """
    waiting = Export.objects.filter(pk=pk, state=Export.State.QUEUED)
    export = waiting.select_related("asked_by").first()
    if export is None or not export.claim_for_work():
        return False
    with translation.override(export.language):
        return _make_claimed(export)


def _make_claimed(export: Export) -> bool:
    try:
        return _keep(export, *_build(export))
    except ClaimLost:
        return False
    except (PermissionDenied, PermissionError):
        export.fail(_("You may no longer see what this document is about."))
    except (PdfUnavailable, PdfRefused) as refusal:
        export.fail(str(refusal))
    except (OperationalError, OSError) as fault:
        _tell_operator(export, fault)
        _put_back(export)
    except Exception as fault:
        _tell_operator(export, fault)
        export.fail(_("Try again. If it fails again, tell the school office."))
    return False


def _build(export: Export) -> tuple[Job, list[int], kinds.Built]:
    kind = kinds.find(export.kind)
    if kind is None or not export.asked_by.is_active:
        raise PermissionDenied
    if not kind.may_ask(export.asked_by, export.parameters):
        raise PermissionDenied
    job = Job(export)
    about = kind.student_ids(export.asked_by, export.parameters)
    return job, about, kind.build(job)


def _keep(export: Export, job: Job, about: list[int], built: kinds.Built) -> bool:
    """Store the bytes under a name nobody can guess, then say so; too late, throw them away."""
    name = default_storage.save(_stored_name(export), ContentFile(built.content))
    now = timezone.now()
    kept = export.move(
        Export.State.READY,
        file=name,
        file_name=built.file_name,
        content_type=built.content_type,
        content_hash=hashlib.sha256(built.content).hexdigest(),
        student_ids=sorted(about),
        skipped=job.skipped,
        done=job._total or job._done,
        total=job._total or job._done,
        finished_at=now,
        expires_at=now + KEPT_FOR,
    )
    if not kept:
        default_storage.delete(name)
    return kept


def _stored_name(export: Export) -> str:
    """The claim is random and dies with its run, so no run touches another's file."""
    assert export.claim is not None  # noqa: S101 - only claimed exports are made
    return f"exports/{export.claim.hex}"


def _tell_operator(export: Export, fault: Exception) -> None:
    """Where it failed, not what it held: an exception's text may quote a record."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    log.error(
        "document not made",
        extra={
            "export": export.pk,
            "kind": export.kind,
            "fault": type(fault).__name__,
            "place": f"{Path(last.filename).name}:{last.lineno}",
        },
    )


# --- the sweep ---------------------------------------------------------------------------------


def sweep() -> dict[str, int]:
    """Put right what a dead worker or a lost message left behind; twice is harmless."""
    counts = {"taken back": 0, "sent again": 0, "expired": 0}
    for export in Export.objects.abandoned().select_related("asked_by"):
        counts["taken back"] += _take_back(export)
    for export in Export.objects.not_picked_up().select_related("asked_by"):
        counts["sent again"] += _send_again(export)
    for export in Export.objects.past_keeping():
        counts["expired"] += _expire(export)
    return counts


def _take_back(export: Export) -> bool:
    return _put_back(export) and _send_again(export)


def _put_back(export: Export) -> bool:
    """Let another run make it; what this one may have half written goes."""
    half_written = _stored_name(export)
    if not export.put_back():
        return False
    default_storage.delete(half_written)
    return True


def _send_again(export: Export) -> bool:
    if export.attempts >= ATTEMPTS_AT_MOST:
        with translation.override(export.language):
            export.fail(_("It was started three times and never finished. Ask for less at once."))
        return False
    again = Export.objects.filter(pk=export.pk, state=Export.State.QUEUED)
    again.update(beat_at=timezone.now())
    enqueue_on_commit("documents.make", export.pk)
    return True


def _expire(export: Export) -> bool:
    """The row stays, the bytes go."""
    name = export.file.name
    if not export.move(Export.State.EXPIRED, file="", skipped=[]):
        return False
    if name:
        default_storage.delete(name)
    return True
