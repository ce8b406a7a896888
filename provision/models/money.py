"""What provision costs: funds and staff rates. A permission of their own: SENCO and leaders."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.records import Record
from sencohub.lib.roles import Role
from sencohub.school.models import in_language


def may_see_costs(user: User) -> bool:
    """Costs, rates and the ledger: the SENCO and leaders (design, section 6)."""
    return user.is_authenticated and not {Role.SENCO, Role.LEADER}.isdisjoint(user.roles)


def may_set_costs(user: User) -> bool:
    """Only the SENCO writes what things cost."""
    return user.is_authenticated and Role.SENCO in user.roles


class MoneyQuerySet(models.QuerySet["StaffRate"]):
    def visible_to(self, user: User) -> Self:
        return self if may_see_costs(user) else self.none()


class Fund(Record):
    """Where the money comes from: the Learning Support Grant, another grant, the school."""

    code = models.SlugField(max_length=30, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=60, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name_en"]

    def __str__(self) -> str:
        return in_language(self.name_en, self.name_zh)


class StaffRate(Record):
    """HKD for an hour of this person's time, from a day on (until the next rate)."""

    staff = models.ForeignKey(User, models.PROTECT, related_name="rates")
    hourly = models.DecimalField(_("HKD an hour"), max_digits=8, decimal_places=2)
    valid_from = models.DateField(_("from"))
    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["staff", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "valid_from"], name="provision_rate_once"),
            models.CheckConstraint(
                condition=models.Q(hourly__gte=0), name="provision_rate_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"rate {self.pk}"
