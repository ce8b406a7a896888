"""The basket of evidence that is on the table by itself: six kinds for one student."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from provision.models import Participation
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import Evidence, Need, OnePageProfile, Score, Student
from tiers.models import AdjustmentLog, Plan, PlanShare, Target, TierPlacement
from tiers.rag import Rag, rate_record

ANSWER = AdjustmentLog.Answer


@dataclass
class Basket:
    """What the room sees of one student. Sensitive items are not in it at all."""

    student: Student
    tier: int | None = None
    placement_id: int | None = None
    needs: list[Need] = field(default_factory=list)
    marks: list[dict[str, Any]] = field(default_factory=list)
    profile: OnePageProfile | None = None
    targets: list[tuple[Target, Rag]] = field(default_factory=list)
    parents: list[Evidence] = field(default_factory=list)
    answers: list[PlanShare] = field(default_factory=list)
    logs: dict[str, int] = field(default_factory=dict)
    notes: list[AdjustmentLog] = field(default_factory=list)
    places: list[tuple[Participation, Rag]] = field(default_factory=list)

    @property
    def filled(self) -> int:
        """How many of the six kinds hold something."""
        kinds = (
            self.marks,
            self.profile,
            self.targets,
            self.parents or self.answers,
            self.logs.get("all"),
            self.places,
        )
        return sum(bool(kind) for kind in kinds)


def fill(user: User, student: Student) -> Basket:
    """The basket as this reader may see it, each kind through its own gate."""
    placement = TierPlacement.objects.visible_to(user).open().filter(student=student).first()
    return Basket(
        student=student,
        tier=placement.tier if placement else None,
        placement_id=placement.pk if placement else None,
        needs=list(Need.objects.visible_to(user).current().filter(student=student)),
        marks=_marks(user, student),
        profile=_profile(user, student),
        targets=_targets(user, student),
        parents=_parents(user, student),
        answers=_answers(user, student),
        logs=_logs(user, student),
        notes=_notes(user, student),
        places=_places(user, student),
    )


def _marks(user: User, student: Student) -> list[dict[str, Any]]:
    """The last two values of each hard measure: before, and now."""
    rows = (
        Score.objects.visible_to(user)
        .filter(student=student, measure__kind="hard")
        .select_related("measure")
        .order_by("-taken_on")[:40]
    )
    found: dict[Any, list[Score]] = defaultdict(list)
    for row in rows:
        if len(found[row.measure]) < 2:
            found[row.measure].append(row)
    return [
        {"measure": measure, "now": values[0], "before": values[1] if len(values) > 1 else None}
        for measure, values in found.items()
    ]


def _profile(user: User, student: Student) -> OnePageProfile | None:
    rows = OnePageProfile.objects.visible_to(user).latest().filter(student=student)
    return rows.filter(voice=OnePageProfile.Voice.STUDENT).first()


def _targets(user: User, student: Student) -> list[tuple[Target, Rag]]:
    rows = (
        Target.objects.visible_to(user)
        .current()
        .filter(student=student)
        .exclude(plan__state__in=[Plan.State.CLOSED, Plan.State.DRAFT])
    )
    return [(row, rate_record(row)) for row in rows]


def _parents(user: User, student: Student) -> list[Evidence]:
    rows = Evidence.objects.visible_to(user).filter(student=student, restricted=False)
    return list(rows.filter(kind=Evidence.Kind.PARENT_VIEW).order_by("-happened_on")[:2])


def _answers(user: User, student: Student) -> list[PlanShare]:
    rows = PlanShare.objects.visible_to(user).filter(issue__student=student)
    return list(rows.exclude(comment="").select_related("parent").order_by("-sent_at")[:2])


def _logs(user: User, student: Student) -> dict[str, int]:
    rows = AdjustmentLog.objects.visible_to(user).filter(student=student, undone_at__isnull=True)
    return rows.filter(taught_on__lte=today()).aggregate(
        all=Count("pk"),
        worked=Count("pk", filter=Q(answer=ANSWER.WORKED)),
        judged=Count("pk", filter=Q(answer__in=[ANSWER.WORKED, ANSWER.DID_NOT_WORK])),
        teachers=Count("teacher", distinct=True),
    )


def _notes(user: User, student: Student) -> list[AdjustmentLog]:
    rows = AdjustmentLog.objects.visible_to(user).filter(student=student).exclude(note="")
    return list(rows.select_related("teacher").order_by("-happened_at")[:2])


def _places(user: User, student: Student) -> list[tuple[Participation, Rag]]:
    rows = (
        Participation.objects.visible_to(user)
        .in_force()
        .filter(student=student)
        .select_related("provision")
    )
    return [(row, rate_record(row)) for row in rows]
