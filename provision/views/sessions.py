"""Sessions on a phone: mine today and this week, one recorded, one put right."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from provision.actions.sessions import correct_session, record_session
from provision.forms.sessions import SessionForm
from provision.models import Participation, Provision, Session
from provision.week import my_week
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.dates import today
from sencohub.lib.policies import CLASSROOM, policy, require
from students import access_log


@policy(CLASSROOM)
def session_today(request: PersonRequest) -> HttpResponse:
    """The groups I lead, with the next session of each ready to record."""
    access_log.listed(request, "my groups")
    return render(request, "provision/session_today.html", {"days": my_week(request.user)})


@policy(CLASSROOM, methods=("GET", "POST"))
def session_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Held or not and why, on which day, and who was there: all ticked to begin with."""
    runs = Provision.objects.visible_to(request.user).select_related("staff")
    run = get_object_or_404(runs, pk=pk)
    require(run.is_delivered_by(request.user))
    day = _day_asked(request, run)
    form = SessionForm(
        request, run=run, places=_places(request, run, day), initial={"held_on": day}
    )
    if form.submitted():
        return form.once(
            lambda: record_session(
                run=run, held=form.held(), client_id=form.client_mark(), by=request.user
            ),
            to=f"{run.get_absolute_url()}#sessions",
            say=_("Session recorded."),
            template="provision/session_new.html",
            run=run,
        )
    return form.page("provision/session_new.html", run=run)


def _day_asked(request: PersonRequest, run: Provision) -> dt.date:
    """The day the link named, where it is one of the run's; else today or the run's last day."""
    try:
        day = dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        day = today()
    return min(max(day, run.starts_on), run.ends_on, max(today(), run.starts_on))


def _places(request: PersonRequest, run: Provision, day: dt.date) -> list[Participation]:
    """Places that were in force around that day, of students this person sees."""
    mine = Participation.objects.visible_to(request.user).filter(provision=run)
    rows = mine.filter(ends_on__gte=day).select_related("student")
    return list(rows.order_by("student__name_en", "pk"))


@policy(CLASSROOM, methods=("GET", "POST"))
def session_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Put right what was recorded of a session."""
    sessions = Session.objects.visible_to(request.user).select_related("provision", "staff")
    session: Session = get_object_or_404(sessions, pk=pk)
    require(session.can_be_edited_by(request.user))
    run = session.provision
    places = _places(request, run, session.held_on)
    form = SessionForm(request, run=run, places=places, session=session)
    if form.submitted():
        return form.once(
            lambda: correct_session(
                session=session, held=form.held(), version=form.opened_version, by=request.user
            ),
            to=f"{run.get_absolute_url()}#sessions",
            say=_("Put right. The history keeps what stood."),
            template="provision/session_edit.html",
            run=run,
            session=session,
        )
    return form.page("provision/session_edit.html", run=run, session=session)
