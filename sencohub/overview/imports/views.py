"""Imports through the pages: upload, see what it would do, then do it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import ROLL_KEEPERS, policy
from sencohub.overview.imports.actions import import_upload, try_upload
from sencohub.overview.imports.forms import RunForm, UploadForm
from sencohub.overview.imports.report import CHANGED, SAME
from sencohub.overview.imports.words import fields_said, kind_said, said
from sencohub.overview.models import ImportRun
from students import access_log

ROWS_SHOWN = 500


@policy(ROLL_KEEPERS)
def import_list(request: PersonRequest) -> HttpResponse:
    """Imports made, newest first; the office sees its own."""
    runs = ImportRun.objects.visible_to(request.user).select_related("by").defer("report")
    return render(request, "overview/import_list.html", {"runs": runs[:50]})


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def import_new(request: PersonRequest) -> HttpResponse:
    """Upload a list and see what importing it would do."""
    form, template = UploadForm(request), "overview/import_new.html"
    if form.submitted():
        upload: Any = form.cleaned_data.get("file")
        return form.once(
            lambda: try_upload(name=upload.name, content=upload.read(), by=request.user),
            to=lambda row: reverse("overview:import-detail", args=[row.pk]),
            template=template,
        )
    return form.page(template)


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def import_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """What it would do or did, row by row; from here it is done for real."""
    visible = ImportRun.objects.visible_to(request.user).select_related("by")
    row = get_object_or_404(visible, pk=pk)
    form, template = RunForm(request), "overview/import_detail.html"
    told = [outcome for outcome in row.report if outcome["what"] != SAME]
    context: dict[str, Any] = {
        "run": row,
        "kinds": [(kind_said(kind), counts) for kind, counts in row.counts.items()],
        "rows": [_spoken(outcome) for outcome in told[:ROWS_SHOWN]],
        "hidden": max(len(told) - ROWS_SHOWN, 0),
    }
    if form.submitted():
        return form.once(
            lambda: import_upload(row=row, by=request.user),
            to=request.path,
            say=lambda done: _say(done),
            template=template,
            **context,
        )
    access_log.opened(request, row, student=None)
    return form.page(template, **context)


def _spoken(outcome: dict[str, Any]) -> dict[str, Any]:
    """One row's fate in the reader's language."""
    reason = said(outcome["reason"])
    if outcome["what"] == CHANGED:
        reason = fields_said(reason)
    return {**outcome, "reason": reason, "todo": said(outcome["todo"])}


def _say(row: ImportRun) -> str:
    if row.state == ImportRun.State.DONE:
        return _("Imported. The list below is what was done.")
    return _("Refused: something changed since the check. Nothing was written.")
