"""Who sees which plan, issue, answer, target and adjustment: whole sets, refusals first."""

from collections.abc import Callable
from typing import Any

import pytest

from sencohub.accounts.models import User
from sencohub.lib.roles import Role
from students.models import Student
from tests import factories
from tests.tiers.plan_world import agreed_plan, latest
from tiers.models import (
    Adjustment,
    Plan,
    PlanComment,
    PlanIssue,
    PlanShare,
    PlanStudent,
    Target,
)

WHOLE = {"amina", "ben"}
SEES: dict[str, set[str]] = {
    "other_parent": set(),
    "parent": set(),
    "ex_parent": set(),
    "two_child_parent": set(),
    "office": set(),
    "technical": set(),
    "newcomer": set(),
    "assistant": set(),
    "other_teacher": {"ben"},
    "class_teacher": {"amina"},
    "specialist": {"amina"},
    "leader": WHOLE,
    "senst": WHOLE,
    "senco": WHOLE,
}
"""Records at the level of the whole record. The portal asks its own question (`for_parent`)."""

STUDENT_OF: dict[type, Callable[[Any], Student]] = {
    Plan: lambda row: row.cycle.student,
    PlanStudent: lambda row: row.student,
    PlanIssue: lambda row: row.student,
    PlanShare: lambda row: row.issue.student,
    PlanComment: lambda row: row.plan.cycle.student,
    Target: lambda row: row.student,
}


@pytest.fixture
def plans(cast: dict[str, User], amina: Student, ben: Student) -> dict[str, Plan]:
    made = {}
    for name, student in (("amina", amina), ("ben", ben)):
        made[name] = agreed_plan(student, cast["senco"])
        PlanComment.objects.create(plan=made[name], author=cast["senco"], words="Hm.")
    return made


def names(rows: Any, of: Callable[[Any], Student]) -> set[str]:
    return {of(row).known_as.lower() for row in rows}


def told(
    rows_for: Callable[[User], Any], model: type, cast: dict[str, User]
) -> dict[str, set[str]]:
    """For each person, whose records `rows_for` gives them."""
    return {who: names(rows_for(cast[who]), STUDENT_OF[model]) for who in SEES}


@pytest.mark.parametrize("model", STUDENT_OF, ids=lambda model: model.__name__)
def test_rows_seen(model: Any, plans: dict[str, Plan], cast: dict[str, User]) -> None:
    assert told(model.objects.visible_to, model, cast) == SEES


def test_adjustments_reach_the_assistant_too(plans: dict[str, Plan], cast: dict[str, User]) -> None:
    seen = told(Adjustment.objects.visible_to, Target, cast)
    assert seen == SEES | {"assistant": {"amina"}}


def test_only_the_sen_team_writes(plans: dict[str, Plan], cast: dict[str, User]) -> None:
    seen = told(Plan.objects.editable_by, Plan, cast)
    assert {who for who, whose in seen.items() if whose} == {"senco", "senst"}


def test_a_leader_reads_and_others_say_something(
    plans: dict[str, Plan], cast: dict[str, User]
) -> None:
    assert told(Plan.objects.commented_by, Plan, cast) == SEES | {"leader": set()}


def test_teachers_are_asked_to_have_read(plans: dict[str, Plan], cast: dict[str, User]) -> None:
    seen = told(Plan.objects.acknowledged_by, Plan, cast)
    assert {who: whose for who, whose in seen.items() if whose} == {
        "class_teacher": {"amina"},
        "other_teacher": {"ben"},
    }


FAMILIES = {"parent": {"amina"}, "other_parent": {"ben"}, "two_child_parent": {"ben"}}


def test_the_portal_gives_a_parent_their_own_issues(
    plans: dict[str, Plan], cast: dict[str, User]
) -> None:
    for model in (PlanIssue, PlanShare):
        seen = told(model.objects.for_parent, model, cast)
        assert {who: whose for who, whose in seen.items() if whose} == FAMILIES
    mother = cast["parent"]
    assert all(share.parent == mother for share in PlanShare.objects.for_parent(mother))


def test_the_portal_gives_no_issue_that_was_not_sent_to_this_parent_or_no_longer_theirs(
    cast: dict[str, User], amina: Student
) -> None:
    """A parent who came later, one whose link has ended, and an issue not yet published."""
    issue = latest(agreed_plan(amina, cast["senco"]))
    father = factories.person("father", Role.PARENT)
    factories.parent_of(father, amina)
    PlanShare.objects.create(issue=issue, parent=cast["ex_parent"])
    for person in (father, cast["ex_parent"]):
        assert not PlanIssue.objects.for_parent(person).exists()
        assert not PlanShare.objects.for_parent(person).exists()
    PlanIssue.objects.update(published_at=None)
    assert not PlanIssue.objects.for_parent(cast["parent"]).exists()


def test_the_document_of_an_issue_is_kept_once(cast: dict[str, User], amina: Student) -> None:
    issue = latest(agreed_plan(amina, cast["senco"]))
    issue.keep_pdf(b"%PDF-1.7")
    with pytest.raises(TypeError, match="has its document"):
        issue.keep_pdf(b"%PDF-2.0")
