"""Invitations: the page says how many and asks; a link opens once, within a day, for one person."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from sencohub.accounts import actions, tasks
from sencohub.accounts.models import Invitation, User
from sencohub.lib.roles import Role
from tests import factories

PASSWORD = "a quite different sentence"
NOW = dt.datetime(2026, 3, 3, 2, 0, tzinfo=dt.UTC)


def link_in(letter: Any) -> str:
    found = re.search(r"http://localhost:8000(/invitations/[^/\s]+/)", letter.body)
    assert found is not None
    return found.group(1)


def invited(person: User, by: User) -> str:
    """The address in the letter that this person gets."""
    actions.invite([person], by=by)
    actions.send_invitation(Invitation.objects.unsent().get(user=person).pk)
    return link_in(mail.outbox[-1])


def set_password(address: str, password: str = PASSWORD, again: str | None = None) -> Any:
    return Client().post(address, {"password1": password, "password2": again or password})


# --- sending ------------------------------------------------------------------------------------


def test_the_page_says_how_many_and_whom_it_cannot_reach(
    office: User, newcomer: User, parent: User, sign_in: Any
) -> None:
    parent.email = ""
    parent.save()
    address = f"/people/invite/?people={newcomer.pk}&people={parent.pk}"
    answer = sign_in(office).get(address)
    assert (answer.context["reached"], answer.context["unreached"]) == ([newcomer], [parent])
    assert "Send 1 invitation?" in answer.content.decode()
    assert mail.outbox == []


def test_a_whole_role_is_invited_except_those_who_have_signed_in(
    office: User, sign_in: Any, school: Any
) -> None:
    people = [factories.person(f"t{nth}", Role.TEACHER) for nth in range(3)]
    User.objects.filter(pk=people[0].pk).update(last_login=NOW)
    answer = sign_in(office).get("/people/invite/?role=teacher")
    assert set(answer.context["reached"]) == set(people[1:])


def test_letters_go_out_after_the_commit_one_to_each(
    office: User,
    newcomer: User,
    senst: User,
    sign_in: Any,
    form_data: Any,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(
        "sencohub.lib.queue.app.send_task", lambda name, args: sent.append((name, args))
    )
    client = sign_in(office)
    address = f"/people/invite/?people={newcomer.pk}&people={senst.pk}"
    page = client.get(address)
    data = page.context["form"].fresh() | {"people": [newcomer.pk, senst.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, data, follow=True)
    assert "2 invitations are on their way" in answer.content.decode()
    for name, args in sent:
        assert name == "accounts.send_invitation"
        tasks.send_invitation(*args)
        tasks.send_invitation(*args)
    assert sorted(letter.to for letter in mail.outbox) == [
        ["newcomer@school.test"],
        ["senst@school.test"],
    ]


def test_a_letter_speaks_the_persons_language_and_names_no_child(
    office: User, parent: User, amina: Any
) -> None:
    parent.language = "zh-hant"
    parent.save()
    invited(parent, by=office)
    letter = mail.outbox[-1]
    assert "學校已為您建立帳戶" in letter.body
    assert "Amina" not in f"{letter.subject} {letter.body}"
    assert "\n" not in letter.subject


def test_what_the_queue_lost_is_swept_up_once(office: User, newcomer: User) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        actions.invite([newcomer], by=office)
        assert tasks.sweep() == 0
        clock.shift(dt.timedelta(minutes=2))
        assert [tasks.sweep(), tasks.sweep()] == [1, 0]
    assert len(mail.outbox) == 1


def test_a_mail_server_that_refuses_leaves_the_letter_waiting(
    office: User, newcomer: User, settings: Any
) -> None:
    actions.invite([newcomer], by=office)
    waiting = Invitation.objects.get()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    with pytest.raises(OSError):
        actions.send_invitation(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.sent_at is None


# --- accepting ----------------------------------------------------------------------------------


def test_the_link_sets_the_password_once(office: User, newcomer: User) -> None:
    address = invited(newcomer, by=office)
    page = Client().get(address)
    assert "Your sign-in name is newcomer" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert set_password(address)["Location"] == "/sign-in/"
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)
    assert set_password(address, "another long sentence").status_code == 404
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)


@pytest.mark.parametrize(("hours", "code"), [(23.9, 200), (24.1, 404)])
def test_a_link_lasts_a_day(office: User, newcomer: User, hours: float, code: int) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        address = invited(newcomer, by=office)
        clock.shift(dt.timedelta(hours=hours))
        assert Client().get(address).status_code == code


def test_a_new_invitation_ends_the_one_before(office: User, newcomer: User) -> None:
    first, second = invited(newcomer, by=office), invited(newcomer, by=office)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_closing_the_account_ends_its_invitation(office: User, newcomer: User) -> None:
    address = invited(newcomer, by=office)
    actions.close_account(newcomer, by=office)
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("short", None, "too short"),
        ("password1234", None, "too common"),
        ("newcomer12", None, "too similar"),
        (PASSWORD, "something else 123", "The two passwords differ"),
        ("", "", "Fill in “New password”."),
    ],
)
def test_a_weak_password_is_refused_with_a_sentence(
    office: User, newcomer: User, password: str, again: str | None, words: str
) -> None:
    answer = set_password(invited(newcomer, by=office), password, again)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Invitation.objects.filter(accepted_at__isnull=False).exists()


def test_a_password_is_taken_as_typed(office: User, newcomer: User) -> None:
    odd = "  spaces\u00a0and 全形 around  "
    set_password(invited(newcomer, by=office), odd)
    newcomer.refresh_from_db()
    assert newcomer.check_password(odd)


@pytest.mark.parametrize("secret", ["x", "a" * 300, "' OR 1=1", "新"])
def test_a_made_up_link_opens_nothing(db: None, secret: str) -> None:
    assert Client().get(f"/invitations/{secret}/").status_code == 404


def test_a_new_password_ends_open_sessions(office: User, class_teacher: User, sign_in: Any) -> None:
    thief = sign_in(class_teacher)
    assert thief.get("/account/").status_code == 200
    set_password(invited(class_teacher, by=office))
    assert thief.get("/account/").status_code == 302


def test_a_link_to_hand_over_is_shown_once(office: User, newcomer: User, sign_in: Any) -> None:
    client = sign_in(office)
    client.post(f"/people/{newcomer.pk}/link/", {"form_token": "once"})
    page = client.get(f"/people/{newcomer.pk}/").content.decode()
    found = re.search(r"(/invitations/[^/<\s]+/)", page)
    assert found is not None
    assert Client().get(found.group(1)).status_code == 200
    assert "/invitations/" not in client.get(f"/people/{newcomer.pk}/").content.decode()


def test_only_the_hash_is_stored(office: User, newcomer: User) -> None:
    secret = invited(newcomer, by=office).split("/")[2]
    row = Invitation.objects.values().get()
    assert secret not in str(row)
