"""Sign-in and accounts. allauth's views are named one by one, each with its policy."""

from allauth.account import views as allauth_account
from allauth.mfa.base import views as allauth_mfa
from allauth.mfa.recovery_codes import views as allauth_codes
from allauth.mfa.totp import views as allauth_totp
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from sencohub.accounts.views import own, pages
from sencohub.lib.policies import ANYONE, SIGNED_IN, policy

FORM = ("GET", "POST")


@policy(ANYONE)
def signup_closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up. The name must exist: allauth's sign-in page reverses it."""
    raise Http404


anyone = policy(ANYONE, methods=FORM)
signed_in = policy(SIGNED_IN, methods=FORM)

urlpatterns = [
    path("sign-in/", anyone(allauth_account.login), name="account_login"),
    path("sign-in/code/", anyone(allauth_mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/closed/", policy(ANYONE)(allauth_account.account_inactive), name="account_inactive"),
    path("sign-out/", anyone(allauth_account.logout), name="account_logout"),
    path("sign-up/", signup_closed, name="account_signup"),
    path("account/", own.account, name="account"),
    path("account/confirm/", signed_in(allauth_account.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code/", signed_in(allauth_mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/password/",
        signed_in(allauth_account.password_change),
        name="account_change_password",
    ),
    path("account/second-factor/", policy(SIGNED_IN)(allauth_mfa.index), name="mfa_index"),
    path(
        "account/second-factor/set-up/",
        signed_in(allauth_totp.activate_totp),
        name="mfa_activate_totp",
    ),
    path(
        "account/second-factor/take-off/",
        signed_in(allauth_totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/second-factor/codes/",
        policy(SIGNED_IN)(allauth_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-factor/codes/new/",
        signed_in(allauth_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-factor/codes/download/",
        policy(SIGNED_IN)(allauth_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("language/", pages.set_language, name="set-language"),
    path("draft/", pages.draft_save, name="draft-save"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("how-we-protect-records/", pages.privacy, name="privacy"),
]
