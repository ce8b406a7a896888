"""Sessions end: 30 idle minutes, 12 hours in any case, a closed account, a new password."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from sencohub.accounts import actions
from sencohub.accounts.models import User

MORNING = dt.datetime(2026, 3, 3, 0, 0, tzinfo=dt.UTC)


def minutes(number: int) -> dt.timedelta:
    return dt.timedelta(minutes=number)


@pytest.mark.parametrize(("idle", "code"), [(29, 200), (30, 200), (31, 302)])
def test_an_idle_session_ends_after_thirty_minutes(
    senco: User, sign_in: Any, idle: int, code: int
) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        client = sign_in(senco)
        client.get("/account/")
        clock.shift(minutes(idle))
        assert client.get("/account/").status_code == code


def test_a_session_in_use_ends_after_twelve_hours(senco: User, sign_in: Any) -> None:
    codes = []
    with time_machine.travel(MORNING, tick=False) as clock:
        client = sign_in(senco)
        for _nth in range(37):
            codes.append(client.get("/account/").status_code)
            clock.shift(minutes(20))
    assert codes[:37] == [200] * 37
    with time_machine.travel(MORNING + minutes(37 * 20 + 1), tick=False):
        assert client.get("/account/").status_code == 302


def test_closing_an_account_ends_its_open_sessions(
    senco: User, class_teacher: User, sign_in: Any
) -> None:
    clients = [sign_in(class_teacher), sign_in(class_teacher)]
    assert [client.get("/account/").status_code for client in clients] == [200, 200]
    actions.close_account(class_teacher, by=senco)
    assert [client.get("/account/").status_code for client in clients] == [302, 302]


def test_a_new_password_ends_every_other_session(senco: User, sign_in: Any) -> None:
    here, there = sign_in(senco), sign_in(senco)
    data = {
        "oldpassword": "sencohub-demo",
        "password1": "a quite different sentence",
        "password2": "a quite different sentence",
    }
    answer = here.post("/account/password/", data)
    assert answer["Location"] == "/account/"
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_a_role_ends_at_midnight_in_an_open_session(
    senco: User, other_teacher: User, sign_in: Any
) -> None:
    """15:59 in London is 23:59 here, 16:01 is the next day."""
    with time_machine.travel(dt.datetime(2026, 3, 3, 15, 50, tzinfo=dt.UTC), tick=False) as clock:
        keeper = other_teacher.memberships.create(role="office", starts_on=dt.date(2026, 1, 1))
        actions.end_role(keeper, on=dt.date(2026, 3, 3), by=senco)
        client = sign_in(other_teacher)
        clock.shift(minutes(9))
        assert client.get("/people/").status_code == 200
        clock.shift(minutes(2))
        assert client.get("/people/").status_code == 404


def test_signing_out_elsewhere_is_not_needed_to_see_the_page_again(senco: User) -> None:
    assert Client().get("/account/")["Location"] == "/sign-in/?next=/account/"
