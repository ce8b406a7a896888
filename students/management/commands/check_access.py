"""`manage.py check_access`: whether the grants are what the school's links justify."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from students import access


class Command(BaseCommand):
    help = "Compare the grants with the links they come from. Exit 1, a line for each difference."

    def handle(self, *args: Any, **options: Any) -> None:
        drift = access.check_access()
        for line in drift:
            self.stdout.write(line)
        if drift:
            raise CommandError(f"{len(drift)} grants differ; move_rights puts them right.")
        self.stdout.write("Every grant is justified, and none is missing.")
