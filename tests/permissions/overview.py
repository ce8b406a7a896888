"""Routes of `sencohub.overview`: pages that join several apps."""

from tests.permissions import WHOLE_SCHOOL, Row, everyone, overview_world  # noqa: F401

RECORD_STAFF = (*WHOLE_SCHOOL, "class_teacher", "other_teacher", "assistant", "specialist")
AMINAS_READERS = (*WHOLE_SCHOOL, "class_teacher", "specialist")
AMINA = {"pk": "amina"}
BEN = {"pk": "ben"}
GONE = {"pk": 999_999}
BEGINS = {"senco": 200, "senst": 403, "leader": 403}

ROWS = [
    Row(
        "home",
        {},
        "GET",
        {
            **everyone(200, *WHOLE_SCHOOL, "office", "newcomer"),
            **everyone(302, "class_teacher", "other_teacher", "assistant", "specialist"),
            "technical": 302,
            **everyone(302, "parent", "other_parent", "ex_parent", "two_child_parent"),
        },
    ),
    Row("overview:register", {}, "GET", everyone(200, *RECORD_STAFF)),
    Row("overview:register", {}, "POST", everyone(405, *RECORD_STAFF)),
    Row("overview:register", {}, "GET", everyone(200, *RECORD_STAFF), query="?q=Amina&tier=2"),
    Row("overview:saved-view-new", {}, "GET", everyone(200, *RECORD_STAFF)),
    Row("overview:saved-view-new", {}, "POST", everyone(422, *RECORD_STAFF)),
    Row("overview:saved-view-remove", {"pk": "sencos_view"}, "POST", {"senco": 302}),
    Row("overview:saved-view-remove", {"pk": "sencos_view"}, "GET", everyone(405, *RECORD_STAFF)),
    Row("overview:student-detail", AMINA, "GET", everyone(200, *AMINAS_READERS, "assistant")),
    Row("overview:student-detail", BEN, "GET", everyone(200, *WHOLE_SCHOOL, "other_teacher")),
    Row("overview:student-detail", {"pk": "cara"}, "GET", everyone(200, *WHOLE_SCHOOL)),
    Row("overview:student-detail", GONE, "GET", {}),
    Row("overview:student-meetings", AMINA, "GET", everyone(200, *AMINAS_READERS)),
    Row("overview:student-meetings", BEN, "GET", everyone(200, *WHOLE_SCHOOL, "other_teacher")),
    Row("overview:student-history", AMINA, "GET", everyone(200, *AMINAS_READERS)),
    Row("overview:student-history", GONE, "GET", {}),
    Row("overview:student-who", AMINA, "GET", everyone(200, *AMINAS_READERS, "assistant")),
    Row("overview:student-who", BEN, "GET", everyone(200, *WHOLE_SCHOOL, "other_teacher")),
    Row("overview:import-list", {}, "GET", everyone(200, "senco", "office")),
    Row("overview:import-new", {}, "GET", everyone(200, "senco", "office")),
    Row("overview:import-new", {}, "POST", everyone(422, "senco", "office")),
    Row(
        "overview:import-detail", {"pk": "offices_import"}, "GET", everyone(200, "senco", "office")
    ),
    Row("overview:import-detail", {"pk": "sencos_import"}, "GET", {"senco": 200}),
    Row("overview:impact-list", {}, "GET", everyone(200, *WHOLE_SCHOOL)),
    Row("overview:impact-begin", {"term_pk": "this_term"}, "GET", BEGINS),
    Row("overview:impact-detail", {"pk": "draft_report"}, "GET", everyone(200, *WHOLE_SCHOOL)),
    Row("overview:impact-edit", {"pk": "draft_report"}, "GET", BEGINS),
    Row("overview:impact-edit", {"pk": "draft_report"}, "POST", {**BEGINS, "senco": 422}),
    Row("overview:impact-issue", {"pk": "draft_report"}, "GET", BEGINS),
    Row("overview:impact-comment", {"pk": "draft_report"}, "GET", everyone(403, *WHOLE_SCHOOL)),
    Row("overview:impact-pdf", {"pk": "draft_report"}, "POST", everyone(302, *WHOLE_SCHOOL)),
]
