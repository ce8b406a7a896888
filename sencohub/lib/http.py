"""Small pieces around requests and responses."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

type_get_response = Callable[[HttpRequest], HttpResponse]


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
    """The form's own token is missing or old: say what to do, show no internals."""
    return render(request, "errors/csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)
