"""Meetings: called, held with the evidence on the table, followed up."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings import actions
from meetings.basket import fill
from meetings.forms import (
    ActionForm,
    AgendaForm,
    AnswerForm,
    ConfirmForm,
    DecisionForm,
    DropForm,
    EndForm,
    MeetingForm,
)
from meetings.models import ActionPoint, AgendaItem, AttendanceRequest, Decision, Meeting
from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import RECORD_STAFF, SEN_TEAM, SEN_TEAM_AND_LEADERS, policy, require
from students import access_log
from students.models import Student

PAGE = 30


def _meeting(request: PersonRequest, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.user).select_related("lead")
    return get_object_or_404(rows, pk=pk)


def _items(request: PersonRequest, meeting: Meeting) -> list[AgendaItem]:
    return list(_spoken_of(request.user).filter(meeting=meeting))


def _spoken_of(user: User) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.visible_to(user).select_related("student")


@policy(RECORD_STAFF)
def meeting_list(request: PersonRequest) -> HttpResponse:
    """Meetings ahead, then those held, newest first."""
    rows = Meeting.objects.visible_to(request.user).select_related("lead")
    rows = rows.annotate(students=Count("items", distinct=True)).prefetch_related(
        Prefetch("items", _spoken_of(request.user), to_attr="spoken_of")
    )
    now = timezone.now()
    past = rows.filter(starts_at__lt=now).order_by("-starts_at", "pk")
    access_log.listed(request, "meetings")
    context = {
        "ahead": rows.filter(starts_at__gte=now).order_by("starts_at"),
        "past": Paginator(past, PAGE).get_page(request.GET.get("page")),
        "may_call": SEN_TEAM.admits(request.user),
        "requests": AttendanceRequest.objects.filter(answered_on__isnull=True).count()
        if SEN_TEAM_AND_LEADERS.admits(request.user)
        else 0,
    }
    return render(request, "meetings/meeting_list.html", context)


@policy(SEN_TEAM, methods=("GET", "POST"))
def meeting_new(request: PersonRequest) -> HttpResponse:
    """Call a meeting."""
    student = request.GET.get("student", "")
    initial = {"lead": request.user, "students": [student] if student.isdigit() else []}
    form, template = MeetingForm(request, initial=initial), "meetings/meeting_new.html"
    if form.submitted():
        return form.once(
            lambda: actions.call_meeting(
                meeting=form.save(commit=False),
                people=form.cleaned_data["people"],
                students=form.cleaned_data["students"],
                by=request.user,
            ),
            to=lambda meeting: meeting.get_absolute_url(),
            say=_("The meeting is planned."),
            template=template,
        )
    return form.page(template)


@policy(RECORD_STAFF)
def meeting_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """The agenda, who comes, what earlier meetings left open, and what was decided."""
    meeting = _meeting(request, pk)
    access_log.opened(request, meeting, student=None)
    decisions = Decision.objects.visible_to(request.user).filter(item__meeting=meeting)
    context = {
        "meeting": meeting,
        "items": _items(request, meeting),
        "attendees": meeting.attendees.select_related("person"),
        "decisions": decisions.select_related("student", "decided_by", "placement", "provision"),
        "actions": ActionPoint.objects.visible_to(request.user)
        .filter(meeting=meeting)
        .select_related("owner", "student"),
        "earlier": actions.earlier_actions(meeting) if SEN_TEAM.admits(request.user) else [],
        "may_edit": meeting.can_be_edited_by(request.user),
        "agenda_form": AgendaForm(request) if meeting.can_be_edited_by(request.user) else None,
    }
    return render(request, "meetings/meeting_detail.html", context)


@policy(RECORD_STAFF, methods=("POST",))
def agenda_add(request: PersonRequest, pk: int) -> HttpResponse:
    """One more student."""
    meeting = _meeting(request, pk)
    require(meeting.can_be_edited_by(request.user))
    form = AgendaForm(request)
    if form.submitted():
        return form.once(
            lambda: actions.add_to_agenda(
                meeting=meeting, student=form.cleaned_data["student"], by=request.user
            ),
            to=meeting.get_absolute_url(),
            say=_("Added to the agenda."),
            template="meetings/agenda_add.html",
            meeting=meeting,
        )
    return form.page("meetings/agenda_add.html", meeting=meeting)


MOVES = {
    "invite": (
        actions.invite,
        gettext_lazy("Send the invitations"),
        gettext_lazy("The invitations are sent."),
    ),
    "cancel": (
        actions.cancel,
        gettext_lazy("Cancel the meeting"),
        gettext_lazy("The meeting is cancelled."),
    ),
    "approve": (
        actions.approve,
        gettext_lazy("Approve the record"),
        gettext_lazy("The record is approved."),
    ),
}


@policy(RECORD_STAFF, methods=("GET", "POST"))
def meeting_move(request: PersonRequest, pk: int, move: str) -> HttpResponse:
    """Invite, cancel or approve: asks first, because it reaches people or closes something."""
    meeting = _meeting(request, pk)
    require(meeting.can_be_edited_by(request.user))
    act, verb, done = MOVES[move]
    form, template = ConfirmForm(request), "meetings/meeting_move.html"
    context: dict[str, Any] = {"meeting": meeting, "move": move, "verb": verb}
    if form.submitted():
        return form.once(
            lambda: act(meeting=meeting, by=request.user),
            to=meeting.get_absolute_url(),
            say=str(done),
            template=template,
            **context,
        )
    return form.page(template, **context)


@policy(RECORD_STAFF, methods=("GET", "POST"))
def meeting_room(request: PersonRequest, pk: int, item_pk: int) -> HttpResponse:
    """One student on the table: the basket, the decision, the actions."""
    meeting = _meeting(request, pk)
    items = _items(request, meeting)
    item = next((row for row in items if row.pk == item_pk and row.student), None)
    if item is None or item.student is None:
        raise Http404
    may_edit = meeting.can_be_edited_by(request.user)
    require(may_edit or request.method != "POST")
    basket = fill(request.user, item.student)
    form = DecisionForm(request, basket=basket, item=item)
    context = _room(request, meeting, items, item) | {"basket": basket, "may_edit": may_edit}
    template = "meetings/meeting_room.html"
    if form.submitted():
        return form.once(
            lambda: actions.decide(
                decision=form.save(commit=False), effects=form.effects(), by=request.user
            ),
            to=request.path,
            say=_("The decision is recorded."),
            template=template,
            **context,
        )
    access_log.opened(request, item, student=item.student)
    return form.page(template, **context)


def _room(
    request: PersonRequest, meeting: Meeting, items: list[AgendaItem], item: AgendaItem
) -> dict[str, Any]:
    place = items.index(item)
    about = {"student": item.student}
    return {
        "meeting": meeting,
        "items": items,
        "item": item,
        "place": place + 1,
        "next_item": items[place + 1] if place + 1 < len(items) else None,
        "attendees": meeting.attendees.select_related("person"),
        "decisions": Decision.objects.visible_to(request.user)
        .filter(item=item)
        .select_related("decided_by", "placement", "provision", "adjustment"),
        "actions": ActionPoint.objects.visible_to(request.user)
        .filter(**about)
        .exclude(state=ActionPoint.State.CARRIED)
        .select_related("owner", "meeting")[:8],
    }


@policy(SEN_TEAM, methods=("GET", "POST"))
def action_new(request: PersonRequest, item_pk: int) -> HttpResponse:
    """Who does what by when, about the student of this item."""
    visible = AgendaItem.objects.visible_to(request.user).select_related("meeting", "student")
    item = get_object_or_404(visible, pk=item_pk)
    blank = ActionPoint(meeting=item.meeting, student=item.student)
    form, template = ActionForm(request, instance=blank), "meetings/action_new.html"
    if form.submitted():
        return form.once(
            lambda: actions.add_action(action=form.save(commit=False), by=request.user),
            to=reverse("meetings:meeting-room", args=[item.meeting_id, item.pk]),
            say=_("The action is given."),
            template=template,
            item=item,
        )
    return form.page(template, item=item)


@policy(RECORD_STAFF)
def action_list(request: PersonRequest) -> HttpResponse:
    """Open actions: one's own first, then those about the students one works with."""
    rows = ActionPoint.objects.visible_to(request.user).open()
    rows = rows.select_related("owner", "student", "meeting")
    access_log.listed(request, "actions")
    context = {
        "mine": rows.filter(owner=request.user),
        "others": rows.exclude(owner=request.user),
        "may_close_all": SEN_TEAM.admits(request.user),
    }
    return render(request, "meetings/action_list.html", context)


