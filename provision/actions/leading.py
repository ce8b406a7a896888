"""Whoever leads a group sees its students' adjustments while their places last.

A leader may teach none of them. The right is a case grant like any other: dated, with its reason,
kept on the place so that ending the place ends it.
"""

import datetime as dt

from django.utils.translation import gettext as _

from provision.models import Participation
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students import access
from students.models import CaseGrant

ONE_DAY = dt.timedelta(days=1)


def open_to_leader(place: Participation, *, by: User) -> None:
    """Let the run's leader, and no earlier one, see the student for the dates of the place."""
    run, grant = place.provision, place.leader_grant
    if grant is not None and grant.person_id != run.staff_id:
        close_to_leader(place, on=min(today(), place.ends_on) - ONE_DAY)
        grant = None
    if run.staff is None or run.staff.sees_whole_school:
        return
    grant = grant or CaseGrant(student_id=place.student_id, person=run.staff, granted_by=by)
    grant.reach = CaseGrant.Reach.ADJUSTMENTS
    grant.reason = (_("leads %(group)s") % {"group": run})[:200]
    grant.starts_on, grant.ends_on = place.starts_on, place.ends_on
    grant.save()
    access.sync(grant)
    place.leader_grant = grant
    place.save()


def close_to_leader(place: Participation, *, on: dt.date) -> None:
    """That day is the last on which the leader sees the student for this reason."""
    grant = place.leader_grant
    if grant is None:
        return
    grant.starts_on, grant.ends_on = min(grant.starts_on, on), min(grant.ends_on, on)
    grant.save()
    access.sync(grant)
    place.leader_grant = None
    place.save()
