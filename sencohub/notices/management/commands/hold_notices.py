"""`manage.py hold_notices`: after a restore, before the worker starts."""

from typing import Any

from django.core.management.base import BaseCommand

from sencohub.notices.actions import hold_back


class Command(BaseCommand):
    help = "Send nothing of what a restored backup still held to be sent; it stays in the app."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{hold_back()} notices and e-mails held back")
