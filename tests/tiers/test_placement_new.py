"""Deciding on a tier: the page, its prefilled words, and what it refuses."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import AccessLog, Student
from tests import factories
from tiers.models import Assessment, Plan, Review, TierPlacement

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
DAY = dt.timedelta(days=1)
GOOD = {
    "tier": "2",
    "criteria": ["persistent", "gap"],
    "reason": "Two years behind after good class support.",
    "parent_view": "agrees",
}


def url_for(student: Student) -> str:
    return f"/support/students/{student.pk}/tier/"


@pytest.fixture
def tier_1(amina: Student, senco: User) -> TierPlacement:
    return factories.TierPlacementFactory(student=amina, tier=1, decided_by=senco)


def test_a_senco_places_and_comes_back_to_the_student(
    amina: Student, senco: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(senco)
    page = client.get(url_for(amina))
    answer = client.post(url_for(amina), form_data(page, **GOOD, publish=""))
    assert (answer.status_code, answer["Location"]) == (302, amina.get_absolute_url())
    made = TierPlacement.objects.get(student=amina)
    assert (made.tier, made.criteria, made.decided_by) == (2, ["persistent", "gap"], senco)
    assert made.published_at is None
    assert made.history.first().history_user == senco


def test_sent_twice_places_once(
    amina: Student, senco: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(url_for(amina)), **GOOD, publish="")
    assert [client.post(url_for(amina), data).status_code for _ in range(2)] == [302, 302]
    assert TierPlacement.objects.filter(student=amina).count() == 1


def test_what_is_shown_to_parents_is_published(
    amina: Student, senco: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(senco)
    page = client.get(url_for(amina))
    assert page.context["form"]["publish"].value() is True
    client.post(url_for(amina), form_data(page, **GOOD, publish="on"))
    made = TierPlacement.objects.get(student=amina)
    assert made.published_at
    assert made.published_by == senco


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"tier": ""}, "tier"),
        ({"reason": ""}, "reason"),
        ({"parent_view": ""}, "parent_view"),
        ({"criteria": ["severe"]}, "criteria"),
        ({"starts_on": "31/02/2026"}, "starts_on"),
        ({"starts_on": f"{today() + DAY:%d/%m/%Y}"}, "starts_on"),
        ({"tier": "4"}, "tier"),
        ({"parent_view": "not_on_file"}, "parent_view"),
        ({"parent_view": "not_reached"}, "attempt_1_on"),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(
    amina: Student,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    typed: dict[str, Any],
    field: str,
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(url_for(amina)), **GOOD | {"evidence": "Kept words."} | typed)
    answer = client.post(url_for(amina), data)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Kept words." in answer.content.decode()
    assert not TierPlacement.objects.exists()


def test_two_dated_attempts_are_kept(
    amina: Student, senco: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(senco)
    typed = GOOD | {
        "parent_view": "not_reached",
        "attempt_1_on": f"{today() - 3 * DAY:%d/%m/%Y}",
        "attempt_1_how": "Phone",
        "attempt_2_on": f"{today():%d/%m/%Y}",
        "attempt_2_how": "Note home",
        "publish": "",
    }
    client.post(url_for(amina), form_data(client.get(url_for(amina)), **typed))
    kept = TierPlacement.objects.get(student=amina).attempts
    assert [one["how"] for one in kept] == ["Phone", "Note home"]
    shown = client.get(f"/support/placements/{TierPlacement.objects.get().pk}/").content.decode()
    assert "Note home" in shown


def test_somebody_decided_meanwhile(
    amina: Student,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    request: pytest.FixtureRequest,
) -> None:
    """The page says who decided what, keeps the text, and the next try is made against it."""
    client = sign_in(senco)
    data = form_data(client.get(url_for(amina)), **GOOD, publish="")
    tier_1 = request.getfixturevalue("tier_1")
    answer = client.post(url_for(amina), data)
    assert answer.status_code == 409
    assert "decided on Tier 1" in answer.content.decode()
    assert str(GOOD["reason"]) in answer.content.decode()
    again = data | answer.context["form"].fresh() | {"instead_of": str(tier_1.pk)}
    assert f'name="instead_of" value="{tier_1.pk}"' in answer.content.decode()
    assert client.post(url_for(amina), again).status_code == 302


def test_words_on_file_are_not_typed_again(
    amina: Student, senco: User, sign_in: type_sign_in
) -> None:
    cycle = factories.SupportCycleFactory(student=amina, owner=senco)
    Assessment.objects.create(
        cycle=cycle, student=amina, seen="Loses the place.", parent_view="Hours of homework."
    )
    form = sign_in(senco).get(url_for(amina)).context["form"]
    assert form["evidence"].value() == "Loses the place."
    assert form["parent_words"].value() == "Hours of homework."


def test_a_review_that_proposes_a_step_fills_the_page(
    amina: Student, senco: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    factories.TierPlacementFactory(student=amina, tier=2, decided_by=senco)
    plan = factories.PlanFactory(cycle__student=amina, cycle__owner=senco, state=Plan.State.CLOSED)
    review = Review.objects.create(
        plan=plan, student=amina, held_by=senco, decision="step_up", reason="Little change."
    )
    client, address = sign_in(senco), f"{url_for(amina)}?review={review.pk}"
    page = client.get(address)
    assert (page.context["form"]["tier"].value(), page.context["form"]["reason"].value()) == (
        3,
        "Little change.",
    )
    typed = {"criteria": ["severe"], "parent_view": "agrees", "advice": "EP.", "publish": ""}
    seen = str(page.context["current"].pk)
    answer = client.post(address, form_data(page, **typed, instead_of=seen))
    assert answer.status_code == 302
    assert review.placements.get().tier == 3


@pytest.mark.parametrize("other", ["999999", "abc", "", "-1"])
def test_a_review_that_is_not_there_is_left_out(
    amina: Student, senco: User, sign_in: type_sign_in, other: str
) -> None:
    page = sign_in(senco).get(f"{url_for(amina)}?review={other}")
    assert (page.status_code, page.context["review"]) == (200, None)


def test_another_students_review_is_left_out(
    amina: Student, ben: Student, senco: User, sign_in: type_sign_in
) -> None:
    plan = factories.PlanFactory(cycle__student=ben, cycle__owner=senco)
    review = Review.objects.create(
        plan=plan, student=ben, held_by=senco, decision="step_up", reason="Bens words"
    )
    page = sign_in(senco).get(f"{url_for(amina)}?review={review.pk}")
    assert page.context["review"] is None
    assert "Bens words" not in page.content.decode()


def test_new_students_are_observed_first(
    amina: Student, senco: User, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)
    assert "New at this school" not in client.get(url_for(amina)).content.decode()
    amina.arrived_on = today()
    amina.save()
    assert "New at this school" in client.get(url_for(amina)).content.decode()


def test_the_page_is_logged(amina: Student, senco: User, sign_in: type_sign_in) -> None:
    sign_in(senco).get(url_for(amina))
    row = AccessLog.objects.get(action=AccessLog.Action.OPENED)
    assert (row.kind, row.student_id) == ("students.student", amina.pk)
