"""`manage.py serve`: prepare what is stale, then run web, worker and scheduler together.

One terminal, one Ctrl-C. Each part runs in a process group of its own, so that an interrupt
reaches this command alone and it can stop the others in order. When one part ends, all end.
"""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from sencohub.accounts.models import User
from sencohub.lib import catalogue, health
from sencohub.overview.demo.people import PASSWORD
from sencohub.school.models import School

DEMO_ACCOUNTS = (
    ("senco@demo.test", "SENCO"),
    ("senst@demo.test", "SEN support teacher"),
    ("principal@demo.test", "principal"),
    ("teacher@demo.test", "class teacher of 5A"),
    ("teacher2@demo.test", "teacher of another class only"),
    ("ta@demo.test", "teaching assistant"),
    ("ep@demo.test", "educational psychologist, one case"),
    ("parent@demo.test", "parent of a child in 5A"),
    ("parent2@demo.test", "parent of a child elsewhere"),
    ("office@demo.test", "school office"),
)
SECONDS_TO_STOP = 20
SECONDS_TO_START = 60
QUIET = (
    "ignore:You're running the worker with superuser privileges",
    "ignore:An entry for the specified gid or egid was not found",
)
"""Celery's warnings about the account it runs as: a demo runs as whoever types the command."""

WORKER_NICENESS = 5
"""Making documents gives way to answering pages on a small machine."""


class Command(BaseCommand):
    help = "Prepare the database and run web, worker and scheduler until Ctrl-C."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--bind", default=os.environ.get("SENCOHUB_BIND", "127.0.0.1"))
        parser.add_argument(
            "--without-demo", action="store_true", help="leave an empty database empty"
        )

    def handle(self, *args: Any, port: int, bind: str, **options: Any) -> None:
        refuse_taken_port(bind, port)
        prepare()
        if settings.SENCOHUB_ENV == "demo" and not options["without_demo"]:
            self.load_demo_school()
        if School.objects.exists():
            call_command("load_bank", verbosity=0)
        os.environ.setdefault("SENCOHUB_URL", f"http://localhost:{port}")
        running = Running(commands(bind, port), say=self.say)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, running.ask_to_stop)
        running.start()
        try:
            if running.wait_for_answer(f"http://{reachable(bind)}:{port}/healthz"):
                self.welcome(port)
            failed = running.wait()
        finally:
            running.stop()
        if failed:
            raise CommandError(f"{failed} ended by itself, so everything was stopped.")

    def say(self, text: str) -> None:
        """At once, also where the output goes to a file or a service's log."""
        self.stdout.write(text)
        self.stdout.flush()

    def load_demo_school(self) -> None:
        """Into an empty database only."""
        if School.objects.exists():
            return
        self.say("Loading the demo school into the empty database...")
        call_command("load_demo_school")

    def welcome(self, port: int) -> None:
        lines = ["", f"SENCoHub is ready: http://localhost:{port}", ""]
        if User.objects.filter(username=DEMO_ACCOUNTS[0][0]).exists():
            lines += [f"Sign in with the password {PASSWORD} as"]
            lines += [f"  {name:<20} {who}" for name, who in DEMO_ACCOUNTS] + [""]
        self.say("\n".join([*lines, "Ctrl-C stops it.", ""]))


def prepare() -> None:
    """Translations, static files and tables: made when they are stale, which takes no time else."""
    if catalogue.is_stale():
        with catalogue.locked():
            catalogue.compile_catalogue()
    collect_static()
    if health.migrations_fault():
        call_command("migrate", verbosity=0, interactive=False)


def reachable(bind: str) -> str:
    return "127.0.0.1" if bind in ("0.0.0.0", "::") else bind  # noqa: S104 - compared, not bound


