"""What belongs to every page: its language, its drafts, and the two pages of the footer."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.formats import time_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime

from sencohub.accounts.models import User
from sencohub.lib.forms.kept import DRAFT_KEY, save_draft
from sencohub.lib.policies import ANYONE, SIGNED_IN, policy


@policy(ANYONE, methods=("POST",))
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the reader's language: in a cookie, and with the person once signed in."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("language", "")
    if chosen not in User.Language.values:
        return response
    if request.user.is_authenticated and request.user.language != chosen:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    translation.activate(chosen)
    return response


@policy(SIGNED_IN, methods=("POST",))
def draft_save(request: HttpRequest) -> HttpResponse:
    """Keep what is typed so far; answers with the time for the line under the form."""
    draft = save_draft(request.user, request.POST.get(DRAFT_KEY, ""), request.POST)
    if draft is None:
        return JsonResponse({"saved": ""}, status=422)
    return JsonResponse({"saved": time_format(localtime(draft.saved_at), "H:i")})


@policy(ANYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@policy(ANYONE)
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")
