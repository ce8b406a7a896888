"""What provision tells a plan: the student's places that run or are planned, and their rule."""

from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import gettext as _

from provision.models import Participation, Provision
from sencohub.lib.dates import today
from students.models import Student
from tiers.checker import Draft, Finding, Severity
from tiers.support import Support


def places_of(student: Student) -> list[Support]:
    """The student's places from today on. The caller has checked that the plan may be seen."""
    rows = Participation.objects.filter(student=student, ends_on__gte=today())
    alive = rows.exclude(provision__state=Provision.State.ENDED)
    counted = alive.annotate(shared_by=Count("provision__participations"))
    return [_support(place) for place in counted.select_related("provision__staff")]


def _support(place: Participation) -> Support:
    run = place.provision
    weeks = max(1, round(((run.ends_on - run.starts_on).days + 1) / 7))
    return Support(
        target_id=place.target_id,
        name_en=run.name_en,
        name_zh=run.name_zh,
        staff_en=run.staff.name_en if run.staff else run.contractor,
        staff_zh=run.staff.name_zh if run.staff else run.contractor,
        times_a_week=len(run.weekdays) or round(run.planned_sessions / weeks) or 1,
        minutes=run.minutes,
        out_of_class=run.is_out_of_class,
        shared_by=getattr(place, "shared_by", 1),
        path=run.get_absolute_url(),
    )


def provision_without_target(draft: Draft) -> Iterable[Finding]:
    """The plan checker's rule: provision with no target (design, section 5).

    Advice, not a stop: a place in a group may serve the class's aims beside the plan's.
    """
    for place in draft.support:
        if place.target_id is None:
            yield Finding(
                code="provision-without-target",
                severity=Severity.ADVISE,
                text=_("“%(name)s” serves no target. Open it and choose the target it serves.")
                % {"name": place},
                field="support",
            )
