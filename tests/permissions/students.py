"""Routes of `students`: concerns, inputs, evidence, needs, profile, documents, people.

From the design's section 6: who writes, who reads, who must not know that it exists.
"""

from tests.permissions import SEN_TEAM, WHOLE_SCHOOL, Row, everyone, students_world  # noqa: F401

TEACHERS = ("class_teacher", "other_teacher")
RECORD_STAFF = (*WHOLE_SCHOOL, *TEACHERS, "assistant", "specialist")
OBSERVERS = (*SEN_TEAM, *TEACHERS, "assistant", "specialist")
AMINAS_OBSERVERS = (*SEN_TEAM, "class_teacher", "assistant", "specialist")
AMINAS_READERS = (*WHOLE_SCHOOL, "class_teacher", "specialist")
ROLL = ("senco", "office")
FAMILY = (*WHOLE_SCHOOL, "office")
LOG = ("senco", "leader")

AMINA, BEN, CARA, GONE = {"pk": "amina"}, {"pk": "ben"}, {"pk": "cara"}, {"pk": 999_999}
TOKEN = {"form_token": "one-use"}

CONCERNS = [
    Row("students:concern-new", {}, "GET", everyone(200, *OBSERVERS)),
    Row("students:concern-new", {}, "POST", everyone(200, *OBSERVERS)),
    Row("students:concern-list", {}, "GET", everyone(200, *RECORD_STAFF)),
    Row("students:concern-list", {}, "GET", everyone(200, *RECORD_STAFF), query="?state=closed"),
    Row("students:concern-list", {}, "POST", everyone(405, *RECORD_STAFF)),
    Row(
        "students:concern-detail",
        {"pk": "teachers_concern"},
        "GET",
        everyone(200, *WHOLE_SCHOOL, "class_teacher", "specialist"),
    ),
    Row(
        "students:concern-detail",
        {"pk": "teachers_concern"},
        "POST",
        {**everyone(302, *SEN_TEAM), **everyone(403, "leader", "class_teacher", "specialist")},
        data={**TOKEN, "state": "watching"},
    ),
    Row(
        "students:concern-detail",
        {"pk": "assistants_concern"},
        "GET",
        everyone(200, *WHOLE_SCHOOL, "assistant", "specialist"),
    ),
    Row(
        "students:concern-detail",
        {"pk": "others_concern"},
        "GET",
        everyone(200, *WHOLE_SCHOOL, "other_teacher"),
    ),
    Row(
        "students:concern-detail",
        {"pk": "closed_concern"},
        "POST",
        {**everyone(409, *SEN_TEAM), **everyone(403, "leader", "class_teacher", "specialist")},
        data={**TOKEN, "state": "watching"},
    ),
    Row("students:concern-detail", GONE, "GET", {}),
    Row(
        "students:concern-edit",
        {"pk": "teachers_concern"},
        "GET",
        {"class_teacher": 200, **everyone(403, *SEN_TEAM, "specialist")},
    ),
    Row(
        "students:concern-edit",
        {"pk": "teachers_concern"},
        "POST",
        {"class_teacher": 422, **everyone(403, *SEN_TEAM, "specialist")},
    ),
    Row(
        "students:concern-edit",
        {"pk": "closed_concern"},
        "GET",
        everyone(403, *SEN_TEAM, "class_teacher", "specialist"),
    ),
    Row("students:student-search", {}, "GET", everyone(200, *RECORD_STAFF), query="?q=Amina"),
    Row("students:student-search", {}, "POST", everyone(405, *RECORD_STAFF)),
]

