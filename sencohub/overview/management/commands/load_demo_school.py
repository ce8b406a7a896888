"""`manage.py load_demo_school`: fill an empty database with the invented school."""

import datetime as dt
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sencohub.overview import demo
from sencohub.school.models import School

USUAL_SIZE = 780
USUAL_SEED = 1
SMALLEST = 60
SCHOOL_IS_OVER = 19
"""The hour after which nothing more is laid into a day."""


def last_day_over(now: dt.datetime) -> dt.date:
    """Today once school is over, else yesterday: what is laid has happened."""
    return now.date() if now.hour >= SCHOOL_IS_OVER else now.date() - dt.timedelta(days=1)


def a_date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class Command(BaseCommand):
    help = "Load the invented school, with its history up to a date, into an empty database."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--students", type=int, default=USUAL_SIZE, metavar="N")
        parser.add_argument("--seed", type=int, default=USUAL_SEED, metavar="S")
        parser.add_argument(
            "--on",
            type=a_date,
            metavar="DATE",
            help="the last day of its history, as 2026-03-03 "
            "(default: the last school day that is over)",
        )

    def handle(
        self, *args: Any, students: int, seed: int, on: dt.date | None, **options: Any
    ) -> None:
        refuse(students)
        began = time.monotonic()
        last_day = demo.nearest_school_day(on or last_day_over(timezone.localtime()))
        world = demo.load(size=students, seed=seed, on=last_day, say=self.tell(options))
        if options["verbosity"] > 0:
            self.stdout.write(
                f"{world.school.name_en}: {students} students on {last_day:%d %b %Y}, "
                f"{sum(world.book.rows.values()):,} rows in {time.monotonic() - began:.0f} s."
            )

    def tell(self, options: dict[str, Any]) -> Any:
        return self.stdout.write if options["verbosity"] > 1 else lambda line: None


def refuse(students: int) -> None:
    """Raise a sentence that says what to do where the demo may not be loaded."""
    if settings.SENCOHUB_ENV == "production":
        raise CommandError(
            "This is a production installation: the demo school has a public password and is "
            "never loaded here. Use an installation with SENCOHUB_ENV=demo."
        )
    if School.objects.exists():
        raise CommandError(
            "This database already has a school. Load the demo into an empty database, for "
            "example with SENCOHUB_VAR set to a new folder."
        )
    if students < SMALLEST:
        raise CommandError(f"Choose {SMALLEST} students or more.")
