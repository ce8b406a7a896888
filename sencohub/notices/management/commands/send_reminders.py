"""`manage.py send_reminders`: the daily job by hand. Twice on one day sends nothing twice."""

from typing import Any

from django.core.management.base import BaseCommand

from sencohub.notices.tasks import daily


class Command(BaseCommand):
    help = "Build the reminders owed up to today, write the digests and send what waits."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{daily()} e-mails sent")
