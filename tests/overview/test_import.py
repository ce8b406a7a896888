"""Real data in: what is taken, what is refused and why, and that nothing is half done."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook

from sencohub.accounts.models import RoleMembership, User
from sencohub.lib.dates import today
from sencohub.lib.roles import Role
from sencohub.overview.imports.actions import try_upload
from sencohub.overview.imports.report import Report
from sencohub.overview.imports.run import run
from sencohub.overview.imports.words import fields_said, found, kept, said
from sencohub.overview.models import ImportRun
from students import access
from students.models import Enrolment, Measure, Need, ParentLink, SchoolClass, Score, Student
from tests import factories
from tests.tiers.plan_world import agreed_plan
from tiers.models import Plan, SupportCycle, TierPlacement

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
HEAD = "REGNO,STRN,ENNAME,CHNAME,SEX,DOB,CLASSLVL,CLASSCODE,CLASSNO,HOMELANG,STATUS\n"
AMY = "S001,A123456(7),CHAN TAI MAN,陳大文,M,05/03/2016,P5,5A,7,Cantonese,Current\n"
BOB = "S002,,NG PAK HEI,𨋢柏熙,F,1/12/2015,P5,5A,8,Urdu,Current\n"


@pytest.fixture(autouse=True)
def _school(school: object) -> None:
    """Every import needs a school."""


def take(
    text: str, *, name: str = "students.csv", by: User | None = None, dry: bool = False
) -> Report:
    return run([(name, text.encode())], by=by, dry_run=dry)


def fates(report: Report) -> list[tuple[str, str, int]]:
    return [(row.what, row.kind, row.line) for row in report.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "big5hkscs"])
def test_the_same_students_in_every_encoding(encoding: str) -> None:
    text = HEAD + AMY.replace("陳大文", "陳啲文")
    report = run([("s.csv", text.encode(encoding))], by=None, dry_run=False)
    assert report.written
    student = Student.objects.get()
    assert (student.name_zh, str(student.born_on), student.strn) == ("陳啲文", "2016-03-05", "")
    enrolment = Enrolment.objects.select_related("school_class").get()
    assert (enrolment.school_class.name, enrolment.class_number) == ("5A", 7)


def test_the_same_file_again_changes_nothing() -> None:
    assert fates(take(HEAD + AMY + BOB)) == [("added", "students", 2), ("added", "students", 3)]
    counts = (Student.history.count(), Enrolment.history.count())
    assert fates(take(HEAD + AMY + BOB)) == [("same", "students", 2), ("same", "students", 3)]
    assert (Student.history.count(), Enrolment.history.count()) == counts


def test_a_dry_run_lists_what_the_run_then_does() -> None:
    tried = take(HEAD + AMY + BOB, dry=True)
    assert not Student.objects.exists()
    assert not tried.written
    assert tried.rows == take(HEAD + AMY + BOB).rows


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (AMY.replace("05/03/2016", "31/02/2016"), "not a date"),
        (AMY.replace("05/03/2016", "13/25/2016"), "not a date"),
        (AMY.replace("05/03/2016", "01/01/2099"), "ahead"),
        (AMY.replace("05/03/2016", ""), "not a date"),
        (AMY.replace(",M,", ",X?,"), "not a sex"),
        (AMY.replace("CHAN TAI MAN,陳大文", ","), "empty"),
        (AMY.replace("CHAN TAI MAN", "=1+1"), "formula"),
        (AMY.replace("CHAN TAI MAN", "<script>alert(1)</script>"), "code"),
        (AMY.replace("CHAN TAI MAN", "A" * 5000), "5000"),
        (AMY.replace(",7,", ",twelve,"), "class number"),
        (AMY.replace("P5,5A", "P9,"), "class level"),
        (AMY.replace("S001", ""), "registration number"),
        (AMY + AMY.replace("陳大文", "陳小文"), "also in"),
    ],
)
def test_a_fault_names_its_line_and_nothing_is_written(row: str, word: str) -> None:
    report = take(HEAD + BOB + row)
    refused = report.refused
    assert len(refused) == 1
    assert word in refused[0].reason
    assert refused[0].todo
    assert refused[0].line == 3 + row.count("\n") - 1
    assert not Student.objects.exists()


def test_identical_rows_of_two_files_are_merged() -> None:
    report = run(
        [("a.csv", (HEAD + AMY).encode()), ("b.csv", (HEAD + AMY).encode("big5hkscs"))],
        by=None,
        dry_run=False,
    )
    assert [row.what for row in report.rows] == ["merged", "added"]


def test_a_change_of_class_keeps_the_old_place() -> None:
    take(HEAD + AMY)
    report = take(HEAD + AMY.replace("5A,7", "5B,9"))
    assert [(row.what, row.reason) for row in report.rows] == [("changed", "class")]
    names = list(
        Enrolment.objects.order_by("starts_on").values_list("school_class__name", flat=True)
    )
    assert names == ["5A", "5B"]
    assert Enrolment.objects.in_force().get().school_class.name == "5B"


def test_a_student_marked_as_left() -> None:
    take(HEAD + AMY)
    take(HEAD + AMY.replace("Current", "Left"))
    assert Student.objects.get().status == Student.Status.LEFT


@pytest.fixture
def amy() -> Student:
    """On the roll by an import, with a mother who may agree to a plan."""
    take(HEAD + AMY)
    student = Student.objects.get()
    factories.parent_of(factories.person("mother", Role.PARENT), student)
    return student


def open_support(student: Student) -> tuple[int, int, int]:
    """Plans, cycles and tiers of the student that have not ended."""
    return (
        Plan.objects.about(student).exclude(state=Plan.State.CLOSED).count(),
        SupportCycle.objects.open().filter(student=student).count(),
        TierPlacement.objects.filter(student=student, ends_on__isnull=True).count(),
    )


@pytest.mark.parametrize("signed", [True, False])
def test_leaving_by_a_list_ends_plan_cycle_and_tier(
    amy: Student, senco: User, signed: bool
) -> None:
    plan = agreed_plan(amy, senco)
    factories.TierPlacementFactory(student=amy, decided_by=senco)
    assert open_support(amy) == (1, 1, 1)
    by, text = senco if signed else None, HEAD + AMY.replace("Current", "Left")
    tried = take(text, by=by, dry=True)
    assert open_support(amy) == (1, 1, 1)
    assert take(text, by=by).rows == tried.rows
    assert open_support(amy) == (0, 0, 0)
    plan.refresh_from_db()
    assert (plan.state, plan.closed_on) == (Plan.State.CLOSED, today())
    assert amy.history.first().history_user == by
    assert fates(take(text)) == [("same", "students", 2)]


def test_leaving_by_a_list_before_the_place_began_is_refused(amy: Student) -> None:
    amy.enrolments.update(starts_on=today() + dt.timedelta(days=1))
    report = take(HEAD + AMY.replace("Current", "Left"))
    assert (fates(report), report.written) == ([("refused", "students", 2)], False)
    assert "began after that day" in report.rows[0].reason
    amy.refresh_from_db()
    assert amy.status == Student.Status.CURRENT


STAFF = """EMAIL,ENNAME,CHNAME,ROLE,CLASS,SUBJECT
t5a@school.test,HO CHUN KIT,何俊傑,Class teacher,5A,Mathematics
s@school.test,LAM WING SZE,林詠詩,SENCO,,
"""


def test_staff_get_accounts_without_password_and_senco_is_only_proposed() -> None:
    take(HEAD + AMY)
    report = take(STAFF, name="staff.csv")
    teacher, senco = User.objects.order_by("-username")
    assert not teacher.has_usable_password()
    assert set(Student.objects.visible_to(teacher)) == {Student.objects.get()}
    assert not Student.objects.visible_to(senco).exists()
    assert RoleMembership.objects.get(user=senco).waits_for_confirmation
    assert [row.what for row in report.rows] == ["added", "added"]
    assert [row.what for row in take(STAFF, name="staff.csv").rows] == ["same", "same"]


PARENTS = """REGNO,RELATION,NAME,EMAIL,PHONE,LANGUAGE,REMARKS
S001,Mother,CHAN M,m@family.test,91234567,zh,
S001,Father,CHAN F,m@family.test,,en,no contact order
S002,Mother,NG M,,,zh,
"""


def test_parents_share_an_address_and_a_court_order_gives_no_rights() -> None:
    take(HEAD + AMY + BOB)
    report = take(PARENTS, name="parents.csv")
    assert [row.what for row in report.rows] == ["added", "question", "added"]
    links = {link.relation: link for link in ParentLink.objects.filter(student__regno="S001")}
    assert (links["mother"].may_read, links["father"].may_read) == (True, False)
    assert Student.objects.visible_to(links["mother"].parent, "published").count() == 1
    assert Student.objects.visible_to(links["father"].parent, "published").count() == 0
    assert access.check_access() == []
    again = take(PARENTS, name="parents.csv")
    assert {row.what for row in again.rows} == {"same"}


def test_attendance_and_marks_become_scores_once() -> None:
    take(HEAD + AMY)
    lists = {
        "attendance.csv": "REGNO,MONTH,SCHOOL_DAYS,PRESENT,LATE\nS001,2026-09,21,19,1\n",
        "marks.csv": "REGNO,SUBJECT,ASSESSMENT,DATE,MARK,FULL\n"
        "S001,Chinese,Term 1 Test,13/11/2025,77,100\nS001,English,Term 1 Test,13/11/2025,ABS,100\n",
    }
    for _twice in range(2):
        for name, text in lists.items():
            assert take(text, name=name).written
    assert Score.objects.count() == 3
    assert Measure.objects.get(code="lateness").direction == "lower"
    changed = take(lists["marks.csv"].replace("77", "78"), name="marks.csv")
    assert [row.what for row in changed.rows] == ["left", "changed"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("S001,2026-09,21,22,0", "More days"),
        ("S001,2026-13,21,20,0", "not a month"),
        ("S999,2026-09,21,20,0", "No student"),
        ("S001,2026-09,twenty,20,0", "number of days"),
    ],
)
def test_faults_of_attendance(text: str, word: str) -> None:
    take(HEAD + AMY)
    report = take(f"REGNO,MONTH,SCHOOL_DAYS,PRESENT,LATE\n{text}\n", name="attendance.csv")
    assert word in report.refused[0].reason


def old_register(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["XX Primary School SEN register"])
    sheet.append([])
    sheet.append(
        ["Class", "No.", "Name", "姓名", "SEN type(s)", "Tier 層級", "Report date", "Remarks"]
    )
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("types", "tier", "date", "expected"),
    [
        ("SpLD(讀寫) + AD/HD", "第二層", "2024-03", (["SpLD", "AD/HD"], 2, "month")),
        ("AD/HD、SpLD", 3, "May 2025", (["AD/HD", "SpLD"], 3, "month")),
        ("ASD/SpLD(讀寫)", "T1", "2024", (["ASD", "SpLD"], 1, "year")),
        ("自閉症", "Tier 2", "", (["ASD"], 2, "day")),
        ("言語障礙", "第三層支援", "05/03/2024", (["SLI"], 3, "day")),
    ],
)
def test_the_old_registers_notations(
    senco: User, types: str, tier: Any, date: str, expected: tuple[list[str], int, str]
) -> None:
    take(HEAD + AMY)
    content = old_register(("5A", 7, "CHAN TAI MAN", "陳大文", types, tier, date, "seat in front"))
    report = run([("register.xlsx", content)], by=senco, dry_run=False)
    assert report.written
    needs = list(Need.objects.order_by("-is_primary", "pk"))
    assert ([n.category for n in needs], TierPlacement.objects.get().tier) == expected[:2]
    assert needs[0].precision == expected[2]
    assert needs[0].history.first().history_user == senco


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (("5A", 9, "CHAN TAI MAN", "陳大文", "ASD", 2, "", ""), "question"),
        (("5A", 7, "WONG TAI MAN", "黃大文", "ASD", 2, "", ""), "question"),
        (("5A", 7, "WONG TAI MAN", "陳大文", "ASD", 2, "", ""), "added"),
        (("5A", "twelve", "CHAN TAI MAN", "陳大文", "ASD", 2, "", ""), "refused"),
        (("5A", 7, "<script>alert(1)</script>", "陳大文", "ASD", 2, "", ""), "refused"),
        (("5A", 7, "CHAN TAI MAN", "陳大文", "tired", 2, "", ""), "refused"),
        (("5A", 7, "CHAN TAI MAN", "陳大文", "ASD", 5, "", ""), "refused"),
    ],
)
def test_what_does_not_match_becomes_a_question(
    senco: User, row: tuple[Any, ...], what: str
) -> None:
    take(HEAD + AMY)
    report = run([("register.xlsx", old_register(row))], by=senco, dry_run=True)
    assert [r.what for r in report.rows] == [what]


def test_only_the_senco_imports_a_register(office: User) -> None:
    content = old_register(("5A", 7, "CHAN TAI MAN", "陳大文", "ASD", 2, "", ""))
    report = run([("register.xlsx", content)], by=office, dry_run=False)
    assert "Only the SENCO" in report.refused[0].reason


def test_formulas_and_bombs_and_wrong_kinds_are_refused_in_words() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("students.csv", b"0" * 200_000_000)
    for name, content, word in (
        ("x.zip", bomb.getvalue(), "unpacks"),
        ("x.pdf", b"%PDF-1.4 ...", "not a table"),
        ("x.csv", b"", "empty"),
        ("x.csv", b"A,B\n1,2\n", "headings"),
    ):
        report = run([(name, content)], by=None, dry_run=False)
        told = f"{report.refused[0].reason} {report.refused[0].todo}"
        assert word in told


def test_the_cost_grows_by_batches_not_rows() -> None:
    def cost(count: int) -> int:
        rows = "".join(
            f"N{count}{n},,CHAN {n} MAN,陳文,M,05/03/2016,P5,5A,,Cantonese,Current\n"
            for n in range(count)
        )
        with CaptureQueriesContext(connection) as queries:
            assert take(HEAD + rows).written
        return len(queries)

    few, many = cost(10), cost(400)
    assert many <= few + 15
    assert many <= 60


def test_the_command_says_by_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(HEAD + AMY)
    bad.write_text(HEAD + AMY.replace(",M,", ",X,"))
    call_command("import_school", good)
    assert Student.objects.count() == 1
    capsys.readouterr()
    with pytest.raises(SystemExit, match="1"):
        call_command("import_school", bad, json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["rows"][0]["line"] == 2
    with pytest.raises(SystemExit, match="2"):
        call_command("import_school", tmp_path / "nothing")


def test_through_the_pages_tried_then_done(
    office: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client, url = sign_in(office), reverse("overview:import-new")
    upload = SimpleUploadedFile("students.csv", (HEAD + AMY).encode())
    answer = client.post(url, form_data(client.get(url), file=upload))
    assert answer.status_code == 302
    assert not Student.objects.exists()
    run = answer["Location"]
    page = client.get(run)
    assert "Import now" in page.content.decode()
    typed = form_data(page)
    for _twice in range(2):
        assert client.post(run, typed).status_code == 302
    assert Student.objects.count() == 1
    assert ImportRun.objects.get().state == ImportRun.State.DONE


def test_the_report_is_read_in_the_readers_language(
    senco: User, office: User, sign_in: type_sign_in
) -> None:
    text = HEAD + AMY.replace("05/03/2016", "2015") + BOB
    with translation.override("zh-hant"):
        row = try_upload(name="students.csv", content=text.encode(), by=office)
    address = reverse("overview:import-detail", args=[row.pk])
    page = sign_in(senco).get(address).content.decode()
    assert "“2015” is not a date, day first." in page
    assert "Write it as dd/mm/yyyy" in page
    assert '<th scope="row">Students</th>' in page


def test_what_changed_is_told_by_the_names_on_the_page() -> None:
    assert fields_said("name_zh, class") == "Name in Chinese, class"
    with translation.override("zh-hant"):
        assert fields_said("name_zh, class") == "中文姓名、班別"


def test_a_sentence_keeps_its_facts_and_an_old_report_its_text() -> None:
    label = found("class number")
    words = found("“%(text)s” is not a %(label)s.") % {"text": "x", "label": label}
    assert words == said(kept(words)) == "“x” is not a class number."
    assert said("As it was written.") == "As it was written."


def test_onerosters_passwords_are_never_read() -> None:
    users = (
        "sourcedId,status,enabledUser,orgSourcedIds,role,username,givenName,familyName,identifier,"
        "email,sms,phone,agentSourcedIds,grades,password\n"
        "u1,active,TRUE,o,teacher,t,Ka Yan,Leung,t,t@school.test,,,,,Secret-1\n"
    )
    files = [("manifest.csv", b"propertyName,value\n"), ("users.csv", users.encode())]
    report = run(files, by=None, dry_run=False)
    assert report.written
    user = User.objects.get()
    assert (user.name_en, user.has_usable_password()) == ("Leung Ka Yan", False)
    assert SchoolClass.objects.count() == 0
    assert "Secret" not in json.dumps(report.as_json())
