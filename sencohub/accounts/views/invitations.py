"""Inviting people, and setting the first password by the link of an invitation."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from sencohub.accounts import actions
from sencohub.accounts.forms import FirstPasswordForm, InviteForm
from sencohub.accounts.models import Invitation, RoleMembership, User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.forms import HouseForm
from sencohub.lib.policies import ANYONE, ROLL_KEEPERS, policy, require
from sencohub.lib.records import IllegalMove
from sencohub.lib.roles import Role

MOST = 2000


def _chosen(request: PersonRequest) -> QuerySet[User]:
    """The people ticked, or everybody of a role who has never signed in."""
    people = User.objects.filter(is_active=True, is_superuser=False)
    role = request.GET.get("role", "")
    if role in Role.values:
        held = RoleMembership.objects.in_force().filter(role=role)
        return people.filter(pk__in=held.values("user_id"), last_login__isnull=True)
    ticked = [pk for pk in request.GET.getlist("people") if pk.isascii() and pk.isdigit()]
    return people.filter(pk__in=[pk for pk in ticked if len(pk) < 18])


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def invitation_send(request: PersonRequest) -> HttpResponse:
    """Say how many letters go out, to whom they cannot go, and ask."""
    chosen = list(_chosen(request).order_by("name_en")[:MOST])
    form = InviteForm(request, initial={"people": [person.pk for person in chosen]})
    if form.submitted():
        return form.once(
            lambda: actions.invite(form.cleaned_data["people"], by=request.user),
            to=reverse("roles"),
            say=lambda n: (
                ngettext(
                    "%(n)s invitation is on its way.", "%(n)s invitations are on their way.", n
                )
                % {"n": n}
            ),
            template="accounts/invitation_send.html",
            **_whom(form.cleaned_data["people"]),
        )
    return form.page("accounts/invitation_send.html", **_whom(chosen))


def _whom(people: Any) -> dict[str, Any]:
    return {
        "reached": [person for person in people if person.email],
        "unreached": [person for person in people if not person.email],
    }


@policy(ROLL_KEEPERS, methods=("POST",))
def invitation_hand_over(request: PersonRequest, pk: int) -> HttpResponse:
    """Make a link for a person without e-mail; the person's page shows it once."""
    person = get_object_or_404(User.objects.filter(is_superuser=False), pk=pk)
    require(person.may_be_handed_a_link_by(request.user))
    form = HouseForm(request)
    if not form.submitted():
        return form.page("accounts/refused.html", person=person)

    def issue() -> None:
        _invitation, secret = Invitation.issue(user=person, by=request.user)
        link = f"{settings.SITE_URL}{reverse('invitation-accept', args=[secret])}"
        request.session[f"invitation-{pk}"] = link

    back = reverse("person-detail", args=[pk])
    return form.once(issue, to=back, template="accounts/refused.html", person=person)


@policy(ANYONE, methods=("GET", "POST"))
@never_cache
def invitation_accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Set the first password. An invitation opens once, within a day."""
    invitation = Invitation.open_for(secret)
    if invitation is None:
        return render(request, "accounts/invitation_gone.html", status=404)
    form = FirstPasswordForm(request, person=invitation.user)
    if not form.submitted():
        return form.page("accounts/invitation_accept.html", person=invitation.user)
    try:
        actions.accept_invitation(invitation, password=form.cleaned_data["password1"])
    except IllegalMove:
        return render(request, "accounts/invitation_gone.html", status=404)
    messages.success(request, _("Your password is set. Sign in with it now."))
    return HttpResponseRedirect(reverse("account_login"))
