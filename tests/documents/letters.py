"""A kind of document for tests: one page for each student whose record the asker sees.

A worker that a test starts imports this module too (`--include tests.documents.letters`).
"""

import os
import signal
import time
from collections.abc import Iterator
from typing import Any

from sencohub.accounts.models import User
from sencohub.documents import kinds
from sencohub.documents.jobs import Job
from sencohub.documents.kinds import Built, Kind
from sencohub.lib.pdf import render_pdfs
from students.models import Student

CODE = "test-letters"


def seen(user: User, parameters: dict[str, Any]) -> list[int]:
    asked = parameters.get("students", [])
    rows = Student.objects.visible_to(user).filter(pk__in=asked)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def may_ask(user: User, parameters: dict[str, Any]) -> bool:
    return bool(seen(user, parameters))


def pages(job: Job) -> Iterator[dict[str, Any]]:
    visible = seen(job.user, job.parameters)
    asked = job.parameters["students"]
    job.total(len(asked))
    for student in Student.objects.filter(pk__in=asked).order_by("pk"):  # all-students: names
        if student.pk in visible:
            yield {"school": {"name_en": student.name_en}}
        else:
            job.skip(student.name_en)


def build(job: Job) -> Built:
    """`seconds` makes each page slow, `fault` breaks it: "refused", "disk", "bug" or "death"."""
    if job.parameters.get("fault") == "death":
        os.kill(os.getpid(), signal.SIGKILL)
    faults = {"refused": PermissionError(), "disk": OSError(28, "disk full"), "bug": KeyError("x")}
    if fault := faults.get(job.parameters.get("fault", "")):
        raise fault

    def after_each() -> None:
        job.step()
        time.sleep(job.parameters.get("seconds", 0))

    content = render_pdfs("documents/base.html", pages(job), title="L", after_each=after_each)
    return Built(content, "letters.pdf")


kinds.register(Kind(CODE, "Letters", may_ask=may_ask, build=build, student_ids=seen))
