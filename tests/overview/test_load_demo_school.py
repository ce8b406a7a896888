"""Loading the demo school: the command, the same rows twice, proportions, histories."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import models, transaction

from sencohub.accounts.models import User
from sencohub.overview import demo
from sencohub.overview.demo import figures
from sencohub.overview.demo.book import Book, Entry
from sencohub.overview.demo.calendar import SchoolCalendar, lay_school, school_years
from sencohub.overview.demo.people import lay_staff
from sencohub.overview.demo.register import draw, shared_out
from sencohub.overview.demo.students import lay_classes, lay_students
from sencohub.overview.demo.world import World, at
from sencohub.overview.management.commands.load_demo_school import last_day_over
from sencohub.school.models import School
from students import access
from students.models import Need, ParentLink, Student
from tests.overview.test_demo_school import ON, SMALL, our_models, quiet
from tiers.models import SupportCycle

# --- the same every time -----------------------------------------------------------------------

COUNTED_ELSEWHERE = {
    "key",
    "figures",
    "snapshot_hash",
    "path",
    "event",
    "object_id",
    "student_id",
    "user_id",
}
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
    found = []
    for _ in range(2):
        with transaction.atomic():
            access.forget_permissions()
            demo.load(size=SMALL, seed=7, on=ON, say=quiet)
            found.append(content())
            transaction.set_rollback(True)
    assert found[0] == found[1]


def test_another_seed_gives_another_school() -> None:
    names = [
        [pupil.student.name_en for pupil in dry_world(120, seed=seed).pupils] for seed in (1, 1, 2)
    ]
    assert names[0] == names[1] != names[2]


# --- in proportion -----------------------------------------------------------------------------


class Dry(Book):
    """Writes nothing: gives each record a key, and what stands at the end."""

    def write(self, model: Any, entries: Any) -> list[Any]:
        kept = [entry.record for entry in entries]
        for number, record in enumerate(kept, start=1):
            record.pk = record.pk or number
        return kept


def dry_world(size: int, seed: int = 1) -> World:
    made = World(on=ON, size=size, seed=seed, calendar=SchoolCalendar(school_years(ON)), book=Dry())
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
        ("2026-03-08", "2026-03-05"),  # a Sunday after a staff development day
        ("2026-02-18", "2026-02-12"),  # Lunar New Year's Day, within the school's break
        ("2026-08-20", "2026-07-10"),  # summer
        ("2026-11-22", "2026-11-20"),
    ],
)
def test_ends_on_a_school_day(day: str, last: str) -> None:
    assert demo.nearest_school_day(dt.date.fromisoformat(day)) == dt.date.fromisoformat(last)


@pytest.mark.parametrize(("hour", "day"), [(7, 2), (18, 2), (19, 3)])
def test_a_day_counts_once_it_is_over(hour: int, day: int) -> None:
    assert last_day_over(at(ON, hour)) == dt.date(2026, 3, day)


@pytest.mark.parametrize("day", ["2025-09-03", "2026-01-12", "2027-07-09"])
def test_loads_on_any_day_of_the_year(db: None, day: str) -> None:
    call_command("load_demo_school", students=SMALL, on=dt.date.fromisoformat(day), verbosity=0)
    assert SupportCycle.objects.open().filter(review_due__gte=day).exists()
    assert Need.objects.exists()
    assert ParentLink.objects.exists()


def test_entries_keep_their_versions(db: None) -> None:
    senco = User.objects.create_user("somebody")
    when = at(ON, 9)
    entry = Entry(Student(regno="1", name_en="A", sex="F", born_on=ON), when, senco)
    entry.then(when + dt.timedelta(days=1), senco, name_en="B")
    (made,) = Book().write(Student, [entry])
    rows = made.history.order_by("history_id").values_list("name_en", "version", "history_type")
    assert list(rows) == [("A", 1, "+"), ("B", 2, "~")]
    assert Student.objects.get(pk=made.pk).name_en == "B"  # all-students: the row just written


@pytest.mark.parametrize(
    ("shares", "wanted", "given"),
    [
        ({"a": 1, "b": 1}, 4, {"a": 2, "b": 2}),
        ({"a": 2, "b": 1}, 4, {"a": 3, "b": 1}),
        ({"a": 50, "b": 49, "c": 1}, 10, {"a": 5, "b": 5, "c": 0}),
        ({"a": 1, "b": 0}, 3, {"a": 3, "b": 0}),
        ({"a": 1}, 0, {"a": 0}),
    ],
)
def test_shares_are_met_in_whole_children(
    shares: dict[str, float], wanted: int, given: dict[str, int]
) -> None:
    assert shared_out(shares, wanted) == given
