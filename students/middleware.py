"""Writes a row in the access log whenever a signed-in person is refused something."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from students import access_log

type_get_response = Callable[[HttpRequest], HttpResponse]
REFUSALS = frozenset({403, 404})


class RefusalLogMiddleware:
    """Only for addresses that exist: a mistyped one is not an attempt at a record."""

    def __init__(self, get_response: type_get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        exists = request.resolver_match is not None
        if exists and response.status_code in REFUSALS and request.user.is_authenticated:
            access_log.refused(request, response.status_code)
        return response
