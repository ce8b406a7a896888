"""The one path of every import. A dry run is the import, rolled back: its list is what it did."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from sencohub.accounts.models import User
from sencohub.lib import tabular
from sencohub.lib.policies import SENCO_ONLY
from sencohub.lib.tabular import Line, Unreadable
from sencohub.overview.imports import oneroster, people, register, scores, students
from sencohub.overview.imports.reading import Row, Table, recognise
from sencohub.overview.imports.report import LEFT, QUESTION, REFUSED, Report
from sencohub.overview.imports.words import found as _

ORDER = ("students", "staff", "parents", "attendance", "marks", "register")
type_files = list[tuple[str, bytes]]


class RolledBack(Exception):
    """Carries nothing: it only ends the transaction of a dry run or a refused import."""


@dataclass
class Read:
    """The files of one import, read and sorted by kind."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: Table) -> None:
        self.rows.setdefault(table.kind.code, []).extend(table.rows)

    @property
    def holds_sen(self) -> bool:
        return "register" in self.rows


def files_at(path: Path) -> type_files:
    """The tables at a path: a file, a ZIP or a folder. Raises Unreadable."""
    if path.is_dir():
        inside = sorted(p for p in path.iterdir() if p.suffix.lower() in {".csv", ".txt", ".xlsx"})
        return [(p.name, p.read_bytes()) for p in inside]
    if not path.is_file():
        raise Unreadable(_("There is no file or folder at this path."))
    return unpacked([(path.name, path.read_bytes())])


def unpacked(files: type_files) -> type_files:
    """ZIPs replaced by the tables inside them; a workbook is a ZIP that stays whole."""
    found: type_files = []
    for name, content in files:
        if content.startswith(b"PK") and not tabular.is_workbook(content):
            found += tabular.unpack(content)
        else:
            found.append((name, content))
    return found


def read(files: type_files, report: Report) -> Read:
    """Every file as rows of its kind; what is no table or no known list is refused by name."""
    found = Read()
    if oneroster.is_one(files):
        found.rows = oneroster.rows(files, report)
        return found
    for name, content in files:
        at = Line(name, 1, ())
        try:
            table = recognise(tabular.read(name, content))
        except Unreadable as problem:
            report.add(REFUSED, "file", at, name, _("The file cannot be read."), str(problem))
            continue
        if table is None:
            reason = _("The headings are none of the lists we know.")
            todo = _("Give the columns the headings of the guide, in the first rows.")
            report.add(REFUSED, "file", at, name, reason, todo)
            continue
        found.add(table)
        for heading in table.unknown:
            report.add(LEFT, "column", at, heading, _("This column is not taken over."))
    return found


def run(files: Iterable[tuple[str, bytes]], *, by: User | None, dry_run: bool) -> Report:
    """Import these files for real, or only try. Anything refused: nothing is written.

    `by` needs the SENCO's role where a SEN register is among the files; without it that file is
    refused in words.
    """
    report = Report()
    try:
        found = read(unpacked(list(files)), report)
    except Unreadable as problem:
        report.add(
            REFUSED, "file", Line("–", 1, ()), "", _("The file cannot be read."), str(problem)
        )
        return report
    try:
        with transaction.atomic():
            _take(found, report, by)
            if dry_run or report.refused:
                raise RolledBack
            report.written = True
    except RolledBack:
        pass
    return report


def _take(found: Read, report: Report, by: User | None) -> None:
    roll = students.Roll.read()
    takers = {
        "students": students.take,
        "staff": people.take_staff,
        "parents": people.take_parents,
        "attendance": scores.take_attendance,
        "marks": scores.take_marks,
    }
    for kind in ORDER:
        rows = found.rows.get(kind)
        if rows and kind in takers:
            takers[kind](rows, roll, report, by)
        elif rows:
            _take_register(rows, roll, report, by)


def _take_register(rows: list[Row], roll: students.Roll, report: Report, by: User | None) -> None:
    at = Line(rows[0].line.file, 1, ())
    if by is None:
        reason = _("This is an SEN register, and the import has no SENCO to answer for it.")
        todo = _("Nothing of this file was taken. Import it as the SENCO.")
        report.add(QUESTION, "register", at, "", reason, todo)
        return
    if not SENCO_ONLY.admits(by):
        report.add(
            REFUSED,
            "register",
            at,
            "",
            _("This is an SEN register. Only the SENCO imports it."),
            _("Take this file out, and hand it to the SENCO."),
        )
        return
    register.take(rows, roll, report, by)
