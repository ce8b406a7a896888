"""Jobs that belong to no app."""

from celery import shared_task

from sencohub.lib import health


@shared_task(name="lib.heartbeat")
def heartbeat() -> None:
    """Say that scheduler, queue and worker are all there (read by `/readyz`)."""
    health.record_heartbeat()
