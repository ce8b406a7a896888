"""Placing: one placement ends the day before the next begins, and those who need to know hear."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove
from sencohub.notices.models import Notice
from students.models import Student
from tests import factories
from tiers.actions.placements import leave_register, open_placement, place, publish_placement
from tiers.models import TierPlacement

DAY = dt.timedelta(days=1)


def decision(student: Student, tier: int = 2, **fields: Any) -> TierPlacement:
    criterion = {1: "mild", 2: "persistent", 3: "severe"}[tier]
    whole = {"criteria": [criterion], "reason": "Why.", "parent_view": "agrees", "advice": "EP."}
    return TierPlacement(student=student, tier=tier, **(whole | fields))


@pytest.fixture
def tier_1(amina: Student, senco: User) -> TierPlacement:
    return factories.TierPlacementFactory(student=amina, tier=1, decided_by=senco)


def told(kind: str) -> set[str]:
    rows = Notice.objects.filter(kind=kind).select_related("recipient")
    return {notice.recipient.username for notice in rows}


def test_the_first_placement_puts_the_student_on_the_register(amina: Student, senco: User) -> None:
    made = place(decision=decision(amina), instead_of=None, by=senco)
    assert open_placement(amina) == made
    assert (made.tier, made.decided_by, made.ends_on) == (2, senco, None)
    assert made.history.count() == 1


def test_the_one_before_ends_the_day_before(
    amina: Student, senco: User, tier_1: TierPlacement
) -> None:
    made = place(decision=decision(amina), instead_of=tier_1.pk, by=senco)
    tier_1.refresh_from_db()
    assert tier_1.ends_on == made.starts_on - DAY
    assert tier_1.version == 2
    assert list(TierPlacement.objects.filter(student=amina).open()) == [made]


def test_ticks_under_another_tier_are_not_kept(amina: Student, senco: User) -> None:
    made = place(
        decision=decision(amina, criteria=["mild", "gap", "severe"]), instead_of=None, by=senco
    )
    assert made.criteria == ["gap"]


def test_a_rule_refuses_and_nothing_changes(
    amina: Student, senco: User, tier_1: TierPlacement
) -> None:
    with pytest.raises(ValidationError) as refusal:
        place(decision=decision(amina, 1), instead_of=tier_1.pk, by=senco)
    assert set(refusal.value.message_dict) == {"tier"}
    assert open_placement(amina) == tier_1


def test_nobody_is_placed_who_has_left(cara: Student, senco: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        place(decision=decision(cara), instead_of=None, by=senco)
    assert set(refusal.value.message_dict) == {"tier"}


@pytest.mark.parametrize("seen", [None, 0])
def test_a_decision_written_before_another_came_is_refused(
    amina: Student, senco: User, tier_1: TierPlacement, seen: int | None
) -> None:
    with pytest.raises(IllegalMove, match="Lam Wing Sze decided on Tier 1"):
        place(decision=decision(amina), instead_of=seen, by=senco)
    assert TierPlacement.objects.filter(student=amina).count() == 1


def test_a_decision_against_a_placement_that_ended_is_refused(
    amina: Student, senco: User, tier_1: TierPlacement
) -> None:
    tier_1.end(on=today())
    with pytest.raises(IllegalMove, match="left the register"):
        place(decision=decision(amina), instead_of=tier_1.pk, by=senco)


def test_the_database_holds_one_open_placement(
    amina: Student, senco: User, tier_1: TierPlacement
) -> None:
    with pytest.raises(IntegrityError, match=r"tiers_placement_one_open|student_id"):
        factories.TierPlacementFactory(student=amina, tier=2, decided_by=senco)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite writes one at a time")
@pytest.mark.django_db(transaction=True)
def test_two_at_once_one_wins_and_the_other_is_told(amina: Student, senco: User) -> None:
    start, refused = threading.Barrier(2), []

    def decide(tier: int) -> None:
        start.wait()
        try:
            place(decision=decision(amina, tier), instead_of=None, by=senco)
        except IllegalMove as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    both = [threading.Thread(target=decide, args=(tier,)) for tier in (2, 3)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert TierPlacement.objects.filter(student=amina).count() == 1
    assert len(refused) == 1
    assert "decided on Tier" in refused[0]


def test_class_teachers_are_told_and_parents_only_of_what_is_published(
    amina: Student, senco: User, cast: dict[str, User]
) -> None:
    made = place(decision=decision(amina), instead_of=None, by=senco)
    assert (told("tier-decided"), told("tier-published")) == ({"class_teacher"}, set())
    publish_placement(placement=made, by=senco)
    publish_placement(placement=made, by=senco)
    assert told("tier-published") == {"parent"}
    made.refresh_from_db()
    assert (made.published_by, made.version) == (senco, 2)


def test_a_parent_who_may_not_read_is_not_told(amina: Student, senco: User, school: object) -> None:
    apart = factories.person("apart")
    factories.parent_of(apart, amina, may_read=False)
    made = decision(amina)
    made.publish(by=senco)
    place(decision=made, instead_of=None, by=senco)
    assert told("tier-published") == set()


# --- leaving the register ----------------------------------------------------------------------


def end(placement: TierPlacement, by: User, **fields: Any) -> TierPlacement:
    for name, value in ({"ends_on": today(), "end_reason": "Holds in class."} | fields).items():
        setattr(placement, name, value)
    return leave_register(placement=placement, version=placement.version, by=by)


def test_leaving_keeps_the_reason(amina: Student, senco: User, tier_1: TierPlacement) -> None:
    end(tier_1, senco)
    tier_1.refresh_from_db()
    assert (tier_1.ends_on, tier_1.end_reason) == (today(), "Holds in class.")
    assert open_placement(amina) is None


@pytest.mark.parametrize(
    ("tier", "fields", "wrong"),
    [
        (2, {"ends_on": today() + DAY}, {"ends_on"}),
        (2, {"ends_on": today() - 61 * DAY}, {"ends_on"}),
        (2, {"ends_on": today() - 60 * DAY}, set()),
        (2, {"end_discussed_on": today() + DAY}, {"end_discussed_on"}),
        (3, {}, {"end_discussed_on"}),
        (3, {"end_discussed_on": today()}, set()),
    ],
)
def test_what_an_end_needs(
    amina: Student, senco: User, tier: int, fields: dict[str, Any], wrong: set[str]
) -> None:
    placement = factories.TierPlacementFactory(student=amina, tier=tier, decided_by=senco)
    try:
        end(placement, senco, **fields)
        found = set()
    except ValidationError as refusal:
        found = set(refusal.message_dict)
    assert found == wrong


def test_what_ended_does_not_end_again(amina: Student, senco: User, tier_1: TierPlacement) -> None:
    end(tier_1, senco)
    with pytest.raises(IllegalMove):
        end(tier_1, senco)
