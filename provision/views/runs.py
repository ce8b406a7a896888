"""The catalogue, the list of runs, and one run from its planning to its end."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from provision.actions.catalogue import save_intervention, set_rate
from provision.actions.places import publish_places
from provision.actions.runs import change_run, end_run, plan_run, start_run
from provision.forms.map import RunFilter, current
from provision.forms.runs import EndForm, InterventionForm, RateForm, RunForm, StepForm
from provision.models import Fund, Intervention, Provision, StaffRate
from provision.models.money import may_set_costs
from provision.telling import told
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.policies import (
    CLASSROOM,
    MAP_READERS,
    RECORD_STAFF,
    SEN_TEAM,
    SENCO_AND_LEADERS,
    SENCO_ONLY,
    policy,
    require,
)
from sencohub.school.models import Term
from students import access_log

PAGE = 50


# --- the catalogue -----------------------------------------------------------------------------


@policy(RECORD_STAFF)
def intervention_list(request: PersonRequest) -> HttpResponse:
    """What the school can give, with its usual dose and how often it ran."""
    rows = Intervention.objects.visible_to(request.user).annotate(runs=Count("provisions"))
    context = {
        "interventions": rows.order_by("-is_active", "tier", "name_en"),
        "may_edit": SEN_TEAM.admits(request.user),
        "may_map": MAP_READERS.admits(request.user),
    }
    return render(request, "provision/intervention_list.html", context)


@policy(SEN_TEAM, methods=("GET", "POST"))
def intervention_new(request: PersonRequest) -> HttpResponse:
    return _intervention(request, Intervention())


@policy(SEN_TEAM, methods=("GET", "POST"))
def intervention_edit(request: PersonRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(Intervention.objects.editable_by(request.user), pk=pk)
    return _intervention(request, entry)


def _intervention(request: PersonRequest, entry: Intervention) -> HttpResponse:
    form = InterventionForm(request, instance=entry)
    template = "provision/intervention_edit.html"
    context: dict[str, Any] = {"intervention": entry, "is_new": entry.pk is None}
    if form.submitted():
        return form.once(
            lambda: save_intervention(
                intervention=form.instance, version=form.opened_version, by=request.user
            ),
            to=reverse("provision:intervention-list"),
            say=_("Saved in the catalogue."),
            template=template,
            **context,
        )
    return form.page(template, **context)


# --- what staff time costs ---------------------------------------------------------------------


@policy(SENCO_AND_LEADERS)
def rate_list(request: PersonRequest) -> HttpResponse:
    """Hourly rates of staff, the newest first for each person."""
    rates = StaffRate.objects.visible_to(request.user).select_related("staff")
    rows = rates.order_by("staff__name_en", "staff", "-valid_from")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    access_log.listed(request, "staff rates")
    context = {"page": page, "funds": Fund.objects.all(), "may_set": may_set_costs(request.user)}
    return render(request, "provision/rate_list.html", context)


@policy(SENCO_ONLY, methods=("GET", "POST"))
def rate_new(request: PersonRequest) -> HttpResponse:
    form = RateForm(request, initial={"valid_from": today()})
    if form.submitted():
        return form.once(
            lambda: set_rate(rate=form.instance, by=request.user),
            to=reverse("provision:rate-list"),
            say=_("Rate saved. Sessions from that day on count with it."),
            template="provision/rate_new.html",
        )
    return form.page("provision/rate_new.html")


# --- runs --------------------------------------------------------------------------------------


@policy(RECORD_STAFF)
def provision_list(request: PersonRequest) -> HttpResponse:
    """The runs this person sees: this term's, narrowed by what was asked."""
    terms = list(Term.objects.select_related("year").order_by("starts_on"))
    asked = RunFilter(request.GET, terms)
    term = asked.chosen_term()
    runs = _runs(request, asked).filter(term=term).select_related("staff", "term__year")
    counted = runs.annotate(
        students=Count("participations", distinct=True),
        held=Count("sessions", filter=Q(sessions__was_held=True), distinct=True),
    )
    page = Paginator(counted.order_by("name_en", "pk"), PAGE).get_page(request.GET.get("page"))
    access_log.listed(request, "provision", {"term": term.pk if term else ""})
    context = {
        "page": page,
        "asked": asked,
        "term": term,
        "may_plan": SEN_TEAM.admits(request.user),
        "may_map": MAP_READERS.admits(request.user),
        "may_record": CLASSROOM.admits(request.user),
    }
    return render(request, "provision/provision_list.html", context)