def _action(request: PersonRequest, pk: int) -> ActionPoint:
    rows = ActionPoint.objects.visible_to(request.user).select_related("student", "owner")
    action = get_object_or_404(rows, pk=pk)
    require(action.can_be_edited_by(request.user))
    return action


@policy(RECORD_STAFF, methods=("GET", "POST"))
def action_done(request: PersonRequest, pk: int) -> HttpResponse:
    """The action is done: one tap, and the page says so."""
    action = _action(request, pk)
    form, template = ConfirmForm(request), "meetings/action_done.html"
    if form.submitted():
        return form.once(
            lambda: actions.close_action(
                action=action, state=ActionPoint.State.DONE, by=request.user
            ),
            to=reverse("meetings:action-list"),
            say=_("Done."),
            template=template,
            action=action,
        )
    return form.page(template, action=action)


@policy(RECORD_STAFF, methods=("GET", "POST"))
def action_drop(request: PersonRequest, pk: int) -> HttpResponse:
    """The action will not be done, and why."""
    action = _action(request, pk)
    form, template = DropForm(request), "meetings/action_drop.html"
    if form.submitted():
        return form.once(
            lambda: actions.close_action(
                action=action,
                state=ActionPoint.State.DROPPED,
                reason=form.cleaned_data["reason"],
                by=request.user,
            ),
            to=reverse("meetings:action-list"),
            say=_("The action is dropped."),
            template=template,
            action=action,
        )
    return form.page(template, action=action)


