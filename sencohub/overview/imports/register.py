"""The SENCO's old register: no registration numbers, several types in a cell, any tier notation.

Key: class, class number and one of the two names. What does not match becomes a question.
"""

import re
import unicodedata
from collections import defaultdict
from typing import Any

from simple_history.utils import bulk_create_with_history

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.overview.imports import reading
from sencohub.overview.imports.reading import Fault, Row
from sencohub.overview.imports.report import ADDED, CHANGED, QUESTION, REFUSED, SAME, Report
from sencohub.overview.imports.students import Roll
from sencohub.overview.imports.words import found as _
from students.models import Need, Student
from tiers.models import TierPlacement

KIND = "register"
C = Need.Category
TYPES: tuple[tuple[str, str], ...] = (
    (r"spld|dyslex|specific learning|讀寫|特殊學習|動作協調|dcd", C.SPLD),
    (r"asd|autis|asperger|自閉", C.ASD),
    (r"ad\s*/?\s*hd|adhd|attention|專注力|過度活躍|注意力", C.ADHD),
    (r"\bsli\b|speech|language|言語|語障", C.SLI),
    (r"\bid\b|\bidd\b|\bmid\b|intellectual|智力|智障|有限智能", C.ID),
    (r"\bpd\b|physical|肢體", C.PD),
    (r"\bvi\b|visual|視覺|視障", C.VI),
    (r"\bhi\b|hearing|聽力|聽障", C.HI),
    (r"\bmi\b|mental|精神|情緒", C.MI),
)
TIERS = {"1": 1, "2": 2, "3": 3, "一": 1, "二": 2, "三": 3, "i": 1, "ii": 2, "iii": 3}
TAKEN_OVER = "Taken over from the school's earlier register. 由學校原有名冊轉錄。"


def take(rows: list[Row], roll: Roll, report: Report, by: User) -> None:
    """Needs and tiers of the students who match; nothing that stands is overwritten."""
    places = _places(roll)
    needs = {(n.student_id, n.category) for n in Need.objects.current()}
    primary = set(
        Need.objects.current().filter(is_primary=True).values_list("student_id", flat=True)
    )
    placed = dict(TierPlacement.objects.open().values_list("student_id", "tier"))
    new_needs: list[Need] = []
    new_places: list[TierPlacement] = []
    for row in rows:
        try:
            student = _student(row, places)
            types, tier = _types(row.text("types")), _tier(row.text("tier"))
            found = _needs(row, student, types, needs, primary)
        except Fault as fault:
            what = QUESTION if isinstance(fault, NoMatch) else REFUSED
            report.add(what, KIND, row.line, _key(row), fault.reason, fault.todo)
            continue
        new_needs += found
        what = _place(row, student, tier, placed, new_places, report, by)
        if what:
            report.add(what if what == ADDED or not found else CHANGED, KIND, row.line, _key(row))
    bulk_create_with_history(new_needs, Need, default_user=by)
    bulk_create_with_history(new_places, TierPlacement, default_user=by)


class NoMatch(Fault):
    """The row's student is not found: a question, nothing is guessed."""


def _key(row: Row) -> str:
    return f"{row.text('in_class')} {row.text('number')}".strip()


type_places = dict[tuple[str, int | None], list[Student]]


def _places(roll: Roll) -> type_places:
    """Who sits where; two students may share a number while classes are being renumbered."""
    by_pk = {student.pk: student for student in roll.students.values()}
    found: type_places = defaultdict(list)
    for pk, enrolment in roll.enrolments.items():
        if pk in by_pk:
            place = (_fold(enrolment.school_class.name), enrolment.class_number)
            found[place].append(by_pk[pk])
    return found


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper().replace(" ", "")


def _student(row: Row, places: type_places) -> Student:
    for name in ("name_en", "name_zh"):
        reading.name(row.text(name), needed=False)
    number = reading.whole(row.text("number"), _("class number"), least=1, most=99)
    here = places.get((_fold(row.text("in_class")), number), [])
    if not here:
        raise NoMatch(
            _("No student has this class and number now."),
            _("Correct class and number, or enter the student on the student's page."),
        )
    found = next((student for student in here if _is_named(row, student)), None)
    if found is None:
        raise NoMatch(
            _("Another student has this class and number."),
            _("Correct class, number or name: at least one name must agree."),
        )
    return found


def _is_named(row: Row, student: Student) -> bool:
    """At least one of the two names agrees."""
    english, chinese = _letters(row.text("name_en")), _fold(row.text("name_zh"))
    if english and english == _letters(student.name_en):
        return True
    return bool(chinese) and chinese == _fold(student.name_zh)


def _letters(text: str) -> str:
    return re.sub(r"[^A-Z]", "", unicodedata.normalize("NFKC", text).upper())


def _types(text: str) -> list[str]:
    """EDB's categories in the order written; the first is the main need."""
    plain = unicodedata.normalize("NFKC", text).lower()
    hits = [
        (match.start(), category)
        for pattern, category in TYPES
        for match in [re.search(pattern, plain)]
        if match
    ]
    if not hits:
        raise Fault(
            _("“%(text)s” is none of EDB's nine types.") % {"text": text[:40]},
            _("Write for example SpLD, AD/HD, ASD; several with a plus sign."),
        )
    return [category for _place, category in sorted(hits)]


def _tier(text: str) -> int:
    plain = unicodedata.normalize("NFKC", str(text)).lower()
    stripped = re.sub(r"tier|t|第|層|支援|級|\s|\.", "", plain)
    if stripped not in TIERS:
        raise Fault(
            _("“%(text)s” is not a tier.") % {"text": str(text)[:20]}, _("Write 1, 2 or 3.")
        )
    return TIERS[stripped]


def _needs(
    row: Row, student: Student, types: list[str], standing: set[Any], primary: set[int]
) -> list[Need]:
    reported, precision = reading.partial_day(row["reported"])
    by = row.text("by").strip()[:120]
    note = " · ".join(filter(None, (row.text("remarks"), row.text("exam"))))[:2000]
    found = []
    for category in types:
        if (student.pk, category) in standing:
            continue
        standing.add((student.pk, category))
        found.append(
            Need(
                student=student,
                category=category,
                is_primary=student.pk not in primary,
                certainty=Need.Certainty.ASSESSED if by or reported else Need.Certainty.SUSPECTED,
                assessed_by=by,
                assessed_on=reported,
                precision=precision,
                note=note,
            )
        )
        primary.add(student.pk)
    return found


def _place(
    row: Row,
    student: Student,
    tier: int,
    placed: dict[int, int],
    new: list[TierPlacement],
    report: Report,
    by: User,
) -> str:
    """`added`, `same`, or nothing where the row became a question."""
    stands = placed.get(student.pk)
    if stands == tier:
        return SAME
    if stands is not None:
        report.add(
            QUESTION,
            KIND,
            row.line,
            _key(row),
            _("Tier %(now)s stands; the list says Tier %(then)s.") % {"now": stands, "then": tier},
            _("Nothing was changed. Decide the tier on the student's page."),
        )
        return ""
    placed[student.pk] = tier
    new.append(
        TierPlacement(
            student=student,
            tier=tier,
            starts_on=today(),
            decided_on=today(),
            reason=TAKEN_OVER,
            parent_view=TierPlacement.ParentView.NOT_ON_FILE,
            decided_by=by,
        )
    )
    return ADDED
