"""What is already known when somebody assesses: read beside the form, so nothing is typed again."""

from dataclasses import dataclass
from typing import Any

from sencohub.accounts.models import User
from students.models import Concern, Evidence, Score, Student, TeacherInput
from tiers.models import Assessment, Review, SupportCycle, TargetOutcome
from tiers.rag import Rag, rate_record

NEWEST = 8
"""Observations and scores shown beside the form; the student's page has them all."""


@dataclass(frozen=True)
class Outcome:
    """What the last review confirmed of one target."""

    outcome: TargetOutcome
    rating: Rag


@dataclass(frozen=True)
class Gathered:
    """Everything on file that an assessment draws on, as far as this reader may see it."""

    concern: Concern | None
    inputs: list[TeacherInput]
    evidence: list[Evidence]
    scores: list[Score]
    review: Review | None
    outcomes: list[Outcome]

    @property
    def is_empty(self) -> bool:
        return not (self.concern or self.inputs or self.evidence or self.scores or self.review)


def gather(user: User, cycle: SupportCycle) -> Gathered:
    """What the cycle's concern, the teachers, observations, scores and the last review say."""
    student = cycle.student
    concerns = Concern.objects.visible_to(user).select_related("raised_by")
    review = _last_review(user, cycle)
    return Gathered(
        concern=concerns.filter(pk=cycle.from_concern_id or 0).first(),
        inputs=_inputs(user, cycle),
        evidence=list(Evidence.objects.visible_to(user).filter(student=student)[:NEWEST]),
        scores=_scores(user, student),
        review=review,
        outcomes=outcomes_of(review) if review else [],
    )


def _inputs(user: User, cycle: SupportCycle) -> list[TeacherInput]:
    """Answers given for this cycle's concern, and others given since the cycle before ended."""
    answered = TeacherInput.objects.visible_to(user).filter(answered_at__isnull=False)
    about = answered.filter(round__student=cycle.student).select_related("teacher")
    before = cycle.previous
    if before and before.opened_on:
        about = about.filter(answered_at__date__gte=before.opened_on)
    return list(about.order_by("subject", "pk"))


def _scores(user: User, student: Student | None) -> list[Score]:
    rows = Score.objects.visible_to(user).filter(student=student).select_related("measure")
    return list(rows.order_by("-taken_on", "-pk")[:NEWEST])


def _last_review(user: User, cycle: SupportCycle) -> Review | None:
    if cycle.previous_id is None:
        return None
    rows = Review.objects.visible_to(user).filter(plan__cycle=cycle.previous_id)
    return rows.select_related("held_by").first()


def outcomes_of(review: Review) -> list[Outcome]:
    """The outcomes of a review in its plan's order, each with its rating."""
    rows = review.outcomes.select_related("target").order_by("target__position", "target_id")
    return [Outcome(row, rate_record(row)) for row in rows]


def first_words(assessment: Assessment, known: Gathered) -> dict[str, Any]:
    """What to put into the empty boxes the first time they are opened: words already on file."""
    if assessment.done_on or assessment.cycle.previous_id:
        return {}
    concern, kinds = known.concern, Evidence.Kind
    said = {
        "seen": [concern.seen if concern else "", *_by_subject(known.inputs, "difficulties")],
        "strengths": _by_subject(known.inputs, "strengths"),
        "worked": [concern.tried if concern else "", *_by_subject(known.inputs, "helps")],
        "student_view": [_newest(known.evidence, kinds.STUDENT_VIEW)],
        "parent_view": [_newest(known.evidence, kinds.PARENT_VIEW)],
    }
    words = {name: "\n".join(filter(None, lines)) for name, lines in said.items()}
    return {name: text for name, text in words.items() if text and not getattr(assessment, name)}


def _by_subject(inputs: list[TeacherInput], part: str) -> list[str]:
    rows = ((one.subject, getattr(one, part)) for one in inputs)
    return [f"{subject}: {text}" if subject else text for subject, text in rows if text]


def _newest(evidence: list[Evidence], kind: str) -> str:
    found = (one.words for one in evidence if one.kind == kind and not one.restricted)
    return next(found, "")
