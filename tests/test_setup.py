"""`bin/setup.sh` and `bin/system.sh`: do what is missing, say what they may not do, or nothing."""

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sencohub.checks import PDF_LIBRARIES

ROOT = Path(__file__).resolve().parent.parent
type_machine = Callable[..., dict[str, str]]


@pytest.fixture
def machine(tmp_path: Path) -> type_machine:
    """A machine of stand-ins: what is installed, who runs, and a note of what apt was told."""

    def _machine(*, installed: str = "", uid: int = 1000, sudo: bool = False) -> dict[str, str]:
        programs = tmp_path / "programs"
        programs.mkdir()
        for name in ("sh", "grep", "env", "mktemp", "rm", "cat", "tail", "head", "dirname"):
            (programs / name).symlink_to(shutil.which(name) or name)
        stand_ins = {
            "id": f"echo {uid}",
            "sudo": f'[ {int(sudo)} = 1 ] && {{ [ "$1" = -n ] && shift; exec "$@"; }}',
            "true": "exit 0",
            "chromium": "exit 0",
            "apt-get": f'echo "$@" >> {tmp_path}/apt',
            "dpkg-query": f'case " {installed} " in *" $4 "*) echo installed;; esac',
        }
        for name, body in stand_ins.items():
            program = programs / name
            program.write_text(f"#!/bin/sh\n{body}\n")
            program.chmod(program.stat().st_mode | stat.S_IEXEC)
        return {"PATH": str(programs), "TMPDIR": str(tmp_path)}

    return _machine


def system(level: str, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [str(ROOT / "bin/system.sh"), level]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def told(tmp_path: Path) -> str:
    noted = tmp_path / "apt"
    return noted.read_text() if noted.exists() else ""


def test_nothing_is_done_where_nothing_is_missing(machine: type_machine, tmp_path: Path):
    answer = system("run", machine(installed=" ".join(PDF_LIBRARIES), uid=0))
    assert (answer.returncode, answer.stdout, told(tmp_path)) == (0, "", "")


def test_only_what_is_missing_is_installed(machine: type_machine, tmp_path: Path):
    answer = system("run", machine(installed="libpango-1.0-0 libpangoft2-1.0-0", uid=0))
    assert answer.returncode == 0, answer.stderr
    installs = told(tmp_path).splitlines()[-1]
    assert "libharfbuzz-subset0" in installs
    assert "libpango" not in installs


def test_what_drives_the_browser_comes_with_it(machine: type_machine, tmp_path: Path):
    """The driver is a program of its own; a bare Debian lacks a library it is linked to."""
    assert system("test", machine(installed=" ".join(PDF_LIBRARIES), uid=0)).returncode == 0
    assert "libatomic1" in told(tmp_path).splitlines()[-1]


def test_sudo_is_used_where_it_asks_for_no_password(machine: type_machine, tmp_path: Path):
    assert system("run", machine(sudo=True)).returncode == 0
    assert "libharfbuzz-subset0" in told(tmp_path)


def test_without_the_right_the_exact_command_is_printed_and_the_run_goes_on(
    machine: type_machine, tmp_path: Path
):
    answer = system("run", machine())
    assert (answer.returncode, told(tmp_path)) == (0, "")
    wanted = f"apt-get install -y --no-install-recommends {' '.join(PDF_LIBRARIES)}'"
    assert wanted in answer.stderr


def test_without_the_right_ci_fails(machine: type_machine):
    assert system("ci", machine()).returncode == 1


def test_a_wrong_word_is_refused(machine: type_machine):
    assert system("everything", machine()).returncode == 2


@pytest.mark.parametrize("kind", ["runtime", "dev"])
def test_an_environment_with_the_same_lock_is_left_alone(kind: str, tmp_path: Path):
    programs = tmp_path / "venv/bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to(shutil.which("true") or "/bin/true")
    for name in ("runtime", "dev"):
        shutil.copy(ROOT / f"requirements/{name}.txt", tmp_path / f"venv/.{name}.txt")
    answer = subprocess.run(
        [str(ROOT / "bin/setup.sh"), kind],
        env=os.environ | {"SENCOHUB_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stdout) == (0, "")


def test_an_old_python_is_refused_in_words(tmp_path: Path):
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    answer = subprocess.run(
        [str(ROOT / "bin/setup.sh"), "runtime"],
        env=os.environ | {"SENCOHUB_VAR": str(tmp_path / "var"), "PY": str(old)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert "Python 3.11 or newer" in answer.stderr


def pins(lock: str) -> set[str]:
    lines = (ROOT / f"requirements/{lock}.txt").read_text().splitlines()
    return {line.rstrip(" \\") for line in lines if line[:1].isalnum()}


def test_the_tools_lock_holds_the_product_lock():
    assert pins("runtime") <= pins("dev")


@pytest.mark.parametrize("lock", ["runtime", "dev", "setup"])
def test_a_lock_pins_with_hashes_and_names_no_registry(lock: str):
    text = (ROOT / f"requirements/{lock}.txt").read_text()
    assert text.count("--hash=sha256:") > len(pins(lock))
    assert "://" not in text
