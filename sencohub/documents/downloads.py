"""Who is told that a document was taken out: the access log, which lives in an app above."""

from collections.abc import Callable

from sencohub.accounts.requests import PersonRequest
from sencohub.documents.models import Export

type_log = Callable[[PersonRequest, Export], None]
_LOGS: list[type_log] = []


def register(log: type_log) -> None:
    """Call from `AppConfig.ready`; `log` is called once for each download that was allowed."""
    _LOGS.append(log)


def record(request: PersonRequest, export: Export) -> None:
    for log in _LOGS:
        log(request, export)
