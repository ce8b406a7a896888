"""From a table's rows to fields: which kind of list it is, which column is what, what cells say."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sencohub.lib.dates import today
from sencohub.lib.tabular import Line
from sencohub.overview.imports.words import found as _

HEADING_ROWS = 15
LONGEST_NAME = 120


class Fault(Exception):
    """A cell that cannot stand: why, and what to do about it."""

    def __init__(self, reason: str, todo: str) -> None:
        super().__init__(reason)
        self.reason, self.todo = reason, todo


@dataclass(frozen=True)
class Kind:
    """One kind of list: its fields, by the headings schools give them, and those it cannot lack."""

    code: str
    headings: dict[str, tuple[str, ...]]
    needed: frozenset[str]


def kind(code: str, needed: str, **headings: str) -> Kind:
    """Headings are separated by `|`; case, spaces and signs do not matter."""
    return Kind(
        code,
        {name: tuple(map(fold, text.split("|"))) for name, text in headings.items()},
        frozenset(needed.split()),
    )


def fold(text: Any) -> str:
    """A heading without case, spaces and signs, full-width letters made plain."""
    plain = unicodedata.normalize("NFKC", str(text)).lower()
    return "".join(ch for ch in plain if ch.isalnum())


KINDS = (
    kind(
        "students",
        "regno name_en sex born_on in_class",
        regno="REGNO|Reg No|Registration Number|註冊編號|學生編號|校內編號",
        strn="STRN|學生編號(STRN)",
        name_en="ENNAME|English Name|Name in English|英文姓名",
        name_zh="CHNAME|Chinese Name|Name in Chinese|中文姓名|姓名",
        sex="SEX|Gender|性別",
        born_on="DOB|Date of Birth|Birth Date|出生日期",
        level="CLASSLVL|Class Level|Level|級別|班級",
        in_class="CLASSCODE|CLASSNAME|Class|Class Name|班別",
        number="CLASSNO|Class No|Class Number|No|班號|學號",
        language="HOMELANG|Home Language|家庭語言|家中語言",
        status="STATUS|Status|狀況",
    ),
    kind(
        "staff",
        "email name_en role",
        email="EMAIL|E-mail|電郵",
        name_en="ENNAME|English Name|Name|英文姓名",
        name_zh="CHNAME|Chinese Name|中文姓名",
        role="ROLE|Post|Position|職位|身分",
        in_class="CLASS|Class Code|班別",
        subject="SUBJECT|科目",
    ),
    kind(
        "parents",
        "regno relation name",
        regno="REGNO|Reg No|Registration Number|註冊編號",
        relation="RELATION|Relationship|關係",
        name="NAME|Parent Name|Guardian Name|家長姓名",
        email="EMAIL|E-mail|電郵",
        phone="PHONE|Tel|Telephone|Mobile|電話",
        language="LANGUAGE|Lang|語言",
        remarks="REMARKS|Remark|Note|備註",
    ),
    kind(
        "attendance",
        "regno month days present",
        regno="REGNO|Reg No|註冊編號",
        month="MONTH|月份",
        days="SCHOOL_DAYS|School Days|上課日數",
        present="PRESENT|Days Present|出席日數",
        late="LATE|遲到",
    ),
    kind(
        "marks",
        "regno subject date mark",
        regno="REGNO|Reg No|註冊編號",
        subject="SUBJECT|科目",
        assessment="ASSESSMENT|Exam|Test|評估|考試",
        date="DATE|日期",
        mark="MARK|Score|分數",
        full="FULL|Full Mark|Out Of|滿分",
    ),
    kind(
        "register",
        "in_class number types tier",
        in_class="Class|班別",
        number="No.|No|Class No|班號|學號",
        name_en="Name|English Name|英文姓名",
        name_zh="姓名|Chinese Name|中文姓名",
        types="SEN type(s)|SEN type|SEN|Type|特殊教育需要類別|類別",
        tier="Tier 層級|Tier|Tier of support|支援層級|層級",
        reported="Report date|Date of report|報告日期",
        by="Assessed by|Assessor|評估者|評估機構",
        iep="IEP?|IEP|個別學習計劃",
        exam="Exam arr.|Exam arrangements|考試安排",
        consent="Parent consent SEMIS|Consent|家長同意",
        remarks="Remarks|Note|備註",
    ),
)


@dataclass(frozen=True)
class Table:
    """A list that was recognised: its kind and its rows by field."""

    kind: Kind
    rows: list["Row"]
    unknown: list[str]


@dataclass(frozen=True)
class Row:
    """One line by field; what the list does not have is an empty text."""

    line: Line
    fields: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.fields.get(name, "")

    def text(self, name: str) -> str:
        value = self[name]
        return value.isoformat() if isinstance(value, dt.date) else str(value)


def recognise(lines: list[Line]) -> Table | None:
    """The kind whose headings the first rows hold best, with its rows; None when none does."""
    best: tuple[int, int, Kind, dict[str, int]] | None = None
    for nth, line in enumerate(lines[:HEADING_ROWS]):
        for candidate in KINDS:
            found = _columns(line, candidate)
            if candidate.needed <= found.keys() and (best is None or len(found) > best[0]):
                best = (len(found), nth, candidate, found)
    if best is None:
        return None
    _many, nth, chosen, columns = best
    known = set(columns.values())
    unknown = [str(cell) for n, cell in enumerate(lines[nth].cells) if cell and n not in known]
    return Table(chosen, list(_rows(lines[nth + 1 :], columns)), unknown)


def _columns(line: Line, candidate: Kind) -> dict[str, int]:
    folded = [fold(cell) for cell in line.cells]
    found: dict[str, int] = {}
    for name, headings in candidate.headings.items():
        for heading in headings:
            if heading in folded and folded.index(heading) not in found.values():
                found[name] = folded.index(heading)
                break
    return found


def _rows(lines: Iterable[Line], columns: dict[str, int]) -> Iterator[Row]:
    for line in lines:
        values = {
            name: line.cells[column] if column < len(line.cells) else ""
            for name, column in columns.items()
        }
        if any(values.values()):
            yield Row(line, values)


# --- cells -------------------------------------------------------------------------------------

MARKUP = re.compile(r"[<>{}\x00-\x08]|javascript:", re.IGNORECASE)
FORMULA = ("=", "+", "@", "＝", "＋", "＠")
HKID = re.compile(r"^[A-Z]{1,2}\d{6}\(?[\dA]\)?$", re.IGNORECASE)


def name(text: str, *, needed: bool = True) -> str:
    """A person's name. Refused: none, formulas, markup, more than 120 characters."""
    text = " ".join(text.split())
    if not text and needed:
        raise Fault(_("The name is empty."), _("Fill in the name."))
    if text.startswith(FORMULA) or text.startswith("-"):
        raise Fault(_("The name is a formula."), _("Type the name as plain text."))
    if MARKUP.search(text):
        raise Fault(_("The name holds code, not a name."), _("Type the name as plain text."))
    if len(text) > LONGEST_NAME:
        words = _("The name has %(n)s characters.")
        raise Fault(words % {"n": len(text)}, _("Shorten it to 120 characters or fewer."))
    return text


DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%d %b %Y", "%d %B %Y")


def day(value: Any) -> dt.date:
    """A calendar day, day first. Refused: what no calendar holds, and month-first dates."""
    if isinstance(value, dt.date):
        return value
    text = unicodedata.normalize("NFKC", str(value)).strip()
    chinese = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日?", text)
    if chinese:
        text = "-".join(chinese.groups())
    for form in DAY_FORMATS:
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007  (a day, no time)
        except ValueError:
            continue
    raise Fault(
        _("“%(text)s” is not a date, day first.") % {"text": text[:30]},
        _("Write it as dd/mm/yyyy, for example 05/03/2026."),
    )


def birthday(value: Any) -> dt.date:
    """A date of birth that a student can have: not ahead, and not more than 25 years ago."""
    born = day(value)
    if born > today():
        raise Fault(_("The date of birth lies ahead."), _("Check the year of birth."))
    if born.year < today().year - 25:
        raise Fault(_("The date of birth is too long ago."), _("Check the year of birth."))
    return born


def partial_day(value: Any) -> tuple[dt.date | None, str]:
    """A date that may be only a month or a year, and how precise it is (`day`, `month`, `year`)."""
    if value in ("", None):
        return None, "day"
    if isinstance(value, dt.date):
        return value, "day"
    text = unicodedata.normalize("NFKC", str(value)).strip()
    for form, precision in (
        ("%Y-%m", "month"),
        ("%m/%Y", "month"),
        ("%b %Y", "month"),
        ("%B %Y", "month"),
        ("%Y年%m月", "month"),
        ("%Y", "year"),
        ("%Y年", "year"),
    ):
        try:
            return dt.datetime.strptime(text, form).date(), precision  # noqa: DTZ007
        except ValueError:
            continue
    return day(text), "day"


def whole(value: Any, label: str, *, least: int = 0, most: int = 400) -> int:
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if not re.fullmatch(r"\d{1,6}", text) or not least <= int(text) <= most:
        words = _("“%(text)s” is not a %(label)s.")
        raise Fault(
            words % {"text": text[:30], "label": label},
            _("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most},
        )
    return int(text)


def number(value: Any) -> Decimal:
    try:
        found = Decimal(unicodedata.normalize("NFKC", str(value)).strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) > 100_000:
        text = str(value)[:30]
        raise Fault(_("“%(text)s” is not a number.") % {"text": text}, _("Write a number."))
    return found


SEXES = {
    "m": "M",
    "male": "M",
    "boy": "M",
    "男": "M",
    "f": "F",
    "female": "F",
    "girl": "F",
    "女": "F",
}


def sex(value: str) -> str:
    found = SEXES.get(str(value).strip().lower())
    if not found:
        text = str(value)[:20]
        raise Fault(_("“%(text)s” is not a sex.") % {"text": text}, _("Write M or F."))
    return found


LANGUAGES = {
    "cantonese": "yue",
    "廣東話": "yue",
    "粵語": "yue",
    "putonghua": "cmn",
    "mandarin": "cmn",
    "普通話": "cmn",
    "english": "eng",
    "英語": "eng",
    "urdu": "urd",
    "nepali": "nep",
    "hindi": "hin",
    "tagalog": "tgl",
    "filipino": "tgl",
    "punjabi": "pan",
    "thai": "tha",
}


def home_language(value: str) -> str:
    text = str(value).strip().lower()
    return LANGUAGES.get(text, "oth") if text else "yue"


def school_level(level: str, in_class: str) -> str:
    """`P5`: from the level's own column, or from the class's name (`5A`)."""
    text = unicodedata.normalize("NFKC", f"{level}").upper().replace(" ", "")
    found = re.fullmatch(r"(?:(P|S|F)(?:RIMARY|ECONDARY|ORM)?)?\.?([1-6])", text)
    if found:
        return f"{'P' if found[1] in (None, 'P') else 'S'}{found[2]}"
    if not text and (guess := re.match(r"([1-6])", in_class)):
        return f"P{guess[1]}"
    raise Fault(
        _("“%(text)s” is not a class level.") % {"text": level or in_class or "–"},
        _("Write P1 to P6 or S1 to S6, and the class."),
    )
