"""Whether this installation is alive and able to work: for proxies, containers and operators.

Both answers carry words about parts, never about people, so anyone may ask.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis import Redis

from sencohub.lib.policies import ANYONE, policy

BEAT_KEY = "lib.heartbeat"
BEAT_SECONDS = 30
BEAT_LATE_SECONDS = 180


def record_heartbeat() -> None:
    """Called by a worker on the scheduler's order: proves scheduler, queue and worker at once."""
    cache.set(BEAT_KEY, time.time(), timeout=None)


def database_fault() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def migrations_fault() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} not applied" if plan else ""


def queue_fault() -> str:
    if settings.REDIS_URL:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=2) as server:
            server.ping()
    return ""


def jobs_fault() -> str:
    """The scheduler or the worker is silent."""
    beat = cache.get(BEAT_KEY)
    if beat is None:
        return "not seen yet"
    age = time.time() - beat
    return f"last seen {age:.0f} seconds ago" if age > BEAT_LATE_SECONDS else ""


PARTS: dict[str, Callable[[], str]] = {
    "database": database_fault,
    "migrations": migrations_fault,
    "queue": queue_fault,
    "jobs": jobs_fault,
}


def fault_of(part: Callable[[], str]) -> str:
    """A part's fault; an error's text may hold an address, so only its kind is told."""
    try:
        return part()
    except Exception as error:
        return type(error).__name__


@policy(ANYONE)
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@policy(ANYONE)
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything a page or a job needs is there, else 503 with what is not."""
    faults = {name: fault_of(part) for name, part in PARTS.items()}
    ready = not any(faults.values())
    report = {name: fault or "ok" for name, fault in faults.items()}
    return JsonResponse({"ready": ready, **report}, status=200 if ready else 503)
