"""The impact report as a bilingual A4 document."""

import hashlib

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.documents.jobs import Job
from sencohub.documents.kinds import Built, Kind, type_parameters
from sencohub.lib.pdf import render_pdf
from sencohub.lib.policies import SENCO_AND_LEADERS
from sencohub.overview.models import ImpactReport
from sencohub.school.models import School


def _may_ask(user: User, parameters: type_parameters) -> bool:
    return ImpactReport.objects.visible_to(user).filter(pk=parameters.get("report", 0)).exists()


def _build(job: Job) -> Built:
    """An issued report's document is made once and kept; a reader without costs gets their own."""
    job.total(1)
    rows = ImpactReport.objects.visible_to(job.user).select_related("term__year")
    report = rows.get(pk=job.parameters["report"])
    name = f"impact-{report.term.year.name.replace('/', '-')}-{report.term.number}.pdf"
    issued = report.state == ImpactReport.State.ISSUED
    whole = issued and SENCO_AND_LEADERS.admits(job.user)
    if whole and report.pdf:
        with report.pdf.open("rb") as stored:
            content: bytes = stored.read()
    else:
        content = _render(report, job.user)
        if whole:
            _keep(report, content)
    job.step()
    return Built(content, name)


def _render(report: ImpactReport, user: User) -> bytes:
    from sencohub.overview.impact.views import page_context

    context = {**page_context(report, user), "school": School.current()}
    return render_pdf("documents/impact.html", context, title=f"SENCoHub {report.term}")


def _keep(report: ImpactReport, content: bytes) -> None:
    report.pdf.save(f"{report.pk}.pdf", ContentFile(content), save=False)
    report.pdf_hash = hashlib.sha256(content).hexdigest()
    report.save()


IMPACT_REPORT = Kind(code="impact-report", title=_("Impact report"), may_ask=_may_ask, build=_build)
