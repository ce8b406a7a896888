"""Put a job on the queue by its name, after the transaction that needs it has committed.

By name, so that an app low in the house never imports a task above it. Whatever the queue
loses, a sweep finds again: the row that asked for the work is the truth, never the message.
"""

import logging
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

from sencohub.celery import app

log = logging.getLogger(__name__)


def enqueue_on_commit(task: str, *args: Any) -> None:
    """Send `task(*args)` once the data it will read is there. A silent broker is only logged."""

    def send() -> None:
        try:
            app.send_task(task, args=args)
        except (OperationalError, OSError):
            log.warning("queue unreachable, the sweep will pick this up", extra={"task": task})

    transaction.on_commit(send)
