"""My documents: what I asked for, how far it has come, and the file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.documents import actions, downloads
from sencohub.documents.forms import TryAgainForm
from sencohub.documents.models import Export
from sencohub.lib.http import attachment
from sencohub.lib.policies import SIGNED_IN, policy

ROWS_ON_A_PAGE = 25
STOP_ASKING = 286
"""htmx's own status for the answer after which it polls no more."""


@policy(SIGNED_IN)
def export_list(request: PersonRequest) -> HttpResponse:
    """The documents this person asked for, newest first."""
    rows = Export.objects.visible_to(request.user)
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/export_list.html", {"page": page})


@policy(SIGNED_IN, methods=("GET", "POST"))
def export_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """How far one document has come. Looking at it starts nothing; a failed one may be retried."""
    export = get_object_or_404(Export.objects.visible_to(request.user), pk=pk)
    form = TryAgainForm(request)
    may_have = export.is_under_way or actions.may_have(export, request.user)
    context: dict[str, Any] = {"export": export, "may_have": may_have, "form": form}
    if form.submitted():
        return form.once(
            lambda: actions.try_again(export, by=request.user),
            to=export.get_absolute_url(),
            say=_("It is being made again."),
            template="documents/export_detail.html",
            **context,
        )
    if getattr(request, "htmx", False):
        status = 200 if export.is_under_way else STOP_ASKING
        return render(request, "documents/_export_state.html", context, status=status)
    return form.page("documents/export_detail.html", **context)


@policy(SIGNED_IN)
def export_download(request: PersonRequest, pk: int) -> HttpResponse:
    """The stored bytes, if this person may still see everybody they are about."""
    export = get_object_or_404(Export.objects.visible_to(request.user), pk=pk)
    if not export.is_ready or not actions.may_have(export, request.user):
        raise Http404
    answer = attachment(export.file, name=export.file_name, content_type=export.content_type)
    downloads.record(request, export)
    return answer
