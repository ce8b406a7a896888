"""Things of `provision` that the table's routes name."""

import datetime as dt
from typing import Any

from provision.actions.places import place_students
from sencohub.lib.dates import today
from students.models import Student
from tests import factories
from tests.permissions.world import thing


def _group(world: dict[str, Any], student: Student, **fields: Any) -> Any:
    """A run led by the teaching assistant of 5A, with one student placed as the product does."""
    term = factories.TermFactory()
    run = factories.ProvisionFactory(term=term, staff=world["assistant"], **fields)
    place = factories.ParticipationFactory.build(
        provision=run, student=student, starts_on=run.starts_on, ends_on=run.ends_on
    )
    place_students(run=run, places=[place], by=world["senco"])
    return run


@thing("amina_group")
def amina_group(world: dict[str, Any]) -> Any:
    return _group(world, world["amina"])


@thing("amina_planned")
def amina_planned(world: dict[str, Any]) -> Any:
    return _group(world, world["amina"], state="planned")


@thing("ben_group")
def ben_group(world: dict[str, Any]) -> Any:
    """Led by nobody of the cast."""
    run = factories.ProvisionFactory(term=factories.TermFactory())
    factories.ParticipationFactory(provision=run, student=world["ben"])
    return run


@thing("amina_place")
def amina_place(world: dict[str, Any]) -> Any:
    return world["amina_group"].participations.get()


@thing("amina_session")
def amina_session(world: dict[str, Any]) -> Any:
    yesterday = today() - dt.timedelta(days=1)
    return factories.SessionFactory(provision=world["amina_group"], held_on=yesterday)


@thing("intervention")
def intervention(world: dict[str, Any]) -> Any:
    return factories.InterventionFactory()


@thing("class_5a")
def class_5a(world: dict[str, Any]) -> Any:
    return world["amina"].enrolments.get().school_class
