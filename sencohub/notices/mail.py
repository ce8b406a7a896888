"""The e-mails: one to one address, in its reader's language, with no child's name and one link."""

import logging
from collections import Counter
from collections.abc import Iterable
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from sencohub.accounts.models import User
from sencohub.notices.models import Letter, Notice

log = logging.getLogger(__name__)


class MailServerAway(Exception):
    """Nothing can be sent now; every letter that waits goes on waiting."""


def send_letter(pk: int) -> bool:
    """Send this letter if it waits and is in nobody's hands; whether it went.

    Raises MailServerAway when no letter can be sent now.
    """
    letter = Letter.objects.select_related("recipient").filter(pk=pk).first()
    if letter is None or not letter.claim():
        return False
    notices = list(_still_to_say(letter))
    if not notices:
        letter.close(Letter.Outcome.NOTHING_LEFT)
    elif not _may_be_written_to(letter.recipient):
        letter.close(Letter.Outcome.NO_ADDRESS)
    else:
        return _send(letter, notices)
    return False


def _still_to_say(letter: Letter) -> Iterable[Notice]:
    """Not read meanwhile, and about nobody who went out of the reader's sight."""
    mine = Notice.objects.visible_to(letter.recipient).unread()
    return mine.filter(letter=letter).order_by("due_on", "pk")


def _may_be_written_to(person: User) -> bool:
    """An account that is open, with exactly one address."""
    try:
        validate_email(person.email)
    except ValidationError:
        return False
    return person.is_active


def _send(letter: Letter, notices: list[Notice]) -> bool:
    try:
        message_of(letter, notices).send()
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        _refused(letter, refusal)
        return False
    except (SMTPException, OSError) as fault:
        letter.let_go()
        raise MailServerAway(type(fault).__name__) from None
    letter.close(Letter.Outcome.SENT)
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(sent_at=timezone.now())
    return True


def _refused(letter: Letter, refusal: SMTPException) -> None:
    """Only the letter's key is logged: a server's answer quotes the address."""
    fault = type(refusal).__name__
    log.warning("a letter was refused", extra={"letter": letter.key, "fault": fault})
    letter.refused()


def message_of(letter: Letter, notices: list[Notice]) -> EmailMultiAlternatives:
    """The message in its reader's language. Its id follows from the key, so a copy shows as one."""
    with translation.override(letter.recipient.language):
        context = _context(letter, notices)
        message = EmailMultiAlternatives(
            subject=" ".join(str(context["subject"]).split()),
            body=render_to_string("emails/notices.txt", context),
            to=[letter.recipient.email],
            headers={
                "Message-ID": f"<{letter.key.replace(':', '.')}@{_domain()}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(render_to_string("emails/notices.html", context), "text/html")
    return message


def _context(letter: Letter, notices: list[Notice]) -> dict[str, Any]:
    digest = letter.is_digest
    return {
        "person": letter.recipient,
        "subject": _subject(notices) if digest else notices[0].title,
        "things": Counter(one.title for one in notices).most_common(),
        "late_since": min((one.day for one in notices if one.is_late), default=None),
        "link": settings.SITE_URL + (reverse("notices:notice-list") if digest else notices[0].path),
    }


def _subject(notices: list[Notice]) -> str:
    count = len(notices)
    return ngettext("%(n)s thing waits for you", "%(n)s things wait for you", count) % {"n": count}


def _domain() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
