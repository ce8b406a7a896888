"""Tables in and out: CSV in the encodings Hong Kong schools have, XLSX, and safe cells.

Reading never trusts a file: its kind is told by its content, its size unpacked is limited, and
formulas come as the text they are. Writing never lets a text become a formula.
"""

import codecs
import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 150 * 1024 * 1024
MOST_MEMBERS = 2_000
MOST_ROWS = 100_000
LONGEST_CELL = 20_000
ENCODINGS = ("utf-8-sig", "big5hkscs", "cp950")
DELIMITERS = ",;\t|"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

csv.field_size_limit(LARGEST_FILE)


class Unreadable(Exception):
    """The file cannot be read as a table. `str()` says what to do."""


@dataclass(frozen=True)
class Line:
    """One row of a table: where it stands in its file, and its cells as text or dates."""

    file: str
    number: int
    cells: tuple[Any, ...]


def read(name: str, content: bytes) -> list[Line]:
    """The rows of a CSV or of a workbook's first sheet; empty rows left out. Raises Unreadable."""
    if len(content) > LARGEST_FILE:
        raise Unreadable(_("This file is larger than 20 MB. Split it and import the parts."))
    if not content.strip(b"\x00\r\n\t "):
        raise Unreadable(_("This file is empty."))
    if content.startswith(b"PK"):
        return list(_workbook(name, content))
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(_("This is not a table. Save it as CSV or XLSX."))
    return list(_csv(name, content))


def text_of(content: bytes) -> str:
    """The text in whichever of UTF-8, UTF-16 or Big5-HKSCS it was saved. Raises Unreadable."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The characters of this file cannot be read. Save it as CSV UTF-8."))


def _csv(name: str, content: bytes) -> Iterator[Line]:
    text = text_of(content)
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Line(name, start, tuple(_clean(cell) for cell in cells))
            start = reader.line_num + 1
            if start > MOST_ROWS:
                raise Unreadable(_("This file has more than 100,000 rows. Split it."))
    except csv.Error as error:
        raise Unreadable(_("Line %(line)s cannot be read as a row.") % {"line": start}) from error


def _workbook(name: str, content: bytes) -> Iterator[Line]:
    check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
    except (InvalidFileException, KeyError, ValueError, IndexError, zipfile.BadZipFile) as error:
        raise Unreadable(_("This is not a workbook. Save it as XLSX or CSV.")) from error
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS:
            raise Unreadable(_("This file has more than 100,000 rows. Split it."))
        if any(cell not in (None, "") for cell in row):
            yield Line(name, number, tuple(_clean(cell) for cell in row))


def check_archive(content: bytes) -> list[zipfile.ZipInfo]:
    """The members of a ZIP whose size unpacked is sane; nothing is unpacked. Raises Unreadable."""
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable(_("This archive is damaged. Make it again.")) from error
    if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > LARGEST_UNPACKED:
        raise Unreadable(_("This archive unpacks to more than a school's data. It was not opened."))
    return members


def unpack(content: bytes) -> list[tuple[str, bytes]]:
    """The tables inside a ZIP, by their bare names; paths are ignored. Raises Unreadable."""
    wanted = [
        member
        for member in check_archive(content)
        if member.filename.lower().endswith((".csv", ".txt", ".xlsx")) and not member.is_dir()
    ]
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in wanted:
            with archive.open(member) as opened:
                data = opened.read(LARGEST_FILE + 1)
            found.append((member.filename.replace("\\", "/").rsplit("/", 1)[-1], data))
    return found


def is_workbook(content: bytes) -> bool:
    """An XLSX is a ZIP with a workbook inside."""
    if not content.startswith(b"PK"):
        return False
    return any(member.filename == "xl/workbook.xml" for member in check_archive(content))


def _clean(cell: Any) -> Any:
    """Text without NUL, odd spaces and needless `.0`; days as dates."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).replace("\x00", "").replace("\u3000", " ").replace("\xa0", " ")
    return text.replace("\ufeff", "").strip()[:LONGEST_CELL]


def safe(cell: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets a quote before it; numbers stay."""
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return cell


def write_csv(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with BOM, as Excel in Hong Kong expects it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe(cell) for cell in heading])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(title: str, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet; texts are stored as texts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.append([safe(cell) for cell in heading])
    for row in rows:
        sheet.append([safe(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
