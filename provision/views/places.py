"""Students' places in a run, and what came of them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from provision.actions.outcomes import record_outcomes
from provision.actions.places import change_place, leave_run, place_students
from provision.forms.outcomes import OutcomesForm
from provision.forms.places import CandidateFilter, LeaveForm, PlaceForm, PlacesForm
from provision.models import Participation, Provision
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.policies import RECORD_STAFF, policy, require
from students import access_log


def _editable_run(request: PersonRequest, pk: int) -> Provision:
    runs = Provision.objects.visible_to(request.user).select_related("intervention", "staff")
    run = get_object_or_404(runs, pk=pk)
    require(run.can_be_edited_by(request.user))
    return run


def _editable_place(request: PersonRequest, pk: int) -> Participation:
    runs = Provision.objects.visible_to(request.user)
    places = Participation.objects.visible_to(request.user).filter(provision__in=runs.values("pk"))
    related = places.select_related("student", "provision__staff", "leader_grant")
    place: Participation = get_object_or_404(related, pk=pk)
    require(place.provision.can_be_edited_by(request.user))
    return place


@policy(RECORD_STAFF, methods=("GET", "POST"))
def place_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Tick students and give each a baseline and what is expected."""
    run = _editable_run(request, pk)
    asked = CandidateFilter(request.GET)
    form = PlacesForm(
        request, run=run, students=asked.students(run, request), initial=_first_values(run)
    )
    template: str = "provision/place_new.html"
    context: dict[str, Any] = {"run": run, "asked": asked}
    if form.submitted():
        return form.once(
            lambda: place_students(run=run, places=form.places(), by=request.user),
            to=run.get_absolute_url(),
            say=lambda made: (
                ngettext("%(n)s student added.", "%(n)s students added.", len(made))
                % {"n": len(made)}
            ),
            template=template,
            **context,
        )
    return form.page(template, **context)


def _first_values(run: Provision) -> dict[str, Any]:
    """The measure of those who are in already, else the catalogue's."""
    standing = run.participations.order_by("-pk").first()
    source = standing or run.intervention
    return {
        "measure": source.measure,
        "unit": source.unit,
        "direction": source.direction,
        "aim": standing.aim if standing else "reach",
        "baseline_on": min(today(), run.starts_on),
        "starts_on": min(max(run.starts_on, today()), run.ends_on) if standing else run.starts_on,
        "ends_on": run.ends_on,
    }


@policy(RECORD_STAFF, methods=("GET", "POST"))
def place_edit(request: PersonRequest, pk: int) -> HttpResponse:
    place = _editable_place(request, pk)
    form = PlaceForm(request, instance=place)
    if request.method == "GET":
        access_log.opened(request, place, student=place.student_id)
    if form.submitted():
        return form.once(
            lambda: change_place(place=form.instance, version=form.opened_version, by=request.user),
            to=place.provision.get_absolute_url(),
            say=_("Saved."),
            template="provision/place_edit.html",
            place=place,
        )
    return form.page("provision/place_edit.html", place=place)


@policy(RECORD_STAFF, methods=("GET", "POST"))
def place_leave(request: PersonRequest, pk: int) -> HttpResponse:
    """The student's last day in the run."""
    place = _editable_place(request, pk)
    form = LeaveForm(request, initial={"on": min(today(), place.ends_on)})
    if form.submitted():
        return form.once(
            lambda: leave_run(place=place, on=form.cleaned_data["on"], by=request.user),
            to=place.provision.get_absolute_url(),
            say=_("The place ends on that day. What was measured stays."),
            template="provision/place_leave.html",
            place=place,
        )
    return form.page("provision/place_leave.html", place=place)


@policy(RECORD_STAFF, methods=("GET", "POST"))
def outcome_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """The actual of every student of the run, and whether it shows in class."""
    run = _editable_run(request, pk)
    places = run.participations.select_related("student").order_by("student__name_en", "pk")
    form = OutcomesForm(request, places=places)
    if form.submitted():
        return form.once(
            lambda: record_outcomes(
                found=form.found(), on=form.cleaned_data["actual_on"], by=request.user
            ),
            to=run.get_absolute_url(),
            say=lambda n: ngettext("%(n)s outcome saved.", "%(n)s outcomes saved.", n) % {"n": n},
            template="provision/outcome_edit.html",
            run=run,
        )
    return form.page("provision/outcome_edit.html", run=run)
