"""Routes of `documents`: what somebody asked for exists for nobody else, whatever their role.

Who may ask for what is each kind's own rule, tested where the kind is.
"""

from tests.conftest import CAST
from tests.permissions import Row, documents_world, everyone  # noqa: F401

READY, FAILED = {"pk": "sencos_letters"}, {"pk": "failed_letters"}
GONE = {"pk": 999_999}
TOKEN = {"form_token": "one-use"}

ROWS: list[Row] = [
    Row("documents:export-list", {}, "GET", everyone(200, *CAST)),
    Row("documents:export-list", {}, "POST", everyone(405, *CAST)),
    Row("documents:export-detail", READY, "GET", {"senco": 200}),
    Row("documents:export-detail", READY, "POST", {"senco": 409}, data=TOKEN),
    Row("documents:export-detail", FAILED, "POST", {"senco": 302}, data=TOKEN),
    Row("documents:export-detail", GONE, "GET", {}),
    Row("documents:export-download", READY, "GET", {"senco": 200}),
    Row("documents:export-download", FAILED, "GET", {}),
    Row("documents:export-download", GONE, "GET", {}),
    Row("documents:export-download", READY, "POST", everyone(405, *CAST)),
]
