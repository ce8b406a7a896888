"""The system checks: each fault they name is seen when it is there."""

import pytest
from django.core.checks import run_checks
from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern

from sencohub import checks
from sencohub.lib.policies import ANYONE, policy


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def ids(messages) -> list[str]:
    return [message.id for message in messages]


def test_every_address_of_the_product_names_a_policy():
    assert checks.every_view_has_a_policy(None) == []


def test_a_view_without_a_policy_is_an_error(monkeypatch):
    urls = [path("open", bare), path("kept", policy(ANYONE)(bare))]
    monkeypatch.setattr(checks, "get_resolver", lambda: URLResolver(RegexPattern(r"^/"), urls))
    found = checks.every_view_has_a_policy(None)
    assert ids(found) == ["sencohub.E001"]
    assert "open" in found[0].msg


def test_missing_pdf_libraries_are_named_with_what_to_install(monkeypatch):
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    (warning,) = checks.pdf_libraries(None)
    assert warning.id == "sencohub.W001"
    assert "libpangoft2-1.0-0" in (warning.hint or "")


def test_production_says_that_mail_goes_nowhere(settings):
    settings.PRODUCTION = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert ids(checks.production_mail(None)) == ["sencohub.W003"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert checks.production_mail(None) == []


def test_production_refuses_the_file_queue(settings):
    settings.PRODUCTION, settings.CELERY_BROKER_URL = True, "filesystem://"
    assert ids(checks.production_queue(None)) == ["sencohub.E002"]
    settings.CELERY_BROKER_URL = "redis://db:6379/0"
    assert checks.production_queue(None) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("production", "username", "active", "expected"),
    [
        (True, "senco@demo.test", True, ["sencohub.E003"]),
        (True, "senco@demo.test", False, []),
        (True, "wong@school.example", True, []),
        (False, "senco@demo.test", True, []),
    ],
)
def test_production_refuses_demo_accounts(
    settings, django_user_model, production, username, active, expected
):
    settings.PRODUCTION = production
    django_user_model.objects.create_user(username, is_active=active)
    assert ids(checks.no_demo_accounts_in_production(None, databases=["default"])) == expected


def test_deployment_is_told_that_this_is_a_demo():
    assert "sencohub.W002" in ids(run_checks(include_deployment_checks=True))
