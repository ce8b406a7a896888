"""Telling parents of a review, in plain words and in the languages they read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sencohub.accounts.models import User
from sencohub.notices.models import Notice
from students.models import ParentLink, Student
from tests import factories
from tiers.models import Plan, Review, TargetOutcome
from tiers.summaries import first_summary

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
EN, ZH = User.Language.ENGLISH, User.Language.CHINESE


@pytest.fixture
def review(amina: Student, senco: User) -> Review:
    plan = factories.PlanFactory(cycle__student=amina, cycle__owner=senco, state=Plan.State.CLOSED)
    target = factories.TargetFactory(plan=plan)
    review = Review.objects.create(
        plan=plan, student=amina, held_by=senco, decision="continue", reason="Our own words."
    )
    TargetOutcome.objects.create(review=review, target=target, student=amina, actual=75)
    return review


def url_for(review: Review) -> str:
    return f"{review.get_absolute_url()}publish/"


def test_a_first_text_is_there_in_both_languages(
    senco: User, review: Review, sign_in: type_sign_in
) -> None:
    form = sign_in(senco).get(url_for(review)).context["form"]
    assert form["summary_en"].value() == (
        "Read a passage aloud, nine characters in ten right: part of the way.\n"
        "We go on with this support."
    )
    assert form["summary_zh"].value().startswith("朗讀一段課文，十個字讀對九個：")


def test_the_first_text_holds_nothing_that_was_not_written_for_parents(review: Review) -> None:
    """Neither the staff's reason, nor a target without plain words in that language."""
    target = review.outcomes.get().target
    target.plain_en = ""
    target.save()
    assert first_summary(review, EN) == "We go on with this support."


def test_publishing_tells_those_who_read(
    senco: User,
    parent: User,
    ex_parent: User,
    review: Review,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    client = sign_in(senco)
    answer = client.post(url_for(review), form_data(client.get(url_for(review))))
    review.refresh_from_db()
    assert answer["Location"] == review.get_absolute_url()
    assert review.published_by == senco
    told = Notice.objects.filter(kind="review-published")
    assert [notice.recipient for notice in told] == [parent]


@pytest.mark.parametrize(
    ("reads", "typed", "missing"),
    [
        ([EN], {"summary_en": "A", "summary_zh": ""}, set()),
        ([EN], {"summary_en": "", "summary_zh": "A"}, {"summary_en"}),
        ([ZH], {"summary_en": "A", "summary_zh": ""}, {"summary_zh"}),
        ([EN, ZH], {"summary_en": "", "summary_zh": ""}, {"summary_en", "summary_zh"}),
        ([EN, ZH], {"summary_en": "A", "summary_zh": "A"}, set()),
        ([], {"summary_en": "", "summary_zh": "A"}, set()),
        ([], {"summary_en": "", "summary_zh": ""}, {"summary_en"}),
    ],
)
def test_every_language_that_is_read_is_written(
    senco: User,
    review: Review,
    sign_in: type_sign_in,
    form_data: type_form_data,
    reads: list[str],
    typed: dict[str, str],
    missing: set[str],
) -> None:
    for nth, language in enumerate(reads):
        factories.parent_of(factories.person(f"parent-{nth}"), review.student, language=language)
    client = sign_in(senco)
    answer = client.post(url_for(review), form_data(client.get(url_for(review)), **typed))
    errors = set(answer.context["form"].errors) if answer.context else set()
    assert errors == missing
    review.refresh_from_db()
    assert (review.published_at is None) == bool(missing)


def test_two_who_write_at_once_lose_nothing(
    senco: User,
    senst: User,
    review: Review,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    mine, theirs = sign_in(senco), sign_in(senst)
    first = form_data(mine.get(url_for(review)), summary_en="First.")
    second = form_data(theirs.get(url_for(review)), summary_en="Second.")
    mine.post(url_for(review), first)
    answer = theirs.post(url_for(review), second)
    assert answer.status_code == 409
    assert "First." in answer.content.decode()


def test_links_that_ended_ask_for_no_language(
    senco: User, review: Review, ex_parent: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    assert ParentLink.objects.filter(student=review.student).count() == 1
    client = sign_in(senco)
    data = form_data(client.get(url_for(review)), summary_zh="", summary_en="Only English.")
    assert client.post(url_for(review), data).status_code == 302
