"""Break-glass: whoever runs the server opens one child's record, for a reason, until midnight."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from sencohub.accounts.models import User
from sencohub.lib.policies import Policy
from sencohub.lib.records import IllegalMove
from sencohub.notices.models import Letter, Notice
from students import access
from students.actions.glass import break_glass
from students.models import AccessLog, BreakGlass, Student, StudentGrant
from tests import factories
from tests.conftest import CAST
from tests.permissions import Row, rows
from tests.permissions.world import build
from tests.test_permissions import undone

URL = "/students/break-glass/"
WHY = "The page of this child does not open for anybody; Ms Lam asked for help."
OPENED = ("overview:student-detail", "overview:student-who", "students:evidence-list")
TABS = ("students:need-list", "overview:student-meetings", "overview:student-history")
type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
type_send = Callable[..., Any]


@pytest.fixture
def send(sign_in: type_sign_in, form_data: type_form_data) -> type_send:
    """Fill in the page as this person and send it."""

    def _send(who: User, **typed: str) -> Any:
        client = sign_in(who)
        return client.post(URL, form_data(client.get(URL), **typed))

    return _send


def sees(user: User) -> dict[str, set[Student]]:
    fresh = User.objects.get(pk=user.pk)
    return {level: set(Student.objects.visible_to(fresh, level)) for level in access.LEVELS}


def test_a_record_opens_and_only_that_one(
    technical: User, amina: Student, ben: Student, senco: User, send: type_send
) -> None:
    answer = send(technical, regno=amina.regno.lower(), reason=WHY)
    assert (answer.status_code, answer["Location"]) == (302, amina.get_absolute_url())
    glass = BreakGlass.objects.get()
    assert (glass.student, glass.person, glass.reason) == (amina, technical, WHY)
    assert glass.history.get().history_user == technical
    seen = sees(technical)
    assert {level for level in seen if amina in seen[level]} == {"roll", "adjustments", "record"}
    assert not any(ben in found for found in seen.values())
    assert access.check_access() == []


@pytest.mark.parametrize("who", [name for name in CAST if name != "technical"])
def test_for_everybody_else_the_page_does_not_exist(
    cast: dict[str, User], amina: Student, sign_in: type_sign_in, who: str
) -> None:
    client = sign_in(cast[who])
    typed = {"regno": amina.regno, "reason": WHY, "form_token": "one-use"}
    assert client.get(URL).status_code == client.post(URL, typed).status_code == 404
    with pytest.raises(IllegalMove):
        break_glass(student=amina, reason=WHY, by=cast[who])
    assert not BreakGlass.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": " \n\u200b"}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"regno": ""}, "regno"),
        ({"regno": "nobody"}, "regno"),
        ({"regno": "Amina"}, "regno"),
    ],
)
def test_nothing_opens_without_a_child_and_a_reason(
    technical: User, amina: Student, senco: User, send: type_send, typed: dict[str, str], field: str
) -> None:
    answer = send(technical, **{"regno": amina.regno, "reason": WHY, **typed})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not sees(technical)["roll"]
    assert not BreakGlass.objects.exists()
    assert not Notice.objects.exists()
    assert not AccessLog.objects.filter(action="glass").exists()


# --- until midnight ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opened", "asked", "is_open"),
    [
        ("2026-03-02T00:00:00", "2026-03-02T00:00:00", True),
        ("2026-03-02T00:00:00", "2026-03-02T23:59:59", True),
        ("2026-03-02T00:00:00", "2026-03-03T00:00:00", False),
        ("2026-03-02T23:59:59", "2026-03-02T23:59:59", True),
        ("2026-03-02T23:59:59", "2026-03-03T00:00:00", False),
        ("2026-03-02T12:00:00", "2026-03-01T23:59:59", False),
        ("2026-12-31T23:59:00", "2027-01-01T00:00:00", False),
    ],
)
def test_it_lasts_until_hong_kong_midnight(
    technical: User, amina: Student, sign_in: type_sign_in, opened: str, asked: str, is_open: bool
) -> None:
    with time_machine.travel(f"{opened}+08:00", tick=False):
        break_glass(student=amina, reason=WHY, by=technical)
    with time_machine.travel(f"{asked}+08:00", tick=False):
        assert (amina in sees(technical)["record"]) is is_open
        assert bool(access.explain(technical, amina)) is is_open
        code = sign_in(technical).get(amina.get_absolute_url()).status_code
        assert code == (200 if is_open else 404)
        assert access.check_access() == []


def test_the_night_takes_the_grant_away_and_keeps_the_row(technical: User, amina: Student) -> None:
    with time_machine.travel("2026-03-02T12:00:00+08:00", tick=False):
        break_glass(student=amina, reason=WHY, by=technical)
    with time_machine.travel("2026-03-03T00:01:00+08:00", tick=False):
        call_command("move_rights")
        assert not StudentGrant.objects.exists()
        assert BreakGlass.objects.exists()


def test_twice_on_one_day_is_once(
    technical: User, amina: Student, ben: Student, senco: User, send: type_send
) -> None:
    assert send(technical, regno=amina.regno, reason=WHY).status_code == 302
    again = send(technical, regno=amina.regno, reason="Another reason")
    assert again.status_code == 409
    assert "open to you already" in again.content.decode()
    assert (BreakGlass.objects.get().reason, Notice.objects.count()) == (WHY, 1)
    assert send(technical, regno=ben.regno, reason=WHY).status_code == 302
    assert sees(technical)["record"] == {amina, ben}


def test_the_same_form_twice_is_once(
    technical: User, amina: Student, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(technical)
    data = form_data(client.get(URL), regno=amina.regno, reason=WHY)
    places = {client.post(URL, data)["Location"] for _twice in range(2)}
    assert places == {amina.get_absolute_url()}
    assert BreakGlass.objects.count() == 1


def test_the_next_day_needs_a_reason_of_its_own(technical: User, amina: Student) -> None:
    for day in (2, 3):
        with time_machine.travel(f"2026-03-0{day}T12:00:00+08:00", tick=False):
            break_glass(student=amina, reason=WHY, by=technical)
            assert amina in sees(technical)["record"]
    assert BreakGlass.objects.count() == 2


def test_a_disabled_account_loses_it(technical: User, amina: Student) -> None:
    break_glass(student=amina, reason=WHY, by=technical)
    technical.is_active = False
    technical.save()
    assert not sees(technical)["roll"]


# --- what is told and kept ---------------------------------------------------------------------


def test_senco_and_principal_are_told_at_once_without_a_name(
    cast: dict[str, User], amina: Student, send: type_send
) -> None:
    send(cast["technical"], regno=amina.regno, reason=WHY)
    told = Notice.objects.filter(kind="glass-broken")
    assert {notice.recipient.username for notice in told} == {"senco", "leader"}
    assert set(told.values_list("channel", flat=True)) == {Notice.Channel.AT_ONCE}
    assert {notice.path for notice in told} == {reverse("students:access-detail", args=[amina.pk])}
    assert Letter.objects.filter(outcome=Letter.Outcome.WAITING).count() == 2
    for message in mail.outbox:
        assert "Amina" not in message.subject + str(message.body)


def test_the_log_says_who_why_and_what_was_read(
    cast: dict[str, User], amina: Student, send: type_send, sign_in: type_sign_in
) -> None:
    technical = cast["technical"]
    send(technical, regno=amina.regno, reason=WHY)
    sign_in(technical).get(amina.get_absolute_url())
    mine = AccessLog.objects.filter(user_id=technical.pk).order_by("pk")
    assert list(mine.values_list("action", "kind", "student_id", "role")) == [
        ("glass", "students.breakglass", amina.pk, "technical"),
        ("opened", "students.student", amina.pk, "technical"),
    ]
    for url in (reverse("students:access-detail", args=[amina.pk]), "/students/access-log/"):
        page = sign_in(cast["senco"]).get(url).content.decode()
        assert WHY in page
        assert "Opened by break-glass" in page


def test_the_reason_is_said_where_one_sees_who_sees(
    technical: User, amina: Student, senco: User, send: type_send, sign_in: type_sign_in
) -> None:
    send(technical, regno=amina.regno, reason=WHY)
    (reason,) = access.explain(technical, amina)
    assert (reason.words, reason.level) == (f"break-glass: {WHY}", "record")
    assert access.who_sees(amina) == [reason]
    page = sign_in(senco).get(reverse("students:access-detail", args=[amina.pk]))
    assert f"break-glass: {WHY}" in page.content.decode()


def test_the_family_sees_that_it_was_a_technical_account(
    technical: User, amina: Student, parent: User, send: type_send, sign_in: type_sign_in
) -> None:
    send(technical, regno=amina.regno, reason=WHY)
    page = sign_in(parent).get("/family/", follow=True).content.decode()
    assert "Technical account" in page
    assert WHY not in page


def test_a_row_can_be_neither_changed_nor_deleted(technical: User, amina: Student) -> None:
    glass = break_glass(student=amina, reason=WHY, by=technical)
    for statement in (
        "UPDATE students_breakglass SET reason = 'x'",
        "DELETE FROM students_breakglass",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    glass.refresh_from_db()
    assert glass.reason == WHY


# --- what is open ------------------------------------------------------------------------------


def policy_of(row: Row) -> Policy:
    """The policy of the view that answers a row; names of things stand for numbers."""
    named = {"client_id": uuid.UUID(int=1)}
    kwargs = {k: named.get(k, 1) if isinstance(v, str) else v for k, v in row.kwargs.items()}
    found: Policy = resolve(reverse(row.route, kwargs=kwargs)).func.policy  # type: ignore[attr-defined]
    return found


def test_what_opens_is_the_page_to_read_and_nothing_to_write(
    cast: dict[str, User], amina: Student, ben: Student, cara: Student, sign_in: type_sign_in
) -> None:
    """THE table once more: the glass changes the answer of these pages alone."""
    client, changed = sign_in(cast["technical"]), set()
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    break_glass(student=amina, reason=WHY, by=cast["technical"])
    Notice.objects.all().delete()  # the table's own are looked for
    for row in rows():
        if not policy_of(row).admits(cast["technical"]):
            continue
        cache.clear()
        client.cookies.clear()
        client.cookies[settings.SESSION_COOKIE_NAME] = session
        with undone():
            world = build(cast, amina=amina, ben=ben, cara=cara)
            url = reverse(row.route, kwargs={k: world.value(v) for k, v in row.kwargs.items()})
            data = {k: world.value(v) for k, v in row.data.items()}
            code = getattr(client, row.method.lower())(url + row.query, data).status_code
        if code != row.code_for("technical"):
            changed.add((row.route, row.method, code, str(row.kwargs.get("pk"))))
    assert {(route, method, code) for route, method, code, _pk in changed} == {
        *((route, "GET", 200) for route in (*OPENED, *TABS, "students:document-download")),
    }
    assert {pk for *_rest, pk in changed} == {"amina", "amina_document"}


def test_no_link_leads_nowhere(
    cast: dict[str, User], amina: Student, sign_in: type_sign_in
) -> None:
    client = sign_in(cast["technical"])
    factories.TierPlacementFactory(student=amina, decided_by=cast["senco"])
    factories.DocumentFactory(student=amina, added_by=cast["senco"])
    break_glass(student=amina, reason=WHY, by=cast["technical"])
    for name in (*OPENED, *TABS):
        page = client.get(reverse(name, args=[amina.pk])).content.decode()
        for link in set(re.findall(r'href="(/[^"#]*)', page)):
            if not link.startswith("/static/"):
                assert client.get(link).status_code in {200, 302}, f"{name} leads to {link}"


def test_it_is_the_first_page_and_lists_what_is_open(
    technical: User, amina: Student, ben: Student, sign_in: type_sign_in
) -> None:
    client = sign_in(technical)
    assert client.get("/")["Location"] == URL
    assert "Amina" not in client.get(URL).content.decode()
    break_glass(student=amina, reason=WHY, by=technical)
    page = client.get(URL).content.decode()
    assert "Amina Khan" in page
    assert WHY in page
    assert "Ng Pak Hei" not in page


def test_queries_do_not_grow_with_what_is_open(
    technical: User, amina: Student, sign_in: type_sign_in
) -> None:
    client, counts = sign_in(technical), []
    client.get(URL)
    for more in (3, 12):
        for student in factories.StudentFactory.create_batch(more):
            break_glass(student=student, reason=WHY, by=technical)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(URL)
        counts.append(len(asked))
    assert counts[0] == counts[1]
