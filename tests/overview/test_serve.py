"""`manage.py serve`: one command starts everything, one signal stops everything."""

import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError

from sencohub.overview.management.commands import serve
from tests import processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def running(lines: list[str]) -> Iterator[serve.Running]:
    parts = serve.Running({"web": list(SLEEP), "worker": list(SLEEP)}, say=lines.append)
    yield parts
    parts.stop()


def test_when_one_part_ends_it_is_named_and_the_others_are_stopped(running: serve.Running):
    running.parts["web"] = [sys.executable, "-c", "raise SystemExit(3)"]
    running.start()
    assert running.wait() == "web"
    running.stop()
    assert not is_alive(running.processes["worker"].pid)


def test_a_part_takes_its_own_children_with_it(running: serve.Running):
    child = "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import "
    child += "time; time.sleep(60)']); print(p.pid, flush=True); time.sleep(60)"
    seen: list[str] = []
    running.say, running.parts["worker"] = seen.append, [sys.executable, "-c", child]
    running.start()
    processes.wait_until(lambda: seen, "the child's number")
    running.stop()
    processes.wait_until(lambda: not is_alive(int(seen[0].split("|")[1])), "the child's end")


def test_being_asked_to_stop_is_no_failure(running: serve.Running):
    running.start()
    threading.Timer(0.2, running.ask_to_stop, (signal.SIGTERM, None)).start()
    assert running.wait() == ""


def test_a_second_signal_ends_a_part_that_will_not_stop(running: serve.Running):
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    running.parts["web"] = [sys.executable, "-c", stubborn]
    running.start()
    running.ask_to_stop(signal.SIGINT, None)
    started = time.monotonic()
    running.ask_to_stop(signal.SIGINT, None)
    running.stop()
    assert time.monotonic() - started < serve.SECONDS_TO_STOP / 2


def test_lines_say_which_part_wrote_them(running: serve.Running, lines: list[str]):
    running.parts["web"] = [sys.executable, "-c", "print('listening')"]
    running.start()
    running.wait()
    running.stop()
    assert lines == ["web    | listening"]


def test_a_taken_port_is_refused_with_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"{taken} is in use.*make run PORT={taken + 1}"):
            serve.refuse_taken_port("127.0.0.1", taken)


def test_static_files_are_collected_again_only_when_one_changed(tmp_path: Path, settings):
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    source = tmp_path / "source"
    source.mkdir()
    settings.STATICFILES_DIRS = [source]
    (source / "page.css").write_text("a{}")
    serve.collect_static()
    collected = settings.STATIC_ROOT / "page.css"
    collected.write_text("kept")
    serve.collect_static()
    assert collected.read_text() == "kept"
    (source / "page.css").write_text("b{} ")
    serve.collect_static()
    assert collected.read_text() == "b{} "


@pytest.mark.worker
def test_the_whole_product_starts_answers_and_stops(tmp_path: Path):
    port = free_port()
    own = {"SENCOHUB_VAR": str(tmp_path), "SENCOHUB_ENV": "demo"}
    alien = {"DATABASE_URL", "REDIS_URL", "SENCOHUB_QUEUE", "DJANGO_SETTINGS_MODULE"}
    alien |= {"PYTHONUNBUFFERED"}
    env = {name: value for name, value in os.environ.items() if name not in alien} | own
    log = tmp_path / "printed"
    with log.open("w") as printed:
        product = processes.start(
            "manage.py", "serve", "--without-demo", f"--port={port}", env=env, stdout=printed
        )
    try:
        ready = f"SENCoHub is ready: http://localhost:{port}"
        processes.wait_until(lambda: ready in log.read_text(), f"ready in {log}")
        page = answer(port, "/sign-in/")
    finally:
        processes.stop(product)
    assert "SENCoHub" in page
    assert "demo.test" not in log.read_text()
    assert product.returncode == 0
    assert not answer(port, "/healthz")


def answer(port: int, path: str) -> str:
    """The page, or nothing where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as page:
            return str(page.read().decode())
    except urllib.error.HTTPError:
        raise
    except OSError:
        return ""
