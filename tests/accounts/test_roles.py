"""People and roles: the office proposes, a SENCO or leader confirms, nobody for themselves."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sencohub.accounts import actions
from sencohub.accounts.models import Invitation, RoleMembership, User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove
from sencohub.lib.roles import NEEDS_CONFIRMATION, Role
from tests import factories

TOMORROW = today() + dt.timedelta(days=1)


def propose(user: User, role: str, by: User, **dates: Any) -> RoleMembership:
    dates.setdefault("starts_on", today())
    return actions.propose_role(user=user, role=role, by=by, **dates)


# --- rules --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(Role))
def test_what_the_office_proposes_opens_no_record_by_itself(
    newcomer: User, office: User, role: str
) -> None:
    propose(newcomer, role, by=office)
    held = User.objects.get(pk=newcomer.pk).roles
    assert held == (frozenset() if role in NEEDS_CONFIRMATION else {role})


@pytest.mark.parametrize("giver", ["senco", "leader"])
@pytest.mark.parametrize("role", sorted(NEEDS_CONFIRMATION))
def test_a_senco_or_leader_confirms(cast: dict[str, User], giver: str, role: str) -> None:
    waiting = propose(cast["newcomer"], role, by=cast["office"])
    actions.confirm_role(waiting, by=cast[giver])
    assert User.objects.get(pk=cast["newcomer"].pk).roles == {role}
    assert waiting.history.first().history_user == cast[giver]


def test_what_a_senco_proposes_is_given(newcomer: User, senco: User) -> None:
    given = propose(newcomer, Role.SENST, by=senco)
    assert (given.confirmed_by, given.proposed_by) == (senco, senco)


@pytest.mark.parametrize("who", ["senst", "class_teacher", "office", "parent", "technical"])
def test_nobody_else_confirms(cast: dict[str, User], who: str) -> None:
    waiting = propose(cast["newcomer"], Role.SENCO, by=cast["office"])
    assert not waiting.can_be_confirmed_by(cast[who])


def test_nobody_confirms_a_role_for_themselves(senco: User, leader: User, office: User) -> None:
    waiting = propose(leader, Role.SENCO, by=office)
    assert not waiting.can_be_confirmed_by(leader)
    assert waiting.can_be_confirmed_by(senco)


def test_a_leader_cannot_confirm_their_own_proposal_through_the_page(
    leader: User, office: User, sign_in: Any
) -> None:
    waiting = propose(leader, Role.SENCO, by=office)
    address, sent = f"/people/roles/{waiting.pk}/confirm/", {"form_token": "once"}
    assert sign_in(leader).post(address, sent).status_code == 403
    waiting.refresh_from_db()
    assert waiting.waits_for_confirmation


def test_a_closed_account_holds_no_role(senco: User) -> None:
    assert senco.roles_on(today()) == {"senco"}
    senco.is_active = False
    assert senco.roles_on(today()) == frozenset()


def test_nobody_hands_out_the_link_of_a_closed_account(senco: User, newcomer: User) -> None:
    assert newcomer.may_be_handed_a_link_by(senco)
    newcomer.is_active = False
    assert not newcomer.may_be_handed_a_link_by(senco)


def test_an_invitation_is_accepted_once(senco: User, newcomer: User) -> None:
    invitation = Invitation.prepare(user=newcomer, by=senco)
    actions.accept_invitation(invitation, password="violet lamp 27")
    with pytest.raises(IllegalMove):
        actions.accept_invitation(invitation, password="somebody else 31")


def test_a_role_is_held_once(newcomer: User, office: User) -> None:
    propose(newcomer, Role.TEACHER, by=office)
    with pytest.raises(ValidationError):
        propose(newcomer, Role.TEACHER, by=office)


def test_a_role_that_ended_can_be_held_again(newcomer: User, senco: User) -> None:
    past = today() - dt.timedelta(days=10)
    first = propose(newcomer, Role.TEACHER, by=senco, starts_on=past)
    actions.end_role(first, on=today() - dt.timedelta(days=1), by=senco)
    propose(newcomer, Role.TEACHER, by=senco)
    assert newcomer.memberships.count() == 2


def test_a_role_begins_on_its_first_day(newcomer: User, senco: User) -> None:
    propose(newcomer, Role.SENST, by=senco, starts_on=TOMORROW)
    user = User.objects.get(pk=newcomer.pk)
    assert user.roles_on(today()) == frozenset()
    assert user.roles_on(TOMORROW) == {Role.SENST}


def test_a_proposal_turned_down_waits_no_longer_even_when_it_lay_ahead(
    newcomer: User, senco: User, office: User
) -> None:
    waiting = propose(newcomer, Role.SENST, by=office, starts_on=TOMORROW)
    actions.end_role(waiting, on=TOMORROW, by=senco)
    assert not RoleMembership.objects.waiting().exists()
    with pytest.raises(IllegalMove):
        actions.confirm_role(waiting, by=senco)


def test_two_answers_to_one_proposal_are_one(newcomer: User, senco: User, leader: User) -> None:
    waiting = newcomer.memberships.create(role=Role.SENST)
    actions.confirm_role(waiting, by=senco)
    with pytest.raises(IllegalMove):
        actions.confirm_role(waiting, by=leader)
    assert RoleMembership.objects.get(pk=waiting.pk).confirmed_by == senco


def test_the_last_who_gives_roles_keeps_the_role(senco: User, office: User) -> None:
    with pytest.raises(ValidationError):
        actions.end_role(senco.memberships.get(), on=today(), by=senco)
    with pytest.raises(ValidationError):
        actions.close_account(senco, by=office)


def test_with_a_leader_the_senco_may_go(senco: User, leader: User, office: User) -> None:
    actions.end_role(senco.memberships.get(), on=today(), by=leader)
    assert senco.memberships.get().ends_on == today()


@pytest.mark.parametrize(
    ("by", "whose", "may"),
    [
        ("senco", "parent", True),
        ("senco", "senst", True),
        ("senco", "senco", False),
        ("office", "newcomer", True),
        ("office", "class_teacher", True),
        ("office", "senst", False),
        ("office", "specialist", False),
        ("office", "leader", False),
        ("leader", "newcomer", False),
        ("senst", "newcomer", False),
        ("technical", "newcomer", False),
    ],
)
def test_who_may_be_handed_a_link(cast: dict[str, User], by: str, whose: str, may: bool) -> None:
    assert cast[whose].may_be_handed_a_link_by(cast[by]) is may


def test_the_office_hands_no_link_of_an_account_in_use(
    class_teacher: User, office: User, senco: User
) -> None:
    class_teacher.last_login = dt.datetime.now(dt.UTC)
    assert not class_teacher.may_be_handed_a_link_by(office)
    assert class_teacher.may_be_handed_a_link_by(senco)


# --- pages --------------------------------------------------------------------------------------


def test_the_list_costs_the_same_for_few_and_many(senco: User, office: User, sign_in: Any) -> None:
    client, costs = sign_in(senco), []
    for number in (3, 40):
        for nth in range(number):
            person = factories.person(f"extra{number}-{nth}", Role.TEACHER)
            propose(person, Role.SENST, by=office)
        client.get("/people/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/people/").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_people_are_found_by_name_and_role(
    senco: User, class_teacher: User, parent: User, sign_in: Any
) -> None:
    client = sign_in(senco)
    found = client.get("/people/", {"q": "chun kit"}).context["page"].object_list
    assert list(found) == [class_teacher]
    parents = client.get("/people/", {"role": "parent"}).context["page"].object_list
    assert list(parents) == [parent]


@pytest.mark.parametrize(
    "query", ["role=' OR 1=1", "page=99", "page=-1", "page=x", "q=%25", "role="]
)
def test_odd_questions_get_a_page(senco: User, sign_in: Any, query: str) -> None:
    assert sign_in(senco).get(f"/people/?{query}").status_code == 200


def test_a_technical_account_is_not_listed(senco: User, technical: User, sign_in: Any) -> None:
    assert "Technical" not in sign_in(senco).get("/people/").content.decode()


def test_the_office_proposes_and_the_senco_confirms_through_the_pages(
    newcomer: User, office: User, senco: User, sign_in: Any, form_data: Any
) -> None:
    at_office, at_senco = sign_in(office), sign_in(senco)
    address = f"/people/{newcomer.pk}/role/"
    data = form_data(at_office.get(address), role="senst", starts_on="1 Sep 2026")
    assert at_office.post(address, data, follow=True).status_code == 200
    waiting = newcomer.memberships.get()
    assert "New Person" in at_senco.get("/people/").content.decode()
    at_senco.post(f"/people/roles/{waiting.pk}/confirm/", {"form_token": "once"})
    waiting.refresh_from_db()
    assert waiting.confirmed_by == senco


def test_no_role_is_given_before_one_is_chosen(
    newcomer: User, senco: User, sign_in: Any, form_data: Any
) -> None:
    client, address = sign_in(senco), f"/people/{newcomer.pk}/role/"
    answer = client.post(address, form_data(client.get(address)))
    assert answer.status_code == 422
    assert not newcomer.memberships.exists()


def test_a_role_without_a_first_day_comes_back_with_what_was_typed(
    newcomer: User, office: User, sign_in: Any, form_data: Any
) -> None:
    client = sign_in(office)
    address = f"/people/{newcomer.pk}/role/"
    answer = client.post(address, form_data(client.get(address), role="senst", starts_on=""))
    assert answer.status_code == 422
    assert "Fill in “First day”." in answer.content.decode()
    assert '<option value="senst" selected>' in answer.content.decode()


def test_a_role_cannot_end_before_it_begins(
    newcomer: User, office: User, sign_in: Any, form_data: Any
) -> None:
    client = sign_in(office)
    address = f"/people/{newcomer.pk}/role/"
    typed = {"role": "senst", "starts_on": "2 Sep 2026", "ends_on": "1 Sep 2026"}
    answer = client.post(address, form_data(client.get(address), **typed))
    assert answer.status_code == 422
    assert not newcomer.memberships.exists()


def test_a_new_person_has_no_password_and_gets_no_letter(
    office: User, sign_in: Any, form_data: Any, mailoutbox: list[Any]
) -> None:
    client = sign_in(office)
    typed = {"name_en": "Chan Tai Man", "username": "chan.taiman", "email": "Chan@school.test"}
    answer = client.post("/people/new/", form_data(client.get("/people/new/"), **typed))
    person = User.objects.get(username="chan.taiman")
    assert answer["Location"] == f"/people/{person.pk}/"
    assert not person.has_usable_password()
    assert (person.email, mailoutbox) == ("chan@school.test", [])


def test_nobody_has_an_account_without_a_name(office: User, sign_in: Any, form_data: Any) -> None:
    client = sign_in(office)
    data = form_data(client.get("/people/new/"), username="chan.taiman")
    answer = client.post("/people/new/", data)
    assert answer.status_code == 422
    assert "Write the name in English or in Chinese." in answer.content.decode()
    assert not User.objects.filter(username="chan.taiman").exists()


def test_a_taken_sign_in_name_is_told_at_its_field(
    office: User, senco: User, sign_in: Any, form_data: Any
) -> None:
    client = sign_in(office)
    data = form_data(client.get("/people/new/"), name_en="X", username="senco")
    answer = client.post("/people/new/", data)
    assert answer.status_code == 422
    assert "Somebody has this sign-in name" in answer.content.decode()


def test_a_closed_account_is_opened_again(
    class_teacher: User, office: User, sign_in: Any, form_data: Any
) -> None:
    client = sign_in(office)
    address = f"/people/{class_teacher.pk}/close/"
    for expected in (False, True):
        client.post(address, form_data(client.get(address)))
        class_teacher.refresh_from_db()
        assert class_teacher.is_active is expected
