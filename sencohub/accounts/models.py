"""People who sign in, the roles they hold and for how long."""

import datetime as dt
import hashlib
import secrets
from functools import cached_property
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from sencohub.lib.dates import today
from sencohub.lib.prepared import prepared
from sencohub.lib.roles import NEEDS_CONFIRMATION, WHOLE_SCHOOL, Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str, **fields: Any) -> "User":
        """A technical account: it runs the server, and sees a record only by break-glass."""
        return self.create_user(username, password, is_superuser=True, **fields)

    def with_role(self, *roles: Role, on: dt.date | None = None) -> models.QuerySet["User"]:
        """Active people who hold one of these roles on that day (default: today)."""
        held = RoleMembership.objects.in_force(on).filter(role__in=roles)
        return self.filter(is_active=True, pk__in=held.values("user_id")).order_by("name_en")


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a sign-in. E-mail may be empty or shared, as families are.

    `is_superuser` gives no right to any child's record, only the page that asks for one by
    break-glass.
    """

    class Language(models.TextChoices):
        ENGLISH = "en", "English"
        CHINESE = "zh-hant", "繁體中文"

    username = models.CharField(_("sign-in name"), max_length=150, unique=True)
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    title = models.CharField(_("title"), max_length=20, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=60, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=Language.choices, default=Language.ENGLISH
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    @property
    def display_name(self) -> str:
        """The name as written in the reader's language; the sign-in name when there is none."""
        if (get_language() or "").startswith("zh") and self.name_zh:
            return self.name_zh
        named = f"{self.title} {self.name_en}".strip() if self.name_en else self.name_zh
        return named or self.username

    @property
    def initials(self) -> str:
        words = self.name_en.split()
        return "".join(word[0] for word in words[1:3] or words[:2]).upper() or self.username[:2]

    @cached_property
    def roles(self) -> frozenset[str]:
        """Roles in force today, one query for a request. Rights end at midnight of their date."""
        return self.roles_on(today())

    def roles_on(self, on: dt.date) -> frozenset[str]:
        if not self.is_active:
            return frozenset()
        return frozenset(_roles_held.for_anybody(self.pk, on.isoformat()))

    def may_be_handed_a_link_by(self, user: "User") -> bool:
        """A link that sets the password, given to whoever made it, is the account itself.

        The office makes one only for a person who has never signed in and holds no role that
        opens records; a SENCO for anybody; nobody for themselves.
        """
        if not self.is_active or user.pk == self.pk:
            return False
        if Role.SENCO in user.roles:
            return True
        new = self.last_login is None and NEEDS_CONFIRMATION.isdisjoint(self.roles)
        return new and Role.OFFICE in user.roles

    @property
    def sees_whole_school(self) -> bool:
        return not WHOLE_SCHOOL.isdisjoint(self.roles)


class RoleMembershipQuerySet(models.QuerySet["RoleMembership"]):
    def in_force(self, on: dt.date | None = None) -> Self:
        """Those that give rights on that day (default: today): begun, not ended, confirmed."""
        day = on or today()
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            Q(confirmed_at__isnull=False) | ~Q(role__in=NEEDS_CONFIRMATION),
            starts_on__lte=day,
        )

    def waiting(self) -> Self:
        """Proposals for roles that open records, not yet answered."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=today()),
            role__in=NEEDS_CONFIRMATION,
            confirmed_at__isnull=True,
        )


def _gives_roles(user: User) -> bool:
    return not user.roles.isdisjoint({Role.SENCO, Role.LEADER})


class RoleMembership(models.Model):
    """A role held from one day to another. Roles that open records wait for confirmation."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    starts_on = models.DateField(_("from"), default=today)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    objects = RoleMembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ends_on__isnull=True),
                name="accounts_membership_one_open",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="accounts_membership_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["role", "starts_on"], name="accounts_membership_role")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    @property
    def waits_for_confirmation(self) -> bool:
        return self.role in NEEDS_CONFIRMATION and self.confirmed_at is None

    @property
    def is_open(self) -> bool:
        """Holds today or will: not ended, and not a proposal that was turned down."""
        if self.waits_for_confirmation:
            return self.ends_on is None or self.ends_on > today()
        return self.ends_on is None or self.ends_on >= today()

    @property
    def is_ahead(self) -> bool:
        return self.starts_on > today()

    def can_be_confirmed_by(self, user: User) -> bool:
        """A SENCO or leader, and nobody for themselves."""
        return self.waits_for_confirmation and _gives_roles(user) and user.pk != self.user_id

    def can_be_ended_by(self, user: User) -> bool:
        """A SENCO or leader any role; the office the roles it may give."""
        may = _gives_roles(user) or (
            Role.OFFICE in user.roles and self.role not in NEEDS_CONFIRMATION
        )
        return may and self.is_open

    def confirm(self, *, by: User) -> None:
        """A SENCO or leader gives the role; the caller has checked that `by` may."""
        self.confirmed_by, self.confirmed_at = by, timezone.now()
        self.save()

    def end(self, *, on: dt.date) -> None:
        """The last day the role holds."""
        self.ends_on = on
        self.save()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Neither used nor too old."""
        return self.filter(accepted_at__isnull=True, expires_at__gt=timezone.now())

    def unsent(self) -> Self:
        return self.open().filter(sent_at__isnull=True)


class Invitation(models.Model):
    """A one-time link by which a person sets the first password. Only its hash is stored.

    The secret is made when the letter goes out (`seal`), so that what waits in the queue holds
    nothing worth stealing.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    LIFETIME = dt.timedelta(hours=24)
    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.expires_at > timezone.now()

    @classmethod
    def prepare(cls, *, user: User, by: User) -> "Invitation":
        """A new invitation, not yet sent; earlier ones for this person open nothing any more."""
        # no history: an invitation keeps its own dates
        cls.objects.filter(user=user).open().update(expires_at=timezone.now())
        return cls.objects.create(
            user=user,
            invited_by=by,
            token_hash=_hash(secrets.token_urlsafe(32)),
            expires_at=timezone.now() + cls.LIFETIME,
        )

    @classmethod
    def issue(cls, *, user: User, by: User) -> tuple["Invitation", str]:
        """A new invitation and the secret for its link, which is not kept."""
        invitation = cls.prepare(user=user, by=by)
        return invitation, invitation.seal()

    @classmethod
    def open_for(cls, secret: str) -> "Invitation | None":
        """The invitation this secret opens, if it is unused and not expired."""
        return cls.objects.open().filter(token_hash=_hash(secret)).first()

    def seal(self) -> str:
        """Make the secret of the link; the day it lasts begins now."""
        secret = secrets.token_urlsafe(32)
        self.token_hash = _hash(secret)
        self.sent_at = timezone.now()
        self.expires_at = self.sent_at + self.LIFETIME
        self.save()
        return secret


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class UsedFormToken(models.Model):
    """A form's one-use token, stored in the transaction of the work it did."""

    token = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE)
    result_url = models.CharField(max_length=500, blank=True)
    used_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.token


class Draft(models.Model):
    """What a person has typed into one form and not yet sent: one row per form and person."""

    user = models.ForeignKey(User, models.CASCADE)
    form_key = models.CharField(max_length=120)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "form_key"], name="accounts_draft_one_per_form")
        ]

    def __str__(self) -> str:
        return f"draft {self.form_key}"


@prepared
def _roles_held(user: Any, on: Any) -> models.QuerySet[RoleMembership, str]:
    held = RoleMembership.objects.in_force(on).filter(user=user).order_by()
    return held.values_list("role", flat=True)
