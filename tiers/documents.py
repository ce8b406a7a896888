"""Documents of plans: one plan on paper in both languages, and all plans of a class."""

import io
import zipfile
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sencohub.accounts.models import User
from sencohub.documents.jobs import Job
from sencohub.documents.kinds import Built, Kind
from sencohub.lib.pdf import render_pdf, render_pdfs
from sencohub.lib.policies import PLAN_READERS
from students.models import Enrolment, SchoolClass, Student
from tiers import snapshot
from tiers.models import Plan, PlanIssue

TEMPLATE = "documents/plan.html"
State, Why = Plan.State, PlanIssue.Why
type_parameters = dict[str, Any]


# --- one plan -----------------------------------------------------------------------------------


def may_have_plan(user: User, parameters: type_parameters) -> bool:
    """Staff who read the student's plans; a parent an issue that was sent to them."""
    if "issue" in parameters:
        return _issue_for(user, parameters) is not None
    return PLAN_READERS.admits(user) and _plans(user, parameters).exists()


def students_of_plan(user: User, parameters: type_parameters) -> list[int]:
    if "issue" in parameters:
        issue = _issue_for(user, parameters)
        return [issue.student_id] if issue else []
    rows = Student.objects.visible_to(user).filter(plan_students__plan__in=_plans(user, parameters))
    return list(rows.values_list("pk", flat=True))


def _plans(user: User, parameters: type_parameters) -> Any:
    return Plan.objects.visible_to(user).filter(pk=parameters.get("plan", 0))


def _issue_for(user: User, parameters: type_parameters) -> PlanIssue | None:
    # all-rows: read through one of two doors, the staff's or the parent's
    rows = PlanIssue.objects.filter(pk=parameters["issue"]).select_related("plan", "student")
    as_staff = rows.visible_to(user).first() if PLAN_READERS.admits(user) else None
    return as_staff or rows.for_parent(user).first()


def build_plan(job: Job) -> Built:
    """The stored document of an issue, made the first time; or the draft, marked as one."""
    if "issue" in job.parameters:
        issue = _issue_for(job.user, job.parameters)
        if issue is None:
            raise PermissionError("the issue is no longer visible")
        return Built(document_of(issue), file_name(issue.student, f"plan-{issue.number}"))
    plan = _plans(job.user, job.parameters).select_related("cycle", "owner").get()
    student = Student.objects.visible_to(job.user).filter(plan_students__plan=plan).first()
    assert student is not None  # noqa: S101 - the plan is visible through its student
    context = context_of(snapshot.build(plan, student))
    content = render_pdf(TEMPLATE, context, title=title_of(context))
    return Built(content, file_name(student, "plan-draft"))


def document_of(issue: PlanIssue) -> bytes:
    """The bytes of an issue's document: rendered once, then only read."""
    with transaction.atomic():
        row = PlanIssue.objects.select_for_update().get(pk=issue.pk)
        if not row.pdf:
            row.keep_pdf(_render(row))
    with row.pdf.open("rb") as stored:
        return bytes(stored.read())


def _render(issue: PlanIssue) -> bytes:
    context = context_of(issue.snapshot, issue=issue)
    return render_pdf(TEMPLATE, context, title=title_of(context))


def context_of(data: dict[str, Any], *, issue: PlanIssue | None = None) -> dict[str, Any]:
    """What the document's template reads; without an issue it is a draft and says so."""
    school = data["school"]
    return {
        "data": data,
        "title": {code: _title(data, code) for code in ("en", "zh")},
        "reading": snapshot.read(data, "en"),
        "issue": issue,
        "school": {**school, "name_en": school["en"], "name_zh": school["zh"]},
    }


def _title(data: dict[str, Any], code: str) -> str:
    """`Amina’s plan`, in Chinese with the Chinese name."""
    student = data["student"]
    name = (student["zh"] if code == "zh" else "") or student["called"] or student["en"]
    with translation.override({"en": "en", "zh": "zh-hant"}[code]):
        return _("%(name)s’s plan") % {"name": name}


def title_of(context: dict[str, Any]) -> str:
    """What a reader shows instead of a file name."""
    return str(context["title"]["en"])


def file_name(student: Student, what: str) -> str:
    """For the person who downloads it: the class number's name, never kept in a log."""
    return f"{slugify(student.name_en) or student.pk}-{what}.pdf"


# --- a class ------------------------------------------------------------------------------------


def may_have_class(user: User, parameters: type_parameters) -> bool:
    classes = SchoolClass.objects.visible_to(user).filter(pk=parameters.get("class", 0))
    return PLAN_READERS.admits(user) and classes.exists()


def issues_of_class(user: User, school_class: SchoolClass) -> list[PlanIssue]:
    """For each open plan of the class's students whom this person sees, the issue that holds.

    That is the agreed one, or the newest sent while none is agreed; in the order of names.
    """
    here = Enrolment.objects.in_force().filter(school_class=school_class)
    rows = (
        PlanIssue.objects.visible_to(user)
        .filter(student__in=here.values("student_id"))
        .exclude(plan__state=State.CLOSED)
    )
    holds: dict[tuple[int, int], PlanIssue] = {}
    for issue in rows.select_related("student").defer("snapshot").order_by("number"):
        key = (issue.plan_id, issue.student_id)
        standing = holds.get(key)
        if standing is None or issue.why == Why.AGREED or standing.why == Why.DRAFT:
            holds[key] = issue
    return sorted(holds.values(), key=lambda one: (one.student.name_en, one.pk))


def students_of_class(user: User, parameters: type_parameters) -> list[int]:
    rows = PlanIssue.objects.visible_to(user).filter(pk__in=parameters.get("issues", []))
    return list(rows.values_list("student_id", flat=True).distinct())


def build_class(job: Job) -> Built:
    """What was asked for, as one PDF or a ZIP; what is no longer visible is left out and named."""
    wanted = job.parameters.get("issues", [])
    job.total(len(wanted))
    seen = PlanIssue.objects.visible_to(job.user).in_bulk(wanted)
    # all-rows: the reader asked for these; what went out of sight since is only named
    for issue in PlanIssue.objects.filter(pk__in=[pk for pk in wanted if pk not in seen]):
        job.skip(issue.student.name)
    issues = [seen[pk] for pk in wanted if pk in seen]
    if job.parameters.get("packed") == "zip":
        return Built(_zip(issues, job), "plans.zip", "application/zip")
    if not issues:
        raise PermissionError("no plan is left that this person may see")
    contexts = (context_of(issue.snapshot, issue=issue) for issue in issues)
    content = render_pdfs(TEMPLATE, contexts, title=_("Plans"), after_each=job.step)
    return Built(content, "plans.pdf")


def _zip(issues: list[PlanIssue], job: Job) -> bytes:
    """Each issue's stored document, under a name that no other has."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, issue in enumerate(issues, start=1):
            name = file_name(issue.student, f"plan-{issue.number}")
            archive.writestr(f"{number:02d}-{name}", document_of(issue))
            job.step()
    return packed.getvalue()


KINDS = (
    Kind(
        code="plan",
        title=gettext_lazy("Plan"),
        may_ask=may_have_plan,
        build=build_plan,
        student_ids=students_of_plan,
    ),
    Kind(
        code="class-plans",
        title=gettext_lazy("Plans of a class"),
        may_ask=may_have_class,
        build=build_class,
        student_ids=students_of_class,
    ),
)
