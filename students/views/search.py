"""Finding a student by name, for every page that asks whom it is about."""

from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import RECORD_STAFF, policy
from students.models import Enrolment, SchoolClass, Student

AT_MOST = 45
LONGEST_QUERY = 60


def found(request: PersonRequest) -> dict[str, Any]:
    """Students this reader works with whose name, number or class was asked for.

    Nothing asked for: the students of a reader with one class, else none. `more` says that
    there are others: type more of the name.
    """
    user = request.user
    classes = list(SchoolClass.objects.this_year().visible_to(user))
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    wanted = request.GET.get("in_class", "")
    chosen = next((c for c in classes if str(c.pk) == wanted), None)
    if not words and chosen is None and len(classes) == 1:
        chosen = classes[0]
    rows = Student.objects.visible_to(user, "adjustments").on_roll().named(words).with_class()
    if chosen is not None:
        there = Enrolment.objects.in_force().filter(school_class=chosen)
        rows = rows.filter(pk__in=there.values("student")).order_by(F("class_number"), "name_en")
    asked = bool(words or chosen or not classes)
    students = list(rows[: AT_MOST + 1]) if asked else []
    return {
        "students": students[:AT_MOST],
        "more": len(students) > AT_MOST,
        "asked": asked,
        "classes": classes,
        "chosen": chosen,
        "q": words,
    }


@policy(RECORD_STAFF)
def student_search(request: PersonRequest) -> HttpResponse:
    """The rows that match, as links `?student=…` of the page that asked: a fragment or a page."""
    part = "_student_rows" if request.htmx else "student_search"  # type: ignore[attr-defined]
    return render(request, f"students/{part}.html", found(request))
