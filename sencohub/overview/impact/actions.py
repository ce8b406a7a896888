"""Begin, issue and comment on a term's impact report."""

from django.db import transaction
from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.documents.actions import ask
from sencohub.lib.roles import Role
from sencohub.notices.actions import tell
from sencohub.overview.impact import figures, narrative
from sencohub.overview.models import ImpactReport
from sencohub.school.models import Term


@transaction.atomic
def begin_report(*, term: Term, by: User) -> ImpactReport:
    """A draft whose text is written from the figures; the report there is, if one was begun."""
    report, created = ImpactReport.objects.get_or_create(term=term)
    if created:
        for name, text in narrative.draft(figures.compute(term)).items():
            setattr(report, name, text)
        report.save()
    return report


@transaction.atomic
def issue_report(*, report: ImpactReport, by: User) -> ImpactReport:
    """Freeze the figures as they are now, make the document, and tell the leaders."""
    report = ImpactReport.locked(report.pk)
    ImpactReport.MOVES.check(report.state, ImpactReport.State.ISSUED)
    report.figures = figures.compute(report.term)
    report.state = ImpactReport.State.ISSUED
    report.issued_by, report.issued_at = by, timezone.now()
    report.version += 1
    report.save()
    ask(kind="impact-report", parameters={"report": report.pk}, by=by)
    tell(
        event=f"impact-issued:{report.pk}",
        kind="impact-issued",
        to=list(User.objects.with_role(Role.LEADER)),
        path=report.get_absolute_url(),
    )
    return report


def comment_on_report(*, report: ImpactReport, words: str, version: int | None, by: User) -> None:
    """The principal's comment, kept with the report. Call inside a transaction."""
    report.claim(version)
    report.comment, report.commented_by = words, by
    report.save()
    tell(
        event=f"impact-commented:{report.pk}:{report.version}",
        kind="impact-commented",
        to=list(User.objects.with_role(Role.SENCO)),
        path=report.get_absolute_url(),
    )
