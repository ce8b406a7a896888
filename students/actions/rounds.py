"""Input rounds: the same short questions to everybody who teaches a student."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove
from sencohub.lib.roles import Role
from sencohub.lib.words import language_of
from sencohub.notices.actions import tell
from students import waiting
from students.actions import signed
from students.models import (
    Concern,
    Enrolment,
    InputRound,
    Student,
    TeacherInput,
    TeachingAssignment,
)


def assignments_about(student: Student, on: dt.date | None = None) -> list[TeachingAssignment]:
    """Who teaches or assists the student's class on that day, the class teacher first."""
    classes = Enrolment.objects.in_force(on).filter(student=student).values("school_class")
    rows = TeachingAssignment.objects.in_force(on).filter(
        school_class__in=classes, staff__is_active=True
    )
    order = [kind.value for kind in TeachingAssignment.Kind]
    found = rows.select_related("staff").order_by("staff__name_en", "subject")
    return sorted(found, key=lambda row: order.index(row.kind))


@transaction.atomic
def open_round(
    *,
    student: Student,
    people: Iterable[User],
    due_on: dt.date,
    by: User,
    question: str = "",
    concern: Concern | None = None,
) -> InputRound:
    """Ask these people about the student. A concern it comes from moves to asking teachers.

    Raises IllegalMove when the concern is closed or has an open round already.
    """
    if concern is not None:
        _concern_asks(concern, by)
    opened = InputRound(
        student=student, concern=concern, opened_by=by, due_on=due_on, question=question
    )
    signed(opened, by)
    opened.save()
    subjects = _subjects(student)
    for person in {p.pk: p for p in people}.values():
        _ask(opened, person, subjects.get(person.pk, ""), by)
    return opened


def _concern_asks(concern: Concern, by: User) -> None:
    current = Concern.locked(concern.pk)
    if current.input_rounds.filter(state=InputRound.State.OPEN).exists():
        raise IllegalMove(_("The teachers have already been asked about this concern."))
    if current.state == Concern.State.ASKING:
        return
    Concern.MOVES.check(current.state, Concern.State.ASKING)
    current.claim(None)
    current.state, current.triaged_by, current.triaged_on = Concern.State.ASKING, by, today()
    signed(current, by)
    current.save()
    waiting.forget()


def _subjects(student: Student) -> dict[int, str]:
    """What each person teaches the student, as one line."""
    found: dict[int, list[str]] = {}
    for row in assignments_about(student):
        found.setdefault(row.staff_id, [])
        if row.subject and row.subject not in found[row.staff_id]:
            found[row.staff_id].append(row.subject)
    return {pk: ", ".join(names)[:40] for pk, names in found.items()}


def _ask(opened: InputRound, person: User, subject: str, by: User) -> None:
    request = TeacherInput(round=opened, teacher=person, subject=subject)
    signed(request, by)
    request.save()
    tell(
        event=f"input-asked:{request.pk}",
        kind="input-asked",
        to=[person],
        path=request.get_absolute_url(),
        student_id=opened.student_id,
        due_on=opened.due_on,
    )


@transaction.atomic
def answer(
    request: TeacherInput,
    *,
    by: User,
    ticks: Sequence[str],
    strengths: str,
    difficulties: str,
    helps: str,
    version: int | None = None,
) -> TeacherInput:
    """Keep a teacher's answer; the last one closes the round.

    Raises IllegalMove when the round has closed, Stale when the answer was changed elsewhere.
    """
    current_round = InputRound.locked(request.round_id)
    if current_round.state != InputRound.State.OPEN:
        raise IllegalMove(_("This round has closed. Speak to the SENCO if your answer matters."))
    current = TeacherInput.locked(request.pk)
    current.claim(version)
    current.ticks = list(ticks)
    current.strengths, current.difficulties, current.helps = strengths, difficulties, helps
    current.language = language_of(strengths, difficulties, helps)
    current.answered_at = current.answered_at or timezone.now()
    signed(current, by)
    current.save()
    if not current_round.inputs.filter(answered_at__isnull=True).exists():
        _close(current_round, by)
    return current


@transaction.atomic
def close_round(opened: InputRound, *, by: User | None) -> InputRound:
    """Close a round before everybody has answered. Raises IllegalMove when it is closed."""
    current = InputRound.locked(opened.pk)
    _close(current, by)
    return current


def _close(current: InputRound, by: User | None) -> None:
    InputRound.MOVES.check(current.state, InputRound.State.CLOSED)
    current.claim(None)
    current.state, current.closed_on = InputRound.State.CLOSED, today()
    if by is not None:
        signed(current, by)
    current.save()
    missing = current.inputs.filter(answered_at__isnull=True).exists()
    people = {p.pk: p for p in [current.opened_by, *User.objects.with_role(Role.SENCO)]}
    tell(
        event=f"round-closed:{current.pk}",
        kind="round-closed" if missing else "round-complete",
        to=[person for pk, person in people.items() if person.is_active],
        path=current.get_absolute_url(),
        student_id=current.student_id,
    )


def close_rounds(on: dt.date | None = None) -> int:
    """Close every round whose last day has gone; how many. A second run finds none."""
    closed = 0
    for pk in InputRound.objects.past_due(on).values_list("pk", flat=True):
        closed += _close_if_open(pk)
    return closed


@transaction.atomic
def _close_if_open(pk: int) -> int:
    current = InputRound.locked(pk)
    if current.state != InputRound.State.OPEN:
        return 0
    _close(current, None)
    return 1
