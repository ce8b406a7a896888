"""Trying an upload, then importing it: both keep a run with its report."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.records import IllegalMove
from sencohub.overview.imports.report import Report
from sencohub.overview.imports.run import run
from sencohub.overview.imports.words import kept
from sencohub.overview.models import ImportRun

State = ImportRun.State


def try_upload(*, name: str, content: bytes, by: User) -> ImportRun:
    """Keep the upload and what importing it would do. Nothing else is written."""
    report = run([(name, content)], by=by, dry_run=True)
    state = State.REFUSED if report.refused else State.CHECKED
    row = ImportRun(by=by, file_names=[name[:150]], state=state)
    _keep(row, report)
    row.upload.save("upload", ContentFile(content), save=False)
    row.save()
    return row


@transaction.atomic
def import_upload(*, row: ImportRun, by: User) -> ImportRun:
    """Import what was tried, once. The same path as the try; refused now, nothing is written."""
    row = ImportRun.locked(row.pk)
    if row.state != State.CHECKED:
        raise IllegalMove(_("This was imported already, or refused. Upload the file again."))
    with row.upload.open("rb") as stored:
        content = stored.read()
    report = run([(row.file_names[0], content)], by=by, dry_run=False)
    row.state = State.DONE if report.written else State.REFUSED
    row.version += 1
    _keep(row, report)
    row.save()
    return row


def _keep(row: ImportRun, report: Report) -> None:
    found = report.as_json()
    row.counts, row.report = found["counts"], [_without_language(each) for each in found["rows"]]


def _without_language(outcome: dict[str, Any]) -> dict[str, Any]:
    """Who checks a file and who reads the report may speak different languages."""
    return {**outcome, "reason": kept(outcome["reason"]), "todo": kept(outcome["todo"])}
