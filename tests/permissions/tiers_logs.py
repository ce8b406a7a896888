"""Routes of the adjustment log and of small steps. Design, section 6: SENCO and SENST write; a
teacher and an assigned TA write their own; nobody else has the page."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.utils import timezone

from tests import factories
from tests.permissions import Row, everyone
from tests.permissions.world import thing
from tiers.models import AdjustmentLog

MARK = UUID("00000000-0000-4000-8000-000000000001")
CLASSROOM = ("senco", "senst", "class_teacher", "other_teacher", "assistant")


@thing("amina_must_do")
def amina_must_do(world: dict[str, Any]) -> Any:
    cycle = factories.SupportCycleFactory(student=world["amina"], owner=world["senco"])
    return factories.AdjustmentFactory(plan__cycle=cycle)


@thing("amina_worked")
def amina_worked(world: dict[str, Any]) -> Any:
    """What the button of Amina's must-do sends."""
    return SimpleNamespace(pk=f"{world['amina_must_do'].pk}:worked")


@thing("class_teachers_answer")
def class_teachers_answer(world: dict[str, Any]) -> Any:
    AdjustmentLog.objects.create(
        adjustment=world["amina_must_do"],
        student=world["amina"],
        teacher=world["class_teacher"],
        answer="worked",
        client_id=MARK,
        happened_at=timezone.now(),
    )
    return SimpleNamespace(pk=MARK)


ROWS: list[Row] = [
    Row("tiers:log-today", {}, "GET", everyone(200, *CLASSROOM)),
    Row(
        "tiers:log-save",
        {},
        "POST",
        {
            **everyone(302, "senco", "senst", "class_teacher", "assistant"),
            **everyone(422, "other_teacher"),
        },
        data={"log": "amina_worked", "page": str(MARK)},
    ),
    Row("tiers:log-token", {}, "GET", everyone(200, *CLASSROOM)),
    Row(
        "tiers:log-undo",
        {"client_id": "class_teachers_answer"},
        "POST",
        everyone(302, "class_teacher"),
    ),
    Row(
        "tiers:step-mark",
        {"pk": "amina"},
        "GET",
        everyone(200, "senco", "senst", "class_teacher", "assistant"),
    ),
    Row(
        "tiers:step-mark",
        {"pk": "amina"},
        "POST",
        everyone(422, "senco", "senst", "class_teacher", "assistant"),
    ),
]
