"""Routes of `sencohub.overview`: pages that join several apps."""

from tests.permissions import WHOLE_SCHOOL, Row, everyone, overview_world  # noqa: F401

RECORD_STAFF = (*WHOLE_SCHOOL, "class_teacher", "other_teacher", "assistant", "specialist")
AMINAS_READERS = (*WHOLE_SCHOOL, "class_teacher", "specialist")
AMINA = {"pk": "amina"}
BEN = {"pk": "ben"}
GONE = {"pk": 999_999}

ROWS = [
    Row(
        "home",
        {},
        "GET",
        {
            **everyone(200, *WHOLE_SCHOOL, "office", "newcomer", "technical"),
            **everyone(302, "class_teacher", "other_teacher", "assistant", "specialist"),
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
]