ROUNDS = [
    Row("students:round-new", AMINA, "GET", everyone(200, *SEN_TEAM)),
    Row("students:round-new", AMINA, "POST", everyone(422, *SEN_TEAM)),
    Row("students:round-new", GONE, "GET", {}),
    Row(
        "students:round-detail",
        {"pk": "amina_round"},
        "GET",
        everyone(200, *WHOLE_SCHOOL, "specialist"),
    ),
    Row(
        "students:round-detail",
        {"pk": "amina_round"},
        "POST",
        everyone(405, *WHOLE_SCHOOL, "specialist"),
    ),
    Row(
        "students:round-close",
        {"pk": "amina_round"},
        "POST",
        everyone(302, *SEN_TEAM),
        data=TOKEN,
    ),
    Row("students:round-close", {"pk": "amina_round"}, "GET", everyone(200, *SEN_TEAM)),
    Row(
        "students:input-answer",
        {"pk": "teachers_input"},
        "GET",
        everyone(200, *WHOLE_SCHOOL, "class_teacher", "specialist"),
    ),
    Row(
        "students:input-answer",
        {"pk": "teachers_input"},
        "POST",
        {"class_teacher": 302, **everyone(403, *WHOLE_SCHOOL, "specialist")},
        data={**TOKEN, "helps": "One step at a time"},
    ),
    Row("students:input-answer", GONE, "GET", {}),
]

KNOWN = [
    Row("students:evidence-list", AMINA, "GET", everyone(200, *AMINAS_READERS, "assistant")),
    Row("students:evidence-list", BEN, "GET", everyone(200, *WHOLE_SCHOOL, "other_teacher")),
    Row("students:evidence-list", CARA, "GET", everyone(200, *WHOLE_SCHOOL)),
    Row("students:evidence-new", AMINA, "GET", everyone(200, *AMINAS_OBSERVERS)),
    Row("students:evidence-new", AMINA, "POST", everyone(422, *AMINAS_OBSERVERS)),
    Row("students:evidence-new", BEN, "GET", everyone(200, *SEN_TEAM, "other_teacher")),
    Row(
        "students:evidence-edit",
        {"pk": "teachers_evidence"},
        "GET",
        {**everyone(200, *SEN_TEAM, "class_teacher"), "specialist": 403},
    ),
    Row(
        "students:evidence-edit",
        {"pk": "assistants_evidence"},
        "POST",
        {**everyone(422, *SEN_TEAM, "assistant"), **everyone(403, "class_teacher", "specialist")},
    ),
    Row("students:evidence-edit", {"pk": "restricted_evidence"}, "GET", {"senco": 200}),
    Row("students:need-list", AMINA, "GET", everyone(200, *AMINAS_READERS)),
    Row("students:need-list", BEN, "GET", everyone(200, *WHOLE_SCHOOL, "other_teacher")),
    Row("students:need-new", AMINA, "GET", everyone(200, *SEN_TEAM)),
    Row("students:need-new", AMINA, "POST", everyone(422, *SEN_TEAM)),
    Row("students:need-edit", {"pk": "suspected_need"}, "GET", everyone(200, *SEN_TEAM)),
    Row("students:need-edit", {"pk": "assessed_need"}, "GET", {"senco": 200, "senst": 403}),
    Row("students:need-edit", {"pk": "assessed_need"}, "POST", {"senco": 422, "senst": 403}),
    Row("students:need-edit", GONE, "GET", {}),
    Row("students:difficulty-new", AMINA, "GET", everyone(200, *SEN_TEAM)),
    Row("students:difficulty-new", AMINA, "POST", everyone(422, *SEN_TEAM)),
    Row("students:difficulty-edit", {"pk": "amina_difficulty"}, "GET", everyone(200, *SEN_TEAM)),
    Row("students:profile-edit", AMINA, "GET", everyone(200, *SEN_TEAM, "class_teacher")),
    Row("students:profile-edit", AMINA, "POST", everyone(422, *SEN_TEAM, "class_teacher")),
    Row(
        "students:profile-edit",
        AMINA,
        "GET",
        {**everyone(200, *SEN_TEAM), "class_teacher": 403},
        query="?voice=student",
    ),
    Row("students:profile-edit", BEN, "GET", everyone(200, *SEN_TEAM, "other_teacher")),
]

