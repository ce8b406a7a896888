"""The first page after sign-in, for each reader."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.models import ActionPoint, Meeting
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.overview.models import ImpactReport
from sencohub.school.models import Term
from students.models import SchoolClass, Student
from tests import factories
from tiers.models import Plan, PlanIssue, PlanShare

type_sign_in = Callable[[User], Client]


@pytest.mark.parametrize(
    ("who", "template"),
    [
        ("senco", "overview/home.html"),
        ("senst", "overview/home.html"),
        ("leader", "overview/home_leader.html"),
        ("office", "overview/home_office.html"),
        ("newcomer", "overview/home_none.html"),
    ],
)
def test_whose_home(cast: dict[str, User], sign_in: type_sign_in, who: str, template: str) -> None:
    response = sign_in(cast[who]).get("/")
    assert response.status_code == 200
    assert template in [t.name for t in response.templates]


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("class_teacher", "tiers:log-today"),
        ("assistant", "provision:session-today"),
        ("specialist", "overview:register"),
        ("parent", "parents:home"),
        ("technical", "students:break-glass-new"),
    ],
)
def test_who_is_sent_on(cast: dict[str, User], sign_in: type_sign_in, who: str, where: str) -> None:
    from django.urls import reverse

    response = sign_in(cast[who]).get("/")
    assert (response.status_code, response.headers["Location"]) == (302, reverse(where))


def waiting(student: Student, senco: User, parent: User) -> None:
    """One of everything that can wait for the SENCO about this student."""
    factories.TierPlacementFactory(student=student, decided_by=senco, starts_on=today())
    late = today() - dt.timedelta(days=8)
    cycle = factories.SupportCycleFactory(student=student, owner=senco, review_due=late)
    plan = factories.PlanFactory(cycle=cycle, state=Plan.State.WITH_PARENT, answer_by=late)
    issue = PlanIssue.objects.create(
        plan=plan,
        student=student,
        number=1,
        why="draft",
        snapshot={},
        snapshot_hash="0",
        issued_by=senco,
        published_at=timezone.now(),
    )
    PlanShare.objects.create(issue=issue, parent=parent)
    factories.ConcernFactory(student=student, raised_by=parent)
    ActionPoint.objects.create(student=student, words="Phone home", owner=senco, due_on=late)


def test_a_leader_meets_the_newest_report_first(
    leader: User, term: Term, sign_in: type_sign_in
) -> None:
    year = factories.AcademicYearFactory(starts_on=term.year.starts_on - dt.timedelta(days=365))
    before = factories.TermFactory(
        year=year, starts_on=year.starts_on, ends_on=year.starts_on + dt.timedelta(days=100)
    )
    for each in (before, term):
        ImpactReport.objects.create(term=each)
    found = sign_in(leader).get("/").context
    assert [report.term for report in found["reports"]] == [term, before]


def test_each_queue_says_how_many_and_how_many_are_late(
    cast: dict[str, User], amina: Student, sign_in: type_sign_in
) -> None:
    waiting(amina, cast["senco"], cast["parent"])
    Meeting.objects.create(
        kind="sst",
        title="SST fortnightly",
        starts_at=timezone.now() + dt.timedelta(days=1),
        lead=cast["senco"],
    )
    found = sign_in(cast["senco"]).get("/").context
    queues = [(found[n].count, found[n].late) for n in ("reviews", "waiting", "actions")]
    assert queues == [(1, 1), (1, 1), (1, 1)]
    assert found["concerns"].count == 1
    assert [(row.tier, row.then, row.now) for row in found["tiers"]][1] == (2, 0, 1)
    assert [m.title for m in found["meetings"]] == ["SST fortnightly"]


def test_the_way_to_every_review_is_shown(senco: User, sign_in: type_sign_in) -> None:
    assert reverse("tiers:review-list") in sign_in(senco).get("/").content.decode()


def test_the_same_number_of_queries_for_3_and_60_students(
    cast: dict[str, User], class_5a: SchoolClass, sign_in: type_sign_in
) -> None:
    client = sign_in(cast["senco"])

    def add(count: int) -> None:
        for student in factories.StudentFactory.create_batch(count, in_class=class_5a):
            waiting(student, cast["senco"], cast["parent"])

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    add(3)
    client.get("/")
    few = cost()
    add(57)
    assert cost() == few
    assert few <= 12
