"""Small steps on a phone: how far along is the student today?"""

from dataclasses import dataclass, field
from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import CLASSROOM, policy
from students import access_log
from students.models import Student
from tiers.actions.steps import mark_step
from tiers.forms.steps import MarkForm
from tiers.lessons import current_steps
from tiers.models import SmallStep, StepMark


@dataclass
class Ladder:
    """A target's area and its steps, each with the latest mark."""

    area: str
    steps: list[tuple[SmallStep, str]] = field(default_factory=list)


@policy(CLASSROOM, methods=("GET", "POST"))
def step_mark(request: PersonRequest, pk: int) -> HttpResponse:
    """The student's ladders; one press marks a step, the same page twice marks it once."""
    students = Student.objects.visible_to(request.user, "adjustments")
    student = get_object_or_404(students, pk=pk)
    steps = _steps(request, student)
    form = MarkForm(request.POST or None)
    if request.method == "GET":
        access_log.opened(request, student, student=student)
        return _page(request, student, steps)
    if not form.is_valid():
        messages.error(request, _("This mark could not be read. Choose it again."))
        return _page(request, student, steps, status=422)
    step, mark = form.cleaned_data["mark"]
    chosen = get_object_or_404(steps, pk=step)
    mark_step(step=chosen, mark=mark, client_id=form.client_mark(), by=request.user)
    said = {"what": chosen.label, "answer": StepMark.Mark(mark).label}
    messages.success(request, _("%(what)s: %(answer)s") % said)
    return HttpResponseRedirect(request.path)


def _steps(request: PersonRequest, student: Student) -> QuerySet[SmallStep]:
    mine = current_steps(request.user).filter(student=student).select_related("target")
    return mine.order_by("target__position", "target", "position")


def _page(
    request: PersonRequest, student: Student, steps: QuerySet[SmallStep], status: int = 200
) -> HttpResponse:
    rows = list(steps)
    marks = StepMark.objects.visible_to(request.user).filter(step__in=rows)
    latest = dict(marks.order_by("happened_at", "pk").values_list("step_id", "mark"))
    ladders: dict[int, Ladder] = {}
    for step in rows:
        ladder = ladders.setdefault(step.target_id, Ladder(step.target.area))
        ladder.steps.append((step, latest.get(step.pk, "")))
    context = {
        "student": student,
        "ladders": ladders.values(),
        "marks": StepMark.Mark,
        "page_id": uuid4(),
    }
    return render(request, "tiers/step_mark.html", context, status=status)
