"""Saving answers: a press without a script, all as last lesson, a phone's queue, and Undo."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sencohub.accounts.models import User
from students.models import Student
from tests import factories
from tiers.models import Adjustment, AdjustmentLog

type_sign_in = Callable[[User], Client]
URL = reverse("tiers:log-save")


@pytest.fixture
def card(amina: Student, senco: User) -> Adjustment:
    cycle = factories.SupportCycleFactory(student=amina, owner=senco)
    return factories.AdjustmentFactory(plan__cycle=cycle)


def waiting(card: Adjustment, answer: str = "worked", **fields: Any) -> dict[str, Any]:
    moment = timezone.now().isoformat()
    mark = str(uuid4())
    row = {"client_id": mark, "adjustment": card.pk, "answer": answer, "happened_at": moment}
    return {**row, **fields}


def send(client: Client, *rows: Any) -> Any:
    body = json.dumps({"answers": list(rows)})
    return client.post(URL, body, content_type="application/json")


def test_a_press_saves_and_leads_back_with_undo(
    card: Adjustment, class_teacher: User, sign_in: type_sign_in
) -> None:
    client = sign_in(class_teacher)
    lesson = class_teacher.assignments.get().pk
    press = {"log": f"{card.pk}:worked", "page": str(uuid4()), "lesson": lesson}
    page = client.post(URL, press, follow=True)
    log = AdjustmentLog.objects.get()
    assert page.context["said"] == log
    assert page.context["open_student"] == card.student_id
    assert reverse("tiers:log-undo", args=[log.client_id]) in page.content.decode()


def test_the_same_page_sent_twice_is_one_answer(
    card: Adjustment, class_teacher: User, sign_in: type_sign_in
) -> None:
    client, page = sign_in(class_teacher), str(uuid4())
    for answer in ("worked", "worked", "used"):
        client.post(URL, {"log": f"{card.pk}:{answer}", "page": page})
    rows = AdjustmentLog.objects.order_by("pk")
    assert [(row.answer, row.undone_at is None) for row in rows] == [
        ("worked", False),
        ("used", True),
    ]


@pytest.mark.parametrize(
    "press",
    [
        {},
        {"log": "1:excellent", "page": str(uuid4())},
        {"log": "one:worked", "page": str(uuid4())},
        {"log": "1:worked", "page": "not-a-number"},
        {"log": "999999999999999999:worked", "page": str(uuid4())},
        {"again": "1"},
    ],
)
def test_what_cannot_be_read_comes_back_with_the_page(
    class_teacher: User, sign_in: type_sign_in, press: dict[str, str]
) -> None:
    page = sign_in(class_teacher).post(URL, press)
    assert page.status_code == 422
    assert b"note-stop" in page.content
    assert not AdjustmentLog.objects.exists()


def test_another_classs_student_is_refused_and_unnamed(
    card: Adjustment, other_teacher: User, sign_in: type_sign_in
) -> None:
    press = {"log": f"{card.pk}:worked", "page": str(uuid4())}
    page = sign_in(other_teacher).post(URL, press)
    assert page.status_code == 422
    assert "Amina" not in page.content.decode()
    assert not AdjustmentLog.objects.exists()


def test_same_as_last_lesson_for_all(
    card: Adjustment, class_teacher: User, sign_in: type_sign_in
) -> None:
    second = factories.AdjustmentFactory(plan=card.plan, student=card.student)
    never = factories.AdjustmentFactory(plan=card.plan, student=card.student)
    client = sign_in(class_teacher)
    yesterday = (timezone.now() - dt.timedelta(days=1)).isoformat()
    send(client, waiting(card, "used", happened_at=yesterday))
    send(client, waiting(second, "did_not", happened_at=yesterday), waiting(second, "worked"))
    again = {"again": "1", "page": str(uuid4())}
    for _nth in range(2):
        client.post(URL, again)
    today = AdjustmentLog.objects.standing().of_day()
    assert {(row.adjustment_id, row.answer) for row in today} == {
        (card.pk, "used"),
        (second.pk, "worked"),
    }
    assert not AdjustmentLog.objects.filter(adjustment=never).exists()


def test_a_queue_comes_in_order_once_and_one_bad_answer_holds_nothing_up(
    card: Adjustment, other_teacher: User, class_teacher: User, sign_in: type_sign_in
) -> None:
    client = sign_in(class_teacher)
    future = (timezone.now() + dt.timedelta(days=1)).isoformat()
    rows = [
        waiting(card, "used"),
        waiting(card, happened_at=future),
        waiting(card, adjustment=999),
        {"client_id": "?", "answer": "worked"},
        waiting(card, "worked"),
    ]
    fates = [[r["fate"] for r in send(client, *rows).json()["results"]] for _nth in range(2)]
    assert fates == [
        ["saved", "refused", "refused", "refused", "saved"],
        ["already", "refused", "refused", "refused", "already"],
    ]
    assert [log.answer for log in AdjustmentLog.objects.standing()] == ["worked"]


def test_an_undo_may_wait_in_the_queue_too(
    card: Adjustment, class_teacher: User, sign_in: type_sign_in
) -> None:
    row = waiting(card)
    undo = {"client_id": row["client_id"], "answer": "undo"}
    results = send(sign_in(class_teacher), row, undo, undo).json()["results"]
    assert [r["fate"] for r in results] == ["saved", "saved", "already"]
    assert not AdjustmentLog.objects.standing().exists()


@pytest.mark.parametrize(
    "body",
    [" ", "[]", "null", '{"answers": 3}', '{"answers": ["x"]}', "{broken", '"answers"', "\xff"],
)
def test_a_body_that_is_no_queue_is_400(
    class_teacher: User, sign_in: type_sign_in, body: str
) -> None:
    answer = sign_in(class_teacher).post(
        URL, body.encode("latin-1"), content_type="application/json"
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"happened_at": "yesterday"},
        {"happened_at": "2026-01-01T10:00:00"},
        {"happened_at": "9999-99-99T10:00:00Z"},
        {"answer": "excellent"},
        {"adjustment": "x"},
        {"adjustment": None},
        {"client_id": 5},
    ],
)
def test_a_row_that_cannot_be_read_is_refused_by_itself(
    card: Adjustment, class_teacher: User, sign_in: type_sign_in, change: dict[str, Any]
) -> None:
    results = send(sign_in(class_teacher), waiting(card, **change)).json()["results"]
    assert [r["fate"] for r in results] == ["refused"]
    assert not AdjustmentLog.objects.exists()


def test_a_queue_needs_the_token(card: Adjustment, class_teacher: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(class_teacher, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(client, waiting(card)).status_code == 403
    fresh = client.get(reverse("tiers:log-token")).json()
    assert fresh["user"] == class_teacher.pk
    body = json.dumps({"answers": [waiting(card)]})
    answer = client.post(
        URL, body, content_type="application/json", headers={"x-csrftoken": fresh["token"]}
    )
    assert answer.json()["results"][0]["fate"] == "saved"


def test_undo_by_the_button(
    card: Adjustment, class_teacher: User, assistant: User, sign_in: type_sign_in
) -> None:
    row = waiting(card)
    send(sign_in(class_teacher), row)
    undo = reverse("tiers:log-undo", args=[row["client_id"]])
    assert sign_in(assistant).post(undo).status_code == 404
    assert AdjustmentLog.objects.standing().exists()
    assert sign_in(class_teacher).get(undo).status_code == 405
    sign_in(class_teacher).post(undo)
    assert not AdjustmentLog.objects.standing().exists()
    assert sign_in(class_teacher).post(undo).status_code == 302


def test_the_wrong_method_is_refused(class_teacher: User, sign_in: type_sign_in) -> None:
    assert sign_in(class_teacher).get(URL).status_code == 405
    assert sign_in(class_teacher).post(reverse("tiers:log-token")).status_code == 405
