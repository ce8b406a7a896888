"""Fixtures of the browser tests, on top of pytest-playwright's `page` and `context`."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from sencohub.accounts.models import User
from tests.e2e import browser

DEMO_PASSWORD = "sencohub-demo"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test: `-m e2e`, `-m "not e2e"`."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if browser.chromium() is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing, and CI does not skip browser tests")
        pytest.skip("Chromium is missing: apt-get install chromium")
    return browser.launch_options()


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> Iterator[BrowserContext]:
    """A desk's browser; the test fails when a page broke its policy, a script or a file."""
    opened = new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", reduced_motion="reduce"
    )
    watcher = browser.watch(opened)
    yield opened
    assert not watcher.troubles


@pytest.fixture
def sign_in_page(live_server: LiveServer, page: Page) -> Callable[..., Page]:
    """Sign this person in through the page; returns the page where sign-in leads."""

    def _sign_in(user: User, password: str = DEMO_PASSWORD) -> Page:
        page.goto(f"{live_server.url}/sign-in/")
        page.locator("#id_login").fill(user.username)
        page.locator("#id_password").fill(password)
        page.locator("main button[type=submit]").click()
        page.wait_for_load_state()
        return page

    return _sign_in
