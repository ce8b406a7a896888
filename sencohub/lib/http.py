"""Small pieces around requests and responses."""

from collections.abc import Callable, Iterable
from typing import Any, cast
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import (
    MiddlewareNotUsed,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import connection
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from sencohub.lib.forms.kept import keep_for_after_sign_in, owner_of

type_get_response = Callable[[HttpRequest], HttpResponse]


class PlainTextMiddleware:
    """400 for an address with a NUL character, which nobody types and PostgreSQL cannot store."""

    def __init__(self, get_response: type_get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL character in an address")
        return self.get_response(request)


class NoStoreMiddleware:
    """Pages for a signed-in person are never kept by a browser or proxy after sign-out."""

    def __init__(self, get_response: type_get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response


class QueryCountMiddleware:
    """`X-Queries` on a response when the client sends `X-Count: 1`; only where benchmarks ask."""

    def __init__(self, get_response: type_get_response) -> None:
        if not settings.COUNT_QUERIES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.headers.get("X-Count") != "1":
            return self.get_response(request)
        count = 0

        def wrap(execute: Callable[..., Any], *args: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*args)

        with connection.execute_wrapper(wrap):
            response = self.get_response(request)
        response["X-Queries"] = str(count)
        return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's own token is missing or old.

    A signed-in person whose form was opened before the last sign-in gets the page again with the
    text filled in, to be sent once more; nothing is done with it until then. Everybody else is
    told what to do.
    """
    if request.user.is_authenticated and owner_of(request.POST) == request.user.pk:
        keep_for_after_sign_in(request)
        return HttpResponseRedirect(request.get_full_path())
    return render(request, "errors/csrf.html", status=403)


def not_allowed(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    """405 with a page, for an address that answers other methods."""
    response = render(request, "errors/405.html", status=405)
    response["Allow"] = ", ".join(sorted(methods))
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request Django could not read; too much of it is 413."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """No request in the template: whatever broke may have been the database."""
    chinese = (get_language() or "").startswith("zh")
    context = {"html_lang": "zh-Hant-HK" if chinese else "en-HK"}
    return HttpResponse(render_to_string("errors/500.html", context), status=500)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/429.html", status=429)


def attachment(file: FieldFile, *, name: str, content_type: str) -> HttpResponse:
    """A stored file to be saved, never opened in our pages; the caller has checked the right to it.

    Where a proxy is told to hand files out (`SENCOHUB_ACCEL`) it gets the place, else the bytes.
    Raises Http404 when the file is gone from the store.
    """
    response: HttpResponse | FileResponse
    try:
        opened = file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    if settings.ACCEL_PREFIX:
        opened.close()
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = f"{settings.ACCEL_PREFIX}/{quote(str(file.name))}"
    else:
        response = FileResponse(opened, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return cast(HttpResponse, response)
