"""Did it happen, did it help: the teacher's phone."""

import json
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import CLASSROOM, policy
from students import access_log
from tiers import lessons
from tiers.actions.logs import Fate, Result, Sent, log_answer, log_answers, undo_answer
from tiers.forms.logs import AgainForm, PressForm, WaitingForm, answered_now
from tiers.models import AdjustmentLog

MOST_AT_ONCE = 200
"""Answers in one batch; a phone with more sends the rest next."""


@policy(CLASSROOM)
def log_today(request: PersonRequest) -> HttpResponse:
    """My lessons, and for the chosen one each student's must-dos with four answers."""
    page = _page(request)
    lesson = page["lesson"]
    access_log.listed(request, "adjustments", {"lesson": lesson.key} if lesson else {})
    return render(request, "tiers/log_today.html", page)


def _page(request: PersonRequest) -> dict[str, Any]:
    mine = lessons.lessons_of(request.user)
    lesson = lessons.choose(mine, _asked(request))
    pupils = lessons.pupils_in(lesson, mine, request.user) if lesson else []
    said = _answer_just_given(request)
    return {
        "lessons": mine,
        "lesson": lesson,
        "pupils": pupils,
        "said": said,
        "open_student": said.student_id if said else request.GET.get("student", ""),
        "page_id": uuid4(),
        "answers": AdjustmentLog.Answer,
        "questions": lessons.questions_for(request.user),
        "plans_to_read": lessons.plans_to_read(request.user),
        "reviews": lessons.reviews_ahead(request.user),
        "repeatable": any(line.last and not line.now for p in pupils for line in p.lines),
    }


def _asked(request: PersonRequest) -> str:
    """`lesson=12`, `class=3` or `others=1`, whichever the address or the form names."""
    named = {**request.GET.dict(), **request.POST.dict()}
    found = (f"{key}={named[key]}" for key in ("lesson", "class", "others") if named.get(key))
    return next(found, "")


def _answer_just_given(request: PersonRequest) -> AdjustmentLog | None:
    """The reader's own answer that the page before saved, for its line and its Undo."""
    pk = request.GET.get("said", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    mine = AdjustmentLog.objects.visible_to(request.user).standing().of_day()
    return mine.filter(pk=pk, teacher=request.user).select_related("adjustment").first()


@policy(CLASSROOM, methods=("POST",))
def log_save(request: PersonRequest) -> HttpResponse:
    """Keep answers: a press of a button, all as last lesson, or what a phone had waiting."""
    if request.content_type == "application/json":
        return _save_waiting(request)
    if "again" in request.POST:
        return _save_again(request)
    form = PressForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This answer could not be read. Choose it again."))
        return render(request, "tiers/log_today.html", _page(request), status=422)
    result = log_answer(sent=form.sent(), by=request.user)
    if result.fate == Fate.REFUSED:
        messages.error(request, result.reason)
        return render(request, "tiers/log_today.html", _page(request), status=422)
    return _back(request, said=result.log)


def _back(request: PersonRequest, said: AdjustmentLog | None = None) -> HttpResponse:
    asked = [_asked(request), f"said={said.pk}" if said else ""]
    place = f"#student-{said.student_id}" if said else ""
    query = "&".join(filter(None, asked))
    return HttpResponseRedirect(f"{reverse('tiers:log-today')}?{query}{place}")


def _save_again(request: PersonRequest) -> HttpResponse:
    """The same answers as last time for everything not yet answered in this lesson."""
    form = AgainForm(request.POST)
    page = _page(request)
    if not form.is_valid() or page["lesson"] is None:
        messages.error(request, _("This answer could not be read. Choose it again."))
        return render(request, "tiers/log_today.html", page, status=422)
    waiting = _as_last_time(page, form.cleaned_data["page"])
    results = log_answers(sent=waiting, by=request.user)
    saved = sum(result.fate == Fate.SAVED for result in results)
    text = ngettext(
        "%(n)s answer saved as in the last lesson.",
        "%(n)s answers saved as in the last lesson.",
        saved,
    )
    messages.success(request, text % {"n": saved})
    return _back(request)


def _as_last_time(page: dict[str, Any], page_id: UUID) -> list[Sent]:
    lines = [line for pupil in page["pupils"] for line in pupil.lines]
    return [
        answered_now(page_id, line.adjustment.pk, line.last, page["lesson"].assignment_id)
        for line in lines
        if line.last and line.now is None
    ]


def _save_waiting(request: PersonRequest) -> HttpResponse:
    """A phone's queue, in the order it was filled; answers what became of each."""
    try:
        rows = json.loads(request.body)["answers"]
    except (ValueError, TypeError, KeyError):
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return JsonResponse({"detail": _("This could not be read.")}, status=400)
    results = [_take(row, request.user) for row in rows[:MOST_AT_ONCE]]
    return JsonResponse({"results": results})


def _take(row: dict[str, Any], user: User) -> dict[str, str]:
    form = WaitingForm(row)
    if not form.is_valid():
        reason = _("This answer could not be read. Choose it again.")
        mark = str(row.get("client_id", ""))[:40]
        return {"client_id": mark, "fate": Fate.REFUSED.value, "reason": reason}
    if form.is_undo:
        return _told(undo_answer(client_id=form.mark, by=user))
    return _told(log_answer(sent=form.sent(), by=user))


def _told(result: Result) -> dict[str, str]:
    return {
        "client_id": str(result.client_id),
        "fate": str(result.fate.value),
        "reason": result.reason,
    }


@policy(CLASSROOM, methods=("POST",))
def log_undo(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """Take back my own answer of today."""
    mine = AdjustmentLog.objects.visible_to(request.user).filter(teacher=request.user)
    get_object_or_404(mine, client_id=client_id)
    result = undo_answer(client_id=client_id, by=request.user)
    if result.fate == Fate.REFUSED:
        messages.error(request, result.reason)
    else:
        messages.success(request, _("Taken back."))
    return _back(request)


@policy(CLASSROOM)
def log_token(request: PersonRequest) -> HttpResponse:
    """A fresh token for a page that was open while the network was gone, and whose it is."""
    return JsonResponse({"token": get_token(request), "user": request.user.pk})
