"""`manage.py import_school PATH [--dry-run] [--json] [--as NAME]`."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from sencohub.accounts.models import User
from sencohub.lib.roles import Role
from sencohub.lib.tabular import Unreadable
from sencohub.overview.imports.report import Report
from sencohub.overview.imports.run import files_at, run


class Command(BaseCommand):
    """Exit 0: done (in a dry run: it could be done). 1: refused, nothing written. 2: no path."""

    help = "Imports a school's lists from a file, a ZIP or a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
        parser.add_argument("--json", action="store_true", help="the whole report as JSON")
        parser.add_argument("--as", dest="username", default="", help="on whose behalf")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = files_at(options["path"])
        except (Unreadable, OSError) as problem:
            self.stderr.write(str(problem))
            sys.exit(2)
        by = self._who(options["username"])
        report = run(files, by=by, dry_run=options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
        else:
            self._say(report, options["dry_run"])
        if report.refused:
            sys.exit(1)

    def _who(self, username: str) -> User | None:
        """The person named, else the SENCO if the school has exactly one: whoever runs this has
        the server."""
        if username:
            return User.objects.get(username=username)
        sencos = list(User.objects.with_role(Role.SENCO)[:2])
        return sencos[0] if len(sencos) == 1 else None

    def _say(self, report: Report, dry_run: bool) -> None:
        for row in report.as_json()["rows"]:
            if row["what"] in {"refused", "question", "left"}:
                self.stdout.write(
                    f"{row['what']}: {row['file']} line {row['line']} {row['key']}: "
                    f"{row['reason']} {row['todo']}".rstrip()
                )
        for kind, counts in report.counts.items():
            told = ", ".join(f"{count} {what}" for what, count in counts.items())
            self.stdout.write(f"{kind}: {told}")
        if not report.written:
            self.stdout.write("Nothing was written." if report.refused or dry_run else "")
