"""Parent links and consents of a student."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.forms import HouseForm
from sencohub.lib.policies import ROLL_KEEPERS, SENCO_ONLY, policy
from students.actions import family as actions
from students.forms.people import ConsentForm, EndForm, ParentLinkForm, ParentRightsForm
from students.models import Consent, ParentLink
from students.views import student_or_404


def _people(student_id: int) -> str:
    return reverse("students:student-people", args=[student_id])


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def parent_link_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Link a parent's account to the student."""
    student = student_or_404(request, pk, "roll")
    form = ParentLinkForm(request, instance=ParentLink(student=student))
    template = "students/parent_link_new.html"
    if form.submitted():
        return form.once(
            lambda: actions.link_parent(form.link(), by=request.user),
            to=_people(pk),
            say=_("Linked. What is published for this child opens to this parent."),
            template=template,
            student=student,
        )
    return form.page(template, student=student)


def _link(request: PersonRequest, pk: int) -> ParentLink:
    rows = ParentLink.objects.visible_to(request.user).select_related("student", "parent")
    link: ParentLink = get_object_or_404(rows, pk=pk)
    return link


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def parent_link_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """What a parent is to the child and may do."""
    link = _link(request, pk)
    form = ParentRightsForm(request, instance=link)
    context: dict[str, Any] = {"student": link.student, "link": link}
    if form.submitted():
        return form.once(
            lambda: actions.change_link(link, by=request.user, version=form.opened_version),
            to=_people(link.student_id),
            say=_("Saved."),
            template="students/parent_link_edit.html",
            **context,
        )
    return form.page("students/parent_link_edit.html", **context)


@policy(ROLL_KEEPERS, methods=("GET", "POST"))
def parent_link_end(request: PersonRequest, pk: int) -> HttpResponse:
    """End a parent's link: open sessions lose the child at their next page."""
    link = _link(request, pk)
    form = EndForm(request)
    context: dict[str, Any] = {"student": link.student, "link": link}
    if form.submitted():
        return form.once(
            lambda: actions.end_link(link, last_day=form.last_day(), by=request.user),
            to=_people(link.student_id),
            say=_("The link ends. Nothing this parent wrote is lost."),
            template="students/parent_link_end.html",
            **context,
        )
    return form.page("students/parent_link_end.html", **context)


@policy(SENCO_ONLY, methods=("GET", "POST"))
def consent_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Record a parent's yes or no as it reached the school."""
    student = student_or_404(request, pk)
    form = ConsentForm(request, student=student)
    template = "students/consent_new.html"
    if form.submitted():
        return form.once(
            lambda: actions.record_consent(form.instance, by=request.user),
            to=_people(pk),
            say=_("Recorded."),
            template=template,
            student=student,
        )
    return form.page(template, student=student)


@policy(SENCO_ONLY, methods=("GET", "POST"))
def consent_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """A parent takes a yes back."""
    rows = Consent.objects.visible_to(request.user).select_related("student", "parent")
    consent = get_object_or_404(rows, pk=pk)
    form = HouseForm(request)
    context: dict[str, Any] = {"student": consent.student, "consent": consent}
    if form.submitted():
        return form.once(
            lambda: actions.withdraw_consent(consent, by=request.user),
            to=_people(consent.student_id),
            say=_("Withdrawn from today on. The row is kept."),
            template="students/consent_withdraw.html",
            **context,
        )
    return form.page("students/consent_withdraw.html", **context)
