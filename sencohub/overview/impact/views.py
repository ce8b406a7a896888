"""The termly impact report: drafted by the SENCO, issued, read and commented on by the leaders."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.documents.actions import ask
from sencohub.lib.dates import today
from sencohub.lib.policies import (
    LEADERS,
    SEN_TEAM_AND_LEADERS,
    SENCO_AND_LEADERS,
    SENCO_ONLY,
    policy,
    require,
)
from sencohub.overview.impact import figures as counting
from sencohub.overview.impact.actions import begin_report, comment_on_report, issue_report
from sencohub.overview.impact.forms import BeginForm, CommentForm, IssueForm, NarrativeForm
from sencohub.overview.models import ImpactReport
from sencohub.school.models import Term
from students import access_log


def _report(request: PersonRequest, pk: int) -> ImpactReport:
    rows = ImpactReport.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("term__year", "issued_by", "commented_by"), pk=pk)


@policy(SEN_TEAM_AND_LEADERS)
def impact_list(request: PersonRequest) -> HttpResponse:
    """Reports by term, newest first; the SENCO begins one from here."""
    reports = ImpactReport.objects.visible_to(request.user).select_related("term__year")
    begun = [report.term_id for report in reports]
    context = {
        "reports": reports.order_by("-term__starts_on"),
        "terms": Term.objects.filter(starts_on__lte=today())
        .exclude(pk__in=begun)
        .select_related("year")
        .order_by("-starts_on")[:4],
        "may_begin": SENCO_ONLY.admits(request.user),
    }
    return render(request, "overview/impact_list.html", context)


@policy(SEN_TEAM_AND_LEADERS, methods=("GET", "POST"))
def impact_begin(request: PersonRequest, term_pk: int) -> HttpResponse:
    """A draft for a term, with a first text from the figures."""
    term = get_object_or_404(Term.objects.select_related("year"), pk=term_pk)
    require(SENCO_ONLY.admits(request.user))
    form, template = BeginForm(request), "overview/impact_begin.html"
    if form.submitted():
        return form.once(
            lambda: begin_report(term=term, by=request.user),
            to=lambda report: report.get_absolute_url(),
            say=_("The report is begun. Only the SEN team and the school's leaders see it."),
            template=template,
            term=term,
        )
    return form.page(template, term=term)


@policy(SEN_TEAM_AND_LEADERS)
def impact_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """The report: as it was issued, or, while it is a draft, as the figures stand now."""
    report = _report(request, pk)
    access_log.opened(request, report, student=None)
    return render(request, "overview/impact_detail.html", page_context(report, request.user))


def page_context(report: ImpactReport, user: Any) -> dict[str, Any]:
    """What the page and the document show to this reader."""
    issued = report.state == ImpactReport.State.ISSUED
    figures = report.figures if issued else counting.compute(report.term)
    if not SENCO_AND_LEADERS.admits(user):
        figures = counting.without_money(figures)
    return {
        "report": report,
        "figures": figures,
        "counted_on": dt.date.fromisoformat(figures["counted_on"]),
        "tiers": movement_table(figures["movement"]),
        "bars": need_bars(figures["by_need"]),
        "issued": issued,
        "may_edit": SENCO_ONLY.admits(user) and not issued,
        "may_comment": LEADERS.admits(user) and issued,
        "earlier": _earlier(report),
    }


def _earlier(report: ImpactReport) -> ImpactReport | None:
    rows = ImpactReport.objects.filter(
        state=ImpactReport.State.ISSUED, term__starts_on__lt=report.term.starts_on
    )
    return rows.order_by("-term__starts_on").first()


def movement_table(moves: list[dict[str, int]]) -> list[dict[str, Any]]:
    """A row for each tier the term began with, a number for each tier students stand at now."""
    counts = {(move["before"], move["after"]): move["count"] for move in moves}
    order = (3, 2, 1, 0)
    return [
        {
            "before": before,
            "cells": [counts.get((before, after), 0) for after in order],
            "total": sum(counts.get((before, after), 0) for after in order),
        }
        for before in order
    ]


def need_bars(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "label": row["need"] or _("No main need")} for row in rows]


@policy(SEN_TEAM_AND_LEADERS, methods=("GET", "POST"))
def impact_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """The SENCO's words, until the report is issued."""
    report = _report(request, pk)
    require(SENCO_ONLY.admits(request.user) and report.state == ImpactReport.State.DRAFT)
    form, template = NarrativeForm(request, instance=report), "overview/impact_edit.html"
    if form.submitted():
        return form.once(
            form.save_record,
            to=report.get_absolute_url(),
            say=_("Saved."),
            template=template,
            report=report,
        )
    return form.page(template, report=report)


@policy(SEN_TEAM_AND_LEADERS, methods=("GET", "POST"))
def impact_issue(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks, then freezes the figures: they stand as they are from then on."""
    report = _report(request, pk)
    require(SENCO_ONLY.admits(request.user))
    form, template = IssueForm(request), "overview/impact_issue.html"
    if form.submitted():
        return form.once(
            lambda: issue_report(report=report, by=request.user),
            to=report.get_absolute_url(),
            say=_("The report is issued. The school's leaders have been told."),
            template=template,
            report=report,
        )
    return form.page(template, report=report)


@policy(SEN_TEAM_AND_LEADERS, methods=("GET", "POST"))
def impact_comment(request: PersonRequest, pk: int) -> HttpResponse:
    """The principal's comment on an issued report."""
    report = _report(request, pk)
    require(LEADERS.admits(request.user) and report.state == ImpactReport.State.ISSUED)
    form = CommentForm(request, instance=report)
    template = "overview/impact_comment.html"
    if form.submitted():
        return form.once(
            lambda: comment_on_report(
                report=report,
                words=form.cleaned_data["comment"],
                version=form.opened_version,
                by=request.user,
            ),
            to=report.get_absolute_url(),
            say=_("Your comment is kept with the report."),
            template=template,
            report=report,
        )
    return form.page(template, report=report)


@policy(SEN_TEAM_AND_LEADERS, methods=("POST",))
def impact_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for the report as a document."""
    report = _report(request, pk)
    export = ask(kind="impact-report", parameters={"report": report.pk}, by=request.user)
    return redirect(reverse("documents:export-detail", args=[export.pk]))
