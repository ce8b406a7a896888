"""The demo school: the same rows for the same numbers, and none that no action could have made."""

import datetime as dt
import hashlib
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from meetings.models import ActionPoint, Meeting
from provision.models import Attendance, Participation, Provision, Session
from sencohub.accounts.models import User
from sencohub.lib.records import Transitions
from sencohub.overview import demo
from sencohub.overview.demo import figures
from sencohub.overview.demo.book import Book, Entry
from sencohub.overview.demo.calendar import SchoolCalendar, lay_school, school_years
from sencohub.overview.demo.concerns import UNTOUCHED
from sencohub.overview.demo.people import PASSWORD, lay_staff
from sencohub.overview.demo.register import draw
from sencohub.overview.demo.students import lay_classes, lay_students
from sencohub.overview.demo.world import World
from sencohub.school.models import School
from students import access
from students.models import Concern, Need, ParentLink, Score, Student
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


# --- the same every time -----------------------------------------------------------------------

COUNTED_ELSEWHERE = {"snapshot_hash", "path", "event", "object_id", "student_id", "user_id"}
"""Columns that hold keys as text or plain numbers, which a database counts on after a rollback."""


def content() -> str:
    """A digest of every row and its history, keys counted from each table's first."""
    digest = hashlib.sha256()
    lowest: dict[type[models.Model], int] = {}
    for model in sorted(our_models(), key=lambda each: each._meta.label):
        lowest[model] = model._default_manager.aggregate(low=models.Min("pk"))["low"] or 0
    for model in sorted(lowest, key=lambda each: each._meta.label):
        for table in (model, getattr(getattr(model, "history", None), "model", None)):
            if table is not None:
                for line in lines_of(table, model, lowest):
                    digest.update(line.encode())
    return digest.hexdigest()


def lines_of(
    table: type[models.Model], model: type[models.Model], lowest: dict[type[models.Model], int]
) -> Iterator[str]:
    fields = [
        each
        for each in table._meta.concrete_fields
        if each.attname not in COUNTED_ELSEWHERE | {"history_id", "source_pk"}
    ]
    for row in table._default_manager.order_by(table._meta.pk.name).iterator():
        yield "|".join(str(shown(row, each, model, lowest)) for each in fields)


def shown(
    row: models.Model,
    field: Any,
    model: type[models.Model],
    lowest: dict[type[models.Model], int],
) -> Any:
    value = getattr(row, field.attname)
    if value is None:
        return None
    if field.name == "id":
        return value - lowest[model]
    if isinstance(field, models.ForeignKey) and field.related_model in lowest:
        return value - lowest[field.related_model]
    if field.name == "snapshot":
        return str(value).count("'id'")
    return value


def test_same_numbers_give_the_same_rows(db: None) -> None:
    found = set()
    for seed in (7, 7, 8):
        with transaction.atomic():
            access.forget_permissions()
            demo.load(size=SMALL, seed=seed, on=ON, say=quiet)
            found.add(content())
            transaction.set_rollback(True)
    assert len(found) == 2


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
        first = model._meta.get_field(name).default
        for states in versions(model, name).values():
            assert states[0] == first
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
        names = [each.attname for each in model.history.model.tracked_fields]  # type: ignore[attr-defined]
        last: dict[int, Any] = {}
        for row in model.history.order_by("history_id"):  # type: ignore[attr-defined]
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
        assert plan.issues.first().why == PlanIssue.Why.DRAFT
        assert not PlanShare.objects.filter(issue__plan=plan, answer="agree").exists()


def test_an_issue_has_the_shape_that_sending_gives(world: World) -> None:
    plan = Plan.objects.filter(state=Plan.State.WITH_PARENT).first()
    assert plan is not None
    student = plan.plan_students.get().student
    kept, built = plan.issues.first().snapshot, snapshot.build(plan, student)
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
        later = Meeting.objects.filter(
            held_at__isnull=False,
            starts_at__gt=action.meeting.starts_at,
            items__student=action.student_id,
        )
        assert not later.exists()


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
    whole = SMALL
    assert Student.objects.visible_to(user("senco"), on=ON).count() == whole
    assert Student.objects.visible_to(user("office"), "roll", on=ON).count() == whole
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
            .values_list("class_name", flat=True)
        )
        for key in ("teacher", "teacher2")
    }
    assert seen == {"teacher": {"5A"}, "teacher2": {"3A"}}
    assert not Student.objects.visible_to(user("ta"), on=ON).exists()
    assert Student.objects.visible_to(user("ta"), "adjustments", on=ON).exists()