DOCUMENTS = [
    Row("students:document-new", AMINA, "GET", everyone(200, "senco", "specialist")),
    Row("students:document-new", AMINA, "POST", everyone(422, "senco", "specialist")),
    Row("students:document-new", BEN, "GET", {"senco": 200}),
    Row(
        "students:document-edit",
        {"pk": "amina_document"},
        "GET",
        {"senco": 200, "specialist": 403},
    ),
    Row(
        "students:document-edit",
        {"pk": "specialists_document"},
        "POST",
        everyone(422, "senco", "specialist"),
    ),
    Row("students:document-edit", {"pk": "restricted_document"}, "GET", {"senco": 200}),
    Row(
        "students:document-download",
        {"pk": "amina_document"},
        "GET",
        everyone(200, *AMINAS_READERS),
    ),
    Row(
        "students:document-download",
        {"pk": "restricted_document"},
        "GET",
        everyone(200, "senco", "senst"),
    ),
    Row("students:document-download", GONE, "GET", {}),
]

PEOPLE = [
    Row("students:student-list", {}, "GET", everyone(200, *ROLL)),
    Row("students:student-list", {}, "POST", everyone(405, *ROLL)),
    Row("students:student-new", {}, "GET", everyone(200, *ROLL)),
    Row("students:student-new", {}, "POST", everyone(422, *ROLL)),
    Row("students:student-people", AMINA, "GET", everyone(200, *FAMILY)),
    Row("students:student-people", CARA, "GET", everyone(200, *FAMILY)),
    Row("students:student-people", GONE, "GET", {}),
    Row("students:student-edit", AMINA, "GET", everyone(200, *ROLL)),
    Row("students:student-edit", AMINA, "POST", everyone(422, *ROLL)),
    Row("students:student-move", AMINA, "GET", everyone(200, *ROLL)),
    Row("students:student-move", AMINA, "POST", everyone(422, *ROLL)),
    Row("students:student-leave", AMINA, "GET", everyone(200, *ROLL)),
    Row("students:student-leave", AMINA, "POST", everyone(422, *ROLL)),
    Row("students:parent-link-new", AMINA, "GET", everyone(200, *ROLL)),
    Row("students:parent-link-new", AMINA, "POST", everyone(422, *ROLL)),
    Row("students:parent-link-edit", {"pk": "mothers_link"}, "GET", everyone(200, *ROLL)),
    Row("students:parent-link-end", {"pk": "mothers_link"}, "GET", everyone(200, *ROLL)),
    Row(
        "students:parent-link-end",
        {"pk": "mothers_link"},
        "POST",
        everyone(302, *ROLL),
        data={**TOKEN, "when": "now"},
    ),
    Row("students:consent-new", AMINA, "GET", {"senco": 200}),
    Row("students:consent-new", AMINA, "POST", {"senco": 422}),
    Row("students:consent-withdraw", {"pk": "mothers_consent"}, "GET", {"senco": 200}),
    Row(
        "students:consent-withdraw",
        {"pk": "mothers_consent"},
        "POST",
        {"senco": 302},
        data=TOKEN,
    ),
]

ACCESS = [
    Row("students:access-detail", AMINA, "GET", everyone(200, *LOG)),
    Row("students:access-detail", GONE, "GET", {}),
    Row("students:access-log-list", {}, "GET", everyone(200, *LOG)),
    Row("students:break-glass-new", {}, "GET", {"technical": 200}),
    Row("students:break-glass-new", {}, "POST", {"technical": 422}),
    Row(
        "students:break-glass-new",
        {},
        "POST",
        {"technical": 422},
        data={**TOKEN, "regno": "nobody's", "reason": "The page does not open"},
    ),
    Row("students:access-log-list", {}, "POST", everyone(405, *LOG)),
    Row("students:case-grant-new", AMINA, "GET", {"senco": 200}),
    Row("students:case-grant-new", AMINA, "POST", {"senco": 422}),
    Row("students:case-grant-end", {"pk": "specialists_case"}, "GET", {"senco": 200}),
    Row(
        "students:case-grant-end",
        {"pk": "specialists_case"},
        "POST",
        {"senco": 302},
        data={**TOKEN, "when": "now"},
    ),
]

ROWS = [*CONCERNS, *ROUNDS, *KNOWN, *DOCUMENTS, *PEOPLE, *ACCESS]
