"""Answers as a phone sends them: once, in force on their day, for visible students only."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from students.models import Student
from tests import factories
from tiers.actions.logs import CLOCKS_DIFFER, LESSON, OLDEST, Fate, Sent, log_answer, undo_answer
from tiers.models import Adjustment, AdjustmentLog, Plan


@pytest.fixture
def card(amina: Student, senco: User) -> Adjustment:
    cycle = factories.SupportCycleFactory(student=amina, owner=senco)
    return factories.AdjustmentFactory(plan__cycle=cycle)


def sent(card: Adjustment, answer: str = "worked", **fields: Any) -> Sent:
    values = {"client_id": uuid4(), "happened_at": timezone.now(), **fields}
    return Sent(adjustment=card.pk, answer=answer, **values)


def test_an_answer_is_kept_with_who_when_and_in_which_subject(
    card: Adjustment, class_teacher: User
) -> None:
    link = factories.teaches(
        class_teacher, card.student.enrolments.get().school_class, "subject", subject="Maths"
    )
    log = log_answer(sent=sent(card, lesson=link.pk), by=class_teacher).log
    assert log is not None
    assert (log.answer, log.teacher, log.subject) == ("worked", class_teacher, "Maths")
    assert (log.student, log.taught_on) == (card.student, today())
    assert log.history.count() == 1


def test_the_same_answer_sent_twice_is_kept_once(card: Adjustment, class_teacher: User) -> None:
    one = sent(card)
    fates = [log_answer(sent=one, by=class_teacher).fate for _nth in range(3)]
    assert fates == [Fate.SAVED, Fate.ALREADY, Fate.ALREADY]
    assert AdjustmentLog.objects.count() == 1


def test_somebody_elses_mark_tells_nothing(
    card: Adjustment, class_teacher: User, assistant: User
) -> None:
    one = sent(card)
    log_answer(sent=one, by=class_teacher)
    result = log_answer(sent=one, by=assistant)
    assert (result.fate, result.log) == (Fate.REFUSED, None)


@pytest.mark.parametrize(
    ("who", "fate"),
    [
        ("senco", Fate.SAVED),
        ("class_teacher", Fate.SAVED),
        ("assistant", Fate.SAVED),
        ("other_teacher", Fate.REFUSED),
        ("parent", Fate.REFUSED),
        ("office", Fate.REFUSED),
        ("technical", Fate.REFUSED),
        ("newcomer", Fate.REFUSED),
    ],
)
def test_only_for_students_visible_now(
    cast: dict[str, User], card: Adjustment, who: str, fate: Fate
) -> None:
    assert log_answer(sent=sent(card), by=cast[who]).fate == fate
    assert AdjustmentLog.objects.exists() == (fate == Fate.SAVED)


@pytest.mark.parametrize(
    ("ago", "fate"),
    [
        (dt.timedelta(0), Fate.SAVED),
        (-CLOCKS_DIFFER + dt.timedelta(seconds=5), Fate.SAVED),
        (-CLOCKS_DIFFER - dt.timedelta(seconds=5), Fate.REFUSED),
        (OLDEST - dt.timedelta(minutes=1), Fate.SAVED),
        (OLDEST + dt.timedelta(minutes=1), Fate.REFUSED),
    ],
)
def test_neither_the_future_nor_the_long_past(
    card: Adjustment, class_teacher: User, ago: dt.timedelta, fate: Fate
) -> None:
    one = sent(card, happened_at=timezone.now() - ago)
    assert log_answer(sent=one, by=class_teacher).fate == fate


@pytest.mark.parametrize(
    ("begun", "dropped", "closed", "fate"),
    [
        (-20, None, None, Fate.SAVED),
        (-3, None, None, Fate.SAVED),  # the day itself
        (-2, None, None, Fate.REFUSED),
        (None, None, None, Fate.REFUSED),  # a draft nobody agreed
        (-20, -3, None, Fate.SAVED),  # dropped that day: its last
        (-20, -1, None, Fate.SAVED),  # dropped since, but in force then
        (-20, -4, None, Fate.REFUSED),
        (-20, None, -3, Fate.SAVED),
        (-20, None, -4, Fate.REFUSED),
    ],
)
def test_in_force_on_the_day_it_happened(
    card: Adjustment,
    class_teacher: User,
    begun: int | None,
    dropped: int | None,
    closed: int | None,
    fate: Fate,
) -> None:
    def day(n: int | None) -> dt.date | None:
        return None if n is None else today() + dt.timedelta(days=n)

    card.in_force_from, card.dropped_on = day(begun), day(dropped)
    card.save()
    card.plan.closed_on = day(closed)
    card.plan.state = Plan.State.CLOSED if closed else Plan.State.AGREED
    card.plan.save()
    three_days_ago = timezone.now() - dt.timedelta(days=3)
    result = log_answer(sent=sent(card, happened_at=three_days_ago), by=class_teacher)
    assert result.fate == fate


def test_taught_on_is_the_hong_kong_day(card: Adjustment, class_teacher: User) -> None:
    """Half past seven in the morning in Hong Kong is still yesterday in UTC."""
    day = today()
    noon = dt.datetime.combine(day, dt.time(12), timezone.get_default_timezone())
    with time_machine.travel(noon, tick=False):
        moment = (noon - dt.timedelta(hours=4, minutes=30)).astimezone(dt.UTC)
        log = log_answer(sent=sent(card, happened_at=moment), by=class_teacher).log
    assert log is not None
    assert (log.taught_on, moment.date()) == (day, day - dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("minutes_apart", "standing"),
    [(0.1, ["worked"]), (39, ["worked"]), (41, ["used", "worked"])],
)
def test_a_second_answer_in_the_lesson_corrects_the_first(
    card: Adjustment, class_teacher: User, minutes_apart: float, standing: list[str]
) -> None:
    began = timezone.now() - dt.timedelta(hours=2)
    then = began + dt.timedelta(minutes=minutes_apart)
    log_answer(sent=sent(card, "used", happened_at=began), by=class_teacher)
    log_answer(sent=sent(card, "worked", happened_at=then), by=class_teacher)
    rows = AdjustmentLog.objects.standing().order_by("happened_at")
    assert [row.answer for row in rows] == standing
    assert AdjustmentLog.objects.count() == 2


def test_an_earlier_answer_that_arrives_later_does_not_win(
    card: Adjustment, class_teacher: User
) -> None:
    now = timezone.now()
    log_answer(sent=sent(card, "worked", happened_at=now), by=class_teacher)
    log_answer(sent=sent(card, "used", happened_at=now - LESSON / 2), by=class_teacher)
    assert [row.answer for row in AdjustmentLog.objects.standing()] == ["worked"]


def test_two_teachers_answers_stand_beside_each_other(
    card: Adjustment, class_teacher: User, assistant: User
) -> None:
    log_answer(sent=sent(card, "worked"), by=class_teacher)
    log_answer(sent=sent(card, "did_not"), by=assistant)
    assert AdjustmentLog.objects.standing().count() == 2


def test_undo_keeps_the_row_and_is_harmless_twice(card: Adjustment, class_teacher: User) -> None:
    log = log_answer(sent=sent(card), by=class_teacher).log
    assert log is not None
    assert log.client_id is not None
    fates = [undo_answer(client_id=log.client_id, by=class_teacher).fate for _nth in range(2)]
    assert fates == [Fate.SAVED, Fate.ALREADY]
    log.refresh_from_db()
    assert log.undone_at is not None
    assert log.history.count() == 2


@pytest.mark.parametrize(
    ("who", "days_ago"), [("assistant", 0), ("senco", 0), ("class_teacher", 1)]
)
def test_only_ones_own_answer_of_today_is_taken_back(
    cast: dict[str, User], card: Adjustment, who: str, days_ago: int
) -> None:
    moment = timezone.now() - dt.timedelta(days=days_ago)
    log = log_answer(sent=sent(card, happened_at=moment), by=cast["class_teacher"]).log
    assert log is not None
    assert undo_answer(client_id=UUID(str(log.client_id)), by=cast[who]).fate == Fate.REFUSED
    assert AdjustmentLog.objects.standing().exists()
