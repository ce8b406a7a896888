"""Sign-in as people meet it: both sizes, both languages, light and dark; axe finds nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from sencohub.accounts.models import Draft, User
from tests.e2e.browser import axe

pytestmark = pytest.mark.e2e
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["English", "中文"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing(
    live_server: LiveServer, page: Page, size: str, language: str, theme: str
) -> None:
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/sign-in/")
    if language == "中文":
        page.get_by_role("button", name="中文").click()
        expect(page.locator("h1")).to_have_text("登入")
    assert axe(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_wrong_try_is_told_and_takes_the_focus(
    live_server: LiveServer, page: Page, senco: User
) -> None:
    page.goto(f"{live_server.url}/sign-in/")
    page.locator("#id_login").fill("senco")
    page.locator("#id_password").fill("wrong")
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("do not belong together")
    expect(alert).to_be_focused()
    assert axe(page) == []


def test_the_whole_way_in_and_out_by_keyboard(
    live_server: LiveServer, page: Page, senco: User
) -> None:
    page.goto(f"{live_server.url}/sign-in/?next=/account/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("senco")
    page.keyboard.press("Tab")
    page.keyboard.type("sencohub-demo")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Your account")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{live_server.url}/sign-in/")


def test_the_account_pages_please_axe(
    live_server: LiveServer, sign_in_page: Callable[..., Page], senco: User
) -> None:
    page = sign_in_page(senco)
    for address in ("/account/", "/people/", f"/people/{senco.pk}/", "/account/second-factor/"):
        page.goto(live_server.url + address)
        assert axe(page) == [], address


def test_icons_are_drawn_under_the_policy(
    live_server: LiveServer, sign_in_page: Callable[..., Page], senco: User
) -> None:
    """A drawing from another file of ours has a size only when the file came."""
    page = sign_in_page(senco)
    page.goto(f"{live_server.url}/account/")
    box = page.evaluate(
        "(() => { const b = document.querySelector('.state .ico use').getBBox();"
        " return b.width * b.height })()"
    )
    assert box > 0


def test_the_bar_of_actions_shows_only_with_a_selection(
    live_server: LiveServer,
    sign_in_page: Callable[..., Page],
    office: User,
    newcomer: User,
) -> None:
    page = sign_in_page(office)
    page.goto(f"{live_server.url}/people/")
    bar = page.get_by_role("region", name="Actions for the selected people")
    expect(bar).to_be_hidden()
    page.get_by_label("Select all on this page").check()
    expect(bar).to_contain_text("2 selected")
    page.get_by_role("button", name="Invite the selected people").click()
    expect(page.locator("h1")).to_have_text("Send 2 invitations?")
    assert not Draft.objects.exists()
