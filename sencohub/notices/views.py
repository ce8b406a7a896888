"""My notices: what waits for me, and the way to it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import SIGNED_IN, policy
from sencohub.notices import actions, subjects
from sencohub.notices.models import Notice

ROWS_ON_A_PAGE = 25


@policy(SIGNED_IN)
def notice_list(request: PersonRequest) -> HttpResponse:
    """What this person was told, newest first; what they have not opened comes in its own list."""
    rows = Notice.objects.visible_to(request.user)
    show_all = request.GET.get("show") == "all"
    page = Paginator(rows if show_all else rows.unread(), ROWS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    students = subjects.named(request.user, (row.student_id for row in page))
    context: dict[str, Any] = {
        "page": page,
        "rows": [(row, students.get(row.student_id or 0)) for row in page],
        "show_all": show_all,
    }
    return render(request, "notices/notice_list.html", context)


@policy(SIGNED_IN, methods=("POST",))
def notice_open(request: PersonRequest, pk: int) -> HttpResponse:
    """Mark one notice as read and go to what it is about."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    notice.mark_read()
    inside = url_has_allowed_host_and_scheme(notice.path, allowed_hosts=None)
    return HttpResponseRedirect(notice.path if inside else reverse("notices:notice-list"))


@policy(SIGNED_IN, methods=("POST",))
def notice_read_all(request: PersonRequest) -> HttpResponse:
    """Mark everything in the list as read."""
    actions.read_all(request.user)
    return HttpResponseRedirect(reverse("notices:notice-list"))