def _runs(request: PersonRequest, asked: RunFilter) -> Any:
    runs = Provision.objects.visible_to(request.user)
    for name in ("tier", "state"):
        if asked.asked(name):
            runs = runs.filter(**{name: asked.asked(name)})
    if asked.cleaned_data.get("intervention"):
        runs = runs.filter(intervention=asked.cleaned_data["intervention"])
    if asked.cleaned_data.get("mine"):
        runs = runs.filter(staff=request.user)
    words = asked.asked("q")
    return runs.filter(Q(name_en__icontains=words) | Q(name_zh__contains=words)) if words else runs


@policy(SEN_TEAM, methods=("GET", "POST"))
def provision_new(request: PersonRequest) -> HttpResponse:
    """Choose from the catalogue, then plan a run from the entry's usual dose."""
    entries = Intervention.objects.editable_by(request.user).active()
    chosen = request.GET.get("intervention", "")
    if not chosen:
        return render(request, "provision/provision_pick.html", {"interventions": entries})
    entry = get_object_or_404(entries, pk=chosen if chosen.isascii() and chosen.isdigit() else 0)
    run = Provision(intervention=entry)
    form = RunForm(request, instance=run, initial=_usual(entry))
    template = "provision/provision_new.html"
    context: dict[str, Any] = {"intervention": entry}
    if form.submitted():
        return form.once(
            lambda: plan_run(run=form.instance, by=request.user),
            to=lambda made: reverse("provision:place-new", args=[made.pk]),
            say=_("Planned. Now add its students."),
            template=template,
            **context,
        )
    return form.page(template, **context)


def _usual(entry: Intervention) -> dict[str, Any]:
    """First values of a run: the catalogue's dose, in what is left of the term."""
    values = {
        "name_en": entry.name_en,
        "name_zh": entry.name_zh,
        "kind": Provision.Kind.GROUP if entry.usual_group > 1 else Provision.Kind.ONE_TO_ONE,
        "tier": entry.tier,
        "planned_sessions": entry.usual_sessions,
        "minutes": entry.usual_minutes,
    }
    term = current(list(Term.objects.select_related("year").order_by("starts_on")))
    if term is None:
        return values
    first = min(max(today(), term.starts_on), term.ends_on)
    last = min(first + entry.usual_length, term.ends_on)
    return {**values, "term": term.pk, "starts_on": first, "ends_on": last}


@policy(RECORD_STAFF)
def provision_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """One run: its students and outcomes, its sessions, its dose, and for some what it costs."""
    run = _visible(request, pk)
    context = told(run, request.user)
    alone = context["places"][0].place.student if len(context["places"]) == 1 else None
    access_log.opened(request, run, student=alone)
    return StepForm(request).page("provision/provision_detail.html", **context)


def _visible(request: PersonRequest, pk: int) -> Provision:
    runs = Provision.objects.visible_to(request.user)
    related = runs.select_related("intervention", "staff", "term__year", "fund")
    return get_object_or_404(related, pk=pk)


@policy(RECORD_STAFF, methods=("GET", "POST"))
def provision_edit(request: PersonRequest, pk: int) -> HttpResponse:
    run = _visible(request, pk)
    require(run.can_be_edited_by(request.user))
    form = RunForm(request, instance=run)
    if form.submitted():
        return form.once(
            lambda: change_run(run=form.instance, version=form.opened_version, by=request.user),
            to=run.get_absolute_url(),
            say=_("Saved."),
            template="provision/provision_edit.html",
            run=run,
        )
    return form.page("provision/provision_edit.html", run=run)


@policy(RECORD_STAFF, methods=("POST",))
def provision_start(request: PersonRequest, pk: int) -> HttpResponse:
    """Planned becomes running."""
    return _step(request, pk, start_run, _("It is running now."))


@policy(RECORD_STAFF, methods=("POST",))
def provision_publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Parents may read their own child's place."""
    return _step(request, pk, publish_places, _("Parents can read it now."))


def _step(request: PersonRequest, pk: int, act: Any, say: str) -> HttpResponse:
    run = _visible(request, pk)
    require(run.can_be_edited_by(request.user))
    form = StepForm(request)
    template = "provision/provision_detail.html"
    if form.submitted():
        return form.once(
            lambda: act(run=run, by=request.user),
            to=run.get_absolute_url(),
            say=say,
            template=template,
            **told(run, request.user),
        )
    return form.page(template, **told(run, request.user))


@policy(RECORD_STAFF, methods=("GET", "POST"))
def provision_end(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks for the last day, because ending cannot be undone."""
    run = _visible(request, pk)
    require(run.can_be_edited_by(request.user))
    form = EndForm(request, initial={"on": min(today(), run.ends_on)})
    if form.submitted():
        return form.once(
            lambda: end_run(run=run, on=form.cleaned_data["on"], by=request.user),
            to=run.get_absolute_url(),
            say=_("Ended. What was measured and recorded stays."),
            template="provision/provision_end.html",
            run=run,
        )
    return form.page("provision/provision_end.html", run=run)
