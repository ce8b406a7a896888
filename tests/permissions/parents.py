"""Routes of `parents`: the portal is for parents alone, and for their own children alone."""

from tests.permissions import SEN_TEAM, WHOLE_SCHOOL, Row, everyone, parents_world  # noqa: F401

PARENTS = ("parent", "other_parent", "ex_parent", "two_child_parent")
AMINA, BEN = {"pk": "amina"}, {"pk": "ben"}
SHARE = {"pk": "mothers_share"}
CONTACT = {
    **everyone(200, *SEN_TEAM, "class_teacher"),
    **everyone(403, "leader", "specialist"),
}

ROWS = [
    Row("parents:home", {}, "GET", everyone(200, *PARENTS)),
    Row("parents:home", {}, "POST", everyone(405, *PARENTS)),
    Row("parents:plan-list", {}, "GET", everyone(200, *PARENTS)),
    Row("parents:plan", SHARE, "GET", {"parent": 200}),
    Row("parents:plan", SHARE, "POST", {"parent": 422}),
    Row("parents:plan-pdf", SHARE, "POST", {"parent": 422}),
    Row("parents:plan-pdf", SHARE, "GET", everyone(405, *PARENTS)),
    Row("parents:record", AMINA, "GET", {"parent": 200}),
    Row("parents:record", AMINA, "POST", {"parent": 422}),
    Row("parents:record", BEN, "GET", everyone(200, "other_parent", "two_child_parent")),
    Row("parents:words", AMINA, "GET", {"parent": 200}),
    Row("parents:words", AMINA, "POST", {"parent": 422}),
    Row("parents:words", BEN, "GET", everyone(200, "other_parent", "two_child_parent")),
    Row("parents:consent-list", AMINA, "GET", {"parent": 200}),
    Row("parents:consent-list", AMINA, "POST", everyone(405, *PARENTS)),
    Row("parents:consent-list", BEN, "GET", everyone(200, "other_parent", "two_child_parent")),
    Row("parents:consent-answer", {**AMINA, "scope": "semis"}, "GET", {"parent": 200}),
    Row("parents:consent-answer", {**AMINA, "scope": "semis"}, "POST", {"parent": 422}),
    Row("parents:consent-answer", {**AMINA, "scope": "rubbish"}, "GET", {}),
    Row("parents:attend", AMINA, "GET", {"parent": 200}),
    Row("parents:attend", AMINA, "POST", {"parent": 422}),
    Row("parents:attend", BEN, "GET", everyone(200, "other_parent", "two_child_parent")),
    Row("parents:tell-us", AMINA, "GET", {"parent": 200}),
    Row("parents:tell-us", AMINA, "POST", {"parent": 422}),
    Row("parents:tell-us", {"pk": "cara"}, "GET", {"two_child_parent": 200}),
    Row("parents:contact-new", AMINA, "GET", CONTACT),
    Row(
        "parents:contact-new",
        BEN,
        "GET",
        {**everyone(200, *SEN_TEAM, "other_teacher"), "leader": 403},
    ),
    Row("parents:as-parent", AMINA, "GET", everyone(200, *WHOLE_SCHOOL)),
]
