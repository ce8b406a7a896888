"""`make bench`: our pages beside the floor in the same run, on PostgreSQL, at two sizes.

Prints, for each page, the ratio of its median to the floor's, the queries, and the budget of the
design's TRUST section 1 (medians with a 25 % margin). Never asserted in a test: machines differ.
`--sizes 780` for a quick run; `--keep` keeps the databases for the next one. Needs the rights to
create databases on the server that BENCH_DATABASE_URL names (default: the local one).
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks.client import Page, hang_up, rounds, warm

ROOT = Path(__file__).resolve().parent.parent
SERVER = os.environ.get("BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
MARGIN = 1.25
FLOOR_PORT, OUR_PORT = 8871, 8872


def database(name: str) -> str:
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def exists(name: str) -> bool:
    with psycopg.connect(SERVER) as link:
        found = link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return found is not None


def create(name: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}"')


def drop(name: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as link:
        link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def environment(name: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database(name),
        "SENCOHUB_VAR": str(ROOT / "var" / "bench" / name),  # no cache of another school's
        "SENCOHUB_ENV": "demo",
        "SENCOHUB_COUNT_QUERIES": "1",
        "PYTHONPATH": str(ROOT),
    }


def python(*arguments: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, check=True, capture_output=True, text=True
    )
    return done.stdout


def gunicorn(application: str, port: int, env: dict[str, str]) -> subprocess.Popen[bytes]:
    command = ["-m", "gunicorn", "-w", "2", "-k", "gthread", "--threads", "4", "--keep-alive", "75"]
    process = subprocess.Popen(
        [sys.executable, *command, "-b", f"127.0.0.1:{port}", "--log-level", "error", application],
        cwd=ROOT,
        env=env,
    )
    time.sleep(4)
    return process


COOKIES = """
import django, sys
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from sencohub.accounts.models import User
for name in sys.argv[1:]:
    user = User.objects.get(username=name)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print(f"sessionid={session.session_key}")
"""
STUDENT = """
import django
django.setup()
from django.utils import timezone
from tiers.models import Plan
from students.models import SchoolClass
plan = Plan.objects.filter(
    state="agreed",
    plan_students__student__enrolments__school_class__name="5A",
    plan_students__student__enrolments__ends_on=None,
).order_by("pk").first()
from sencohub.overview.models import ImpactReport
from sencohub.school.models import Term
report = ImpactReport.objects.order_by("-pk").first()
if report is None:
    from sencohub.overview.impact.actions import begin_report
    from sencohub.accounts.models import User
    report = begin_report(term=Term.now(), by=User.objects.get(username="senco@demo.test"))
