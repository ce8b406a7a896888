"""What a row of the access log is about, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from students.models import AccessLog

KINDS: dict[str, Any] = {
    "students.student": _("student’s record"),
    "students.breakglass": _("student’s record"),
    "students.concern": _("concern"),
    "students.inputround": _("teachers’ answers"),
    "students.teacherinput": _("teacher’s answer"),
    "students.document": _("document"),
    "tiers.plan": _("plan"),
    "tiers.planissue": _("plan as it was sent"),
    "tiers.supportcycle": _("cycle"),
    "tiers.assessment": _("assessment"),
    "tiers.tierplacement": _("tier"),
    "tiers.review": _("review"),
    "provision.provision": _("provision"),
    "provision.participation": _("place in a provision"),
    "meetings.meeting": _("meeting"),
    "meetings.agendaitem": _("student in a meeting"),
    "parents.contactrecord": _("contact with parents"),
    "documents.export": _("document made for somebody"),
    "overview.impactreport": _("impact report"),
    "overview.importrun": _("import"),
    "home": _("page of today"),
    "register": _("register"),
    "plans": _("plans"),
    "reviews": _("reviews"),
    "adjustments": _("adjustments"),
    "my groups": _("own groups"),
    "provision": _("provision"),
    "provision places": _("places in provisions"),
    "provision map": _("provision map"),
    "class provision map": _("provision map of a class"),
    "out of class": _("time out of class"),
    "staff rates": _("staff rates"),
    "meetings": _("meetings"),
    "actions": _("actions"),
    "concerns": _("concerns"),
    "roll": _("school roll"),
    "access log": _("access log"),
}
PAGES: dict[str, Any] = {
    "students": _("page about a student"),
    "tiers": _("page of tiers and plans"),
    "provision": _("page of provision"),
    "meetings": _("page of a meeting"),
    "parents": _("page of the family"),
    "overview": _("page of the register or a report"),
    "documents": _("document made for somebody"),
}
"""A refusal is kept with the page's name in the code: `tiers:placement-new`."""


def what(row: AccessLog) -> str:
    """The thing opened or listed, or the sort of page that was refused."""
    app = row.kind.partition(":")[0]
    words = KINDS.get(row.kind) or PAGES.get(app) or row.kind.replace("_", " ")
    return str(words)
