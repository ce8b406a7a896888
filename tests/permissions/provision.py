"""Routes of `provision`. Design, section 6.

Provision, participation, session: SENCO and SENST write, the leader reads, a teacher of the
student reads and records own sessions, an assigned TA records own sessions, a granted specialist
reads. Provision map: SENCO, SENST and leader whole; teachers own classes; TAs own groups;
specialists none. Costs and rates: SENCO writes, leader reads.
"""

from tests.permissions import SEN_TEAM, WHOLE_SCHOOL, Row, everyone, provision_world

CLASSROOM = (*SEN_TEAM, "class_teacher", "other_teacher", "assistant")
MAP = (*CLASSROOM, "leader")
RECORD = (*MAP, "specialist")
AMINAS = (*WHOLE_SCHOOL, "class_teacher", "assistant", "specialist")
"""Who sees Amina's group: its leader (the assistant), and who reads her record."""
ONLY_READ = ("leader", "class_teacher", "assistant", "specialist")
GROUP, PLANNED, PLACE = {"pk": "amina_group"}, {"pk": "amina_planned"}, {"pk": "amina_place"}
EDITING = {**everyone(200, *SEN_TEAM), **everyone(403, *ONLY_READ)}

ROWS: list[Row] = [
    # The map.
    Row("provision:map", {}, "GET", everyone(200, *MAP)),
    Row("provision:place-list", {}, "GET", everyone(200, *MAP)),
    Row("provision:out-of-class-list", {}, "GET", everyone(200, *MAP)),
    Row("provision:map-class-first", {}, "GET", everyone(302, *MAP)),
    Row(
        "provision:map-class",
        {"pk": "class_5a"},
        "GET",
        everyone(200, *WHOLE_SCHOOL, "class_teacher", "assistant"),
    ),
    # The catalogue and the rates.
    Row("provision:intervention-list", {}, "GET", everyone(200, *RECORD)),
    Row("provision:intervention-new", {}, "GET", everyone(200, *SEN_TEAM)),
    Row("provision:intervention-edit", {"pk": "intervention"}, "GET", everyone(200, *SEN_TEAM)),
    Row("provision:intervention-edit", {"pk": "intervention"}, "POST", everyone(422, *SEN_TEAM)),
    Row("provision:rate-list", {}, "GET", everyone(200, "senco", "leader")),
    Row("provision:rate-new", {}, "GET", everyone(200, "senco")),
    Row("provision:rate-new", {}, "POST", everyone(422, "senco")),
    # Runs.
    Row("provision:provision-list", {}, "GET", everyone(200, *RECORD)),
    Row("provision:provision-new", {}, "GET", everyone(200, *SEN_TEAM)),
    Row("provision:provision-detail", GROUP, "GET", everyone(200, *AMINAS)),
    Row(
        "provision:provision-detail",
        {"pk": "ben_group"},
        "GET",
        everyone(200, *WHOLE_SCHOOL, "other_teacher"),
    ),
    Row("provision:provision-detail", {"pk": 999999}, "GET", {}),
    Row("provision:provision-edit", GROUP, "GET", EDITING),
    Row(
        "provision:provision-edit",
        GROUP,
        "POST",
        {**everyone(422, *SEN_TEAM), **everyone(403, *ONLY_READ)},
    ),
    Row(
        "provision:provision-start",
        PLANNED,
        "POST",
        {**everyone(422, *SEN_TEAM), **everyone(403, *ONLY_READ)},
    ),
    Row("provision:provision-end", GROUP, "GET", EDITING),
    Row(
        "provision:provision-publish",
        GROUP,
        "POST",
        {**everyone(422, *SEN_TEAM), **everyone(403, *ONLY_READ)},
    ),
    # Places and outcomes.
    Row("provision:place-new", GROUP, "GET", EDITING),
    Row("provision:outcome-edit", GROUP, "GET", EDITING),
    Row("provision:place-edit", PLACE, "GET", EDITING),
    Row("provision:place-leave", PLACE, "GET", EDITING),
    # Sessions.
    Row("provision:session-today", {}, "GET", everyone(200, *CLASSROOM)),
    Row(
        "provision:session-new",
        GROUP,
        "GET",
        {**everyone(200, *SEN_TEAM, "assistant"), **everyone(403, "class_teacher")},
    ),
    Row(
        "provision:session-new",
        GROUP,
        "POST",
        {**everyone(422, *SEN_TEAM, "assistant"), **everyone(403, "class_teacher")},
    ),
    Row(
        "provision:session-edit",
        {"pk": "amina_session"},
        "GET",
        {**everyone(200, *SEN_TEAM, "assistant"), **everyone(403, "class_teacher")},
    ),
]
__all__ = ["ROWS", "provision_world"]
