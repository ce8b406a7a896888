"""People with an account, the roles they hold, and the proposals that wait."""

from allauth.mfa.utils import is_mfa_enabled
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts import actions
from sencohub.accounts.forms import EndRoleForm, PersonForm, RoleForm
from sencohub.accounts.models import Invitation, RoleMembership, User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.forms import HouseForm
from sencohub.lib.policies import (
    ACCOUNT_KEEPERS,
    ROLL_KEEPERS,
    SENCO_AND_LEADERS,
    SENCO_ONLY,
    policy,
    require,
)
from sencohub.lib.roles import Role

PAGE = 50


@policy(ACCOUNT_KEEPERS)
def roles(request: PersonRequest) -> HttpResponse:
    """Who holds which role, who waits for one, who has not signed in yet."""
    words, role = request.GET.get("q", "").strip(), request.GET.get("role", "")
    people = User.objects.filter(is_superuser=False).prefetch_related(
        Prefetch("memberships", RoleMembership.objects.order_by("starts_on")),
        Prefetch("invitations", Invitation.objects.open(), to_attr="open_invitations"),
    )
    if words:
        people = people.filter(
            Q(name_en__icontains=words) | Q(name_zh__contains=words) | Q(username__icontains=words)
        )
    if role in Role.values:
        held = RoleMembership.objects.in_force().filter(role=role)
        people = people.filter(pk__in=held.values("user_id"))
    page = Paginator(people.order_by("name_en", "pk"), PAGE).get_page(request.GET.get("page"))
    waiting = RoleMembership.objects.waiting().select_related("user", "proposed_by")
    context = {"page": page, "waiting": waiting, "q": words, "role": role, "roles": Role.choices}
    return render(request, "accounts/roles.html", context)


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def person_add(request: PersonRequest) -> HttpResponse:
    form = PersonForm(request)
    if form.submitted():
        return form.once(
            lambda: actions.make_account(form.save(commit=False), by=request.user),
            to=lambda person: reverse("person-detail", args=[person.pk]),
            say=_("The account is made. Give it a role, then invite the person."),
            template="accounts/person_add.html",
        )
    return form.page("accounts/person_add.html")


def _person(pk: int) -> User:
    return get_object_or_404(User.objects.filter(is_superuser=False), pk=pk)


@policy(ACCOUNT_KEEPERS)
def person_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """One person: names, roles with their dates, and the way to sign in."""
    person = _person(pk)
    held = person.memberships.select_related("proposed_by", "confirmed_by").order_by("-starts_on")
    rows = [
        {
            "membership": one,
            "may_confirm": one.can_be_confirmed_by(request.user),
            "may_end": one.can_be_ended_by(request.user),
        }
        for one in held
    ]
    invitation = person.invitations.order_by("-created_at").first()
    context = {
        "person": person,
        "rows": rows,
        "invitation": invitation,
        "open_invitation": invitation is not None and invitation.is_open,
        "link": request.session.pop(f"invitation-{pk}", ""),
        "may_change": ROLL_KEEPERS.admits(request.user),
        "may_hand_over": person.may_be_handed_a_link_by(request.user),
        "may_take_factor": SENCO_ONLY.admits(request.user) and is_mfa_enabled(person),
        "action": HouseForm(request),
    }
    return render(request, "accounts/person_detail.html", context)


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def role_propose(request: PersonRequest, pk: int) -> HttpResponse:
    person = _person(pk)
    require(person != request.user)
    form = RoleForm(request)
    if form.submitted():
        return form.once(
            lambda: actions.propose_role(user=person, by=request.user, **form.given()),
            to=reverse("person-detail", args=[pk]),
            say=lambda one: (
                _("Proposed. A SENCO or leader confirms it.")
                if one.waits_for_confirmation
                else _("The role is given.")
            ),
            template="accounts/role_propose.html",
            person=person,
        )
    return form.page("accounts/role_propose.html", person=person)


@policy(SENCO_AND_LEADERS, methods=("POST",))
def role_confirm(request: PersonRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(RoleMembership, pk=pk)
    require(membership.user_id != request.user.pk)
    form = HouseForm(request)
    if form.submitted():
        return form.once(
            lambda: actions.confirm_role(membership, by=request.user),
            to=reverse("person-detail", args=[membership.user_id]),
            say=_("Confirmed. The role holds from its first day."),
            template="accounts/refused.html",
            person=membership.user,
        )
    return form.page("accounts/refused.html", person=membership.user)


@policy(ACCOUNT_KEEPERS, methods=("GET", "POST"))
def role_end(request: PersonRequest, pk: int) -> HttpResponse:
    """End a role, or turn a proposal down."""
    membership = get_object_or_404(RoleMembership.objects.select_related("user"), pk=pk)
    require(membership.can_be_ended_by(request.user))
    form = EndRoleForm(request)
    if form.submitted():
        return form.once(
            lambda: actions.end_role(membership, by=request.user, on=form.cleaned_data["ends_on"]),
            to=reverse("person-detail", args=[membership.user_id]),
            say=_("The role has its last day."),
            template="accounts/role_end.html",
            membership=membership,
        )
    return form.page("accounts/role_end.html", membership=membership)


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def account_close(request: PersonRequest, pk: int) -> HttpResponse:
    """Close an account, or open it again."""
    person = _person(pk)
    require(person != request.user)
    form = HouseForm(request)
    if form.submitted():
        change, done = actions.reopen_account, _("The account is open again.")
        if person.is_active:
            change, done = actions.close_account, _("The account is closed.")
        return form.once(
            lambda: change(person, by=request.user),
            to=reverse("person-detail", args=[pk]),
            say=done,
            template="accounts/account_close.html",
            person=person,
        )
    return form.page("accounts/account_close.html", person=person)


@policy(SENCO_ONLY, methods=("GET", "POST"))
def second_factor_reset(request: PersonRequest, pk: int) -> HttpResponse:
    """For a lost phone: take a person's second step off."""
    person = _person(pk)
    require(person != request.user)
    form = HouseForm(request)
    if form.submitted():
        return form.once(
            lambda: actions.take_off_second_factor(person),
            to=reverse("person-detail", args=[pk]),
            say=_("The second step is off. Ask the person to set up a new one today."),
            template="accounts/second_factor_reset.html",
            person=person,
        )
    return form.page("accounts/second_factor_reset.html", person=person)
