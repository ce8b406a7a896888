"""What a parent is asked to consent to, in plain words, and how their own answer stands.

Consent is needed before assessment, SEMIS, transfer and the exam board, and the school says why
it asks and what follows from a no (EDB Operation Guide on the Whole School Approach, January 2026).
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from students.models import Consent, Student

Scope = Consent.Scope
WHY: dict[str, Any] = {
    Scope.ASSESSMENT: _(
        "A specialist, for example the educational psychologist, sees your child and reads what "
        "the school has on file, to find out what helps."
    ),
    Scope.SEMIS: _(
        "The school enters your child’s needs and tier in the Education Bureau’s own system, from "
        "which support and grants for the school are worked out."
    ),
    Scope.TRANSFER: _(
        "When your child changes school, the new school receives reports and plans, so that "
        "support goes on from the first day."
    ),
    Scope.EXAM_BOARD: _(
        "The school sends reports to the Hong Kong Examinations and Assessment Authority to apply "
        "for special arrangements, such as extra time."
    ),
}
IF_NOT: dict[str, Any] = {
    Scope.ASSESSMENT: _("If you say no, nobody assesses your child; support in class goes on."),
    Scope.SEMIS: _("If you say no, nothing is entered; the support your child has now goes on."),
    Scope.TRANSFER: _("If you say no, nothing is passed on; the new school begins without it."),
    Scope.EXAM_BOARD: _("If you say no, the school cannot apply for these arrangements."),
}


@dataclass
class ConsentRow:
    """One named use, and every answer this parent gave to it, the newest first."""

    scope: str
    answers: list[Consent] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(Scope(self.scope).label)

    @property
    def why(self) -> Any:
        return WHY[self.scope]

    @property
    def if_not(self) -> Any:
        return IF_NOT[self.scope]

    @property
    def holds(self) -> bool:
        return any(row.holds for row in self.answers)

    @property
    def is_refused(self) -> bool:
        return bool(self.answers) and self.answers[0].answer == Consent.Answer.REFUSED


def rows_of(user: User, student: Student) -> list[ConsentRow]:
    """All named uses in order, each with the reader's own answers about this child."""
    rows = {scope: ConsentRow(scope) for scope in Scope.values}
    for consent in Consent.objects.for_parent(user).filter(student=student):
        rows[consent.scope].answers.append(consent)
    return list(rows.values())
