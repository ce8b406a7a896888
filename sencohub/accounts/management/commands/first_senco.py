"""The first person of a new school: whoever runs the server gives the first role, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from sencohub.accounts import actions
from sencohub.accounts.models import Invitation
from sencohub.lib.records import IllegalMove


class Command(BaseCommand):
    help = (
        "Make the first SENCO's account and print the link that sets its password (once, within "
        "24 hours). Refused as soon as the school has a SENCO or leader, who then gives roles."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name-en", default="")
        parser.add_argument("--name-zh", default="")
        parser.add_argument("--email", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        fields = {name: options[name] for name in ("username", "name_en", "name_zh", "email")}
        try:
            person = actions.make_first_senco(**fields)
        except IllegalMove as refusal:
            raise CommandError(str(refusal)) from refusal
        _invitation, secret = Invitation.issue(user=person, by=person)
        self.stdout.write(f"{settings.SITE_URL}{reverse('invitation-accept', args=[secret])}")
