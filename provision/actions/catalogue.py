"""The catalogue of what the school can give, and what staff time costs."""

from django.db import transaction

from provision.models import Intervention, StaffRate
from sencohub.accounts.models import User


@transaction.atomic
def save_intervention(*, intervention: Intervention, version: int | None, by: User) -> Intervention:
    """Save an entry under the version it was opened at; runs made from it keep their own dose."""
    if intervention.pk:
        intervention.claim(version)
    intervention.save()
    return intervention


@transaction.atomic
def set_rate(*, rate: StaffRate, by: User) -> StaffRate:
    """A person's hourly rate from a day on; the same day again replaces it."""
    standing = StaffRate.objects.filter(staff=rate.staff, valid_from=rate.valid_from).first()
    if standing is not None:
        standing.hourly = rate.hourly
        rate = standing
    rate.save()
    return rate
