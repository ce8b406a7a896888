"""Who sees a child and why; who has looked; cases opened and closed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import Role
from students.access import check_access
from students.log_words import what
from students.models import AccessLog, CaseGrant, Student
from tests import factories

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
NEXT_MONTH = today() + dt.timedelta(days=30)


@pytest.fixture
def url(amina: Student) -> str:
    return reverse("students:access-detail", args=[amina.pk])


@pytest.fixture
def case_url(amina: Student) -> str:
    return reverse("students:case-grant-new", args=[amina.pk])


def test_everybody_who_sees_her_is_named_with_the_reason(
    cast: dict[str, User], sign_in: type_sign_in, url: str
) -> None:
    answer = sign_in(cast["senco"]).get(url)
    by_reason = {row["is"].person: row["is"].words for row in answer.context["reasons"]}
    assert set(by_reason) == {
        cast[who] for who in ("class_teacher", "assistant", "specialist", "parent")
    }
    assert by_reason[cast["class_teacher"]] == "class teacher of 5A"
    by_role = {membership.user for membership in answer.context["everywhere"]}
    assert by_role == {cast[who] for who in ("senco", "senst", "leader")}


def test_who_looked_is_listed_newest_first(
    cast: dict[str, User], amina: Student, ben: Student, sign_in: type_sign_in, url: str
) -> None:
    for student in (amina, ben):
        sign_in(cast["senst"]).get(reverse("students:need-list", args=[student.pk]))
    log = sign_in(cast["leader"]).get(url).context["log"]
    assert [row["person"] for row in log] == [cast["leader"], cast["senst"]]


def test_nobody_changes_or_empties_the_log(amina: Student) -> None:
    """The database itself refuses, whatever the code asks."""
    rows = AccessLog.objects.filter(
        pk=AccessLog.objects.create(user_id=1, action="opened", student_id=amina.pk).pk
    )
    for change in (lambda: rows.update(user_id=2), rows.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert rows.get().user_id == 1


def test_a_leader_sees_no_button(cast: dict[str, User], sign_in: type_sign_in, url: str) -> None:
    answer = sign_in(cast["leader"]).get(url)
    assert not answer.context["may_open"]
    assert reverse("students:case-grant-new", args=[1])[-11:] not in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "reach", "level"),
    [
        ("specialist", "restricted", "restricted"),
        ("other_teacher", "record", "record"),
        ("assistant", "adjustments", "adjustments"),
        ("senst", "restricted", "restricted"),
    ],
)
def test_a_case_is_opened_until_a_day(
    cast: dict[str, User],
    amina: Student,
    sign_in: type_sign_in,
    form_data: type_form_data,
    case_url: str,
    who: str,
    reach: str,
    level: str,
) -> None:
    client = sign_in(cast["senco"])
    typed = {"person": cast[who].pk, "reach": reach, "reason": "Reads the report"}
    data = form_data(client.get(case_url), **typed, ends_on=NEXT_MONTH.isoformat())
    assert client.post(case_url, data).status_code == 302
    assert amina in Student.objects.visible_to(cast[who], level)
    after = NEXT_MONTH + dt.timedelta(days=1)
    if who == "other_teacher":
        assert amina not in Student.objects.visible_to(cast[who], level, on=after)
    assert check_access() == []


@pytest.mark.parametrize(
    ("who", "reach"),
    [
        ("assistant", "record"),
        ("assistant", "restricted"),
        ("senst", "record"),
        ("leader", "restricted"),
        ("office", "record"),
        ("parent", "record"),
        ("newcomer", "adjustments"),
        ("technical", "record"),
    ],
)
def test_what_may_not_be_opened(
    cast: dict[str, User],
    sign_in: type_sign_in,
    form_data: type_form_data,
    case_url: str,
    who: str,
    reach: str,
) -> None:
    """The table of the design, section 6: restricted items never to leaders, TAs, the office."""
    client, before = sign_in(cast["senco"]), CaseGrant.objects.count()
    typed = {"person": cast[who].pk, "reach": reach, "reason": "x"}
    data = form_data(client.get(case_url), **typed, ends_on=NEXT_MONTH.isoformat())
    assert client.post(case_url, data).status_code == 422
    assert CaseGrant.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"ends_on": ""}, "ends_on"),
        ({"ends_on": "1 Jan 2020"}, "ends_on"),
        ({"reason": ""}, "reason"),
        ({"reach": ""}, "reach"),
        ({"starts_on": (NEXT_MONTH + dt.timedelta(days=9)).isoformat()}, "ends_on"),
    ],
)
def test_a_case_needs_a_reason_and_a_last_day(
    senco: User,
    other_teacher: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
    case_url: str,
    typed: dict[str, str],
    field: str,
) -> None:
    client = sign_in(senco)
    whole = {
        "person": other_teacher.pk,
        "reach": "record",
        "reason": "Covers the class",
        "ends_on": NEXT_MONTH.isoformat(),
    }
    answer = client.post(case_url, form_data(client.get(case_url), **whole | typed))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_closed_at_once_it_is_gone_in_an_open_session(
    amina: Student,
    senco: User,
    specialist: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    theirs, client = sign_in(specialist), sign_in(senco)
    needs = reverse("students:need-list", args=[amina.pk])
    assert theirs.get(needs).status_code == 200
    end = reverse("students:case-grant-end", args=[CaseGrant.objects.get().pk])
    first, second = form_data(client.get(end)), form_data(client.get(end))
    assert client.post(end, first).status_code == 302
    assert theirs.get(needs).status_code == 404
    assert client.post(end, second).status_code == 409
    assert check_access() == []


def test_a_person_with_two_roles_may_be_given_what_either_allows(
    amina: Student, senco: User, sign_in: type_sign_in, form_data: type_form_data, case_url: str
) -> None:
    both = factories.person("both", Role.ASSISTANT, Role.SPECIALIST)
    client = sign_in(senco)
    typed = {"person": both.pk, "reach": "record", "reason": "Speech therapy"}
    client.post(case_url, form_data(client.get(case_url), **typed, ends_on=NEXT_MONTH.isoformat()))
    assert amina in Student.objects.visible_to(both, "record")


LOG = "/students/access-log/"


def test_the_log_of_the_school(
    cast: dict[str, User], amina: Student, sign_in: type_sign_in
) -> None:
    sign_in(cast["senst"]).get(reverse("students:need-list", args=[amina.pk]))
    sign_in(cast["other_teacher"]).get(reverse("students:need-list", args=[amina.pk]))
    client = sign_in(cast["senco"])
    rows = [(r["person"], r["row"].action, r["student"]) for r in client.get(LOG).context["log"]]
    assert (cast["senst"], "opened", amina) in rows
    assert (cast["other_teacher"], "refused", None) in rows
    refused = client.get(LOG, {"action": "refused"}).context["log"]
    assert {row["row"].action for row in refused} == {"refused"}


def test_older_rows_by_key(senco: User, amina: Student, sign_in: type_sign_in) -> None:
    for n in range(60):
        AccessLog.objects.create(user_id=senco.pk, action="opened", kind=f"n{n}")
    client = sign_in(senco)
    first = client.get(LOG)
    older = client.get(LOG, {"before": first.context["older"]})
    shown = [row["row"].pk for row in [*first.context["log"], *older.context["log"]]]
    assert shown == sorted(shown, reverse=True)
    assert len(set(shown)) == len(shown) == 60


@pytest.mark.parametrize("before", ["x", "-1", "0", "9" * 40])
def test_an_odd_key_is_the_first_page(senco: User, sign_in: type_sign_in, before: str) -> None:
    assert sign_in(senco).get(f"{LOG}?before={before}").status_code == 200


def test_many_rows_cost_the_same(senco: User, amina: Student, sign_in: type_sign_in) -> None:
    client, costs = sign_in(senco), []
    client.get(LOG)
    for count in (3, 297):
        for n in range(count):
            AccessLog.objects.create(
                user_id=senco.pk, action="opened", kind="register", student_id=amina.pk + n % 2
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(LOG)
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("meetings.agendaitem", "student in a meeting"),
        ("overview.importrun", "import"),
        ("tiers:placement-new", "page of tiers and plans"),
        ("plans", "plans"),
    ],
)
def test_the_log_speaks_in_words(kind: str, said: str) -> None:
    assert what(AccessLog(kind=kind)) == said
