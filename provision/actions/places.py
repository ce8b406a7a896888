"""Students' places in a run: who, from where, to where, until when."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provision.actions.leading import close_to_leader, open_to_leader
from provision.models import Participation, Provision
from sencohub.accounts.models import User
from sencohub.lib.records import IllegalMove
from sencohub.notices.actions import tell
from students.models import ParentLink, Student


@transaction.atomic
def place_students(
    *, run: Provision, places: Iterable[Participation], by: User
) -> list[Participation]:
    """Give these students their places. All or none.

    Refuses an ended run, a student who left, one who is in it already, and dates outside the run.
    """
    run = Provision.locked(run.pk)
    if run.state == Provision.State.ENDED:
        raise IllegalMove(_("This provision has ended. Start a new one to add students."))
    made = []
    for place in places:
        place.provision = run
        _refuse_if_wrong(place)
        place.save()
        open_to_leader(place, by=by)
        made.append(place)
    return made


def _refuse_if_wrong(place: Participation) -> None:
    name = place.student.short_name
    if place.student.status == Student.Status.LEFT:
        raise ValidationError(_("%(name)s has left the school.") % {"name": name})
    if place.provision.participations.filter(student=place.student).exists():
        raise ValidationError(_("%(name)s is in this group already.") % {"name": name})
    _refuse_dates(place)


def _refuse_dates(place: Participation) -> None:
    run = place.provision
    if not run.starts_on <= place.starts_on <= place.ends_on <= run.ends_on:
        raise ValidationError(_("A place begins and ends within the provision’s own dates."))


@transaction.atomic
def change_place(*, place: Participation, version: int | None, by: User) -> Participation:
    """Save a changed place under the version it was opened at."""
    place.claim(version)
    _refuse_dates(place)
    place.save()
    if place.provision.state != Provision.State.ENDED:
        open_to_leader(place, by=by)
    return place


@transaction.atomic
def leave_run(*, place: Participation, on: dt.date, by: User) -> Participation:
    """The student's last day in the run; what was measured and attended stays."""
    place = Participation.locked(place.pk)
    place.ends_on = max(place.starts_on, min(place.ends_on, on))
    place.save()
    close_to_leader(place, on=on)
    return place


@transaction.atomic
def publish_places(*, run: Provision, by: User) -> int:
    """Let parents read their own child's place; how many were not published before."""
    waiting = run.participations.filter(published_at__isnull=True).select_related("student")
    for place in waiting:
        place.published_at, place.published_by = timezone.now(), by
        place.save()
        _tell_parents(place)
    return len(waiting)


def _tell_parents(place: Participation) -> None:
    links = ParentLink.objects.in_force().filter(student=place.student, may_read=True)
    tell(
        event=f"provision-published:{place.pk}",
        kind="provision-published",
        to=[link.parent for link in links.select_related("parent")],
        path="/family/",
        student_id=place.student_id,
    )
