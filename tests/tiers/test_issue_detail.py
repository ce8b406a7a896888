"""Every issue stays readable, word for word, and two of them can be compared."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from students.models import AccessLog, Student
from tests.tiers.plan_world import latest, sent_plan
from tiers import snapshot
from tiers.actions.issues import digest_of, send_plan, take_back
from tiers.models import Plan, PlanIssue
from tiers.snapshot.difference import _pieces

type_sign_in = Callable[[User], Client]


@pytest.fixture
def plan(amina: Student, senco: User, parent: User) -> Plan:
    """Sent twice; the target's words changed between."""
    plan = sent_plan(amina, senco)
    take_back(plan=plan, by=senco)
    target = plan.targets.get()
    target.statement, target.expected = "Reads two pages aloud.", 95
    target.save()
    send_plan(
        plan=plan, seen=digest_of([snapshot.build(Plan.objects.get(pk=plan.pk), amina)]), by=senco
    )
    return plan


def issue(plan: Plan, number: int) -> PlanIssue:
    return PlanIssue.objects.get(plan=plan, number=number)


def test_an_old_issue_shows_its_own_words(
    plan: Plan, class_teacher: User, sign_in: type_sign_in
) -> None:
    client = sign_in(class_teacher)
    old = client.get(issue(plan, 1).get_absolute_url())
    new = client.get(issue(plan, 2).get_absolute_url())
    assert (
        old.context["reading"].targets[0].expected,
        new.context["reading"].targets[0].expected,
    ) == (
        "90%",
        "95%",
    )
    assert AccessLog.objects.filter(kind="tiers.planissue").count() == 2


def test_comparing_names_what_changed_and_nothing_else(
    plan: Plan, senco: User, sign_in: type_sign_in
) -> None:
    url = reverse("tiers:issue-compare", args=[issue(plan, 2).pk, issue(plan, 1).pk])
    page = sign_in(senco).get(url)
    changes = {one.label: one.pieces for one in page.context["changes"]}
    assert list(changes) == ["Target 1 · Target", "Target 1 · Expected"]
    assert changes["Target 1 · Expected"] == [("out", "90"), ("in", "95")]
    assert "<del>" in page.content.decode()


def test_an_issue_compared_with_itself_is_the_same(plan: Plan) -> None:
    data = issue(plan, 1).snapshot
    assert snapshot.difference(data, data) == []


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "new", [("in", "new")]),
        ("old", "", [("out", "old")]),
        ("Reads one page", "Reads two pages", None),
        ("朗讀一段", "朗讀兩段", [("same", "朗讀"), ("out", "一"), ("in", "兩"), ("same", "段")]),
    ],
)
def test_words_are_compared_one_by_one(
    before: str, after: str, pieces: list[tuple[str, str]] | None
) -> None:
    found = _pieces(before, after)
    assert pieces is None or found == pieces
    assert "".join(text for what, text in found if what != "in") == before
    assert "".join(text for what, text in found if what != "out") == after


def test_a_target_taken_out_and_one_added_are_told(plan: Plan) -> None:
    older, newer = issue(plan, 1).snapshot, issue(plan, 2).snapshot
    newer = {**newer, "targets": [{**newer["targets"][0], "id": 999, "number": 1}]}
    labels = {one.label for one in snapshot.difference(older, newer)}
    assert "Target 1 · Area" in labels


@pytest.mark.parametrize("who", ["other_teacher", "assistant", "parent", "office"])
def test_no_issue_for_those_without_the_record(
    who: str, plan: Plan, sign_in: type_sign_in, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(who))
    assert client.get(latest(plan).get_absolute_url()).status_code == 404
