"""The footer's words: the school, its year and term, kept for a minute so no page pays for them."""

from typing import Any

from django.core.cache import caches
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sencohub.lib.dates import today
from sencohub.school.models import School, Term

KEPT_SECONDS = 60


def _read() -> dict[str, Any]:
    school = School.current()
    terms: Any = Term.objects.select_related("year")
    term = terms.current()
    return {
        "name_en": school.name_en,
        "name_zh": school.name_zh,
        "year": term.year.name if term else "",
        "term": term.number if term else None,
    }


def school(request: HttpRequest) -> dict[str, Any]:
    """`school` for the footer, read only where a template asks for it."""
    key = f"footer-{today():%Y%m%d}"
    return {
        "school": SimpleLazyObject(lambda: caches["process"].get_or_set(key, _read, KEPT_SECONDS))
    }
