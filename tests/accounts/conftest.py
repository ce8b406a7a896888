"""Helpers of the account tests."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sencohub.accounts.models import User

type_sign_in = Callable[[User], Client]


@pytest.fixture
def try_sign_in(db: None) -> Callable[..., Any]:
    """Send the sign-in form as a visitor from this address."""

    def _try(login: str, password: str, ip: str = "10.0.0.1", client: Client | None = None) -> Any:
        data = {"login": login, "password": password}
        return (client or Client()).post("/sign-in/", data, REMOTE_ADDR=ip)

    return _try
