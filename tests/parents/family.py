"""A plan sent to Amina's mother, as the tests of the portal need it."""

from django.utils import timezone

from sencohub.accounts.models import User
from students.models import Student
from tests import factories
from tiers import snapshot
from tiers.models import Plan, PlanIssue, PlanShare


def sent_plan(student: Student, parent: User, senco: User) -> PlanShare:
    """A draft plan with one target and one adjustment, with the parent for comment."""
    cycle = factories.SupportCycleFactory(student=student, owner=senco)
    plan: Plan = factories.PlanFactory(cycle=cycle, state=Plan.State.WITH_PARENT)
    factories.TargetFactory(plan=plan)
    factories.AdjustmentFactory(plan=plan)
    data = snapshot.build(plan, student)
    issue = PlanIssue.objects.create(
        plan=plan,
        student=student,
        number=1,
        why=PlanIssue.Why.DRAFT,
        snapshot=data,
        snapshot_hash=snapshot.digest(data),
        issued_by=senco,
        published_at=timezone.now(),
    )
    return PlanShare.objects.create(issue=issue, parent=parent)
