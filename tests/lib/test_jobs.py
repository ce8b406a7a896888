"""The schedule and the jobs it names."""

from typing import Any

import pytest
from celery.schedules import crontab
from django.conf import settings

from sencohub.celery import app

SCHEDULE: dict[str, dict[str, Any]] = settings.CELERY_BEAT_SCHEDULE


@pytest.fixture(scope="module")
def known() -> set[str]:
    app.loader.import_default_modules()
    return set(app.tasks)


@pytest.mark.parametrize("name", SCHEDULE)
def test_every_job_of_the_schedule_exists(name: str, known: set[str]):
    assert SCHEDULE[name]["task"] in known


@pytest.mark.parametrize("name", SCHEDULE)
def test_orders_do_not_pile_up_while_no_worker_is_there(name: str):
    entry = SCHEDULE[name]
    if isinstance(entry["schedule"], crontab):
        assert "options" not in entry, "a daily job waits for its worker"
    else:
        assert entry["options"] == {"expires": entry["schedule"]}
