"""Outcomes: the actual, its day, and whether it shows in class, for all of a run on one page."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from provision.models import Participation, Provision
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from tiers.rag import Rag, rate_record

type_sign_in = Callable[[User], Client]


def url(run: Provision) -> str:
    return reverse("provision:outcome-edit", args=[run.pk])


def opened(client: Client, run: Provision) -> dict[str, Any]:
    """What the browser holds: the day and every line."""
    form = client.get(url(run)).context["form"]
    data = dict(form.fresh()) | {"actual_on": form["actual_on"].value().isoformat()}
    for line in form.lines:
        data |= line.fresh()
        for field in line.visible_fields():
            data[field.html_name] = field.value() if field.value() is not None else ""
    return data


def line(place: Participation, **typed: str) -> dict[str, str]:
    return {f"place{place.pk}-{name}": value for name, value in typed.items()}


def test_the_lines_that_were_filled_are_saved(
    group: Provision,
    place: Participation,
    bens_place: Participation,
    senst: User,
    sign_in: type_sign_in,
) -> None:
    client = sign_in(senst)
    data = opened(client, group) | line(place, actual="55", seen_in_class="partly")
    for _nth in range(2):
        assert client.post(url(group), data).status_code == 302
    place.refresh_from_db()
    bens_place.refresh_from_db()
    assert place.actual == 55
    assert (place.actual_on, place.seen_in_class) == (today(), "partly")
    assert rate_record(place) == Rag.GREEN
    assert (bens_place.actual, bens_place.version) == (None, 1)
    assert place.version == 2


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"actual": "55"}, "seen in class"),
        ({"seen_in_class": "yes"}, "Write the actual"),
        ({"actual": "55", "seen_in_class": "yes", "override": "red"}, "Write why"),
        ({"actual": "x", "seen_in_class": "yes"}, "number"),
        ({"actual": "55", "seen_in_class": "sometimes"}, "Choose one of"),
        ({"actual": "123456789012", "seen_in_class": "yes"}, "digits"),
    ],
)
def test_half_a_line_is_refused_and_kept(
    group: Provision,
    place: Participation,
    senco: User,
    sign_in: type_sign_in,
    typed: dict[str, str],
    error: str,
) -> None:
    client = sign_in(senco)
    page = client.post(url(group), opened(client, group) | line(place, **typed))
    assert page.status_code == 422
    assert error in page.content.decode()
    assert typed.get("actual", "") in page.content.decode()
    place.refresh_from_db()
    assert place.actual is None


def test_an_override_needs_its_reason_and_is_kept_with_it(
    group: Provision, place: Participation, senco: User, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)
    typed = {
        "actual": "46",
        "seen_in_class": "yes",
        "override": "green",
        "override_reason": "Ill on the day of the test; read 52 a week later.",
    }
    client.post(url(group), opened(client, group) | line(place, **typed))
    place.refresh_from_db()
    assert rate_record(place) == Rag.GREEN
    client.post(url(group), opened(client, group) | line(place, override=""))
    place.refresh_from_db()
    assert (place.override, place.override_reason) == ("", "")
    assert rate_record(place) == Rag.AMBER


@pytest.mark.parametrize("days", [1, -60])
def test_measured_neither_ahead_nor_before_the_baseline(
    group: Provision, place: Participation, senco: User, sign_in: type_sign_in, days: int
) -> None:
    client = sign_in(senco)
    day = (today() + dt.timedelta(days=days)).isoformat()
    data = opened(client, group) | line(place, actual="55", seen_in_class="yes")
    assert client.post(url(group), data | {"actual_on": day}).status_code == 422


def test_a_line_somebody_else_saved_comes_back_with_both(
    group: Provision, place: Participation, senco: User, senst: User, sign_in: type_sign_in
) -> None:
    mine, theirs = sign_in(senco), sign_in(senst)
    held = opened(mine, group) | line(place, actual="55", seen_in_class="yes")
    theirs.post(
        url(group), opened(theirs, group) | line(place, actual="44", seen_in_class="not_yet")
    )
    page = mine.post(url(group), held)
    assert page.status_code == 409
    rows = page.context["form"].conflicts()
    assert [(row["mine"], row["theirs"]) for row in rows] == [("55", "44.00"), ("yes", "not yet")]
    again = held | page.context["form"].fresh() | page.context["form"].lines[0].fresh()
    assert mine.post(url(group), again).status_code == 302
    place.refresh_from_db()
    assert place.actual == 55


def test_clearing_a_line_takes_the_outcome_back(
    group: Provision, place: Participation, senco: User, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)
    client.post(url(group), opened(client, group) | line(place, actual="55", seen_in_class="yes"))
    client.post(url(group), opened(client, group) | line(place, actual="", seen_in_class=""))
    place.refresh_from_db()
    assert (place.actual, place.actual_on) == (None, None)
    assert place.history.count() == 3
