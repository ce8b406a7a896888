"""Jobs about notices. The rows say what is owed; running twice sends nothing twice."""

import logging

from celery import shared_task

from sencohub.notices import daily as work
from sencohub.notices import mail

log = logging.getLogger(__name__)


@shared_task(name="notices.send_letter")
def send_letter(pk: int) -> bool:
    """Send one letter at once; if the mail server is away, the sweep sends it later."""
    try:
        return mail.send_letter(pk)
    except mail.MailServerAway as fault:
        log.warning("the mail server is away", extra={"fault": str(fault)})
        return False


@shared_task(name="notices.daily")
def daily() -> int:
    """The day's reminders and digests, and what the days before are owed; how many e-mails went."""
    work.run()
    return work.send_waiting()


@shared_task(name="notices.sweep")
def sweep() -> int:
    """Do the day's work if nobody has, and send what was not sent; how many e-mails went."""
    if work.is_owed():
        work.run()
    return work.send_waiting()
