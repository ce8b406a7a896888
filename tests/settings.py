"""The product's settings with a folder, a queue and a Redis number of this test process's own.

`DATABASE_URL` and `REDIS_URL` are honoured: the same suite runs on SQLite with the file broker
and on PostgreSQL with Redis. A worker started by a test uses `sencohub.settings` and finds this
process's folder, queue and Redis number in the environment.
"""

import atexit
import os
import shutil
import tempfile
import uuid

_var = tempfile.mkdtemp(prefix="sencohub-test-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ.update(
    SENCOHUB_ENV="demo",
    SENCOHUB_VAR=_var,
    SENCOHUB_QUEUE=f"test-{uuid.uuid4().hex[:12]}",
    # Playwright keeps an event loop in the main thread; the ORM is not used from it.
    DJANGO_ALLOW_ASYNC_UNSAFE="true",
)
os.environ.pop("EMAIL_URL", None)
if os.environ.get("REDIS_URL"):
    # Clearing the cache empties a whole Redis database, so no two processes share one.
    _server = "/".join(os.environ["REDIS_URL"].split("/")[:3])
    _number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = f"{_server}/{8 + _number % 8}"

from sencohub.lib import catalogue  # noqa: E402
from sencohub.settings import *  # noqa: E402, F403
from sencohub.settings import DATABASES, STATIC_ROOT, STORAGES, VAR  # noqa: E402

with catalogue.locked():
    if catalogue.is_stale():
        catalogue.compile_catalogue()

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_ROOT.mkdir(exist_ok=True)
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # On disk, not in memory: a worker process of a browser test must see the same rows.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
