"""Who sees which student: sets, and who must see nothing."""

import datetime as dt

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students import access
from students.models import CaseGrant, SchoolClass, Student, StudentGrant
from tests import factories

ALL, AMINA, BEN, NONE = {"amina", "ben", "cara"}, {"amina"}, {"ben"}, set[str]()


@pytest.mark.parametrize(
    ("who", "roll", "published", "adjustments", "record", "restricted"),
    [
        ("senco", ALL, NONE, ALL, ALL, ALL),
        ("senst", ALL, NONE, ALL, ALL, NONE),
        ("leader", ALL, NONE, ALL, ALL, NONE),
        ("class_teacher", AMINA, NONE, AMINA, AMINA, NONE),
        ("other_teacher", BEN, NONE, BEN, BEN, NONE),
        ("assistant", AMINA, NONE, AMINA, NONE, NONE),
        ("specialist", AMINA, NONE, AMINA, AMINA, NONE),
        ("parent", AMINA, AMINA, NONE, NONE, NONE),
        ("other_parent", BEN, BEN, NONE, NONE, NONE),
        ("ex_parent", NONE, NONE, NONE, NONE, NONE),
        ("two_child_parent", {"ben", "cara"}, {"ben", "cara"}, NONE, NONE, NONE),
        ("office", ALL, NONE, NONE, NONE, NONE),
        ("technical", NONE, NONE, NONE, NONE, NONE),
        ("newcomer", NONE, NONE, NONE, NONE, NONE),
    ],
)
def test_levels(
    cast: dict[str, User],
    amina: Student,
    ben: Student,
    cara: Student,
    who: str,
    roll: set[str],
    published: set[str],
    adjustments: set[str],
    record: set[str],
    restricted: set[str],
) -> None:
    names = {amina.pk: "amina", ben.pk: "ben", cara.pk: "cara"}
    expected = dict(
        zip(access.LEVELS, (roll, published, adjustments, record, restricted), strict=True)
    )
    seen = {
        level: {names[s.pk] for s in Student.objects.visible_to(cast[who], level)}
        for level in access.LEVELS
    }
    assert seen == expected


def test_a_teachers_own_child_in_her_own_class(class_teacher: User, amina: Student) -> None:
    """Staff pages use staff rights, portal pages the parent's: each in its place."""
    classmate = factories.StudentFactory(in_class=amina.enrolments.get().school_class)
    factories.parent_of(class_teacher, amina)
    assert set(Student.objects.visible_to(class_teacher, "published")) == {amina}
    assert set(Student.objects.visible_to(class_teacher, "record")) == {amina, classmate}


def test_rights_end_at_midnight_of_their_date(senco: User, amina: Student) -> None:
    last_day = today() + dt.timedelta(days=3)
    person = factories.person("visiting")
    factories.case_for(person, amina, by=senco, ends_on=last_day)
    assert Student.objects.visible_to(person, on=last_day).exists()
    assert not Student.objects.visible_to(person, on=last_day + dt.timedelta(days=1)).exists()


@pytest.mark.parametrize("kind", ["case", "class", "enrolment"])
def test_nothing_is_seen_before_the_first_day(kind: str, senco: User, amina: Student) -> None:
    begins, person = today() + dt.timedelta(days=3), factories.person("visiting")
    link = amina.enrolments.get()
    if kind == "case":
        factories.case_for(person, amina, by=senco, starts_on=begins)
    elif kind == "class":
        factories.teaches(person, link.school_class, starts_on=begins)
    else:
        factories.teaches(person, link.school_class)
        link.starts_on = begins
        link.save()
    assert not Student.objects.visible_to(person, on=begins - dt.timedelta(days=1)).exists()
    assert Student.objects.visible_to(person, on=begins).exists()


def test_rights_end_at_hong_kong_midnight_without_a_job(senco: User, amina: Student) -> None:
    person = factories.person("visiting")
    with time_machine.travel("2026-03-02T12:00:00+08:00", tick=False):
        factories.case_for(
            person, amina, by=senco, starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 3, 2)
        )
    with time_machine.travel("2026-03-02T23:59:00+08:00", tick=False):
        assert Student.objects.visible_to(person).exists()
    with time_machine.travel("2026-03-03T00:01:00+08:00", tick=False):
        assert not Student.objects.visible_to(person).exists()


