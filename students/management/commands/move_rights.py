"""`manage.py move_rights`: the nightly job on rights by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from students.tasks import rights_at_midnight


class Command(BaseCommand):
    help = "Take away grants whose last day has gone, and put right those that differ from a link."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rights_at_midnight()} grants looked at")
