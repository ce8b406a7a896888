"""Things the routes of `students` name."""

from typing import Any

from sencohub.lib.dates import today
from students.models import CaseGrant, Concern, Difficulty, Need, ParentLink
from tests import factories
from tests.permissions.world import thing

type_world = dict[str, Any]


@thing("teachers_concern")
def teachers_concern(world: type_world) -> Any:
    """About Amina, raised by her class teacher."""
    return factories.ConcernFactory(student=world["amina"], raised_by=world["class_teacher"])


@thing("assistants_concern")
def assistants_concern(world: type_world) -> Any:
    return factories.ConcernFactory(student=world["amina"], raised_by=world["assistant"])


@thing("others_concern")
def others_concern(world: type_world) -> Any:
    """About Ben, raised by his teacher."""
    return factories.ConcernFactory(student=world["ben"], raised_by=world["other_teacher"])


@thing("closed_concern")
def closed_concern(world: type_world) -> Any:
    return factories.ConcernFactory(
        student=world["amina"],
        raised_by=world["class_teacher"],
        state=Concern.State.CLOSED,
        answer="Glasses were all it needed.",
    )


@thing("amina_round")
def amina_round(world: type_world) -> Any:
    return factories.InputRoundFactory(student=world["amina"], opened_by=world["senco"])


@thing("teachers_input")
def teachers_input(world: type_world) -> Any:
    """The class teacher is asked about Amina."""
    return factories.TeacherInputFactory(round=world["amina_round"], teacher=world["class_teacher"])


@thing("assistants_evidence")
def assistants_evidence(world: type_world) -> Any:
    return factories.EvidenceFactory(student=world["amina"], recorded_by=world["assistant"])


@thing("teachers_evidence")
def teachers_evidence(world: type_world) -> Any:
    return factories.EvidenceFactory(student=world["amina"], recorded_by=world["class_teacher"])


@thing("restricted_evidence")
def restricted_evidence(world: type_world) -> Any:
    return factories.EvidenceFactory(
        student=world["amina"], recorded_by=world["senco"], restricted=True
    )


@thing("suspected_need")
def suspected_need(world: type_world) -> Any:
    return Need.objects.create(student=world["amina"], category="SpLD", is_primary=True)


@thing("assessed_need")
def assessed_need(world: type_world) -> Any:
    return Need.objects.create(
        student=world["amina"], category="AD/HD", certainty="assessed", assessed_by="CAS"
    )


@thing("amina_difficulty")
def amina_difficulty(world: type_world) -> Any:
    return Difficulty.objects.create(
        student=world["amina"],
        area="cognition",
        words="Copying from the board",
        often="often",
        noted_on=today(),
    )


@thing("amina_document")
def amina_document(world: type_world) -> Any:
    return factories.DocumentFactory(student=world["amina"], added_by=world["senco"])


@thing("specialists_document")
def specialists_document(world: type_world) -> Any:
    return factories.DocumentFactory(student=world["amina"], added_by=world["specialist"])


@thing("restricted_document")
def restricted_document(world: type_world) -> Any:
    """Restricted; the SEN support teacher is the one named reader."""
    factories.case_for(
        world["senst"],
        world["amina"],
        by=world["senco"],
        reach=CaseGrant.Reach.RESTRICTED,
        reason="Reads the report for the plan",
    )
    return factories.DocumentFactory(
        student=world["amina"], added_by=world["senco"], restricted=True
    )


@thing("mothers_link")
def mothers_link(world: type_world) -> Any:
    return ParentLink.objects.get(parent=world["parent"])


@thing("specialists_case")
def specialists_case(world: type_world) -> Any:
    return CaseGrant.objects.get(person=world["specialist"])


@thing("mothers_consent")
def mothers_consent(world: type_world) -> Any:
    return factories.ConsentFactory(
        student=world["amina"], parent=world["parent"], recorded_by=world["senco"]
    )
