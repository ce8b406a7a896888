"""What is vendored is what its maker published; nothing calls another server; sizes are kept."""

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from sencohub.accounts import navigation

ROOT = Path(settings.BASE_DIR)
FOLDERS = [ROOT / "static" / "vendor", ROOT / "tests" / "vendor"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ICONS = re.compile(r'\{% icon "([a-z]+)" %\}')
BUDGET = 35_000
"""Bytes of style and scripts, compressed (STACK, section 6)."""


def entries(folder: Path) -> list[dict[str, Any]]:
    return json.loads((folder / "manifest.json").read_text())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_vendored_file_is_listed_with_its_checksum(folder: Path) -> None:
    listed = {
        f"{entry['name']}-{entry['version']}/{name}": checksum
        for entry in entries(folder)
        for name, checksum in entry["files"].items()
    }
    found = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert found == listed


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_vendored_thing_has_a_licence(folder: Path) -> None:
    assert all(entry["licence"] and "LICENSE" in entry["files"] for entry in entries(folder))


def test_style_and_scripts_stay_small() -> None:
    files = [ROOT / "static" / "css" / "sencohub.css", *(ROOT / "static").rglob("*.js")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < BUDGET


def test_the_stylesheet_asks_no_other_server() -> None:
    css = (ROOT / "static" / "css" / "sencohub.css").read_text()
    assert "url(" not in css
    assert "@import" not in css


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_holds_no_inline_code_and_calls_no_other_server(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text), "use a class"
    assert not re.search(r"<style[\s>]", text), "use the stylesheet"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "use a module in static/js"
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "use a module in static/js"
    assert not re.search(r"(src|href)=[\"']https?://", text), "keep it on our own server"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_uses_only_icons_that_are_drawn(path: Path) -> None:
    drawings = (ROOT / "static" / "img" / "icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', drawings))
    assert set(ICONS.findall(path.read_text())) <= drawn


def test_the_bars_entries_use_only_icons_that_are_drawn() -> None:
    drawings = (ROOT / "static" / "img" / "icons.svg").read_text()
    assert navigation._ENTRIES
    for entry in navigation._ENTRIES:
        assert f'<symbol id="{entry.icon}"' in drawings
