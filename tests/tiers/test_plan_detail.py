"""The plan as read: what holds, what each person said, who has read it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sencohub.accounts.models import User
from students.models import AccessLog, Student
from tests import factories
from tests.tiers.plan_world import agreed_plan, latest, ready_plan, sent_plan
from tiers.actions.issues import answer_share, change_plan, comment_share
from tiers.models import Acknowledgement, Plan, PlanComment, PlanShare

type_sign_in = Callable[[User], Client]


@pytest.fixture
def agreed(amina: Student, senco: User, parent: User, class_teacher: User) -> Plan:
    return agreed_plan(amina, senco)


def read(client: Client, plan: Plan, query: str = "") -> str:
    return client.get(plan.get_absolute_url() + query).content.decode()


def test_readers_see_targets_and_adjustments(
    agreed: Plan, class_teacher: User, sign_in: type_sign_in
) -> None:
    text = read(sign_in(class_teacher), agreed)
    assert "Reads a P5 passage of 120 characters aloud" in text
    assert "60%" in text
    assert "90%" in text
    assert "First-step card on the desk" in text


def test_opening_is_logged_once(agreed: Plan, leader: User, sign_in: type_sign_in) -> None:
    read(sign_in(leader), agreed)
    row = AccessLog.objects.get(user_id=leader.pk, kind="tiers.plan")
    assert (row.object_id, row.student_id) == (str(agreed.pk), agreed.cycle.student_id)


def test_editors_see_what_the_checker_finds(
    amina: Student, senco: User, leader: User, parent: User, sign_in: type_sign_in
) -> None:
    plan = ready_plan(amina, senco, student_view="")
    finding = "Record what Amina thinks of the plan."
    edit = reverse("tiers:plan-edit", args=[plan.pk])
    text = read(sign_in(senco), plan)
    assert f'href="{edit}#id_student_view">{finding}' in text
    assert finding not in read(sign_in(leader), plan)


def test_a_parents_words_stand_beside_their_target(
    amina: Student, senco: User, parent: User, sign_in: type_sign_in
) -> None:
    plan = sent_plan(amina, senco)
    share = PlanShare.objects.get(issue=latest(plan))
    pk = plan.targets.get().pk
    comment_share(
        share=share, comment="Thank you.", target_comments={pk: "Is 90 too much?"}, by=parent
    )
    answer_share(share=share, answer=PlanShare.Answer.PARTLY, by=parent)
    page = sign_in(senco).get(plan.get_absolute_url())
    part = page.context["page"].targets[0]
    assert [(one.who, one.words) for one in part.remarks] == [(parent, "Is 90 too much?")]
    text = page.content.decode()
    assert "Thank you." in text
    assert "agrees in part" in text


def test_a_change_shows_what_holds_until_it_is_agreed(
    agreed: Plan, senco: User, class_teacher: User, sign_in: type_sign_in
) -> None:
    change_plan(plan=agreed, by=senco)
    target = agreed.targets.get()
    target.statement = "Reads two pages aloud."
    target.save()
    client = sign_in(class_teacher)
    assert "Reads two pages aloud." not in read(client, agreed)
    assert "Reads a P5 passage" in read(client, agreed)
    assert "Reads two pages aloud." in read(client, agreed, "?draft=1")


def test_a_teacher_says_it_was_read_in_one_tap(
    agreed: Plan, class_teacher: User, senco: User, sign_in: type_sign_in, form_data: Any
) -> None:
    client = sign_in(class_teacher)
    page = client.get(agreed.get_absolute_url())
    data = page.context["act_form"].fresh()
    url = reverse("tiers:plan-acknowledge", args=[agreed.pk])
    assert [client.post(url, data).status_code for _n in range(2)] == [302, 302]
    row = Acknowledgement.objects.get()
    assert (row.staff, row.plan, row.issue_number) == (class_teacher, agreed, 2)
    assert row.history.get().history_user == class_teacher
    assert "You have read this plan" in read(client, agreed)
    readers = sign_in(senco).get(agreed.get_absolute_url()).context["readers"]
    assert [(one.person, bool(one.read_on)) for one in readers] == [(class_teacher, True)]


def test_a_new_issue_is_to_be_read_again(
    agreed: Plan, class_teacher: User, sign_in: type_sign_in
) -> None:
    Acknowledgement.objects.create(staff=class_teacher, plan=agreed, issue_number=1)
    assert "I have read it" in read(sign_in(class_teacher), agreed)


@pytest.mark.parametrize("who", ["class_teacher", "specialist", "senst"])
def test_staff_comment_on_a_plan(
    who: str, agreed: Plan, senco: User, sign_in: type_sign_in, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    client = sign_in(person)
    page = client.get(agreed.get_absolute_url())
    target = agreed.targets.get()
    data = page.context["comment_form"].fresh() | {"words": "It helps.", "target": target.pk}
    answer = client.post(reverse("tiers:plan-comment", args=[agreed.pk]), data)
    assert answer.status_code == 302
    row = PlanComment.objects.get()
    assert (row.author, row.target, row.words) == (person, target, "It helps.")
    parts = client.get(agreed.get_absolute_url()).context["page"].targets
    assert [one.words for one in parts[0].remarks] == ["It helps."]


def test_a_comment_about_another_plans_target_is_refused(
    agreed: Plan, ben: Student, senco: User, class_teacher: User, sign_in: type_sign_in
) -> None:
    foreign = factories.TargetFactory(
        plan=factories.PlanFactory(cycle__student=ben, cycle__owner=senco), owner=senco
    )
    client = sign_in(class_teacher)
    page = client.get(agreed.get_absolute_url())
    data = page.context["comment_form"].fresh() | {"words": "Hm.", "target": foreign.pk}
    answer = client.post(reverse("tiers:plan-comment", args=[agreed.pk]), data)
    assert answer.status_code == 422
    assert "Hm." in answer.content.decode()
    assert not PlanComment.objects.exists()


def test_parents_do_not_read_what_staff_say(
    agreed: Plan, class_teacher: User, parent: User, sign_in: type_sign_in
) -> None:
    PlanComment.objects.create(plan=agreed, author=class_teacher, words="Between us.")
    share = PlanShare.objects.get(issue=latest(agreed))
    text = sign_in(parent).get(reverse("parents:plan", args=[share.pk])).content.decode()
    assert "Between us." not in text


def test_as_many_queries_for_forty_targets_as_for_one(
    amina: Student, senco: User, parent: User, sign_in: type_sign_in
) -> None:
    plan, client = ready_plan(amina, senco), sign_in(senco)
    read(client, plan)
    with CaptureQueriesContext(connection) as few:
        read(client, plan)
    for n in range(39):
        factories.TargetFactory(plan=plan, position=n + 2, owner=senco)
        PlanComment.objects.create(plan=plan, author=senco, words="Hm.")
    with CaptureQueriesContext(connection) as many:
        read(client, plan)
    assert len(many) == len(few)


@pytest.mark.parametrize("who", ["senco", "class_teacher"])
def test_an_agreed_plan_stays_within_twenty_queries(
    who: str, agreed: Plan, sign_in: type_sign_in, request: pytest.FixtureRequest
) -> None:
    """The budget of a plan's page: TRUST, section 1."""
    client = sign_in(request.getfixturevalue(who))
    read(client, agreed)
    with CaptureQueriesContext(connection) as made:
        read(client, agreed)
    assert len(made) <= 20, "\n".join(one["sql"][:120] for one in made)
