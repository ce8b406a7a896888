"""OneRoster 1.1 and 1.2 in CSV: what is taken, what is left, what is refused.

See docs/decisions/0005-imports.md. Password columns are never read.
"""

from typing import Any

from sencohub.lib import tabular
from sencohub.lib.tabular import Line
from sencohub.overview.imports.reading import Row
from sencohub.overview.imports.report import LEFT, QUESTION, REFUSED, Report
from sencohub.overview.imports.words import found as _

NEEDED = {"manifest.csv", "users.csv"}
NEVER_READ = frozenset({"password"})
GRADES = {"07": "S1", "08": "S2", "09": "S3", "10": "S4", "11": "S5", "12": "S6"} | {
    f"{n:02d}": f"P{n}" for n in range(1, 7)
}
"""OneRoster's grades count from primary one; Hong Kong's secondary one is the seventh."""
SEXES = {"male": "M", "female": "F"}
type_record = tuple[Line, dict[str, Any]]


def is_one(files: list[tuple[str, bytes]]) -> bool:
    return {name.lower() for name, _content in files} >= NEEDED


def _records(files: list[tuple[str, bytes]], name: str) -> list[type_record]:
    """One file's records by field; password columns are dropped before anything else sees them."""
    for found, content in files:
        if found.lower() != name:
            continue
        lines = tabular.read(found, content)
        if not lines:
            return []
        heads = [str(cell).strip() for cell in lines[0].cells]
        return [
            (
                line,
                {
                    head: line.cells[n] if n < len(line.cells) else ""
                    for n, head in enumerate(heads)
                    if head.lower() not in NEVER_READ
                },
            )
            for line in lines[1:]
        ]
    return []


def rows(files: list[tuple[str, bytes]], report: Report) -> dict[str, list[Row]]:
    """The set as our own lists: students with their classes, staff, parents."""
    users = {str(r["sourcedId"]): (line, r) for line, r in _active(files, "users.csv", report)}
    born = {
        str(r.get("userSourcedId") or r.get("sourcedId")): r
        for _l, r in _records(files, "demographics.csv")
    }
    classes = {str(r["sourcedId"]): r for _l, r in _active(files, "classes.csv", report)}
    terms = {
        str(r["sourcedId"]) for _l, r in _active(files, "academicSessions.csv".lower(), report)
    }
    _sessions_missing(classes, terms, report, files)
    placed = _placed(files, users, classes, report)
    found: dict[str, list[Row]] = {"students": [], "staff": [], "parents": []}
    for source, (line, user) in users.items():
        _sort(source, line, user, users, born, placed, found)
    return {kind: taken for kind, taken in found.items() if taken}


def _active(files: list[tuple[str, bytes]], name: str, report: Report) -> list[type_record]:
    """Records in use. `tobedeleted` and `inactive` are left out and reported."""
    kept = []
    for line, record in _records(files, name):
        status = str(record.get("status", "")).lower()
        if status in {"tobedeleted", "inactive"}:
            reason = _("Its status is “%(status)s”.") % {"status": status}
            report.add(LEFT, "oneroster", line, record.get("sourcedId", ""), reason)
        else:
            kept.append((line, record))
    return kept


def _sessions_missing(
    classes: dict[str, dict[str, Any]],
    terms: set[str],
    report: Report,
    files: list[tuple[str, bytes]],
) -> None:
    for line, record in _records(files, "classes.csv"):
        wanted = {t.strip() for t in str(record.get("termSourcedIds", "")).split(",") if t.strip()}
        if str(record["sourcedId"]) in classes and (missing := wanted - terms):
            reason = _("Its term %(term)s is not in the set.") % {"term": sorted(missing)[0]}
            report.add(QUESTION, "oneroster", line, record["sourcedId"], reason)


def _placed(
    files: list[tuple[str, bytes]],
    users: dict[str, Any],
    classes: dict[str, dict[str, Any]],
    report: Report,
) -> dict[str, dict[str, Any]]:
    """The class each user is enrolled in. A teacher enrolled as a student is refused."""
    found: dict[str, dict[str, Any]] = {}
    for line, record in _active(files, "enrollments.csv", report):
        source, school_class = (
            str(record["userSourcedId"]),
            classes.get(str(record["classSourcedId"])),
        )
        key = record.get("sourcedId", "")
        if source not in users:
            report.add(QUESTION, "oneroster", line, key, _("Its person is not in the set."))
        elif record["role"] == "student" and users[source][1]["role"] != "student":
            report.add(
                REFUSED,
                "oneroster",
                line,
                key,
                _("A person who is no student is enrolled as one."),
                _("Correct the role of the enrolment, or of the person."),
            )
        elif school_class is None:
            report.add(LEFT, "oneroster", line, key, _("Its class is not in use."))
        else:
            found.setdefault(source, school_class)
    return found


def _sort(
    source: str,
    line: Line,
    user: dict[str, Any],
    users: dict[str, Any],
    born: dict[str, Any],
    placed: dict[str, dict[str, Any]],
    found: dict[str, list[Row]],
) -> None:
    role = str(user.get("role", "")).lower()
    name = f"{user.get('familyName', '')} {user.get('givenName', '')}".strip()
    school_class = placed.get(source, {})
    if role == "student":
        found["students"].append(Row(line, _student(source, user, name, born, school_class)))
    elif role in {"parent", "guardian", "relative"}:
        for child in _children(user, users):
            fields = {
                "regno": child,
                "relation": role,
                "name": name,
                "email": user.get("email", ""),
            }
            found["parents"].append(Row(line, fields | {"phone": user.get("phone", "")}))
    elif role in {"teacher", "administrator", "aide"}:
        post = {"administrator": "Office", "aide": "Teaching assistant"}.get(role, "Teacher")
        found["staff"].append(
            Row(line, {"email": user.get("email", ""), "name_en": name, "role": post})
        )


def _student(
    source: str,
    user: dict[str, Any],
    name: str,
    born: dict[str, Any],
    school_class: dict[str, Any],
) -> dict[str, Any]:
    about = born.get(source, {})
    grade = str(user.get("grades", "")).split(",")[0].strip().zfill(2)
    return {
        "regno": str(user.get("identifier") or source)[:20],
        "name_en": name,
        "sex": SEXES.get(str(about.get("sex", "")).lower(), ""),
        "born_on": about.get("birthDate", ""),
        "level": GRADES.get(grade, ""),
        "in_class": str(school_class.get("classCode") or school_class.get("title", "")),
    }


def _children(user: dict[str, Any], users: dict[str, Any]) -> list[str]:
    """Registration numbers of the students this person stands for."""
    sources = [s.strip() for s in str(user.get("agentSourcedIds", "")).split(",")]
    return [
        str(users[s][1].get("identifier") or s)[:20]
        for s in sources
        if s in users and users[s][1]["role"] == "student"
    ]
