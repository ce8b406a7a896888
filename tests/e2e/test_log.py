"""Logging on a phone: three taps, with the network gone and back, and without a script."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from sencohub.accounts.models import User
from sencohub.lib.roles import Role
from students.models import SchoolClass, Student
from tests import factories
from tests.e2e import browser
from tiers.models import Adjustment, AdjustmentLog

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def teacher(
    live_server: LiveServer,
    class_5a: SchoolClass,
    class_3b: SchoolClass,
    amina: Student,
    senco: User,
) -> User:
    """Teaches 5A and 3B; Amina of 5A has two must-dos, a student of 3B one."""
    user = factories.person("teacher", Role.TEACHER, title="Mr", name_en="Ho Chun Kit")
    factories.teaches(user, class_3b, "subject", subject="Maths")
    factories.teaches(user, class_5a, "subject", subject="Chinese")
    plan = factories.PlanFactory(cycle__student=amina, cycle__owner=senco)
    factories.AdjustmentFactory(plan=plan)
    factories.AdjustmentFactory(plan=plan, text_en="Time left, told quietly", text_zh="")
    other = factories.StudentFactory(in_class=class_3b)
    factories.AdjustmentFactory(plan__cycle__student=other, plan__cycle__owner=senco)
    return user


@pytest.fixture
def context(
    new_context: Callable[..., BrowserContext],
) -> Iterator[BrowserContext]:
    """A phone's browser, watched."""
    opened = new_context(viewport=PHONE, locale="en-GB", reduced_motion="reduce", has_touch=True)
    watcher = browser.watch(opened)
    yield opened
    assert not watcher.troubles


def three_taps(page: Page, answer: str = "worked", nth: int = 0) -> None:
    """Class, student, outcome."""
    page.get_by_role("link", name="5A Chinese").tap()
    page.locator("summary", has_text="Amina").tap()
    page.locator(f'[data-answer="{answer}"]').nth(nth).tap()


def answers() -> list[str]:
    return list(AdjustmentLog.objects.standing().order_by("pk").values_list("answer", flat=True))


def open_log(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/support/log/")
    page.wait_for_load_state("networkidle")


def test_three_taps_save_and_undo_takes_back(
    teacher: User, live_server: LiveServer, sign_in_page: Callable[..., Page]
) -> None:
    page = sign_in_page(teacher)
    open_log(page, live_server)
    with page.expect_response("**/log/save/"):
        three_taps(page)
    expect(page.locator("[data-log-said]")).to_have_text("First-step card on the desk: Worked")
    expect(page.locator('[aria-pressed="true"]')).to_have_count(1)
    assert answers() == ["worked"]
    assert browser.axe(page) == []
    with page.expect_response("**/log/save/"):
        page.get_by_role("button", name="Undo").tap()
    assert answers() == []


def test_without_the_network_answers_wait_and_go_out_once_in_order(
    teacher: User, live_server: LiveServer, sign_in_page: Callable[..., Page]
) -> None:
    page = sign_in_page(teacher)
    open_log(page, live_server)
    page.get_by_role("link", name="5A Chinese").tap()
    page.wait_for_load_state("networkidle")
    page.locator("summary", has_text="Amina").tap()
    page.context.set_offline(True)
    page.locator('[data-answer="used"]').first.tap()
    page.locator('[data-answer="did_not"]').nth(1).tap()
    expect(page.locator("[data-log-count]")).to_have_text("2 answers waiting to be sent.")
    kept = page.evaluate("Object.values(localStorage).join()")
    assert "Amina" not in kept
    assert "card" not in kept
    assert answers() == []
    page.context.set_offline(False)
    expect(page.locator("[data-log-waiting]")).to_be_hidden()
    assert answers() == ["used", "did_not"]
    assert AdjustmentLog.objects.count() == 2


def test_what_waited_goes_out_when_the_page_is_opened_again(
    teacher: User, live_server: LiveServer, sign_in_page: Callable[..., Page]
) -> None:
    page = sign_in_page(teacher)
    open_log(page, live_server)
    page.get_by_role("link", name="5A Chinese").tap()
    page.wait_for_load_state("networkidle")
    page.locator("summary", has_text="Amina").tap()
    page.context.set_offline(True)
    page.locator('[data-answer="used"]').first.tap()
    page.goto("about:blank")
    page.context.set_offline(False)
    with page.expect_response("**/log/save/"):
        page.goto(f"{live_server.url}/support/log/")
    assert answers() == ["used"]


def test_an_ended_session_keeps_the_answer_until_its_writer_is_back(
    teacher: User, live_server: LiveServer, sign_in_page: Callable[..., Page]
) -> None:
    page = sign_in_page(teacher)
    open_log(page, live_server)
    page.get_by_role("link", name="5A Chinese").tap()
    page.wait_for_load_state("networkidle")
    page.locator("summary", has_text="Amina").tap()
    page.context.clear_cookies()
    page.locator('[data-answer="used"]').first.tap()
    expect(page.locator("[data-log-ended]")).to_be_visible()
    assert answers() == []
    sign_in_page(teacher)
    with page.expect_response("**/log/save/"):
        page.goto(f"{live_server.url}/support/log/")
    assert answers() == ["used"]


def test_signing_out_leaves_nothing_in_the_browser(
    teacher: User, live_server: LiveServer, sign_in_page: Callable[..., Page]
) -> None:
    page = sign_in_page(teacher)
    page.evaluate("localStorage.setItem('sencohub-log-1', '[]')")
    page.goto(f"{live_server.url}/sign-out/")
    page.wait_for_load_state("networkidle")
    page.locator("main button[type=submit]").tap()
    page.wait_for_url("**/sign-in/**")
    assert page.evaluate("localStorage.length") == 0


def test_without_a_script_it_is_three_taps_too(
    teacher: User,
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    sign_in_page: Callable[..., Page],
) -> None:
    signed_in = sign_in_page(teacher).context.storage_state()
    plain = new_context(viewport=PHONE, has_touch=True, java_script_enabled=False, locale="en-GB")
    plain.add_cookies(signed_in["cookies"])  # type: ignore[arg-type]
    page = plain.new_page()
    page.goto(f"{live_server.url}/support/log/")
    three_taps(page)
    page.wait_for_url("**said=**")
    assert answers() == ["worked"]
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert answers() == []


def test_the_page_does_not_scroll_sideways(
    teacher: User, live_server: LiveServer, sign_in_page: Callable[..., Page]
) -> None:
    page = sign_in_page(teacher)
    open_log(page, live_server)
    assert Adjustment.objects.count() == 3
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