def test_grants_are_what_the_links_justify(world: World) -> None:
    assert access.check_access(ON) == []


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


class Dry(Book):
    """Writes nothing: gives each record a key, and what stands at the end."""

    def write(self, model: Any, entries: Any) -> list[Any]:
        kept = [entry.record for entry in entries]
        for number, record in enumerate(kept, start=1):
            record.pk = record.pk or number
        return kept


def dry_world(size: int) -> World:
    made = World(on=ON, size=size, seed=1, calendar=SchoolCalendar(school_years(ON)), book=Dry())
    lay_school(made)
    lay_staff(made, "unusable")
    lay_classes(made)
    lay_students(made)
    draw(made)
    return made


def test_a_register_of_about_ninety() -> None:
    made = dry_world(780)
    cases = [case for case in made.cases if not case.left]
    tiers = Counter(case.tier for case in cases)
    assert len(made.pupils) == 780
    assert len({pupil.place for pupil in made.pupils}) == 30
    assert 85 <= len(cases) <= 95
    assert 3 <= tiers[3] <= 10
    assert tiers[2] > tiers[1] > tiers[3]


def test_needs_are_in_proportion() -> None:
    cases = [case for case in dry_world(12_000).cases if not case.pupil.story and not case.left]
    main = Counter(case.needs[0] for case in cases)
    for category, share in figures.MAIN_NEEDS.items():
        assert 100 * main[category] / len(cases) == pytest.approx(share, abs=3.5)
    both = sum(len(case.needs) > 1 for case in cases) / len(cases)
    assert both == pytest.approx(figures.TWO_OR_MORE, abs=0.06)


def test_children_are_born_in_the_right_year() -> None:
    for pupil in dry_world(120).pupils:
        age = ON.year - pupil.student.born_on.year
        assert pupil.level + 5 <= age <= pupil.level + 6


# --- the command -------------------------------------------------------------------------------


def test_refused_in_production(db: None, settings: Any) -> None:
    settings.SENCOHUB_ENV = "production"
    with pytest.raises(CommandError, match="production installation"):
        call_command("load_demo_school")
    assert not School.objects.exists()


def test_refused_where_there_is_a_school(school: School) -> None:
    with pytest.raises(CommandError, match="already has a school"):
        call_command("load_demo_school")


def test_refused_when_too_small(db: None) -> None:
    with pytest.raises(CommandError, match="60 students or more"):
        call_command("load_demo_school", students=12)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-03-03", "2026-03-03"),
        ("2026-03-08", "2026-03-06"),  # a Sunday
        ("2026-02-18", "2026-02-12"),  # Lunar New Year's Day, within the school's break
        ("2026-08-20", "2026-07-10"),  # summer
        ("2026-11-22", "2026-11-20"),
    ],
)
def test_ends_on_a_school_day(day: str, last: str) -> None:
    assert demo.nearest_school_day(dt.date.fromisoformat(day)) == dt.date.fromisoformat(last)


@pytest.mark.parametrize("day", ["2025-09-03", "2026-01-12", "2026-07-09", "2027-05-20"])
def test_loads_on_any_day_of_the_year(db: None, day: str) -> None:
    call_command("load_demo_school", students=SMALL, on=dt.date.fromisoformat(day), verbosity=0)
    assert SupportCycle.objects.open().filter(review_due__gte=day).exists()
    assert Need.objects.exists()
    assert ParentLink.objects.exists()


def test_entries_keep_their_versions(db: None) -> None:
    senco = User.objects.create_user("somebody")
    when = timezone.make_aware(dt.datetime(2026, 3, 3, 9))
    entry = Entry(Student(regno="1", name_en="A", sex="F", born_on=ON), when, senco)
    entry.then(when + dt.timedelta(days=1), senco, name_en="B")
    (made,) = Book().write(Student, [entry])
    rows = made.history.order_by("history_id").values_list("name_en", "version", "history_type")
    assert list(rows) == [("A", 1, "+"), ("B", 2, "~")]
    assert Student.objects.get(pk=made.pk).name_en == "B"  # all-students: the row just written
