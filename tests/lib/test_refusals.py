"""Every refusal is a page that says what to do and shows nothing from inside."""

from typing import Any

import pytest
from django.core.exceptions import TooManyFilesSent
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from sencohub.accounts.models import User
from sencohub.lib import http

INSIDE = ("Traceback", "Exception", "csrfmiddlewaretoken missing", "django.", "sencohub.lib")


def words(answer: Any) -> str:
    page: str = answer.content.decode()
    assert not [word for word in INSIDE if word in page]
    return page


@pytest.mark.parametrize(
    ("language", "lang", "title"),
    [
        ("en", "en-HK", "Something went wrong on our side"),
        ("zh-hant", "zh-Hant-HK", "系統出了問題"),
    ],
)
def test_a_fault_of_ours_has_a_page_that_needs_no_database(
    db: None, language: str, lang: str, title: str
) -> None:
    with translation.override(language), CaptureQueriesContext(connection) as queries:
        answer = http.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert f'<html lang="{lang}">' in words(answer)
    assert title in words(answer)
    assert len(queries) == 0


def test_a_page_that_is_not_there_is_told_to_everybody(senco: User, sign_in: Any) -> None:
    for client in (Client(), sign_in(senco)):
        answer = client.get("/no/such/page/")
        assert answer.status_code == 404
        assert "There is no page here for you" in words(answer)


def test_a_form_without_its_token_is_refused_with_what_to_do(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "reload the page and send it again" in words(answer)


@pytest.mark.parametrize(
    "address",
    [
        "/people/?q=%00",
        "/register/?sort=%00",
        "/students/?q=%00",
        "/students/search/?q=a%00b",
        "/students/access-log/?before=1%00",
        "/students/concerns/new/?student=1%00",
        "/invitations/%00/",
    ],
)
def test_an_address_nobody_types_is_400(senco: User, sign_in: Any, address: str) -> None:
    for client in (Client(), sign_in(senco)):
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 400
            assert "We could not read this request" in words(answer)


def test_more_than_we_read_is_413(senco: User, sign_in: Any) -> None:
    answer = sign_in(senco).post("/draft/", {"draft_key": "/a/", "note": "x" * 6_000_000})
    assert answer.status_code == 413
    assert "too large to send" in words(answer)


def test_too_many_files_are_413_and_anything_else_is_400(db: None, senco: User) -> None:
    request = RequestFactory().get("/")
    request.user = senco
    assert http.bad_request(request, TooManyFilesSent()).status_code == 413
    assert http.bad_request(request, ValueError()).status_code == 400


def test_a_forged_host_is_refused(db: None) -> None:
    answer = Client().get("/sign-in/", HTTP_HOST="evil.test")
    assert answer.status_code == 400
    assert "evil.test" not in answer.content.decode()
