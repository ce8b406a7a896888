"""Routes of `accounts`. Design, section 6: accounts are the office's and the SENCO's to change,
leaders read; roles are confirmed by a SENCO or leader; everybody has an account of their own."""

from typing import Any

from tests.conftest import CAST
from tests.permissions import Row, everyone
from tests.permissions.world import thing

SECRET = "not-a-real-secret"
SIGNED_IN = everyone(200, *CAST)
KEEPERS = everyone(200, "senco", "leader", "office")
ROLL = everyone(200, "senco", "office")
ROLE = {"role": "teacher", "starts_on": "1 Sep 2026", "form_token": "t"}


@thing("proposal")
def _proposal(world: dict[str, Any]) -> Any:
    """The office proposes the newcomer as a support teacher."""
    return world["newcomer"].memberships.create(role="senst", proposed_by=world["office"])


@thing("teacher_role")
def _teacher_role(world: dict[str, Any]) -> Any:
    return world["class_teacher"].memberships.get()


@thing("senst_role")
def _senst_role(world: dict[str, Any]) -> Any:
    return world["senst"].memberships.get()


ROWS = [
    # Signing in and out: for everybody; who is signed in already is sent on.
    Row("account_login", {}, "GET", everyone(302, *CAST), anonymous=200),
    Row("account_logout", {}, "GET", SIGNED_IN, anonymous=302),
    Row("account_logout", {}, "POST", everyone(302, *CAST), anonymous=302),
    Row("account_inactive", {}, "GET", SIGNED_IN, anonymous=200),
    Row("account_signup", {}, "GET", {}, anonymous=404),
    Row("account_signup", {}, "POST", {}, anonymous=404),
    Row("mfa_authenticate", {}, "GET", everyone(302, *CAST), anonymous=302),
    Row("set-language", {}, "POST", everyone(302, *CAST), anonymous=302),
    Row("set-language", {}, "GET", everyone(405, *CAST), anonymous=405),
    Row("accessibility", {}, "GET", SIGNED_IN, anonymous=200),
    Row("privacy", {}, "GET", SIGNED_IN, anonymous=200),
    # One's own account.
    Row("account", {}, "GET", SIGNED_IN),
    Row("account", {}, "POST", everyone(422, *CAST)),
    Row("account_change_password", {}, "GET", SIGNED_IN),
    Row("account_reauthenticate", {}, "GET", SIGNED_IN),
    # Without a second factor the password is asked for instead.
    Row("mfa_reauthenticate", {}, "GET", everyone(302, *CAST)),
    Row("mfa_index", {}, "GET", SIGNED_IN),
    # Before these one says the password again.
    Row("mfa_activate_totp", {}, "GET", everyone(302, *CAST)),
    Row("mfa_generate_recovery_codes", {}, "GET", everyone(302, *CAST)),
    # Nothing there without a second factor.
    Row("mfa_deactivate_totp", {}, "GET", {}),
    Row("mfa_view_recovery_codes", {}, "GET", {}),
    Row("mfa_download_recovery_codes", {}, "GET", {}),
    Row("draft-save", {}, "POST", everyone(200, *CAST), data={"draft_key": "/a/", "note": "x"}),
    Row("draft-save", {}, "GET", everyone(405, *CAST)),
    # People and roles.
    Row("roles", {}, "GET", KEEPERS),
    Row("person-add", {}, "GET", ROLL),
    Row("person-add", {}, "POST", everyone(422, "senco", "office")),
    Row("person-detail", {"pk": "newcomer"}, "GET", KEEPERS),
    Row("person-detail", {"pk": "parent"}, "GET", KEEPERS),
    # A technical account is nobody of the school.
    Row("person-detail", {"pk": "technical"}, "GET", {}),
    Row("role-propose", {"pk": "newcomer"}, "GET", ROLL),
    Row("role-propose", {"pk": "newcomer"}, "POST", everyone(302, "senco", "office"), data=ROLE),
    Row("role-propose", {"pk": "office"}, "GET", {"senco": 200, "office": 403}),
    Row(
        "role-confirm",
        {"pk": "proposal"},
        "POST",
        everyone(302, "senco", "leader"),
        data={"form_token": "t"},
    ),
    Row("role-confirm", {"pk": "proposal"}, "GET", everyone(405, "senco", "leader")),
    Row("role-end", {"pk": "proposal"}, "GET", {"senco": 200, "leader": 200, "office": 403}),
    Row("role-end", {"pk": "teacher_role"}, "GET", KEEPERS),
    Row("role-end", {"pk": "senst_role"}, "GET", {"senco": 200, "leader": 200, "office": 403}),
    Row(
        "role-end",
        {"pk": "senst_role"},
        "POST",
        {"senco": 302, "leader": 302, "office": 403},
        data={"ends_on": "1 Jan 2030", "form_token": "t"},
    ),
    Row("account-close", {"pk": "newcomer"}, "GET", ROLL),
    Row("account-close", {"pk": "office"}, "GET", {"senco": 200, "office": 403}),
    Row(
        "account-close",
        {"pk": "newcomer"},
        "POST",
        everyone(302, "senco", "office"),
        data={"form_token": "t"},
    ),
    Row("second-factor-reset", {"pk": "newcomer"}, "GET", {"senco": 200}),
    Row("second-factor-reset", {"pk": "senco"}, "GET", {"senco": 403}),
    # Invitations.
    Row("invitation-send", {}, "GET", ROLL),
    Row("invitation-send", {}, "POST", everyone(422, "senco", "office")),
    Row(
        "invitation-hand-over",
        {"pk": "newcomer"},
        "POST",
        everyone(302, "senco", "office"),
        data={"form_token": "t"},
    ),
    # A link handed over is the account itself: the office makes none for a role that opens records.
    Row(
        "invitation-hand-over",
        {"pk": "senst"},
        "POST",
        {"senco": 302, "office": 403},
        data={"form_token": "t"},
    ),
    Row("invitation-hand-over", {"pk": "newcomer"}, "GET", everyone(405, "senco", "office")),
    Row("invitation-accept", {"secret": SECRET}, "GET", {}, anonymous=404),
    Row("invitation-accept", {"secret": SECRET}, "POST", {}, anonymous=404),
]
