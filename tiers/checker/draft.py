"""A plan as the checker sees it: stored, or typed into the editor and not yet saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sencohub.accounts.models import User
from sencohub.lib.roles import Role
from students.models import OnePageProfile, ParentLink, Student
from tiers import support as services
from tiers.models import Adjustment, Plan, Target, TierPlacement

STAFF_ROLES = [role for role in Role if role not in (Role.PARENT, Role.OFFICE)]


@dataclass(frozen=True)
class TargetLine:
    """A target with the key its fields carry in the editor."""

    record: Target
    key: str
    number: int

    def field(self, name: str) -> str:
        """The id of one of its controls."""
        return f"id_targets-{self.key}-{name}"


@dataclass(frozen=True)
class AdjustmentLine:
    """An adjustment; `helps` is the key of the target it serves, or nothing."""

    record: Adjustment
    key: str
    helps: str = ""

    def field(self, name: str) -> str:
        return f"id_adjustments-{self.key}-{name}"


@dataclass
class Draft:
    """A plan for one student with everything the rules ask about."""

    plan: Plan
    student: Student
    targets: list[TargetLine]
    adjustments: list[AdjustmentLine]
    tier: int | None = None
    languages: frozenset[str] = frozenset()
    """Languages of the parents who read what is published."""
    staff: frozenset[int] = frozenset()
    """Of the owners named, those who are on the staff today."""
    support: list[services.Support] = field(default_factory=list)
    has_unpublished_words: bool = False
    """The student's own profile exists, and parents may not read it yet."""

    def helps(self, target: TargetLine) -> bool:
        """An adjustment or a provision serves this target."""
        by_adjustment = any(line.helps == target.key for line in self.adjustments)
        return by_adjustment or any(
            place.target_id is not None and place.target_id == target.record.pk
            for place in self.support
        )


def draft_of(plan: Plan, student: Student) -> Draft:
    """The stored plan."""
    targets = plan.targets.drafted().filter(student=student).select_related("owner")
    adjustments = plan.adjustments.drafted().filter(student=student)
    return complete(
        plan,
        student,
        [TargetLine(row, str(row.pk), n) for n, row in enumerate(targets, start=1)],
        [AdjustmentLine(row, str(row.pk), str(row.target_id or "")) for row in adjustments],
    )


def complete(
    plan: Plan,
    student: Student,
    targets: list[TargetLine],
    adjustments: list[AdjustmentLine],
) -> Draft:
    """A draft of these rows with the facts about the student read."""
    placement = TierPlacement.objects.open().filter(student=student).first()
    links = ParentLink.objects.in_force().filter(student=student, may_read=True)
    owners = [plan.owner_id, *(line.record.owner_id for line in targets)]
    return Draft(
        plan=plan,
        student=student,
        targets=targets,
        adjustments=adjustments,
        tier=placement.tier if placement else None,
        languages=frozenset(links.values_list("language", flat=True)),
        staff=on_staff(owners),
        support=services.of(student),
        has_unpublished_words=OnePageProfile.objects.filter(
            student=student,
            voice=OnePageProfile.Voice.STUDENT,
            is_current=True,
            published_at__isnull=True,
        ).exists(),
    )


def on_staff(people: Iterable[int | None]) -> frozenset[int]:
    """Those of these people who hold a role with children today."""
    wanted = {pk for pk in people if pk}
    rows = User.objects.with_role(*STAFF_ROLES).filter(pk__in=wanted)
    return frozenset(rows.values_list("pk", flat=True))
