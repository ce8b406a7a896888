"""How allauth behaves here: nobody signs up by themselves, and it speaks in our words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# One sentence for a wrong name and a wrong password: neither tells who has an account.
NOT_KNOWN = _(
    "The sign-in name and the password do not belong together. Check both, then try again."
)
TOO_MANY = _("Too many tries. Wait five minutes, then try again.")
WRONG_PASSWORD = _("This is not your password. Type it again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NOT_KNOWN,
        "email_password_mismatch": NOT_KNOWN,
        "invalid_login": NOT_KNOWN,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": WRONG_PASSWORD,
        "enter_current_password": WRONG_PASSWORD,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from the office, an import or an invitation."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Sign-in and sign-out speak for themselves."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is wrong or too old. Type the one shown now."),
    }
