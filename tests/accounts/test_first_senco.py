"""The first SENCO of a new school is made by whoever runs the server, once."""

import io
import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from sencohub.accounts.models import User
from sencohub.lib.roles import Role


def first_senco(*args: str) -> str:
    said = io.StringIO()
    call_command("first_senco", *args, stdout=said)
    return said.getvalue().strip()


def test_the_link_opens_the_account_and_the_role_is_in_force(db: None) -> None:
    link = first_senco("lam.wingsze", "--name-en", "Lam Wing Sze", "--email", "LAM@school.test")
    person = User.objects.get()
    path = re.sub(r"^http://localhost:8000", "", link)
    data = {"password1": "a quite long sentence", "password2": "a quite long sentence"}
    assert (set(person.roles), person.email) == ({str(Role.SENCO)}, "lam@school.test")
    assert not person.has_usable_password()
    assert Client().post(path, data)["Location"] == "/sign-in/"


@pytest.mark.parametrize("who", ["senco", "leader"])
def test_it_is_refused_where_somebody_can_give_roles(who: str, request: Any) -> None:
    request.getfixturevalue(who)
    with pytest.raises(CommandError, match="gives roles"):
        first_senco("somebody.else")
    assert not User.objects.filter(username="somebody.else").exists()


def test_a_taken_name_is_refused(office: User) -> None:
    with pytest.raises(CommandError, match="Choose another"):
        first_senco("OFFICE")
