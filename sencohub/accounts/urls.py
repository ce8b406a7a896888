"""Sign-in and accounts. allauth's views are named one by one, each with its policy."""

from allauth.account import views as allauth_account
from allauth.mfa.base import views as allauth_mfa
from allauth.mfa.recovery_codes import views as allauth_codes
from allauth.mfa.totp import views as allauth_totp
from django.urls import path

from sencohub.accounts.views import invitations, own, pages, people
from sencohub.lib.policies import ANYONE, SIGNED_IN, policy

FORM = ("GET", "POST")


anyone = policy(ANYONE, methods=FORM)
signed_in = policy(SIGNED_IN, methods=FORM)

urlpatterns = [
    path("sign-in/", anyone(allauth_account.login), name="account_login"),
    path("sign-in/code/", anyone(allauth_mfa.authenticate), name="mfa_authenticate"),
    path(
        "sign-in/closed/",
        policy(ANYONE)(allauth_account.account_inactive),
        name="account_inactive",
    ),
    path("sign-out/", anyone(allauth_account.logout), name="account_logout"),
    path("sign-up/", own.signup_closed, name="account_signup"),
    path("account/", own.account, name="account"),
    path(
        "account/confirm/",
        signed_in(allauth_account.reauthenticate),
        name="account_reauthenticate",
    ),
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
        own.second_factor_off,
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
    path("people/", people.roles, name="roles"),
    path("people/new/", people.person_add, name="person-add"),
    path("people/invite/", invitations.invitation_send, name="invitation-send"),
    path("people/<int:pk>/", people.person_detail, name="person-detail"),
    path("people/<int:pk>/role/", people.role_propose, name="role-propose"),
    path("people/<int:pk>/close/", people.account_close, name="account-close"),
    path("people/<int:pk>/link/", invitations.invitation_hand_over, name="invitation-hand-over"),
    path("people/<int:pk>/second-factor/", people.second_factor_reset, name="second-factor-reset"),
    path("people/roles/<int:pk>/confirm/", people.role_confirm, name="role-confirm"),
    path("people/roles/<int:pk>/end/", people.role_end, name="role-end"),
    path("invitations/<str:secret>/", invitations.invitation_accept, name="invitation-accept"),
    path("language/", pages.set_language, name="set-language"),
    path("draft/", pages.draft_save, name="draft-save"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("how-we-protect-records/", pages.privacy, name="privacy"),
]
