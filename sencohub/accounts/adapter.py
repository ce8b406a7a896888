"""How allauth behaves here: nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from the office, an import or an invitation."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Sign-in and sign-out speak for themselves."""
