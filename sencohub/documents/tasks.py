"""Jobs about documents. Ids in; the row says whether there still is something to do."""

from celery import shared_task

from sencohub.documents import jobs


@shared_task(name="documents.make")
def make(pk: int) -> bool:
    """Make one document, if it still waits."""
    return jobs.make(pk)


@shared_task(name="documents.sweep")
def sweep() -> dict[str, int]:
    """Find what the queue or a dead worker lost, and let go what is past keeping."""
    return jobs.sweep()
