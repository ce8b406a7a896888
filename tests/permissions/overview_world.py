"""Things the overview's rows name."""

from typing import Any

from sencohub.overview.impact.actions import begin_report
from sencohub.overview.models import ImpactReport, ImportRun, SavedView
from sencohub.school.models import Term
from tests.permissions.world import thing


@thing("sencos_view")
def sencos_view(world: dict[str, Any]) -> SavedView:
    return SavedView.objects.create(owner=world["senco"], name="Tier 2", query="tier=2")


@thing("offices_import")
def offices_import(world: dict[str, Any]) -> ImportRun:
    return ImportRun.objects.create(by=world["office"], file_names=["students.csv"])


@thing("sencos_import")
def sencos_import(world: dict[str, Any]) -> ImportRun:
    return ImportRun.objects.create(by=world["senco"], file_names=["register.xlsx"])


@thing("this_term")
def this_term(world: dict[str, Any]) -> Term:
    return Term.objects.get()


@thing("draft_report")
def draft_report(world: dict[str, Any]) -> ImpactReport:
    return begin_report(term=world["this_term"], by=world["senco"])
