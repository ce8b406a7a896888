"""A person's own account, and the name allauth asks for although nobody signs up here."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import deactivate_totp
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.forms import OwnAccountForm
from sencohub.accounts.middleware import SecondFactorMiddleware
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import ANYONE, SENCO_AND_LEADERS, SIGNED_IN, policy


@policy(SIGNED_IN, methods=("GET", "POST"))
def account(request: PersonRequest) -> HttpResponse:
    """My name, e-mail, language, password, second factor, and my roles with their dates."""
    user = request.user
    form = OwnAccountForm(request, initial={"email": user.email, "language": user.language})
    context = {
        "memberships": user.memberships.order_by("-starts_on"),
        "second_factor": Authenticator.objects.filter(
            user=user, type=Authenticator.Type.TOTP
        ).first(),
        "may_read_the_log": SENCO_AND_LEADERS.admits(user),
    }
    if form.submitted():
        user.email, user.language = form.cleaned_data["email"], form.cleaned_data["language"]
        return form.once(
            lambda: user.save(update_fields=["email", "language"]),
            to=reverse("account"),
            say=_("Saved."),
            template="accounts/account.html",
            **context,
        )
    return form.page("accounts/account.html", **context)


@policy(ANYONE, methods=("GET", "POST"))
def signup_closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up. The name must exist: allauth's sign-in page reverses it."""
    raise Http404


@policy(SIGNED_IN, methods=("GET", "POST"))
def second_factor_off(request: PersonRequest) -> HttpResponse:
    """allauth's page; afterwards this session has no second factor any more."""
    response: HttpResponse = deactivate_totp(request)
    if response.status_code == 302:
        request.session.pop(SecondFactorMiddleware.SEEN, None)
    return response
