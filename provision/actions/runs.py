"""A run of an intervention from its planning to its end."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from provision.actions.leading import close_to_leader, open_to_leader
from provision.models import Participation, Provision
from sencohub.accounts.models import User
from sencohub.lib.records import IllegalMove
from sencohub.notices.actions import tell
from tiers.models import Target

State = Provision.State


@transaction.atomic
def plan_run(*, run: Provision, by: User) -> Provision:
    """A new run, planned; its students come next."""
    run.state = State.PLANNED
    run.save()
    return run


@transaction.atomic
def change_run(*, run: Provision, version: int | None, by: User) -> Provision:
    """Save under the version it was opened at; a new leader sees what the old one saw."""
    run.claim(version)
    run.save()
    if run.state != State.ENDED:
        for place in run.participations.select_related("provision__staff", "leader_grant"):
            open_to_leader(place, by=by)
    return run


@transaction.atomic
def start_run(*, run: Provision, by: User) -> Provision:
    """Planned becomes running. Refuses without students, without a leader, with a place unready."""
    run = Provision.locked(run.pk)
    run.move(State.RUNNING)
    places = list(run.participations.all())
    if not places:
        raise IllegalMove(_("Add the students first, each with a baseline and what you expect."))
    if not run.led_by:
        raise IllegalMove(_("Say first who gives it: a member of staff or a contractor."))
    if not all(is_ready(place) for place in places):
        raise IllegalMove(
            _("Every student needs a measure, and an expected outcome beyond the baseline.")
        )
    run.save()
    if run.staff is not None:
        _tell_leader(run, run.staff)
    return run


def is_ready(place: Participation) -> bool:
    """The place says how it is measured and expects something beyond where the student starts."""
    if not place.measure:
        return False
    if place.aim == Target.Aim.MAINTAIN:
        return True
    gain = place.expected - place.baseline
    return gain < 0 if place.direction == Target.Direction.LOWER else gain > 0


def _tell_leader(run: Provision, leader: User) -> None:
    tell(
        event=f"provision-leads:{run.pk}:{leader.pk}",
        kind="provision-leads",
        to=[leader],
        path=run.get_absolute_url(),
    )


@transaction.atomic
def end_run(*, run: Provision, on: dt.date, by: User) -> Provision:
    """The run's last day. Places end with it; a run that never began ends as it was planned."""
    run = Provision.locked(run.pk)
    run.move(State.ENDED)
    run.ends_on = max(run.starts_on, min(run.ends_on, on))
    run.save()
    for place in run.participations.select_related("leader_grant"):
        place.ends_on = max(place.starts_on, min(place.ends_on, run.ends_on))
        place.save()
        close_to_leader(place, on=on)
    return run
