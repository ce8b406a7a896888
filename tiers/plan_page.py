"""What a plan's page tells, read once: the words in force, and what each person said to them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.prepared import prepared
from students.models import ParentLink, Student
from tiers import checker, snapshot, support
from tiers.models import Acknowledgement, Plan, PlanComment, PlanIssue, PlanShare


@dataclass(frozen=True)
class Remark:
    """What one person said, and when."""

    who: User
    words: str
    when: dt.datetime | None
    is_parent: bool


@dataclass
class TargetPart:
    """A target as read, with what was said about it."""

    target: snapshot.TargetReading
    remarks: list[Remark] = field(default_factory=list)


@dataclass
class PlanPage:
    """Everything the page shows of one plan for one student."""

    plan: Plan
    student: Student
    issues: list[PlanIssue]
    sent: dict[int, list[PlanShare]]
    shown: PlanIssue | None
    reading: snapshot.Reading
    targets: list[TargetPart]
    remarks: list[Remark]

    @property
    def in_force(self) -> PlanIssue | None:
        return next((one for one in self.issues if one.why == PlanIssue.Why.AGREED), None)

    @property
    def latest(self) -> PlanIssue | None:
        return next(iter(self.issues), None)

    @property
    def shares(self) -> list[PlanShare]:
        """To whom the latest issue went, and what came back."""
        return self.sent[self.latest.pk] if self.latest else []

    @property
    def is_changing(self) -> bool:
        """A change is being drafted while the last agreed issue holds."""
        return self.in_force is not None and self.plan.state in {
            Plan.State.DRAFT,
            Plan.State.WITH_PARENT,
        }


def page_of(plan: Plan, student: Student, *, draft: str = "") -> PlanPage:
    """The plan's page: the issue in force, else what was sent, else the draft.

    `draft` not empty asks for the draft of a change instead of what is in force.
    """
    issues = _issues.for_anybody(plan.pk, student.pk)
    sent = defaultdict(list)
    for share in _shares.for_anybody(plan.pk, student.pk) if issues else ():
        sent[share.issue_id].append(share)
    shown = None if draft else _shown(plan, issues)
    words = shown.snapshot if shown else snapshot.build(plan, student)
    reading = snapshot.read(words, get_language() or "en")
    about, general = _remarks(plan, issues, sent)
    parts = [TargetPart(row, about[row.id or 0]) for row in reading.targets]
    return PlanPage(plan, student, issues, sent, shown, reading, parts, general)


@prepared
def _issues(plan: Any, student: Any) -> QuerySet[PlanIssue]:
    return PlanIssue.objects.filter(plan=plan, student=student).select_related("issued_by")


@prepared
def _shares(plan: Any, student: Any) -> QuerySet[PlanShare]:
    rows = PlanShare.objects.filter(issue__plan=plan, issue__student=student)
    return rows.select_related("parent").order_by("parent__name_en")


@prepared
def _comments(plan: Any) -> QuerySet[PlanComment]:
    return PlanComment.objects.filter(plan=plan).select_related("author")


@prepared
def _acknowledged(plan: Any, issue: Any) -> QuerySet[Acknowledgement]:
    rows = Acknowledgement.objects.filter(plan=plan, issue_number=issue)
    return rows.select_related("staff")


def _shown(plan: Plan, issues: list[PlanIssue]) -> PlanIssue | None:
    agreed = next((one for one in issues if one.why == PlanIssue.Why.AGREED), None)
    if agreed is not None:
        return agreed
    return issues[0] if issues and plan.state == Plan.State.WITH_PARENT else None


def _remarks(
    plan: Plan, issues: list[PlanIssue], sent: dict[int, list[PlanShare]]
) -> tuple[dict[int, list[Remark]], list[Remark]]:
    """By target, and about the whole plan: the parents' on the latest issue, and the staff's."""
    about: dict[int, list[Remark]] = defaultdict(list)
    general: list[Remark] = []
    for share in _commented(issues, sent):
        when = share.answered_at or share.read_at or share.opened_at
        if share.comment:
            general.append(Remark(share.parent, share.comment, when, True))
        for pk, words in share.target_comments.items():
            about[int(pk)].append(Remark(share.parent, words, when, True))
    for row in _comments.for_anybody(plan.pk):
        place = about[row.target_id] if row.target_id else general
        place.append(Remark(row.author, row.words, row.created_at, False))
    return about, general


def _commented(issues: list[PlanIssue], sent: dict[int, list[PlanShare]]) -> Iterable[PlanShare]:
    """Each parent's newest words: comments to the draft stand beside the same words once agreed."""
    seen: set[int] = set()
    for issue in issues:
        for share in sent[issue.pk]:
            if share.parent_id not in seen and (share.comment or share.target_comments):
                seen.add(share.parent_id)
                yield share


