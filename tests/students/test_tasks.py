"""Nightly jobs: twice is harmless."""

import datetime as dt

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students import tasks
from students.access import check_access
from students.models import CaseGrant, Student, StudentGrant
from tests import factories


def test_grants_whose_day_has_gone_are_taken_away(
    amina: Student, specialist: User, senco: User
) -> None:
    case = CaseGrant.objects.get()
    case.starts_on, case.ends_on = factories.LONG_AGO, today() - dt.timedelta(days=1)
    case.save()
    tasks.rights_at_midnight()
    tasks.rights_at_midnight()
    assert not StudentGrant.objects.filter(user=specialist).exists()
    assert check_access() == []
