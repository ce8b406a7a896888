"""Students, their classes and class numbers, matched on the registration number."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from simple_history.utils import bulk_create_with_history

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.overview.imports import reading
from sencohub.overview.imports.reading import Fault, Row
from sencohub.overview.imports.report import ADDED, CHANGED, MERGED, REFUSED, SAME, Report
from sencohub.overview.imports.words import found as _
from sencohub.school.models import AcademicYear
from students.actions.roll import leave
from students.models import Enrolment, SchoolClass, Student

KIND = "students"
BATCH = 500
ONE_DAY = dt.timedelta(days=1)
COMPARED = ("strn", "name_en", "name_zh", "sex", "born_on", "home_language")
LEFT_WORDS = {"left", "withdrawn", "離校", "退學"}


@dataclass
class Wanted:
    """One student as the list has them."""

    row: Row
    regno: str
    fields: dict[str, Any]
    level: str
    in_class: str
    number: int | None
    has_left: bool = False

    @property
    def same_as(self) -> tuple[Any, ...]:
        return (*self.fields.values(), self.level, self.in_class, self.number, self.has_left)


@dataclass
class Roll:
    """The school's roll while an import runs: looked up once, kept up to date as rows are added."""

    year: AcademicYear
    students: dict[str, Student] = field(default_factory=dict)
    classes: dict[str, SchoolClass] = field(default_factory=dict)
    enrolments: dict[int, Enrolment] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Roll":
        """Three queries and the year, whatever the number of rows."""
        year = AcademicYear.objects.holding().first() or _new_year()
        every = Student.objects.all()  # all-students: the import matches on the number
        return cls(
            year,
            {row.regno: row for row in every},
            {row.name: row for row in SchoolClass.objects.filter(year=year)},
            {
                row.student_id: row
                for row in Enrolment.objects.in_force().select_related("school_class")
            },
        )


def _new_year() -> AcademicYear:
    """This school year, 1 September to 31 August, where the school has not entered it."""
    first = today().year - (today().month < 9)
    year, _made = AcademicYear.objects.get_or_create(
        name=f"{first}/{(first + 1) % 100:02d}",
        defaults={"starts_on": dt.date(first, 9, 1), "ends_on": dt.date(first + 1, 8, 31)},
    )
    return year


def take(rows: list[Row], roll: Roll, report: Report, by: User | None) -> None:
    """Bring these rows in; what cannot stand is reported and left out."""
    wanted = _read(rows, report)
    _classes(wanted, roll, by)
    fresh = [w for w in wanted if w.regno not in roll.students]
    made = bulk_create_with_history(
        [Student(regno=w.regno, arrived_on=None, **w.fields) for w in fresh],
        Student,
        batch_size=BATCH,
        default_user=by,
    )
    roll.students.update({student.regno: student for student in made})
    added = {w.regno for w in fresh}
    _enrol([w for w in wanted if w.regno in added and not w.has_left], roll, by)
    for w in wanted:
        if w.regno in added:
            report.add(ADDED, KIND, w.row.line, w.regno)
        else:
            _update(w, roll, report, by)


def _read(rows: list[Row], report: Report) -> list[Wanted]:
    """The rows that stand: the same row twice is merged, two that contradict are refused."""
    found: dict[str, Wanted] = {}
    contradicted: set[str] = set()
    for row in rows:
        try:
            wanted = _wanted(row)
        except Fault as fault:
            report.add(REFUSED, KIND, row.line, row.text("regno"), fault.reason, fault.todo)
            continue
        before = found.get(wanted.regno)
        if before is None:
            found[wanted.regno] = wanted
        elif before.same_as == wanted.same_as and before.row.line.file != row.line.file:
            where = {"file": before.row.line.file, "line": before.row.line.number}
            reason = _("The same row stands in %(file)s, line %(line)s.") % where
            report.add(MERGED, KIND, row.line, wanted.regno, reason)
        else:
            contradicted.add(wanted.regno)
            _contradiction(before, row, report)
    return [w for w in found.values() if w.regno not in contradicted]


def _contradiction(before: Wanted, row: Row, report: Report) -> None:
    where = {"file": before.row.line.file, "line": before.row.line.number}
    reason = _("This registration number is also in %(file)s, line %(line)s.") % where
    todo = _("Give each student their own number, or take one of the two rows out.")
    report.add(REFUSED, KIND, row.line, before.regno, reason, todo)


