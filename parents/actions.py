"""What a family does on its page, and what staff record of a talk with it."""

import datetime as dt

from django.db import transaction

from parents.models import ContactRecord
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import Role
from sencohub.lib.words import language_of
from sencohub.notices.actions import tell
from sencohub.school.calendar import school_day_on_or_before
from students.actions.concerns import raise_concern
from students.actions.profiles import write_profile
from students.models import Concern, OnePageProfile, Student
from tiers.actions.issues import answer_share, comment_share, read_share
from tiers.models import PlanShare

ANSWER_WITHIN = dt.timedelta(days=14)
"""Calendar days in which the school answers what a parent tells it."""


@transaction.atomic
def reply_to_plan(
    *,
    share: PlanShare,
    comment: str,
    target_comments: dict[int, str],
    answer: str,
    by: User,
) -> PlanShare:
    """The parent read the plan, perhaps said something, perhaps answered. Reading is not agreeing.

    Raises `IllegalMove` for a plan that changed meanwhile, and for a parent who does not decide.
    """
    read_share(share=share, by=by)
    if (comment, _numbered(target_comments)) != (share.comment, share.target_comments):
        comment_share(share=share, comment=comment, target_comments=target_comments, by=by)
    if answer and answer != share.answer:
        answer_share(share=share, answer=answer, by=by)
    return share


def _numbered(comments: dict[int, str]) -> dict[str, str]:
    return {str(number): text for number, text in comments.items()}


@transaction.atomic
def tell_the_school(*, student: Student, words: str, by: User) -> Concern:
    """A dated concern to the SENCO, with the day by which the school answers."""
    return raise_concern(
        student=student,
        by=by,
        seen=words,
        parents_know=Concern.ParentsKnow.THEY_RAISED,
        is_complaint=True,
        answer_due=school_day_on_or_before(today() + ANSWER_WITHIN),
    )


@transaction.atomic
def speak_for_child(
    *, student: Student, words: dict[str, str], by: User, version: int | None
) -> OnePageProfile:
    """Put a parent's words in the place of the parents' part of the one page profile.

    What stood before is kept. Raises Stale when the other parent, or the school, wrote meanwhile.
    """
    written = write_profile(
        student=student,
        voice=OnePageProfile.Voice.PARENT,
        words=words,
        language=language_of(*words.values()),
        said_on=today(),
        by=by,
        version=version,
        for_parents=True,
    )
    tell(
        event=f"parent-words:{written.pk}",
        kind="parent-words",
        to=User.objects.with_role(Role.SENCO),
        path=student.get_absolute_url(),
        student_id=student.pk,
    )
    return written


@transaction.atomic
def record_contact(*, contact: ContactRecord, by: User) -> ContactRecord:
    contact.recorded_by = by
    contact.save()
    return contact
