"""The base form in a real browser: trouble takes the focus, drafts save themselves, one click."""

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from sencohub.accounts.models import Draft, UsedFormToken, User
from sencohub.lib.dates import today
from students.models import OnePageProfile, Student
from tests.e2e.browser import axe

pytestmark = pytest.mark.e2e
PICTURES = os.environ.get("PICTURES")


@pytest.fixture(autouse=True)
def _pages() -> Iterator[None]:
    templates: Any = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).resolve().parent.parent / "templates")
    with override_settings(ROOT_URLCONF="tests.lib.form_pages", TEMPLATES=templates):
        yield


@pytest.fixture
def profile(amina: Student, class_teacher: User) -> OnePageProfile:
    return OnePageProfile.objects.create(
        student=amina,
        voice="student",
        language="en",
        important="My drawings",
        said_on=today(),
        recorded_by=class_teacher,
    )


@pytest.fixture
def form_page(
    live_server: LiveServer,
    sign_in_page: Callable[..., Page],
    class_teacher: User,
    profile: OnePageProfile,
) -> Page:
    page = sign_in_page(class_teacher)
    page.goto(f"{live_server.url}/test/profile/{profile.pk}/")
    return page


def picture(page: Page, name: str) -> None:
    """`PICTURES=folder` keeps what the test saw."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_wrong_takes_the_focus_and_leads_to_its_field(form_page: Page, width: int) -> None:
    form_page.set_viewport_size({"width": width, "height": 844})
    form_page.locator("#id_said_on").fill("soon")
    form_page.get_by_role("button", name="Send").click()
    alert = form_page.get_by_role("alert")
    expect(alert).to_be_focused()
    picture(form_page, f"errors-{width}")
    assert axe(form_page) == []
    alert.get_by_role("link").click()
    expect(form_page.locator("#id_said_on")).to_be_focused()
    expect(form_page.locator("#id_said_on")).to_have_value("soon")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_conflict_shows_both_and_keeps_mine_on_demand(
    form_page: Page, profile: OnePageProfile, senco: User, width: int
) -> None:
    form_page.set_viewport_size({"width": width, "height": 844})
    form_page.locator("#id_important").fill("My cat, and my drawings")
    profile.important, profile.version = "My drawings and my brother", 2
    profile._history_user = senco  # type: ignore[attr-defined]
    profile.save()
    form_page.get_by_role("button", name="Send").click()
    expect(form_page.get_by_role("alert")).to_contain_text("Lam Wing Sze saved this")
    picture(form_page, f"conflict-{width}")
    assert axe(form_page) == []
    form_page.get_by_role("button", name="Keep mine").click()
    form_page.wait_for_url("**/done/")
    profile.refresh_from_db()
    assert profile.important == "My cat, and my drawings"


def test_a_draft_saves_itself_and_is_given_back(form_page: Page) -> None:
    form_page.locator("#id_important").fill("Half a thought")
    expect(form_page.get_by_text("Draft saved at")).to_be_visible(timeout=8000)
    assert Draft.objects.count() == 1
    form_page.reload()
    expect(form_page.locator("#id_important")).to_have_value("Half a thought")
    expect(form_page.get_by_text("We kept what you typed")).to_be_visible()
    picture(form_page, "draft")
    assert axe(form_page) == []
    form_page.get_by_role("button", name="Discard the draft").click()
    expect(form_page.locator("#id_important")).to_have_value("My drawings")
    assert not Draft.objects.exists()


def test_enter_sends_the_form_and_neither_keeps_nor_discards_a_draft(
    form_page: Page, profile: OnePageProfile
) -> None:
    form_page.locator("#id_important").fill("By the keyboard")
    expect(form_page.get_by_text("Draft saved at")).to_be_visible(timeout=8000)
    form_page.locator("#id_said_on").press("Enter")
    form_page.wait_for_url("**/done/")
    profile.refresh_from_db()
    assert profile.important == "By the keyboard"


def test_a_double_click_sends_once(form_page: Page) -> None:
    form_page.get_by_role("button", name="Send").dblclick()
    form_page.wait_for_url("**/done/")
    assert UsedFormToken.objects.count() == 1


def test_a_date_can_be_picked_and_is_written_as_people_write_it(
    form_page: Page, profile: OnePageProfile
) -> None:
    expect(form_page.get_by_role("button", name="Pick")).to_be_visible()
    form_page.locator(".day input[type=date]").evaluate(
        "calendar => { calendar.value = '2026-09-01';"
        " calendar.dispatchEvent(new Event('change')); }"
    )
    expect(form_page.locator("#id_said_on")).to_have_value("1 Sep 2026")
    picture(form_page, "day")
    form_page.get_by_role("button", name="Send").click()
    form_page.wait_for_url("**/done/")
    profile.refresh_from_db()
    assert str(profile.said_on) == "2026-09-01"
