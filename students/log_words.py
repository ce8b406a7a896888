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
    "parents.contactrecord": _("contact with parents"),
    "documents.export": _("document made for somebody"),
    "overview.impactreport": _("impact report"),
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


def what(row: AccessLog) -> str:
    """The thing opened or listed; a page's own name where nobody has given it words."""
    return str(KINDS.get(row.kind, row.kind.replace("_", " ")))
