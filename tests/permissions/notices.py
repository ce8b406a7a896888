"""Routes of `notices`: everybody has their own, about whom they see; nobody another's."""

from tests.conftest import CAST
from tests.permissions import Row, everyone, notices_world  # noqa: F401

ROWS: list[Row] = [
    Row("notices:notice-list", {}, "GET", everyone(200, *CAST)),
    Row("notices:notice-list", {}, "GET", everyone(200, *CAST), query="?show=all"),
    Row("notices:notice-list", {}, "POST", everyone(405, *CAST)),
    Row("notices:notice-open", {"pk": "sencos_notice"}, "POST", {"senco": 302}),
    Row("notices:notice-open", {"pk": "parents_notice"}, "POST", {"parent": 302}),
    Row("notices:notice-open", {"pk": "ex_parents_notice"}, "POST", {}),
    Row("notices:notice-open", {"pk": 999_999}, "POST", {}),
    Row("notices:notice-open", {"pk": "sencos_notice"}, "GET", everyone(405, *CAST)),
    Row("notices:notice-read-all", {}, "POST", everyone(302, *CAST)),
    Row("notices:notice-read-all", {}, "GET", everyone(405, *CAST)),
]
