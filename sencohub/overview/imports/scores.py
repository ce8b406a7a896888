"""Attendance and marks, kept as measures with scores for all students."""

import calendar
import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Any

from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.overview.imports import reading
from sencohub.overview.imports.reading import Fault, Row
from sencohub.overview.imports.report import ADDED, CHANGED, LEFT, MERGED, REFUSED, SAME, Report
from sencohub.overview.imports.students import BATCH, Roll
from sencohub.overview.imports.words import found as _
from students.models import Measure, Score

ABSENT = {"abs", "absent", "缺席", "缺考", "ex", "exempt", "免考", "n/a", "-"}
type_key = tuple[int, int, dt.date, str]


def take_attendance(rows: list[Row], roll: Roll, report: Report, by: User | None) -> None:
    """Days present and days late of each month; the day is the month's last."""
    present = _measure("attendance", "Attendance", "出席", "days")
    late = _measure("lateness", "Late", "遲到", "times", direction=Measure.Direction.LOWER)
    found: list[tuple[Row | None, Score]] = []
    for row in rows:
        try:
            student, month, days, here, times = _month(row, roll)
        except Fault as fault:
            report.add(REFUSED, "attendance", row.line, row.text("regno"), fault.reason, fault.todo)
            continue
        last = _last_day(month)
        found.append((row, _score(student, present, last, month, here, days)))
        if times is not None:
            found.append((None, _score(student, late, last, month, times, days)))
    _store(found, "attendance", report, by)


def _month(row: Row, roll: Roll) -> tuple[int, str, int, int, int | None]:
    student = _student(row, roll)
    text = unicodedata.normalize("NFKC", row.text("month")).strip()
    match = re.fullmatch(r"(\d{4})[-/年](\d{1,2})月?(?:[-/]\d{1,2})?", text)
    if not match or not 1 <= int(match[2]) <= 12:
        raise Fault(
            _("“%(text)s” is not a month.") % {"text": text[:20]}, _("Write it like 2026-09.")
        )
    days = reading.whole(row.text("days"), _("number of days"), least=1, most=31)
    here = reading.whole(row.text("present"), _("number of days"), most=31)
    late = row.text("late")
    times = reading.whole(late, _("number of times"), most=31) if late else None
    if here > days or (times or 0) > here:
        raise Fault(
            _("More days present or late than school days."), _("Correct the three numbers.")
        )
    return student, f"{match[1]}-{int(match[2]):02d}", days, here, times


def _last_day(month: str) -> dt.date:
    year, number = map(int, month.split("-"))
    return dt.date(year, number, calendar.monthrange(year, number)[1])


def take_marks(rows: list[Row], roll: Roll, report: Report, by: User | None) -> None:
    """A score for each mark; who was absent has none."""
    measures: dict[str, Measure] = {}
    found: list[tuple[Row | None, Score]] = []
    for row in rows:
        try:
            student = _student(row, roll)
            if row.text("mark").strip().lower() in ABSENT:
                reason = _("Absent or exempted: no mark is kept.")
                report.add(LEFT, "marks", row.line, row.text("regno"), reason)
                continue
            subject, taken, mark, full = _mark(row)
        except Fault as fault:
            report.add(REFUSED, "marks", row.line, row.text("regno"), fault.reason, fault.todo)
            continue
        if subject not in measures:
            measures[subject] = _measure(_code(subject), subject, "", "marks")
        occasion = row.text("assessment").strip()[:60]
        found.append((row, _score(student, measures[subject], taken, occasion, mark, full)))
    _store(found, "marks", report, by)


def _code(subject: str) -> str:
    return f"mark-{slugify(subject, allow_unicode=False) or subject.encode().hex()[:24]}"[:40]


def _mark(row: Row) -> tuple[str, dt.date, Decimal, Decimal | None]:
    subject = reading.name(row.text("subject"))[:60]
    taken = reading.day(row["date"])
    if taken > today():
        raise Fault(_("The date lies ahead."), _("Check the year of the date."))
    mark = reading.number(row.text("mark"))
    full = reading.number(row.text("full")) if row.text("full") else None
    if mark < 0 or (full is not None and mark > full):
        raise Fault(
            _("The mark is more than the full mark, or less than nothing."), _("Correct it.")
        )
    return subject, taken, mark, full


def _student(row: Row, roll: Roll) -> int:
    student = roll.students.get(row.text("regno").strip())
    if student is None:
        raise Fault(
            _("No student has the number %(regno)s.") % {"regno": row.text("regno")[:20] or "–"},
            _("Import the student first, or correct the number."),
        )
    return student.pk


def _measure(code: str, english: str, chinese: str, unit: str, **fields: Any) -> Measure:
    row, _made = Measure.objects.get_or_create(
        code=code,
        defaults={"name_en": english, "name_zh": chinese, "unit": unit, "kind": "hard", **fields},
    )
    return row


def _score(
    student: int, measure: Measure, taken: dt.date, occasion: str, value: Any, full: Any
) -> Score:
    return Score(
        student_id=student,
        measure=measure,
        taken_on=taken,
        occasion=occasion,
        value=Decimal(value),
        out_of=None if full is None else Decimal(full),
    )


def _store(
    found: list[tuple[Row | None, Score]], kind: str, report: Report, by: User | None
) -> None:
    """One look-up for all, then one batch of new scores and one of changed ones."""
    standing = _standing([score for _row, score in found])
    fresh: dict[type_key, Score] = {}
    changed: list[Score] = []
    for row, score in found:
        key = _key(score)
        before = standing.get(key)
        what = _fate(score, before, fresh.get(key))
        if what == ADDED:
            score.recorded_by = by
            fresh[key] = score
        elif what == CHANGED and before is not None:
            before.value, before.out_of, before.version = (
                score.value,
                score.out_of,
                before.version + 1,
            )
            changed.append(before)
        if row is not None:
            _tell(what, kind, row, report)
    bulk_create_with_history(list(fresh.values()), Score, batch_size=BATCH, default_user=by)
    if changed:
        bulk_update_with_history(
            changed, Score, ["value", "out_of", "version"], batch_size=BATCH, default_user=by
        )


def _tell(what: str, kind: str, row: Row, report: Report) -> None:
    if what == REFUSED:
        reason = _("Another row gives this student another value for the same day.")
        report.add(REFUSED, kind, row.line, row.text("regno"), reason, _("Keep one of the two."))
    else:
        report.add(what, kind, row.line, row.text("regno"))


def _fate(score: Score, before: Score | None, twin: Score | None) -> str:
    if twin is not None:
        return MERGED if (twin.value, twin.out_of) == (score.value, score.out_of) else REFUSED
    if before is None:
        return ADDED
    return SAME if (before.value, before.out_of) == (score.value, score.out_of) else CHANGED


def _key(score: Score) -> type_key:
    return (score.student_id, score.measure_id, score.taken_on, score.occasion)


def _standing(scores: list[Score]) -> dict[type_key, Score]:
    if not scores:
        return {}
    rows = Score.objects.filter(
        measure__in={score.measure_id for score in scores},
        taken_on__range=(min(s.taken_on for s in scores), max(s.taken_on for s in scores)),
    )
    return {_key(row): row for row in rows}
