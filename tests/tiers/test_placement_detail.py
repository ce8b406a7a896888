"""A decision about a tier, read whole, and shown to the parents later."""

from collections.abc import Callable

import pytest
from django.test import Client

from sencohub.accounts.models import User
from students.models import AccessLog, Student
from tests import factories
from tiers.models import TierPlacement

type_sign_in = Callable[[User], Client]


@pytest.fixture
def tier_1(amina: Student, senco: User) -> TierPlacement:
    return factories.TierPlacementFactory(student=amina, tier=1, decided_by=senco)


def test_the_decision_is_read_whole_by_those_who_read_the_record(
    amina: Student, class_teacher: User, senco: User, sign_in: type_sign_in
) -> None:
    placement = factories.TierPlacementFactory(
        student=amina, decided_by=senco, criteria=["gap"], advice="EP says so.", evidence="Tests."
    )
    page = sign_in(class_teacher).get(f"/support/placements/{placement.pk}/").content.decode()
    for words in (placement.reason, "EP says so.", "Tests.", "the gap is not closing"):
        assert words in page
    assert "Decide another tier" not in page
    assert AccessLog.objects.filter(kind="tiers.tierplacement", object_id=placement.pk).exists()


def test_an_assistant_reads_the_tier_but_not_its_reasons(
    amina: Student, assistant: User, tier_1: TierPlacement, sign_in: type_sign_in
) -> None:
    assert TierPlacement.objects.visible_to(assistant).filter(pk=tier_1.pk).exists()
    assert sign_in(assistant).get(f"/support/placements/{tier_1.pk}/").status_code == 404


def test_a_case_opened_for_adjustments_does_not_open_the_reasons(
    amina: Student,
    other_teacher: User,
    senco: User,
    tier_1: TierPlacement,
    sign_in: type_sign_in,
) -> None:
    """A teacher of another class who helps here: the page exists for them, this record does not."""
    factories.case_for(other_teacher, amina, by=senco, reach="adjustments")
    assert TierPlacement.objects.visible_to(other_teacher).filter(pk=tier_1.pk).exists()
    assert sign_in(other_teacher).get(f"/support/placements/{tier_1.pk}/").status_code == 404


def test_what_was_not_shown_can_be_shown_later(
    amina: Student, senco: User, tier_1: TierPlacement, sign_in: type_sign_in
) -> None:
    client, address = sign_in(senco), f"/support/placements/{tier_1.pk}/"
    assert "They read nothing of this decision" in client.get(address).content.decode()
    assert client.post(f"{address}publish/")["Location"] == address
    tier_1.refresh_from_db()
    assert tier_1.published_by == senco
    assert "They read nothing of this decision" not in client.get(address).content.decode()
