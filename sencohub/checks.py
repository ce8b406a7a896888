"""System checks: what must be true before a page is answered, said in words with what to do."""

import ctypes.util
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.urls import URLPattern, URLResolver, get_resolver

PDF_LIBRARIES = {
    "libpango-1.0-0": ("pango-1.0", "pango-1.0-0"),
    "libpangoft2-1.0-0": ("pangoft2-1.0", "pangoft2-1.0-0"),
    "libharfbuzz-subset0": ("harfbuzz-subset", "harfbuzz-subset-0"),
}
"""Debian's package, and the names under which a system may know its library."""

DEMO_DOMAIN = "@demo.test"
Apps = Sequence[AppConfig] | None


def views(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every address as written in the URL modules, with the view that answers it."""
    for entry in resolver.url_patterns:
        address = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from views(entry, address)
        elif isinstance(entry, URLPattern):
            yield address, entry.callback


@register(Tags.security)
def every_view_has_a_policy(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"The view behind /{address} names no policy.",
            hint="Decorate it: @policy(WHO, methods=(...)) from sencohub.lib.policies.",
            id="sencohub.E001",
        )
        for address, view in views(get_resolver())
        if not hasattr(view, "policy")
    ]


def missing_pdf_packages() -> list[str]:
    """Debian's names of the libraries that making PDFs needs and this machine lacks."""
    return [
        package
        for package, names in PDF_LIBRARIES.items()
        if not any(ctypes.util.find_library(name) for name in names)
    ]


@register()
def pdf_libraries(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    missing = missing_pdf_packages()
    if not missing:
        return []
    return [
        Warning(
            "PDFs cannot be made: this machine lacks libraries. Everything else works.",
            hint=f"Debian, Ubuntu: apt-get install {' '.join(missing)}. macOS: brew install pango.",
            id="sencohub.W001",
        )
    ]


@register(Tags.security, deploy=True)
def production_settings(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    if settings.PRODUCTION:
        return []
    return [
        Warning(
            "SENCOHUB_ENV is not production: demo accounts and the file queue are allowed.",
            hint="Set SENCOHUB_ENV=production on a school's server.",
            id="sencohub.W002",
        )
    ]


@register(Tags.security, deploy=True)
def production_mail(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    if not settings.PRODUCTION or "filebased" not in settings.EMAIL_BACKEND:
        return []
    return [
        Warning(
            "E-mails are written to files, so reminders and invitations reach nobody.",
            hint="Set EMAIL_URL or EMAIL_URL_FILE, e.g. smtp+tls://name:password@mail.school:587.",
            id="sencohub.W003",
        )
    ]


@register()
def production_queue(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    if not settings.PRODUCTION or not settings.CELERY_BROKER_URL.startswith("filesystem"):
        return []
    return [
        Error(
            "The file queue loses a running job when its worker is killed.",
            hint="Set REDIS_URL to a Redis server.",
            id="sencohub.E002",
        )
    ]


@register(Tags.database)
def no_demo_accounts_in_production(
    app_configs: Apps, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Runs with `migrate` and `check --database default`, before a server starts."""
    if not settings.PRODUCTION or not databases or not has_people():
        return []
    people = get_user_model()._default_manager
    if not people.filter(username__endswith=DEMO_DOMAIN, is_active=True).exists():
        return []
    return [
        Error(
            "This database holds demo accounts, whose password is public.",
            hint="Start production with a database of its own.",
            id="sencohub.E003",
        )
    ]


def has_people() -> bool:
    """Whether the table of people is there yet: the check also runs before the first migration."""
    return get_user_model()._meta.db_table in connections["default"].introspection.table_names()
