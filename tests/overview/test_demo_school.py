"""The demo school: the same rows for the same numbers, and none that no action could have made."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import check_password
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.timezone import localtime
from pytest_django import DjangoDbBlocker

from meetings.models import ActionPoint, Meeting
from provision.models import Attendance, Participation, Provision, Session
from sencohub.accounts.models import User
from sencohub.lib.records import Transitions
from sencohub.overview import demo
from sencohub.overview.demo.concerns import UNTOUCHED
from sencohub.overview.demo.people import PASSWORD
from sencohub.overview.demo.world import World
from students import access
from students.models import CaseGrant, Concern, Score, Student, StudentGrant
from students.views.access import case_grant_new
from students.views.family import parent_link_new
from tiers import snapshot
from tiers.models import Plan, PlanIssue, PlanShare, SupportCycle, TierPlacement

ON = dt.date(2026, 3, 3)
SMALL = 60
APPS = {
    "accounts",
    "school",
    "students",
    "tiers",
    "provision",
    "meetings",
    "parents",
    "notices",
    "documents",
    "overview",
}


def quiet(line: str) -> None:
    pass


@pytest.fixture(scope="module")
def small(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """A small demo school, loaded once for this module and taken back afterwards."""
    with django_db_blocker.unblock():
        access.forget_permissions()
        whole = transaction.atomic()
        whole.__enter__()
        yield demo.load(size=SMALL, seed=1, on=ON, say=quiet)
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture
def world(small: World, db: None) -> World:
    return small


def our_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS and not model.__name__.startswith("Historical")
    ]


def user(key: str) -> User:
    return User.objects.get(username=f"{key}@demo.test")


# --- every row could have been made ------------------------------------------------------------


def test_every_row_is_clean(world: World) -> None:
    for model in our_models():
        relations = [each.name for each in model._meta.concrete_fields if each.is_relation]
        for row in model._default_manager.all():
            row.clean_fields(exclude=relations)
            row.clean()


def test_full_clean_of_some_rows_of_each_table(world: World) -> None:
    for model in our_models():
        for row in model._default_manager.order_by("?")[:12]:
            row.full_clean()


def test_every_record_began_and_moved_by_its_table(world: World) -> None:
    walked = set()
    for model in our_models():
        moves = getattr(model, "MOVES", None)
        if not isinstance(moves, Transitions) or not hasattr(model, "history"):
            continue
        name = "stage" if model is SupportCycle else "state"
        field: Any = model._meta.get_field(name)
        for states in versions(model, name).values():
            assert states[0] == field.default
            for before, after in itertools.pairwise(states):
                assert before == after or moves.allows(before, after), (model, before, after)
                walked.add((model.__name__, before, after))
    assert len(walked) > 20


def versions(model: Any, name: str) -> dict[int, list[str]]:
    found = defaultdict(list)
    rows = model.history.order_by("history_date", "history_id").values_list("id", name)
    for pk, value in rows:
        found[pk].append(value)
    return found


def test_history_is_of_then_and_ends_with_what_stands(world: World) -> None:
    for model in our_models():
        if not hasattr(model, "history"):
            continue
        names = [each.attname for each in model.history.model.tracked_fields]
        last: dict[int, Any] = {}
        for row in model.history.order_by("history_id"):
            assert timezone.localdate(row.history_date) <= ON
            assert row.id not in last or last[row.id].history_date <= row.history_date
            last[row.id] = row
        for record in model._default_manager.all():
            kept = last[record.pk]
            assert [getattr(kept, n) for n in names] == [getattr(record, n) for n in names]


def test_no_row_is_stamped_with_the_present(world: World) -> None:
    for model in our_models():
        for each in model._meta.concrete_fields:
            if isinstance(each, models.DateTimeField):
                late = {f"{each.name}__gte": timezone.now() - dt.timedelta(hours=1)}
                assert not model._default_manager.filter(**late).exists(), (model, each.name)


def test_an_agreed_plan_was_sent_and_answered(world: World) -> None:
    agreed = Plan.objects.filter(agreed_on__isnull=False)
    assert agreed.exists()
    for plan in agreed:
        issues = plan.issues.order_by("number")
        assert [issue.why for issue in issues][-2:] == ["draft", "agreed"]
        answered = PlanShare.objects.filter(issue__plan=plan, answer="agree").exists()
        assert answered or plan.agreed_without_answer
        assert not (answered and plan.agreed_without_answer)


def test_a_plan_with_parents_waits_for_them(world: World) -> None:
    waiting = Plan.objects.filter(state=Plan.State.WITH_PARENT)
    assert waiting.exists()
    for plan in waiting:
        assert plan.sent_on
        assert plan.answer_by == plan.sent_on + dt.timedelta(days=14)
        assert plan.issues.all()[:1].get().why == PlanIssue.Why.DRAFT
        assert not PlanShare.objects.filter(issue__plan=plan, answer="agree").exists()


def test_an_issue_has_the_shape_that_sending_gives(world: World) -> None:
    plan = Plan.objects.filter(state=Plan.State.WITH_PARENT).first()
    assert plan is not None
    student = plan.plan_students.get().student
    kept, built = plan.issues.all()[:1].get().snapshot, snapshot.build(plan, student)
    parts = ("plan", "student", "school", "targets", "adjustments", "goals", "home", "last")
    assert {name: kept[name] for name in parts} == {name: built[name] for name in parts}
    assert kept.keys() == built.keys()


def test_what_is_in_force_is_one(world: World) -> None:
    for case in world.cases:
        open_ = TierPlacement.objects.open(ON).filter(student=case.student)
        assert open_.count() == (0 if case.left else 1)
        cycles = SupportCycle.objects.open().filter(student=case.student)
        assert cycles.count() == (0 if case.left else 1)
    assert TierPlacement.objects.open(ON).count() == sum(not case.left for case in world.cases)


def test_sessions_and_attendance_lie_within_their_runs(world: World) -> None:
    for session in Session.objects.select_related("provision"):
        run = session.provision
        assert run.starts_on <= session.held_on <= run.ends_on
        assert session.held_on <= ON
        assert world.calendar.is_open(session.held_on)
        assert run.state != Provision.State.PLANNED
    rows = Attendance.objects.select_related("participation", "session")
    for row in rows:
        assert row.session.was_held
        place = row.participation
        assert place.starts_on <= row.session.held_on <= place.ends_on


def test_nothing_open_was_left_behind_by_a_later_meeting(world: World) -> None:
    for action in ActionPoint.objects.open().select_related("meeting"):
        assert action.meeting is not None
        later = Meeting.objects.filter(
            held_at__isnull=False,
            starts_at__gt=action.meeting.starts_at,
            items__student=action.student_id,
        )
        assert not later.exists()


def test_who_left_for_secondary_school_has_nothing_open(world: World) -> None:
    gone = [pupil.student for pupil in world.gone]
    assert gone
    for student in gone:
        student.refresh_from_db()
        assert student.status == Student.Status.LEFT
        assert not TierPlacement.objects.filter(student=student, ends_on__isnull=True).exists()
        assert not SupportCycle.objects.open().filter(student=student).exists()
        assert not student.enrolments.filter(ends_on__isnull=True).exists()
        last = SupportCycle.objects.filter(student=student).first()
        assert last is not None
        assert last.closed_on is not None
        assert last.closed_on <= student.left_on


# --- the accounts ------------------------------------------------------------------------------

ACCOUNTS = (
    "senco",
    "senst",
    "principal",
    "teacher",
    "teacher2",
    "ta",
    "ep",
    "parent",
    "parent2",
    "office",
)


def names_of(rows: Any) -> set[str]:
    return set(rows.values_list("name_en", flat=True))


@pytest.mark.parametrize("key", ACCOUNTS)
def test_account_signs_in(world: World, key: str) -> None:
    person = user(key)
    assert person.email == person.username == f"{key}@demo.test"
    assert check_password(PASSWORD, person.password)
    assert authenticate(None, username=person.username, password=PASSWORD) == person
    assert person.roles_on(ON)


def test_one_hash_serves_everybody(world: World) -> None:
    assert User.objects.values("password").distinct().count() == 1


def test_what_each_account_sees(world: World) -> None:
    everybody = SMALL + len(world.gone)
    assert Student.objects.visible_to(user("senco"), on=ON).on_roll().count() == SMALL
    assert Student.objects.visible_to(user("senco"), on=ON).count() == everybody
    assert Student.objects.visible_to(user("office"), "roll", on=ON).count() == everybody
    assert not Student.objects.visible_to(user("office"), on=ON).exists()
    assert names_of(Student.objects.visible_to(user("ep"), on=ON)) == {"Chan Tsz Hin, Ethan"}
    assert names_of(Student.objects.visible_to(user("parent"), "published", on=ON)) == {
        "Wong Hoi Ching"
    }
    assert names_of(Student.objects.visible_to(user("parent2"), "published", on=ON)) == {
        "Chan Tsz Hin, Ethan"
    }
    assert names_of(Student.objects.visible_to(user("parent3"), "published", on=ON)) == {
        "Chan Tai Man"
    }


def test_teachers_see_their_own_class(world: World) -> None:
    seen = {
        key: set(
            Student.objects.visible_to(user(key), on=ON)
            .with_class(ON)
            .values_list(F("class_name"), flat=True)
        )
        for key in ("teacher", "teacher2")
    }
    assert seen == {"teacher": {"5A"}, "teacher2": {"3A"}}
    assert not Student.objects.visible_to(user("ta"), on=ON).exists()
    assert Student.objects.visible_to(user("ta"), "adjustments", on=ON).exists()


def test_grants_are_what_the_links_justify(world: World) -> None:
    assert access.check_access(ON) == []


GIVERS = {
    "casegrant": case_grant_new.policy,  # type: ignore[attr-defined]
    "parentlink": parent_link_new.policy,  # type: ignore[attr-defined]
}
"""Who may make what justifies a grant on a student, as the page on which it is made says."""


def test_every_grant_was_given_by_somebody_who_may(world: World) -> None:
    given = [("casegrant", case.granted_by, case.created_at) for case in CaseGrant.objects.all()]
    given += [
        (row.source_kind, row.granted_by, row.history.latest().history_date)
        for row in StudentGrant.objects.select_related("granted_by")
    ]
    assert {kind for kind, _by, _at in given} == set(GIVERS)
    wrong = [
        (kind, by.username, moment)
        for kind, by, moment in given
        if GIVERS[kind].roles.isdisjoint(by.roles_on(localtime(moment).date()))
    ]
    assert wrong == []


def test_children_the_walk_begins_with_are_untouched(world: World) -> None:
    for key in UNTOUCHED:
        pupil = world.story[key]
        assert pupil.place == "5A"
        assert not Concern.objects.filter(student=pupil.student).exists()
        assert not TierPlacement.objects.filter(student=pupil.student).exists()


def test_the_parents_child_has_a_plan_a_group_and_a_review(world: World) -> None:
    child = world.story["hoi_ching"].student
    plan = Plan.objects.about(child).get(state=Plan.State.AGREED)
    assert 0 <= (plan.review_on - ON).days <= 14
    assert PlanShare.objects.for_parent(user("parent")).filter(issue__plan=plan).exists()
    places = Participation.objects.in_force(ON).filter(student=child)
    assert places.published_to(user("parent")).exists()


# --- what a SENCO finds ------------------------------------------------------------------------


def test_reviews_are_really_due(world: World) -> None:
    due = list(SupportCycle.objects.open().values_list("review_due", flat=True))
    assert any(day < ON for day in due)
    assert any(ON <= day <= ON + dt.timedelta(days=14) for day in due)


def test_concerns_stand_in_every_state(world: World) -> None:
    states = set(Concern.objects.values_list("state", flat=True))
    assert states == set(Concern.State.values)


def test_every_student_has_marks_and_attendance(world: World) -> None:
    marked = Score.objects.filter(measure__code="mark-chinese").values("student").distinct()
    present = Score.objects.filter(measure__code="attendance").values("student").distinct()
    early = Student.objects.filter(arrived_on__lt=ON - dt.timedelta(days=120)).count()
    assert marked.count() >= early
    assert present.count() >= early
