"""What the tests of plans share: a plan that is ready for parents, and what a browser sends."""

from typing import Any

from sencohub.accounts.models import User
from students.models import Student
from tests import factories
from tiers.models import Assessment, Plan, PlanIssue, SupportCycle


def ready_plan(student: Student, owner: User, **fields: Any) -> Plan:
    """A draft the checker has nothing against: one target, one must-do that serves it."""
    stage = fields.pop("stage", SupportCycle.Stage.PLAN)
    cycle = factories.SupportCycleFactory(student=student, owner=owner, stage=stage)
    Assessment.objects.create(
        cycle=cycle,
        student=student,
        seen="Reads slowly.",
        strengths="Remembers stories.",
        student_view="I want to read to my sister.",
        parent_view="We want her to like books.",
    )
    fields.setdefault("student_view", "I like the cards.")
    fields.setdefault("parent_view", "We want her to enjoy books.")
    plan = factories.PlanFactory(cycle=cycle, owner=owner, **fields)
    target = factories.TargetFactory(plan=plan, owner=owner)
    factories.AdjustmentFactory(plan=plan, target=target, in_force_from=None)
    return plan


def sent_plan(student: Student, owner: User, **fields: Any) -> Plan:
    """The same, sent to the parents."""
    from tiers.actions.issues import digest_of, send_plan
    from tiers.snapshot import build

    plan = ready_plan(student, owner, **fields)
    send_plan(plan=plan, seen=digest_of([build(plan, student)]), by=owner)
    return Plan.objects.get(pk=plan.pk)


def agreed_plan(student: Student, owner: User, **fields: Any) -> Plan:
    """The same, agreed by the first parent who decides, or without an answer."""
    from tiers.actions.issues import answer_share
    from tiers.models import PlanShare

    plan = sent_plan(student, owner, **fields)
    share = PlanShare.objects.filter(issue__plan=plan).order_by("pk")[0]
    answer_share(share=share, answer=PlanShare.Answer.AGREE, by=share.parent)
    return Plan.objects.get(pk=plan.pk)


def latest(plan: Plan) -> PlanIssue:
    return PlanIssue.objects.filter(plan=plan).order_by("-number")[0]


def editor_data(response: Any, **typed: Any) -> dict[str, Any]:
    """What a browser would send for the editor's page: every control, and these changes.

    Names in `typed` use two underscores for the hyphens of a row: `targets__5__area="…"`.
    """
    form = response.context["form"]
    data: dict[str, Any] = {}
    rows = [row for rows in form.sets.values() for row in rows]
    for one in [form, *rows]:
        for field in one:
            value = field.value()
            if value not in (None, ""):
                shown = one.as_typed(field.name, value) if field.name in one.own_names() else value
                data[field.html_name] = shown
    data.update(form.fresh())
    data.update({name.replace("__", "-"): value for name, value in typed.items()})
    return {name: "" if value is None else value for name, value in data.items()}
