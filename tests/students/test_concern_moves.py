"""The table of a concern's moves, walked whole: every pair of states, legal or not."""

import itertools

import pytest
from django.core.exceptions import ValidationError

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove, Stale
from sencohub.notices.models import Notice
from students.actions.concerns import amend, raise_concern, triage
from students.models import Concern, Student
from tests import factories

NEW, WATCHING, ASKING = "new", "watching", "asking_teachers"
ADVICE, SST, CLOSED = "advice_given", "to_sst", "closed"
LEGAL = {
    (NEW, WATCHING),
    (NEW, ASKING),
    (NEW, ADVICE),
    (NEW, SST),
    (NEW, CLOSED),
    (WATCHING, ASKING),
    (WATCHING, ADVICE),
    (WATCHING, SST),
    (WATCHING, CLOSED),
    (ASKING, WATCHING),
    (ASKING, ADVICE),
    (ASKING, SST),
    (ASKING, CLOSED),
    (ADVICE, WATCHING),
    (ADVICE, ASKING),
    (ADVICE, SST),
    (ADVICE, CLOSED),
    (SST, CLOSED),
}
"""From the design, section 5: new, then watching, asking, advice or SST, then closed."""
PAIRS = list(itertools.product(Concern.State.values, repeat=2))


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_every_pair_of_states(amina: Student, senco: User, before: str, after: str) -> None:
    concern = factories.ConcernFactory(student=amina, state=before)
    if (before, after) in LEGAL:
        triage(concern, state=after, answer="We look again in May.", by=senco)
    else:
        with pytest.raises(IllegalMove):
            triage(concern, state=after, answer="We look again in May.", by=senco)
    concern.refresh_from_db()
    assert concern.state == (after if (before, after) in LEGAL else before)


def test_the_table_offers_what_is_legal() -> None:
    offered = {
        (before, str(after))
        for before in Concern.State.values
        for after in Concern(state=before).next_states()
    }
    assert offered == LEGAL


@pytest.mark.parametrize("state", [ADVICE, CLOSED])
def test_advice_and_closing_need_words(amina: Student, senco: User, state: str) -> None:
    concern = factories.ConcernFactory(student=amina)
    with pytest.raises(ValidationError):
        triage(concern, state=state, answer="", by=senco)
    assert not Notice.objects.exists()


def test_whoever_raised_it_is_told_and_the_history_knows_who(
    amina: Student, senco: User, class_teacher: User
) -> None:
    concern = factories.ConcernFactory(student=amina, raised_by=class_teacher)
    triage(concern, state=ADVICE, answer="One step at a time.", by=senco)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (class_teacher, "concern-answered")
    assert concern.history.latest().history_user == senco
    assert [row["code"] for row in concern.moves()] == [NEW, ADVICE]


def test_a_senco_is_not_told_of_their_own_answer(amina: Student, senco: User) -> None:
    concern = factories.ConcernFactory(student=amina, raised_by=senco)
    triage(concern, state=WATCHING, answer="", by=senco)
    assert not Notice.objects.exists()


def test_each_further_answer_is_told_once(amina: Student, senco: User, class_teacher: User) -> None:
    concern = factories.ConcernFactory(student=amina, raised_by=class_teacher)
    triage(concern, state=WATCHING, answer="", by=senco)
    triage(concern, state=CLOSED, answer="It has passed.", by=senco)
    assert Notice.objects.filter(recipient=class_teacher).count() == 2


def test_two_at_once_the_second_sees_the_first(amina: Student, senco: User) -> None:
    concern = factories.ConcernFactory(student=amina)
    opened = concern.version
    triage(concern, state=WATCHING, answer="", by=senco, version=opened)
    with pytest.raises(Stale):
        triage(concern, state=SST, answer="", by=senco, version=opened)


def test_a_complaint_has_a_date_and_words_of_its_own(
    amina: Student, senco: User, parent: User
) -> None:
    concern = raise_concern(
        student=amina,
        by=parent,
        seen="Nobody answered my letter.",
        parents_know="raised",
        is_complaint=True,
        answer_due=today(),
    )
    notice = Notice.objects.get()
    assert (notice.kind, notice.due_on) == ("complaint-raised", today())
    triage(concern, state=CLOSED, answer="We are sorry. Here is the answer.", by=senco)
    answer = Notice.objects.get(recipient=parent)
    assert answer.path != concern.get_absolute_url()


def test_nothing_is_added_after_triage(amina: Student, senco: User, class_teacher: User) -> None:
    concern = factories.ConcernFactory(student=amina, raised_by=class_teacher)
    triage(concern, state=WATCHING, answer="", by=senco)
    with pytest.raises(IllegalMove):
        amend(concern, by=class_teacher, version=concern.version)
