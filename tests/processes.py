"""Real processes beside a test: a worker, a scheduler or the whole product.

A child process of the suite sees the test's own database, folder, queue and Redis number
(`tests.settings` has put those into the environment). The test must let its rows be committed:
`@pytest.mark.django_db(transaction=True)` or `live_server`.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 60
ENDED = object()


def database_url() -> str:
    """The address of the database that the running test writes to."""
    have = connection.settings_dict
    if have["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{have['NAME']}"
    user = have["USER"] + (f":{have['PASSWORD']}" if have["PASSWORD"] else "")
    place = f"{have['HOST']}:{have['PORT']}" if have["PORT"] else have["HOST"]
    return f"postgres://{user}@{place}/{have['NAME']}"


def environment(**more: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "sencohub.settings",
        "DATABASE_URL": database_url(),
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def start(*arguments: str, env: dict[str, str], **options: Any) -> "subprocess.Popen[str]":
    """`python ARGUMENTS` in a group of its own; its output is kept for the failing test."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=env,
        text=True,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        **{"stdout": subprocess.PIPE} | options,
    )


def stop(process: "subprocess.Popen[str]", number: int = signal.SIGTERM) -> str:
    """Ask the process to end, then make sure of its whole group; returns what it printed."""
    with suppress(ProcessLookupError):
        process.send_signal(number)
    try:
        printed, _ = process.communicate(timeout=SECONDS / 2)
    except subprocess.TimeoutExpired:
        kill(process)
        printed, _ = process.communicate()
    kill(process)
    return printed or ""


def kill(process: "subprocess.Popen[str]") -> None:
    """End the process and all its children at once, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def wait_until(happened: Callable[[], Any], what: str, seconds: float = SECONDS) -> Any:
    """What `happened` returns once it is true; fails the test with `what` after the time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := happened():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not seen within {seconds:.0f} seconds: {what}")


def wait_for(process: "subprocess.Popen[str]", happened: Callable[[], Any], what: str) -> Any:
    """As `wait_until`; the failure shows what the process printed."""

    def happened_or_ended() -> Any:
        return happened() or (process.poll() is not None and ENDED)

    try:
        found = wait_until(happened_or_ended, what)
        assert found is not ENDED, f"it ended before {what}"
    except AssertionError as error:
        raise AssertionError(f"{error}; it printed:\n{stop(process)}") from None
    return found


@contextmanager
def worker(*include: str, **more: str) -> Iterator["subprocess.Popen[str]"]:
    """A real Celery worker on the test's own queue, ended afterwards.

    `include` are modules of the tests that it imports too, `more` goes into its environment.
    """
    command = ["-m", "celery", "--quiet", "--app", "sencohub", "worker"]
    for module in include:
        command += ["--include", module]
    process = start(*command, "--concurrency=1", "--loglevel=WARNING", env=environment(**more))
    try:
        yield process
    finally:
        stop(process)
