"""Giving and ending roles, making accounts, inviting people."""

import datetime as dt
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sencohub.accounts.models import Invitation, RoleMembership, User
from sencohub.lib.dates import today
from sencohub.lib.queue import enqueue_on_commit
from sencohub.lib.records import IllegalMove
from sencohub.lib.roles import Role


@transaction.atomic
def make_account(user: User, *, by: User | None) -> User:
    """A new account without a password: it opens only by an invitation. `by` None: a command."""
    user.set_unusable_password()
    user._history_user = by  # type: ignore[attr-defined]
    user.save()
    return user


@transaction.atomic
def make_first_senco(*, username: str, **names: str) -> User:
    """The account that gives every other role, for a school that has nobody to give them yet.

    Raises IllegalMove when there is a SENCO or leader, or the sign-in name is taken.
    """
    if RoleMembership.objects.in_force().filter(role__in=[Role.SENCO, Role.LEADER]).exists():
        raise IllegalMove(_("The school has a SENCO or leader, who gives roles."))
    if User.objects.filter(username__iexact=username).exists():
        raise IllegalMove(_("Somebody has this sign-in name. Choose another."))
    person = User(username=username, **names)
    person = make_account(person, by=None)
    RoleMembership(user=person, role=Role.SENCO).confirm(by=person)
    return person


@transaction.atomic
def propose_role(
    *, user: User, role: str, by: User, starts_on: dt.date, ends_on: dt.date | None = None
) -> RoleMembership:
    """Propose a role; one that opens no records holds at once, and so does what `by` may confirm.

    Raises ValidationError when the person holds the role already or it is proposed.
    """
    User.objects.select_for_update().get(pk=user.pk)
    held = user.memberships.filter(role=role)
    if any(one.is_open for one in held):
        raise ValidationError({"role": _("This person holds this role already, or it waits.")})
    membership = RoleMembership(
        user=user, role=role, starts_on=starts_on, ends_on=ends_on, proposed_by=by
    )
    membership._history_user = by  # type: ignore[attr-defined]
    if membership.can_be_confirmed_by(by):
        membership.confirm(by=by)
    else:
        membership.save()
    return membership


@transaction.atomic
def confirm_role(membership: RoleMembership, *, by: User) -> RoleMembership:
    """Let a proposed role take effect. Raises IllegalMove when it no longer waits."""
    membership = _locked(membership, by)
    if not membership.waits_for_confirmation or not membership.is_open:
        raise IllegalMove(_("Somebody has already answered this proposal."))
    membership.confirm(by=by)
    return membership


@transaction.atomic
def end_role(membership: RoleMembership, *, on: dt.date, by: User) -> RoleMembership:
    """End a role after its last day `on`, or turn a proposal down.

    Raises IllegalMove when it has ended already, ValidationError when nobody would be left who
    can give roles.
    """
    membership = _locked(membership, by)
    if not membership.is_open:
        raise IllegalMove(_("This role has already ended."))
    if membership.waits_for_confirmation:
        membership.starts_on = min(membership.starts_on, today())
        membership.end(on=today())
        return membership
    if on < membership.starts_on:
        raise ValidationError({"ends_on": _("Choose a day on or after the first day of the role.")})
    _keep_one_who_gives_roles(membership)
    membership.end(on=on)
    return membership


def _locked(membership: RoleMembership, by: User) -> RoleMembership:
    found = RoleMembership.objects.select_for_update().get(pk=membership.pk)
    found._history_user = by  # type: ignore[attr-defined]
    return found


def _keep_one_who_gives_roles(leaving: RoleMembership) -> None:
    if leaving.role not in {Role.SENCO, Role.LEADER}:
        return
    others = RoleMembership.objects.in_force().filter(
        role__in=[Role.SENCO, Role.LEADER], user__is_active=True, ends_on__isnull=True
    )
    if not others.exclude(user=leaving.user_id).exists():
        raise ValidationError(
            _("This is the only SENCO or leader. Give the role to somebody else first.")
        )


@transaction.atomic
def close_account(user: User, *, by: User) -> User:
    """The person can no longer sign in; open sessions end at their next page.

    Raises ValidationError when nobody would be left who can give roles.
    """
    for membership in user.memberships.in_force():
        _keep_one_who_gives_roles(membership)
    return _set_active(user, by=by, active=False)


@transaction.atomic
def reopen_account(user: User, *, by: User) -> User:
    return _set_active(user, by=by, active=True)


def _set_active(user: User, *, by: User, active: bool) -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = active
    user._history_user = by  # type: ignore[attr-defined]
    user.save()
    if not active:
        Invitation.objects.filter(user=user).open().update(expires_at=timezone.now())
    return user


@transaction.atomic
def take_off_second_factor(user: User) -> None:
    """For a lost phone: the password alone opens the account until a new app is set up."""
    Authenticator.objects.filter(user=user).delete()


# --- invitations --------------------------------------------------------------------------------


@transaction.atomic
def invite(people: Iterable[User], *, by: User) -> int:
    """Prepare an invitation for each of these people who has an e-mail; how many will go out."""
    count = 0
    for person in people:
        if person.is_active and person.email:
            invitation = Invitation.prepare(user=person, by=by)
            enqueue_on_commit("accounts.send_invitation", invitation.pk)
            count += 1
    return count


@transaction.atomic
def send_invitation(pk: int) -> bool:
    """Send the letter if it still waits. A mail server that refuses leaves it waiting."""
    invitation = Invitation.objects.unsent().select_for_update(of=("self",)).filter(pk=pk).first()
    if invitation is None:
        return False
    person = invitation.user
    link = f"{settings.SITE_URL}{reverse('invitation-accept', args=[invitation.seal()])}"
    with translation.override(person.language):
        subject = _("Your account at the school’s learning support pages")
        text = render_to_string("emails/invitation.txt", {"person": person, "link": link})
    send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email])
    return True


@transaction.atomic
def accept_invitation(invitation: Invitation, *, password: str) -> User:
    """Set the password and use the invitation up. Raises IllegalMove when it was used meanwhile."""
    found = Invitation.objects.open().select_for_update().filter(pk=invitation.pk).first()
    if found is None:
        raise IllegalMove(_("This invitation has been used. Sign in, or ask for a new one."))
    found.accepted_at = timezone.now()
    found.save(update_fields=["accepted_at"])
    person = found.user
    person.set_password(password)
    person.save()
    return person
