"""The pages that ask before a plan reaches a family, comes back or starts."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import Student
from tests.tiers.plan_world import agreed_plan, latest, ready_plan, sent_plan
from tiers.models import Plan, PlanIssue, PlanShare

type_sign_in = Callable[[User], Client]
State = Plan.State


def ask(client: Client, name: str, pk: int, **typed: Any) -> Any:
    """Open the page that asks and press its button."""
    url = reverse(f"tiers:{name}", args=[pk])
    form = client.get(url).context["form"]
    seen = {"seen": form["seen"].value()} if "seen" in form.fields else {}
    return client.post(url, {**form.fresh(), **seen, **typed})


@pytest.fixture
def draft(amina: Student, senco: User, parent: User) -> Plan:
    return ready_plan(amina, senco)


def test_says_to_whom_it_goes_and_until_when(
    draft: Plan, senco: User, parent: User, sign_in: type_sign_in
) -> None:
    page = sign_in(senco).get(reverse("tiers:plan-send", args=[draft.pk]))
    text = page.content.decode()
    assert parent.display_name in text
    assert page.context["answer_by"] == today() + dt.timedelta(days=14)
    assert "Read a passage aloud" in text


def test_sends_and_goes_to_the_plan(draft: Plan, senco: User, sign_in: type_sign_in) -> None:
    answer = ask(sign_in(senco), "plan-send", draft.pk)
    assert answer["Location"] == draft.get_absolute_url()
    draft.refresh_from_db()
    assert draft.state == State.WITH_PARENT
    assert draft.history.first().history_user == senco


def test_what_is_missing_keeps_it_back(draft: Plan, senco: User, sign_in: type_sign_in) -> None:
    draft.student_view = ""
    draft.save()
    client = sign_in(senco)
    text = client.get(reverse("tiers:plan-send", args=[draft.pk])).content.decode()
    assert "One thing before this can go to parents" in text
    assert ask(client, "plan-send", draft.pk).status_code == 409
    assert not PlanIssue.objects.exists()


def test_a_plan_changed_meanwhile_is_looked_at_again(
    draft: Plan, senco: User, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)
    url = reverse("tiers:plan-send", args=[draft.pk])
    form = client.get(url).context["form"]
    target = draft.targets.get()
    target.expected = 95
    target.save()
    answer = client.post(url, {**form.fresh(), "seen": form["seen"].value()})
    assert answer.status_code == 409
    assert "changed a moment ago" in answer.content.decode()


def test_without_a_parent_it_says_so(amina: Student, senco: User, sign_in: type_sign_in) -> None:
    plan = ready_plan(amina, senco)
    text = sign_in(senco).get(reverse("tiers:plan-send", args=[plan.pk])).content.decode()
    assert "No parent is linked" in text


def test_a_plan_is_taken_back(
    amina: Student, senco: User, parent: User, sign_in: type_sign_in
) -> None:
    plan = sent_plan(amina, senco)
    answer = ask(sign_in(senco), "plan-take-back", plan.pk)
    assert answer["Location"] == reverse("tiers:plan-edit", args=[plan.pk])
    assert Plan.objects.get(pk=plan.pk).state == State.DRAFT


def test_an_agreed_plan_is_opened_for_a_change(
    amina: Student, senco: User, parent: User, sign_in: type_sign_in
) -> None:
    plan = agreed_plan(amina, senco)
    answer = ask(sign_in(senco), "plan-change", plan.pk)
    assert answer["Location"] == reverse("tiers:plan-edit", args=[plan.pk])
    assert Plan.objects.get(pk=plan.pk).state == State.DRAFT


@pytest.mark.parametrize(("days_over", "code"), [(0, 409), (1, 302)])
def test_a_plan_starts_without_an_answer_after_the_last_day(
    days_over: int, code: int, amina: Student, senco: User, parent: User, sign_in: type_sign_in
) -> None:
    plan = sent_plan(amina, senco)
    plan.answer_by = today() - dt.timedelta(days=days_over)
    plan.save()
    assert ask(sign_in(senco), "plan-agree", plan.pk).status_code == code
    assert Plan.objects.get(pk=plan.pk).agreed_without_answer is (code == 302)


def test_an_answer_on_paper_is_written_down(
    amina: Student, senst: User, senco: User, parent: User, sign_in: type_sign_in
) -> None:
    plan = sent_plan(amina, senco)
    share = PlanShare.objects.get(issue=latest(plan))
    answer = ask(
        sign_in(senst), "share-answer", share.pk, answer="agree", how="paper", comment="Signed."
    )
    assert answer.status_code == 302
    share.refresh_from_db()
    assert (share.answer, share.how, share.recorded_by) == ("agree", "paper", senst)
    assert Plan.objects.get(pk=plan.pk).state == State.AGREED


@pytest.mark.parametrize("typed", [{"answer": ""}, {"how": "portal"}, {"answer": "maybe"}])
def test_an_answer_needs_words_of_the_list(
    typed: dict[str, str],
    amina: Student,
    senco: User,
    parent: User,
    sign_in: type_sign_in,
) -> None:
    plan = sent_plan(amina, senco)
    share = PlanShare.objects.get(issue=latest(plan))
    whole = {"answer": "agree", "how": "phone", "comment": "Kept words"} | typed
    answer = ask(sign_in(senco), "share-answer", share.pk, **whole)
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()


def test_the_parent_answered_meanwhile_both_are_shown(
    amina: Student, senco: User, parent: User, sign_in: type_sign_in
) -> None:
    from tiers.actions.issues import answer_share

    plan = sent_plan(amina, senco)
    share = PlanShare.objects.get(issue=latest(plan))
    client, url = sign_in(senco), reverse("tiers:share-answer", args=[share.pk])
    form = client.get(url).context["form"]
    answer_share(share=share, answer="partly", comment="By myself.", by=parent)
    answer = client.post(url, {**form.fresh(), "answer": "agree", "how": "phone"})
    assert answer.status_code == 409
    assert "By myself." in answer.content.decode()
    assert Plan.objects.get(pk=plan.pk).state == State.WITH_PARENT


@pytest.mark.parametrize("name", ["plan-take-back", "plan-change", "plan-agree"])
def test_an_old_link_leads_to_the_plan(
    name: str, draft: Plan, senco: User, sign_in: type_sign_in
) -> None:
    answer = sign_in(senco).get(reverse(f"tiers:{name}", args=[draft.pk]))
    assert (answer.status_code, answer["Location"]) == (302, draft.get_absolute_url())
