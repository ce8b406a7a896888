"""Routes of `meetings`: SEN team and leaders see all, others the meetings they are asked to."""

from tests.permissions import SEN_TEAM, WHOLE_SCHOOL, Row, everyone, meetings_world  # noqa: F401

RECORD_STAFF = (*WHOLE_SCHOOL, "class_teacher", "other_teacher", "assistant", "specialist")
MEETING = {"pk": "amina_meeting"}
ROOM = {"pk": "amina_meeting", "item_pk": "amina_item"}
ATTENDS = (*WHOLE_SCHOOL, "class_teacher")
MAY_EDIT = {**everyone(200, *SEN_TEAM), **everyone(403, "leader", "class_teacher")}
MAY_SEND = {**everyone(422, *SEN_TEAM), **everyone(403, "leader", "class_teacher")}
ACTION = {"pk": "teachers_action"}
MAY_CLOSE = {
    **everyone(200, *SEN_TEAM, "class_teacher"),
    **everyone(403, "leader", "specialist"),
}

ROWS = [
    Row("meetings:meeting-list", {}, "GET", everyone(200, *RECORD_STAFF)),
    Row("meetings:meeting-new", {}, "GET", everyone(200, *SEN_TEAM)),
    Row("meetings:meeting-new", {}, "POST", everyone(422, *SEN_TEAM)),
    Row("meetings:meeting-detail", MEETING, "GET", everyone(200, *ATTENDS)),
    Row("meetings:meeting-start", MEETING, "GET", everyone(302, *ATTENDS)),
    Row("meetings:meeting-room", ROOM, "GET", everyone(200, *ATTENDS)),
    Row("meetings:meeting-room", ROOM, "POST", MAY_SEND),
    Row("meetings:agenda-add", MEETING, "POST", MAY_SEND),
    Row("meetings:agenda-add", MEETING, "GET", everyone(405, *RECORD_STAFF)),
    Row("meetings:meeting-end", MEETING, "GET", MAY_EDIT),
    Row("meetings:meeting-invite", MEETING, "GET", MAY_EDIT),
    Row("meetings:meeting-cancel", MEETING, "GET", MAY_EDIT),
    Row("meetings:meeting-approve", MEETING, "GET", MAY_EDIT),
    Row("meetings:action-new", {"item_pk": "amina_item"}, "GET", everyone(200, *SEN_TEAM)),
    Row("meetings:action-new", {"item_pk": "amina_item"}, "POST", everyone(422, *SEN_TEAM)),
    Row("meetings:action-list", {}, "GET", everyone(200, *RECORD_STAFF)),
    Row("meetings:action-done", ACTION, "GET", MAY_CLOSE),
    Row("meetings:action-drop", ACTION, "GET", MAY_CLOSE),
    Row("meetings:request-list", {}, "GET", everyone(200, *WHOLE_SCHOOL)),
    Row("meetings:request-answer", {"pk": "parents_wish"}, "GET", everyone(200, *SEN_TEAM)),
    Row("meetings:request-answer", {"pk": "parents_wish"}, "POST", everyone(422, *SEN_TEAM)),
]
