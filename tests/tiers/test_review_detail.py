"""What a review found, for everybody who reads the plan."""

from collections.abc import Callable

import pytest
from django.test import Client

from sencohub.accounts.models import User
from students.models import AccessLog, Student
from tests import factories
from tiers.models import Plan, Review, TargetOutcome

type_sign_in = Callable[[User], Client]


@pytest.fixture
def review(amina: Student, senco: User) -> Review:
    plan = factories.PlanFactory(cycle__student=amina, cycle__owner=senco, state=Plan.State.CLOSED)
    target = factories.TargetFactory(plan=plan)
    review = Review.objects.create(
        plan=plan, student=amina, held_by=senco, decision="step_up", reason="Little change."
    )
    TargetOutcome.objects.create(review=review, target=target, student=amina, actual=75)
    return review


@pytest.mark.parametrize(
    ("actual", "override", "words"),
    [
        (90, "", "Green"),
        (75, "", "Amber"),
        (60, "", "Red"),
        (None, "", "Not yet rated"),
        (90, "red", "Red"),
    ],
)
def test_each_outcome_has_its_rating_in_words(
    class_teacher: User,
    review: Review,
    sign_in: type_sign_in,
    actual: int | None,
    override: str,
    words: str,
) -> None:
    outcome = review.outcomes.get()
    outcome.actual, outcome.override, outcome.override_reason = actual, override, "Only once."
    outcome.save()
    page = sign_in(class_teacher).get(review.get_absolute_url()).content.decode()
    assert words in page


def test_the_step_waits_for_the_senco(
    senco: User, senst: User, review: Review, sign_in: type_sign_in
) -> None:
    address, link = review.get_absolute_url(), f"/tier/?review={review.pk}"
    sencos = sign_in(senco).get(address).content.decode()
    sensts = sign_in(senst).get(address).content.decode()
    assert ["is proposed, not decided" in page for page in (sencos, sensts)] == [True, True]
    assert [link in page for page in (sencos, sensts)] == [True, False]


def test_once_placed_it_names_the_placement(
    senco: User, review: Review, sign_in: type_sign_in
) -> None:
    placement = factories.TierPlacementFactory(
        student=review.student, decided_by=senco, from_review=review
    )
    page = sign_in(senco).get(review.get_absolute_url()).content.decode()
    assert "is proposed, not decided" not in page
    assert f"/support/placements/{placement.pk}/" in page


def test_opening_it_is_logged(senco: User, review: Review, sign_in: type_sign_in) -> None:
    sign_in(senco).get(review.get_absolute_url())
    assert AccessLog.objects.filter(kind="tiers.review", object_id=str(review.pk)).count() == 1
