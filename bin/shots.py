#!/usr/bin/env python
"""Pictures of pages as people see them, from a running server.

    bin/shots.py --as senco@demo.test / /students/12/
    bin/shots.py --as senco@demo.test --as teacher@demo.test --lang en,zh --dark --axe /
    bin/shots.py /sign-in/                                (nobody signed in)

For every account and path: a whole-page PNG at 1440 and at 390 px in `var/shots/`
(`--out`), named account-path-width-language[-dark].png. `--lang en,zh` takes both languages,
`--dark` adds the dark ones, `--widths 1440,390` chooses the widths, `--axe` prints what axe-core
finds (exit 1 if anything). Breaches of the Content-Security-Policy, script errors, files that
did not come, sideways scrolling and answers of 400 and above are always printed.
The server is `--url` (default http://localhost:8000), the password `--password`.
"""

import argparse
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e import browser as chrome

CODES = {"en": "en", "zh": "zh-hant"}


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--as", dest="accounts", action="append", default=[])
    parser.add_argument("--url", default="http://localhost:8000")
    parser.add_argument("--password", default="sencohub-demo")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "shots")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--widths", default="1440,390")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--axe", action="store_true")
    return parser.parse_args()


def sign_in(page: Page, wanted: argparse.Namespace, account: str) -> None:
    page.goto(f"{wanted.url}/sign-in/")
    page.locator("#id_login").fill(account)
    page.locator("#id_password").fill(wanted.password)
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()
    if "/sign-in/" in page.url:
        sys.exit(f"could not sign in as {account}")


def speak(page: Page, wanted: argparse.Namespace, language: str) -> None:
    """Use the page's own switch when the page is in the other language."""
    page.goto(f"{wanted.url}/accessibility/")
    button = page.locator(f'button[name=language][value="{CODES[language]}"]')
    if button.count():
        button.first.click()
        page.wait_for_load_state()


def take(page: Page, wanted: argparse.Namespace, path: str, name: str) -> int:
    """One picture; how many things were wrong."""
    answer = page.goto(f"{wanted.url}{path}")
    page.wait_for_load_state("networkidle")
    troubles = []
    if answer is None or answer.status >= 400:
        troubles.append(f"answered {answer.status if answer else 'nothing'}")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        troubles.append("the page scrolls sideways")
    if wanted.axe:
        troubles += [f"axe {line}" for line in chrome.axe(page)]
    page.screenshot(path=wanted.out / f"{name}.png", full_page=True)
    for trouble in troubles:
        print(f"{name}: {trouble}")
    return len(troubles)


def stem(account: str, path: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"
    return f"{account.partition('@')[0] or 'nobody'}-{words}"


def visit(chromium: Browser, wanted: argparse.Namespace, account: str) -> int:
    wrong = 0
    context = chromium.new_context(locale="en-GB", reduced_motion="reduce")
    watcher = chrome.watch(context)
    page = context.new_page()
    if account:
        sign_in(page, wanted, account)
    languages = wanted.lang.split(",")
    for language in languages:
        speak(page, wanted, language)
        for theme in ["light", "dark"][: 1 + wanted.dark]:
            page.emulate_media(
                color_scheme=theme,  # type: ignore[arg-type]
                reduced_motion="reduce",
            )
            for width in map(int, wanted.widths.split(",")):
                page.set_viewport_size({"width": width, "height": 900 if width > 600 else 844})
                for path in wanted.paths:
                    end = f"{width}-{language}" + ("-dark" if theme == "dark" else "")
                    wrong += take(page, wanted, path, f"{stem(account, path)}-{end}")
    if languages[-1] != "en":
        speak(page, wanted, "en")
    for trouble in watcher.troubles:
        print(f"{account or 'nobody'}: {trouble}")
    context.close()
    return wrong + len(watcher.troubles)


def main() -> int:
    wanted = parse()
    wanted.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**chrome.launch_options())
        wrong = sum(visit(chromium, wanted, account) for account in wanted.accounts or [""])
        chromium.close()
    print(f"pictures in {wanted.out}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
