"""Jobs about accounts."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from sencohub.accounts import actions
from sencohub.accounts.models import Invitation


@shared_task(name="accounts.send_invitation")
def send_invitation(pk: int) -> bool:
    """Send one invitation if it still waits."""
    return actions.send_invitation(pk)


@shared_task(name="accounts.sweep")
def sweep() -> int:
    """Send the invitations that the queue lost or the mail server refused."""
    waited = timezone.now() - dt.timedelta(minutes=1)
    waiting = Invitation.objects.unsent().filter(created_at__lt=waited)
    sent = 0
    for pk in waiting.values_list("pk", flat=True)[:200]:
        sent += actions.send_invitation(pk)
    return sent