@policy(RECORD_STAFF, methods=("GET", "POST"))
def meeting_end(request: PersonRequest, pk: int) -> HttpResponse:
    """Who came; what is open goes on; the parents get what was written for them."""
    meeting = _meeting(request, pk)
    require(meeting.can_be_edited_by(request.user))
    form, template = EndForm(request, meeting=meeting), "meetings/meeting_end.html"
    decisions = Decision.objects.visible_to(request.user).filter(item__meeting=meeting)
    context: dict[str, Any] = {
        "meeting": meeting,
        "for_parents": decisions.exclude(summary_en="", summary_zh="").count(),
        "carried": len(actions.earlier_actions(meeting)),
    }
    if form.submitted():
        return form.once(
            lambda: actions.end_meeting(
                meeting=meeting, came=form.cleaned_data["came"], by=request.user
            ),
            to=meeting.get_absolute_url(),
            say=_("The meeting is on record."),
            template=template,
            **context,
        )
    return form.page(template, **context)


@policy(SEN_TEAM_AND_LEADERS)
def request_list(request: PersonRequest) -> HttpResponse:
    """Parents who want to attend, those without an answer first."""
    visible = Student.objects.visible_to(request.user).values("pk")
    rows = AttendanceRequest.objects.filter(student__in=visible)
    rows = rows.select_related("student", "parent", "meeting", "answered_by")
    context = {
        "waiting": rows.filter(answered_on__isnull=True),
        "answered": rows.filter(answered_on__isnull=False)[:30],
        "may_answer": SEN_TEAM.admits(request.user),
    }
    return render(request, "meetings/request_list.html", context)


@policy(SEN_TEAM, methods=("GET", "POST"))
def request_answer(request: PersonRequest, pk: int) -> HttpResponse:
    """The school's dated answer to one parent."""
    visible = Student.objects.visible_to(request.user).values("pk")
    rows = AttendanceRequest.objects.filter(student__in=visible, answered_on__isnull=True)
    wish = get_object_or_404(rows.select_related("student", "parent"), pk=pk)
    form, template = AnswerForm(request, wish=wish), "meetings/request_answer.html"
    if form.submitted():
        return form.once(
            lambda: actions.answer_request(
                request=wish,
                words=form.cleaned_data["answer"],
                meeting=form.cleaned_data["meeting"],
                by=request.user,
            ),
            to=reverse("meetings:request-list"),
            say=_("The parent has your answer."),
            template=template,
            wish=wish,
        )
    return form.page(template, wish=wish)


@policy(RECORD_STAFF)
def meeting_start(request: PersonRequest, pk: int) -> HttpResponse:
    """Straight to the first student who has not been spoken of."""
    meeting = _meeting(request, pk)
    items = _items(request, meeting)
    first = next((row for row in items if row.done_at is None), items[0] if items else None)
    if first is None:
        return redirect(meeting.get_absolute_url())
    return redirect("meetings:meeting-room", pk=meeting.pk, item_pk=first.pk)