def refuse_taken_port(bind: str, port: int) -> None:
    """Raise a sentence that says what to do when another program answers there."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is in use. Stop what uses it, "
                f"or choose another: make run PORT={port + 1}"
            ) from error


def collect_static() -> None:
    """Collect and compress the static files when any of them, or a package, has changed."""
    stamp = settings.VAR / "static.stamp"
    fresh = static_fingerprint()
    if stamp.exists() and stamp.read_text() == fresh and settings.STATIC_ROOT.exists():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(fresh)


def static_fingerprint() -> str:
    digest = hashlib.sha256((settings.BASE_DIR / "requirements/runtime.txt").read_bytes())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                digest.update(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}".encode())
    return digest.hexdigest()


def commands(bind: str, port: int) -> dict[str, list[str]]:
    """What runs, by the name its log lines carry."""
    celery = [sys.executable, "-m", "celery", "--quiet", "--app", "sencohub"]
    address = f"[{bind}]:{port}" if ":" in bind else f"{bind}:{port}"
    web = [sys.executable, "-m", "gunicorn", "sencohub.wsgi", "--bind", address]
    web += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    web += ["--no-control-socket", "--log-level", "warning"]
    worker = [*celery, "worker", "--concurrency", "2", "--pool", "prefork", "--loglevel", "WARNING"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    beat = [*celery, "beat", "--loglevel", "WARNING", "--pidfile", ""]
    return {"web": web, "worker": worker, "beat": beat}


class Running:
    """The parts that run: started together, stopped together."""

    def __init__(self, parts: dict[str, list[str]], say: Any) -> None:
        self.parts, self.say = parts, say
        self.processes: dict[str, subprocess.Popen[str]] = {}
        self.readers: list[threading.Thread] = []
        self.stopping = threading.Event()

    def start(self) -> None:
        for name, command in self.parts.items():
            process = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed arguments
                command,
                cwd=settings.BASE_DIR,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=True,
            )
            self.processes[name] = process
            self.readers.append(threading.Thread(target=self.relay, args=(name, process)))
            self.readers[-1].start()
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.processes["worker"].pid, WORKER_NICENESS)

    def relay(self, name: str, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None  # noqa: S101 - opened as a pipe above
        for line in process.stdout:
            if line.strip():
                self.say(f"{name:<6} | {line.rstrip()}")

    def ask_to_stop(self, number: int, frame: Any) -> None:
        """A first signal asks the parts to finish what they do; a second ends them at once."""
        if self.stopping.is_set():
            self.signal_all(signal.SIGKILL)
        self.stopping.set()

    def ended(self) -> str:
        """The name of a part that is no longer there, or nothing."""
        gone = [name for name, process in self.processes.items() if process.poll() is not None]
        return gone[0] if gone else ""

    def wait_for_answer(self, address: str) -> bool:
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.stopping.is_set() and not self.ended() and time.monotonic() < deadline:
            with suppress(OSError), urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return True
            self.stopping.wait(0.2)
        return False

    def wait(self) -> str:
        """Wait until asked to stop, or until a part ends; returns the name of that part."""
        while not self.stopping.is_set() and not self.ended():
            self.stopping.wait(0.5)
        return "" if self.stopping.is_set() else self.ended()

    def stop(self) -> None:
        self.stopping.set()
        self.signal_all(signal.SIGTERM)
        deadline = time.monotonic() + SECONDS_TO_STOP
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
        self.signal_all(signal.SIGKILL)
        for reader in self.readers:
            reader.join(2)

    def signal_all(self, number: signal.Signals) -> None:
        """To the parts alone, which stop their own children; a kill goes to the whole group."""
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                if number == signal.SIGKILL:
                    os.killpg(process.pid, number)
                elif process.poll() is None:
                    process.send_signal(number)


def environment() -> dict[str, str]:
    """The children's environment: no warning about who runs the demo, no buffered log lines."""
    given = os.environ.get("PYTHONWARNINGS")
    return os.environ | {
        "PYTHONWARNINGS": ",".join(filter(None, [given, *QUIET])),
        "PYTHONUNBUFFERED": "1",
    }
