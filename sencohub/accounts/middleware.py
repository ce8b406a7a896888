"""Per-request rules about the signed-in person."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

from sencohub.lib.policies import SECOND_FACTOR

type_get_response = Callable[[HttpRequest], HttpResponse]


class SessionLimitsMiddleware:
    """A session ends after 30 idle minutes and after 12 hours in any case (OWASP ASVS 7.3)."""

    REFRESH_SECONDS = 60

    def __init__(self, get_response: type_get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._check(request)
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> None:
        now = int(time.time())
        began = request.session.setdefault("began_at", now)
        seen = request.session.get("seen_at", now)
        idle_limit = settings.SESSION_IDLE_MINUTES * 60
        if now - seen > idle_limit or now - began > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif now - seen > self.REFRESH_SECONDS or "seen_at" not in request.session:
            request.session["seen_at"] = now


class LanguageMiddleware:
    """The person's own choice; before sign-in the cookie, then what the browser asks for."""

    def __init__(self, get_response: type_get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        chosen = user.language if user.is_authenticated else None
        language = chosen or translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        translation.deactivate()
        return response


class SecondFactorMiddleware:
    """Staff, and whoever runs the server, set up a second factor where the school asks for it.

    Their own account pages stay open; everything else waits. A session that has shown a second
    factor is not asked again.
    """

    OPEN_PREFIXES = ("/account/", "/sign-", "/language/", "/accessibility/", "/how-we-protect")
    SEEN = "second_factor_seen"

    def __init__(self, get_response: type_get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_missing(request):
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        if not settings.REQUIRE_SECOND_FACTOR or not request.user.is_authenticated:
            return False
        if request.path.startswith(self.OPEN_PREFIXES) or not SECOND_FACTOR.admits(request.user):
            return False
        if not request.session.get(self.SEEN):
            request.session[self.SEEN] = is_mfa_enabled(request.user)
        return not request.session[self.SEEN]
