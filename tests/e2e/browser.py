"""A real browser for tests and for pictures: Chromium from the system, watched as it reads.

`watch(context)` notes every breach of the Content-Security-Policy, every script error and every
file that did not come. `axe(page)` asks axe-core what it finds. Both are used by the fixtures of
`conftest.py` and by `bin/shots.py`.
"""

import functools
import os
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Response

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
LISTEN = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.sayTrouble(`CSP ${event.violatedDirective}: ${event.blockedURI || "inline"}`));
"""


def chromium() -> str | None:
    """Where Chromium is: `CHROMIUM`, else on the path; None when there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    return str(found) if found else None


def launch_options() -> dict[str, Any]:
    return {"executable_path": chromium(), "args": FLAGS, "headless": True}


class Watcher:
    """What went wrong in a browser while nobody looked."""

    def __init__(self) -> None:
        self.troubles: list[str] = []

    def say(self, text: str) -> None:
        if text not in self.troubles:
            self.troubles.append(text)

    def answered(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.say(f"{response.status} {response.url}")


def watch(context: BrowserContext) -> Watcher:
    """Note the troubles of every page of this context from now on."""
    watcher = Watcher()
    context.expose_binding("sayTrouble", lambda _source, text: watcher.say(text))
    context.add_init_script(LISTEN)
    context.on("weberror", lambda error: watcher.say(f"script: {error.error.message}"))
    context.on("response", watcher.answered)
    return watcher


@functools.cache
def _axe_source() -> str:
    return AXE.read_text(encoding="utf-8")


def axe(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands, one line each: rule, element, what is wrong."""
    # evaluate() is not bound by the page's policy, a script element would be.
    page.evaluate(_axe_source())
    found = page.evaluate(
        "(levels) => axe.run(document, {runOnly: {type: 'tag', values: levels}})", LEVELS
    )
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
