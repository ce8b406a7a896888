"""Per-request rules about the signed-in person."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import translation

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
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        translation.deactivate()
        return response
