"""`/healthz` and `/readyz`: what a proxy, a container and an operator ask."""

import time

import pytest
from django.core.cache import cache
from django.test import Client

from sencohub.lib import health, tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def silent_jobs():
    cache.delete(health.BEAT_KEY)


def test_healthz_answers_anybody_without_a_query(client: Client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_readyz_is_ready_when_a_worker_did_what_the_scheduler_asked(client: Client):
    tasks.heartbeat()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "database": "ok",
        "migrations": "ok",
        "queue": "ok",
        "jobs": "ok",
    }


def test_readyz_says_that_jobs_were_never_seen(client: Client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["jobs"]) == (503, "not seen yet")


def test_readyz_says_how_long_jobs_have_been_silent(client: Client):
    cache.set(health.BEAT_KEY, time.time() - health.BEAT_LATE_SECONDS - 5, timeout=None)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["jobs"].startswith("last seen 18")


def test_readyz_names_the_part_and_never_its_address(client: Client, settings):
    tasks.heartbeat()
    settings.REDIS_URL = "redis://:secret@127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["queue"]) == (503, "ConnectionError")
    assert b"secret" not in answer.content


def test_the_scheduler_asks_for_the_heartbeat(settings):
    entry = settings.CELERY_BEAT_SCHEDULE["lib.heartbeat"]
    assert entry["task"] == tasks.heartbeat.name
    assert entry["schedule"] * 3 < health.BEAT_LATE_SECONDS