def _wanted(row: Row) -> Wanted:
    regno = row.text("regno").strip()
    if not regno or len(regno) > 20 or reading.MARKUP.search(regno) or regno.startswith("="):
        raise Fault(_("The registration number is missing or is none."), _("Fill in REGNO."))
    level = reading.school_level(row.text("level"), row.text("in_class"))
    in_class = _class_name(row.text("in_class"))
    number = row.text("number")
    strn = row.text("strn").strip()
    fields = {
        "strn": "" if reading.HKID.match(strn) or len(strn) > 12 else strn,
        "name_en": _name(row),
        "name_zh": reading.name(row.text("name_zh"), needed=False)[:60],
        "sex": reading.sex(row.text("sex")),
        "born_on": reading.birthday(row["born_on"]),
        "home_language": reading.home_language(row.text("language")),
    }
    return Wanted(
        row,
        regno,
        fields,
        level,
        in_class,
        reading.whole(number, _("class number"), least=1, most=99) if number else None,
        row.text("status").strip().lower() in LEFT_WORDS,
    )


def _name(row: Row) -> str:
    """The English name, or the Chinese one where a student has no other."""
    chinese = row.text("name_zh").strip()
    return reading.name(row.text("name_en"), needed=not chinese) or chinese


def _class_name(text: str) -> str:
    found = " ".join(text.split())
    if not found or len(found) > 20 or reading.MARKUP.search(found) or found.startswith("="):
        raise Fault(_("The class is missing or is none."), _("Fill in the class, such as 5A."))
    return found


def _classes(wanted: list[Wanted], roll: Roll, by: User | None) -> None:
    new = {w.in_class: w.level for w in wanted if w.in_class not in roll.classes}
    made = bulk_create_with_history(
        [SchoolClass(year=roll.year, name=name, level=level) for name, level in new.items()],
        SchoolClass,
        default_user=by,
    )
    roll.classes.update({row.name: row for row in made})


def _enrol(wanted: list[Wanted], roll: Roll, by: User | None) -> None:
    """Whoever is new to the roll is in the class since the year began."""
    start = min(roll.year.starts_on, today())
    made = bulk_create_with_history(
        [
            Enrolment(
                student=roll.students[w.regno],
                school_class=roll.classes[w.in_class],
                class_number=w.number,
                starts_on=start,
            )
            for w in wanted
        ],
        Enrolment,
        batch_size=BATCH,
        default_user=by,
    )
    roll.enrolments.update({row.student_id: row for row in made})


def _update(w: Wanted, roll: Roll, report: Report, by: User | None) -> None:
    student = roll.students[w.regno]
    changed = [name for name in COMPARED if getattr(student, name) != w.fields[name]]
    for name in changed:
        setattr(student, name, w.fields[name])
    if changed:
        student._history_user = by  # type: ignore[attr-defined]
        student.version += 1
        student.save()
    if w.has_left and student.status == Student.Status.CURRENT:
        if not _leave(w, roll, report, by):
            return
        changed.append("status")
    elif not w.has_left:
        changed += _move(w, student, roll)
    what = CHANGED if changed else SAME
    report.add(what, KIND, w.row.line, w.regno, ", ".join(changed))


def _leave(w: Wanted, roll: Roll, report: Report, by: User | None) -> bool:
    """The student leaves today, and everything open about their support ends; whether they could.

    A list says that somebody has left, not since when.
    """
    try:
        roll.students[w.regno] = leave(roll.students[w.regno], on=today(), by=by)
    except ValidationError as refusal:
        todo = _("Correct the place on the student’s page first, then import again.")
        report.add(REFUSED, KIND, w.row.line, w.regno, " ".join(refusal.messages), todo)
        return False
    return True


def _move(w: Wanted, student: Student, roll: Roll) -> list[str]:
    """Another class from today on, or another number in the same; the old place is kept, ended."""
    here = roll.enrolments.get(student.pk)
    there = roll.classes[w.in_class]
    if here is not None and here.school_class_id == there.pk:
        if here.class_number == w.number:
            return []
        here.class_number = w.number
        here.save()
        return ["class number"]
    if here is not None:
        last = max(here.starts_on, today() - ONE_DAY)
        here.ends_on = last
        here.save()
    start = today() if here is None or here.starts_on < today() else last + ONE_DAY
    roll.enrolments[student.pk] = Enrolment.objects.create(
        student=student, school_class=there, class_number=w.number, starts_on=start
    )
    return ["class"]
