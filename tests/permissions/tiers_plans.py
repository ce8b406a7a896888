"""Routes of `tiers`: plans and their issues.

Design, section 6: SENCO and SENST write plans; leaders, the student's teachers and a granted
specialist read them, drafts too (403 where they may not write); teachers and specialists comment; a
teacher says that an agreed plan was read; a TA reads adjustments elsewhere and no plan; parents
read what was sent to them, on their own pages.
"""

from typing import Any

from tests.permissions import SEN_TEAM, Row, everyone
from tests.permissions.world import thing
from tests.tiers.plan_world import agreed_plan, latest, ready_plan, sent_plan
from tiers.actions.issues import change_plan
from tiers.models import Plan, PlanIssue, PlanShare

READERS = ("senco", "senst", "leader", "class_teacher", "specialist")
READ = everyone(200, *READERS)
WRITE = everyone(200, *SEN_TEAM) | everyone(403, "leader", "class_teacher", "specialist")
WRITE_BADLY = WRITE | everyone(422, *SEN_TEAM)
WRONG_METHOD = everyone(405, *READERS, "other_teacher")


@thing("amina_draft")
def amina_draft(world: dict[str, Any]) -> Plan:
    return ready_plan(world["amina"], world["senco"])


@thing("amina_sent")
def amina_sent(world: dict[str, Any]) -> Plan:
    return sent_plan(world["amina"], world["senco"])


@thing("amina_agreed")
def amina_agreed(world: dict[str, Any]) -> Plan:
    return agreed_plan(world["amina"], world["senco"])


@thing("amina_changing")
def amina_changing(world: dict[str, Any]) -> Plan:
    return change_plan(plan=agreed_plan(world["amina"], world["senco"]), by=world["senco"])


@thing("ben_plan")
def ben_plan(world: dict[str, Any]) -> Plan:
    return agreed_plan(world["ben"], world["senco"])


@thing("amina_cycle")
def amina_cycle(world: dict[str, Any]) -> Any:
    return world["amina_draft"].cycle


@thing("amina_issue")
def amina_issue(world: dict[str, Any]) -> PlanIssue:
    return latest(world["amina_agreed"])


@thing("amina_first_issue")
def amina_first_issue(world: dict[str, Any]) -> PlanIssue:
    return PlanIssue.objects.get(plan=world["amina_agreed"], number=1)


@thing("ben_issue")
def ben_issue(world: dict[str, Any]) -> PlanIssue:
    return latest(world["ben_plan"])


@thing("amina_share")
def amina_share(world: dict[str, Any]) -> PlanShare:
    return PlanShare.objects.filter(issue__plan=world["amina_sent"])[0]


DRAFT, SENT, AGREED = {"pk": "amina_draft"}, {"pk": "amina_sent"}, {"pk": "amina_agreed"}
BEN = {"pk": "ben_plan"}
BENS_READERS = everyone(200, "senco", "senst", "leader", "other_teacher")

ROWS: list[Row] = [
    Row("tiers:plan-list", {}, "GET", READ | everyone(200, "other_teacher")),
    Row("tiers:plan-list", {}, "POST", everyone(422, *READERS, "other_teacher")),
    Row("tiers:plan-new", {"pk": "amina_cycle"}, "GET", WRITE),
    Row("tiers:plan-new", {"pk": "amina_cycle"}, "POST", WRITE_BADLY),
    Row("tiers:plan-detail", DRAFT, "GET", READ),
    Row("tiers:plan-detail", SENT, "GET", READ),
    Row("tiers:plan-detail", AGREED, "GET", READ),
    Row("tiers:plan-detail", {"pk": "amina_changing"}, "GET", READ),
    Row("tiers:plan-detail", {"pk": "amina_changing"}, "GET", READ, query="?draft=1"),
    Row("tiers:plan-detail", BEN, "GET", BENS_READERS),
    Row("tiers:plan-detail", {"pk": 999999}, "GET", {}),
    Row("tiers:plan-edit", DRAFT, "GET", WRITE),
    Row("tiers:plan-edit", SENT, "GET", WRITE | everyone(302, *SEN_TEAM)),
    Row("tiers:plan-edit", DRAFT, "POST", WRITE_BADLY),
    Row(
        "tiers:plan-edit",
        BEN,
        "GET",
        everyone(302, *SEN_TEAM) | everyone(403, "leader") | everyone(403, "other_teacher"),
    ),
    Row("tiers:plan-comment", DRAFT, "GET", WRONG_METHOD),
    Row(
        "tiers:plan-comment",
        DRAFT,
        "POST",
        everyone(422, "senco", "senst", "class_teacher", "specialist") | {"leader": 403},
    ),
    Row("tiers:plan-acknowledge", AGREED, "GET", WRONG_METHOD),
    Row(
        "tiers:plan-acknowledge",
        AGREED,
        "POST",
        everyone(403, "senco", "senst", "leader", "specialist") | {"class_teacher": 422},
    ),
    Row("tiers:plan-acknowledge", DRAFT, "POST", everyone(403, *READERS)),
    Row("tiers:plan-send", DRAFT, "GET", WRITE),
    Row("tiers:plan-send", DRAFT, "POST", WRITE_BADLY),
    Row("tiers:plan-send", AGREED, "GET", WRITE | everyone(302, *SEN_TEAM)),
    Row("tiers:plan-take-back", SENT, "GET", WRITE),
    Row("tiers:plan-take-back", SENT, "POST", WRITE_BADLY),
    Row("tiers:plan-agree", SENT, "GET", WRITE),
    Row("tiers:plan-agree", SENT, "POST", WRITE_BADLY),
    Row("tiers:plan-change", AGREED, "GET", WRITE),
    Row("tiers:plan-change", AGREED, "POST", WRITE_BADLY),
    Row("tiers:plan-pdf", DRAFT, "GET", WRONG_METHOD),
    Row("tiers:plan-pdf", DRAFT, "POST", everyone(422, *READERS)),
    Row("tiers:share-answer", {"pk": "amina_share"}, "GET", WRITE),
    Row("tiers:share-answer", {"pk": "amina_share"}, "POST", WRITE_BADLY),
    Row("tiers:issue-detail", {"pk": "amina_issue"}, "GET", READ),
    Row("tiers:issue-detail", {"pk": "ben_issue"}, "GET", BENS_READERS),
    Row("tiers:issue-pdf", {"pk": "amina_issue"}, "GET", WRONG_METHOD),
    Row("tiers:issue-pdf", {"pk": "amina_issue"}, "POST", everyone(422, *READERS)),
    Row("tiers:issue-compare", {"pk": "amina_first_issue", "other": "amina_issue"}, "GET", READ),
    Row("tiers:issue-compare", {"pk": "amina_issue", "other": "ben_issue"}, "GET", {}),
]
