"""docs/operating.md says what is so: its commands, parts, options and the order of a restore."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from tests.test_deployment import COMPOSE, DOCKERFILE, ROOT, SERVICES

OPERATING = (ROOT / "docs/operating.md").read_text()
SECRETS = set(COMPOSE["secrets"])
RESTORE = OPERATING.split("## Restore")[1].split("## ")[0]


def test_the_operators_page_names_commands_that_exist():
    named = set(re.findall(r"manage\.py ([a-z_]+)", OPERATING))
    listed = {word for word in re.findall(r"`([a-z_]+)`", OPERATING) if "_" in word} - SECRETS
    assert named | listed <= set(get_commands())
    assert {"hold_notices", "check_access", "first_senco", "send_reminders"} <= named | listed


def test_the_operators_page_names_parts_that_exist():
    exec_or_run = r"docker compose (?:exec|run)(?: --?[\w-]+)* (\w+)"
    named = re.findall(exec_or_run, OPERATING)
    assert named
    assert set(named) <= set(SERVICES)
    started = set(re.findall(r"^\| `(\w+)`(?:, `(\w+)`)? \|", OPERATING, re.M))
    assert {name for pair in started for name in pair} - {""} == set(SERVICES)


def test_the_operators_page_uses_options_that_the_tools_know():
    for tool in ("pg_dump", "pg_restore"):
        if shutil.which(tool) is None:
            pytest.skip("PostgreSQL's own tools are not on this machine")
        known = subprocess.run([tool, "--help"], capture_output=True, text=True, check=True).stdout
        (line,) = re.findall(rf"^docker compose exec -T db {tool} (.*)$", OPERATING, re.M)
        assert set(re.findall(r"--[\w-]+", line)) <= set(re.findall(r"--[\w-]+", known))


def test_a_restored_copy_is_held_before_anything_that_sends_is_started():
    steps = re.findall(r"^docker compose (.*)$", RESTORE, re.M)
    held = next(n for n, step in enumerate(steps) if "hold_notices" in step)
    for step in steps[:held]:
        assert not re.search(r"\b(worker|beat)\b", step)
        assert step.startswith(("down", "exec", "run")) or step == "up --detach --wait db redis"
    assert "up --detach" in steps[held + 1 :]


def test_an_operator_finds_the_page():
    assert "docs/operating.md" in (ROOT / "README.md").read_text()
    assert "docs/operating.md" in (ROOT / "docker-compose.yml").read_text()


def test_backup_and_restore_hold_the_folder_of_private_files():
    store = Path(settings.PRIVATE_ROOT).name
    assert f"tar --create --directory /data {store} >" in OPERATING
    assert SERVICES["web"]["volumes"] == ["data:/data"]
    assert "SENCOHUB_VAR=/data" in DOCKERFILE