from django.urls import reverse
student = plan.plan_students.first().student
pages = [student.get_absolute_url(), plan.get_absolute_url(), report.get_absolute_url()]
print(*pages, reverse("provision:map"))
"""


def prepare(size: int) -> str:
    """A database of that many students, loaded once; returns its name."""
    name = f"sencohub_bench_{size}"
    env = environment(name) | {"DJANGO_SETTINGS_MODULE": "sencohub.settings"}
    is_new = not exists(name)
    if is_new:
        create(name)
    python("manage.py", "migrate", "-v0", env=env)
    python("manage.py", "collectstatic", "--noinput", "-v0", env=env)
    if is_new:
        start = time.perf_counter()
        python("manage.py", "load_demo_school", "--students", str(size), env=env)
        print(f"demo school of {size} loaded in {time.perf_counter() - start:.0f} s")
        with psycopg.connect(database(name), autocommit=True) as link:
            link.execute("VACUUM ANALYZE")
    return name


def our_pages(env: dict[str, str], size: int) -> list[Page]:
    """The pages of the budget, each read by the person the budget names."""
    env = env | {"DJANGO_SETTINGS_MODULE": "sencohub.settings"}
    people = ("teacher@demo.test", "senco@demo.test", "principal@demo.test")
    teacher, senco, leader = python("-c", COOKIES, *people, env=env).split()
    student, plan, report, provision_map = python("-c", STUDENT, env=env).split()
    large = size > 10_000
    listed = "list_64k_first" if large else "list_1k"
    dash, dash_ratio = ("dash_64k_one_query", 1.5) if large else ("dash_1k", 3.0)
    port = OUR_PORT
    return [
        Page("sign-in", port, "/sign-in/", "", "login", 2.5, 2),
        Page("register, teacher", port, "/register/", teacher, listed, 2.5, 12),
        Page("register, SENCO", port, "/register/", senco, listed, 2.5, 12),
        Page("register, page 20", port, "/register/?show=all&page=20", senco, listed, 2.5, 12),
        Page("student, teacher", port, student, teacher, "list_1k", 2.5, 20),
        Page("plan, teacher", port, plan, teacher, "list_1k", 2.5, 20),
        Page("home, SENCO", port, "/", senco, dash, dash_ratio, 12),
        Page("map, SENCO", port, provision_map, senco, "dash_1k", 4.0, 12),
        Page("impact, leader", port, report, leader, "dash_1k", 4.0, 25),
    ]


def floor_pages() -> list[Page]:
    page = Page("login", FLOOR_PORT, "/login/")
    import http.client
    import urllib.parse

    link = http.client.HTTPConnection("127.0.0.1", FLOOR_PORT)
    link.request("GET", "/login/")
    first = link.getresponse()
    first.read()
    token = first.headers["Set-Cookie"].split(";")[0]
    body = urllib.parse.urlencode(
        {
            "username": "floor",
            "password": "floor",
            "csrfmiddlewaretoken": token.split("=")[1],
        }
    )
    headers = {"Cookie": token, "Content-Type": "application/x-www-form-urlencoded"}
    link.request("POST", "/login/", body, headers)
    answer = link.getresponse()
    answer.read()
    cookies = [line.split(";")[0] for line in answer.headers.get_all("Set-Cookie") or []]
    cookie = "; ".join(cookies)
    return [
        page,
        Page("list_1k", FLOOR_PORT, "/list/1/", cookie),
        Page("list_64k_first", FLOOR_PORT, "/list/2/", cookie),
        Page("dash_1k", FLOOR_PORT, "/dash/1/", cookie),
        Page("dash_64k_one_query", FLOOR_PORT, "/dash1/2/", cookie),
    ]


def table(size: int, floor: list[Page], ours: list[Page]) -> bool:
    """Print the table; true when every page is within its budget."""
    base = {page.name: page.milliseconds for page in floor}
    print(f"\n{size} students")
    print("floor: " + ", ".join(f"{name} {ms:.1f} ms" for name, ms in base.items()))
    print(
        f"{'page':22}{'ms':>8}{'p95':>8}{'x floor':>9}{'budget':>8}{'queries':>9}{'of':>5}{'kB':>7}"
    )
    good = True
    for page in ours:
        ratio = page.milliseconds / base[page.against]
        within = ratio <= page.ratio * MARGIN and int(page.queries) <= page.queries_at_most
        good &= within
        print(
            f"{page.name:22}{page.milliseconds:8.1f}{page.p95:8.1f}{ratio:9.2f}{page.ratio:8.1f}"
            f"{page.queries:>9}{page.queries_at_most:5}{page.sent / 1024:7.1f}"
            f"{'' if within else '  over'}"
        )
    return good


def measure(size: int, floor_env: dict[str, str]) -> bool:
    env = environment(prepare(size))
    hang_up()
    servers = [
        gunicorn("benchmarks.floor:application", FLOOR_PORT, floor_env),
        gunicorn("sencohub.wsgi:application", OUR_PORT, env),
    ]
    try:
        floor, ours = floor_pages(), our_pages(env, size)
        for page in floor + ours:
            warm(page)
        rounds(floor + ours, number=4, seconds=0.5)
        return table(size, floor, ours)
    finally:
        for server in servers:
            server.terminate()
            server.wait(10)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default="780,64000")
    parser.add_argument("--keep", action="store_true", help="keep the databases for the next run")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    floor_env = environment("sencohub_bench_floor")
    if not exists("sencohub_bench_floor"):
        create("sencohub_bench_floor")
        python("-m", "benchmarks.floor", "fill", env=floor_env)
    good = [measure(size, floor_env) for size in sizes]
    if not arguments.keep:
        for name in ("floor", *map(str, sizes)):
            drop(f"sencohub_bench_{name}")
    print("\nAll within budget." if all(good) else "\nSome pages are over their budget.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
