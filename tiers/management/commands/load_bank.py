"""Put the product's strategies into the bank. Run again, it changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from tiers import bank


class Command(BaseCommand):
    help = "Load the strategies that come with SENCoHub; run again, it changes nothing."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        new, changed = bank.load()
        if options["verbosity"]:
            self.stdout.write(f"{new} strategies added, {changed} changed")
