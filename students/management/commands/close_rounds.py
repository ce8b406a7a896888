"""Close input rounds whose last day has gone; the nightly job, by hand."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from students.actions.rounds import close_rounds


class Command(BaseCommand):
    help = "Close input rounds whose last day has gone. Running it twice closes nothing twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=dt.date.fromisoformat, help="as if on 2026-03-02")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"closed {close_rounds(options['on'])}")
