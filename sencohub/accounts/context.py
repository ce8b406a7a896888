"""What every page needs to know about its reader."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from sencohub.accounts.navigation import entries, tabs
from sencohub.lib.policies import (
    ACCOUNT_KEEPERS,
    OBSERVERS,
    RECORD_STAFF,
    ROLL_KEEPERS,
    SECOND_FACTOR,
)


def page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    chinese = getattr(request, "LANGUAGE_CODE", "en").startswith("zh")
    rows = entries(request) if signed_in else []
    return {
        "html_lang": "zh-Hant-HK" if chinese else "en-HK",
        "other_language": "en" if chinese else "zh-hant",
        "nav_entries": rows,
        "tab_entries": tabs(rows),
        "may_find_students": signed_in and RECORD_STAFF.admits(user),
        "may_raise_concerns": signed_in and OBSERVERS.admits(user),
        "may_look_after_accounts": signed_in and ACCOUNT_KEEPERS.admits(user),
        "may_change_accounts": signed_in and ROLL_KEEPERS.admits(user),
        "needs_second_factor": settings.REQUIRE_SECOND_FACTOR
        and signed_in
        and SECOND_FACTOR.admits(user),
        "demo": settings.SENCOHUB_ENV == "demo",
    }