def test_a_student_who_moves_class_is_seen_by_the_new_teacher_only(
    class_teacher: User, other_teacher: User, amina: Student, class_3b: SchoolClass
) -> None:
    enrolment = amina.enrolments.get()
    enrolment.ends_on = today() - dt.timedelta(days=1)
    enrolment.save()
    factories.EnrolmentFactory(student=amina, school_class=class_3b, starts_on=today())
    assert not Student.objects.visible_to(class_teacher).filter(pk=amina.pk).exists()
    assert Student.objects.visible_to(other_teacher).filter(pk=amina.pk).exists()


def test_an_unconfirmed_senco_sees_nothing(newcomer: User, amina: Student) -> None:
    newcomer.memberships.create(role="senco", starts_on=factories.LONG_AGO)
    assert not Student.objects.visible_to(newcomer).exists()


def test_a_disabled_account_sees_nothing(class_teacher: User, amina: Student) -> None:
    class_teacher.is_active = False
    class_teacher.save()
    assert not Student.objects.visible_to(class_teacher, "roll").exists()


def test_at_most_two_queries(
    class_teacher: User,
    amina: Student,
    class_5a: SchoolClass,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    list(Student.objects.visible_to(class_teacher))
    factories.StudentFactory.create_batch(30, in_class=class_5a)
    fresh = User.objects.get(pk=class_teacher.pk)
    with django_assert_max_num_queries(2):
        assert len(list(Student.objects.visible_to(fresh))) == 31


def test_two_links_share_a_row_and_it_lives_while_either_does(parent: User, amina: Student) -> None:
    first = amina.parent_links.get(parent=parent)
    first.ends_on = today() - dt.timedelta(days=1)
    first.save()
    access.sync(first)
    assert not Student.objects.visible_to(parent, "published").exists()
    factories.parent_of(parent, amina, starts_on=today())
    assert Student.objects.visible_to(parent, "published").exists()
    assert StudentGrant.objects.filter(user=parent).count() == 1


def test_two_case_grants_that_touch_become_one_span(senco: User, amina: Student) -> None:
    person = factories.person("visiting")
    start = today()
    factories.case_for(
        person, amina, by=senco, starts_on=start, ends_on=start + dt.timedelta(days=10)
    )
    factories.case_for(
        person,
        amina,
        by=senco,
        starts_on=start + dt.timedelta(days=11),
        ends_on=start + dt.timedelta(days=20),
    )
    row = StudentGrant.objects.get(user=person)
    assert (row.starts_on, row.ends_on) == (start, start + dt.timedelta(days=20))


def test_ending_one_of_two_overlapping_grants_keeps_the_other(senco: User, amina: Student) -> None:
    person = factories.person("visiting")
    long = factories.case_for(person, amina, by=senco, ends_on=today() + dt.timedelta(days=50))
    factories.case_for(person, amina, by=senco, ends_on=today() + dt.timedelta(days=5))
    long.ends_on = today() - dt.timedelta(days=1)
    long.save()
    access.sync(long)
    row = StudentGrant.objects.get(user=person)
    assert row.ends_on == today() + dt.timedelta(days=5)


def test_a_parent_who_may_no_longer_read_loses_the_row(parent: User, amina: Student) -> None:
    link = amina.parent_links.get(parent=parent)
    link.may_read = False
    link.save()
    access.sync(link)
    assert not Student.objects.visible_to(parent, "published").exists()


def test_check_access_finds_drift_and_nothing_else(cast: dict[str, User], amina: Student) -> None:
    assert access.check_access() == []
    row = StudentGrant.objects.get(user=cast["parent"])
    row.delete()
    assert [line.split()[0] for line in access.check_access()] == ["missing"]


def test_the_nightly_job_mends_drift(cast: dict[str, User], amina: Student) -> None:
    StudentGrant.objects.get(user=cast["parent"]).delete()
    access.move_rights()
    assert access.check_access() == []


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("class_teacher", ["class teacher of 5A"]),
        ("assistant", ["teaching assistant of 5A"]),
        ("specialist", ["Assessment of reading"]),
        ("parent", ["mother"]),
        ("leader", ["Principal or vice-principal"]),
        ("other_teacher", []),
        ("ex_parent", []),
        ("technical", []),
    ],
)
def test_explain_says_in_words_why(
    cast: dict[str, User], amina: Student, who: str, words: list[str]
) -> None:
    assert [r.words for r in access.explain(cast[who], amina)] == words


def test_grants_keep_a_history_row(parent: User) -> None:
    row = StudentGrant.objects.get(user=parent)
    assert row.history.count() == 1
    assert CaseGrant.objects.count() == 0