@dataclass(frozen=True)
class Reader:
    """A teacher and whether they have read the issue in force."""

    person: User
    read_on: dt.date | None


def readers_of(page: PlanPage, teachers: Iterable[User]) -> list[Reader]:
    """The student's teachers, and others who said so, with the day they read what is in force."""
    if page.in_force is None:
        return []
    rows = _acknowledged.for_anybody(page.plan.pk, page.in_force.number)
    read = {row.staff: row.read_on for row in rows}
    people = {person.pk: person for person in [*teachers, *read]}
    found = [Reader(person, read.get(person)) for person in people.values()]
    return sorted(found, key=lambda one: (one.read_on is None, one.person.display_name))


# --- beside the editor --------------------------------------------------------------------------


@dataclass
class Side:
    """What stands beside the editor: findings, both previews, people, time."""

    findings: list[checker.Finding]
    previews: list[tuple[str, str, snapshot.Reading]]
    smart: dict[str, list[tuple[Any, bool]]]
    support: list[support.Support]
    must: int

    @property
    def stops(self) -> list[checker.Finding]:
        return checker.stops(self.findings)

    @property
    def advice(self) -> list[checker.Finding]:
        return [one for one in self.findings if one.severity == checker.Severity.ADVISE]

    @property
    def minutes_out(self) -> int:
        """Minutes a week outside the class."""
        return sum(one.minutes_a_week for one in self.support if one.out_of_class)

    @property
    def minutes_in(self) -> int:
        return sum(one.minutes_a_week for one in self.support if not one.out_of_class)


@dataclass(frozen=True)
class Person:
    """Somebody in this plan: their part, and where it stands with them."""

    person: User
    part: str
    state: str = ""


def people_of(draft: checker.Draft) -> list[Person]:
    """Who looks after the plan and its targets, and the parents who will get it."""
    people = {draft.plan.owner_id: Person(draft.plan.owner, _("Looks after the plan"))}
    for line in draft.targets:
        owner = line.record.owner
        if owner is not None and owner.pk not in people:
            words = _("Looks after target %(number)s") % {"number": line.number}
            people[owner.pk] = Person(owner, words)
    links = ParentLink.objects.in_force().filter(student=draft.student, may_read=True)
    parents = [
        Person(link.parent, str(link.get_relation_display()), _("After you send"))
        for link in links.select_related("parent")
    ]
    return [*people.values(), *parents]


def side_of(draft: checker.Draft) -> Side:
    """The side of the editor for a plan, stored or as typed."""
    found = checker.check(draft)
    words = snapshot.compose(
        draft.plan,
        draft.student,
        [line.record for line in draft.targets],
        [line.record for line in draft.adjustments],
    )
    chinese = snapshot.read(words, User.Language.CHINESE)
    english = snapshot.read(words, User.Language.ENGLISH)
    return Side(
        findings=found,
        previews=[("zh", "zh-hant", chinese), ("en", "en", english)],
        smart={line.key: checker.smart(found, line.key) for line in draft.targets},
        support=draft.support,
        must=sum(row.record.force == "must" for row in draft.adjustments),
    )
