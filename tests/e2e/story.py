"""People at their own browsers, for a test that reads like a story.

Each `Person` signs in through the page, fills in fields by name, presses buttons by their words
and looks at what is there. Every kind of page that is opened goes through axe once per size; what
it finds is kept in `Faults` with the address, so that one run tells all of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlparse

from playwright.sync_api import BrowserContext, Locator, Page, expect

from sencohub.accounts.models import User
from tests.e2e import browser

PASSWORD = "sencohub-demo"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PATIENCE = 30_000
"""Milliseconds until something that should be there is missed."""


@dataclass
class Faults:
    """What axe found, by kind of page and width."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def look_at(self, page: Page) -> None:
        """Ask axe about this page, unless one like it was seen at this size."""
        size = page.viewport_size
        shape = re.sub(r"\d+", "#", urlparse(page.url).path)
        key = f"{shape} at {size['width'] if size else '?'}"
        if key not in self.found:
            self.found[key] = browser.axe(page)

    def violations(self) -> dict[str, list[str]]:
        return {key: rows for key, rows in self.found.items() if rows}


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, user: User, context: BrowserContext, site: str, faults: Faults) -> None:
        self.user, self.site, self.faults = user, site, faults
        self.context = context
        self.watcher = browser.watch(context)
        context.set_default_timeout(PATIENCE)
        self.page = context.new_page()

    def sign_in(self) -> None:
        """Through the real page."""
        self.open("/sign-in/")
        self.page.locator("#id_login").fill(self.user.username)
        self.page.locator("#id_password").fill(PASSWORD)
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit]").last.click()
        assert "/sign-in/" not in self.page.url, self.text()
        self.faults.look_at(self.page)

    def open(self, path: str) -> None:
        """Go to an address of the site; anything but a page that works fails the test."""
        answer = self.page.goto(f"{self.site}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        self.page.wait_for_load_state("networkidle")
        self.faults.look_at(self.page)

    def follow(self, words: str) -> None:
        """Follow the first link with these words."""
        self._onward(self.page.locator("main").get_by_role("link", name=words).first)

    def follow_to(self, path: str) -> None:
        """Follow the first link that leads to this address."""
        self._onward(self.page.locator(f'main a[href="{path}"]').first)

    def _onward(self, control: Locator) -> None:
        with self.page.expect_navigation():
            control.click()
        self.page.wait_for_load_state("networkidle")
        self.faults.look_at(self.page)

    def unfold(self, words: str) -> None:
        """Open what these words hide."""
        self.page.locator("main summary", has_text=words).click()

    def fill(self, **typed: Any) -> None:
        """Fields by name: text, a choice by its value, several choices as a list."""
        for name, value in typed.items():
            self._fill_one(name.replace("__", "-"), value)

    def _fill_one(self, name: str, value: Any) -> None:
        controls = self.page.locator(f'main [name="{name}"]')
        assert controls.count(), f"{self.page.url} has no field {name}"
        kind = controls.first.evaluate("control => control.type")
        values = [str(one) for one in (value if isinstance(value, list) else [value])]
        if kind in ("radio", "checkbox"):
            for one in values:
                self.page.locator(f'main [name="{name}"][value="{one}"]').check(force=True)
        elif kind.startswith("select"):
            controls.first.select_option(values)
        else:
            controls.first.fill(values[0])

    def press(self, words: str) -> None:
        """Press the button with these words; a form that comes back with errors fails the test."""
        self._send_by(self.page.get_by_role("button", name=words, exact=True).first)

    def send(self) -> None:
        """Press the page's main button, whatever its words are in the reader's language."""
        self._send_by(self.page.locator("main form button.btn-main[type=submit]").first)

    def _send_by(self, button: Locator) -> None:
        self._onward(button)
        errors = self.page.get_by_role("alert")
        assert not errors.count(), f"{self.page.url}: {errors.first.inner_text()}"

    def sees(self, *words: str) -> None:
        """The page shows each of these."""
        for one in words:
            expect(self.page.locator("body")).to_contain_text(one, timeout=PATIENCE)

    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def troubles(self) -> Iterable[str]:
        return self.watcher.troubles
