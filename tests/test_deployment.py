"""The files of a school's server: parsed, and their parts run where no container can."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from getpass import getuser
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from django.conf import settings

from sencohub.checks import PDF_LIBRARIES
from tests import processes

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")
DOCKERFILE = (ROOT / "Dockerfile").read_text()
NGINX = (ROOT / "deploy/nginx.conf").read_text()
SETTINGS = (ROOT / "sencohub/settings.py").read_text()


def names_read_by_settings() -> set[str]:
    plain = set(re.findall(r'env(?:\.\w+)?\(\s*"(\w+)"', SETTINGS))
    secret = set(re.findall(r'_secret\("(\w+)"\)', SETTINGS))
    return plain | secret | {f"{name}_FILE" for name in secret}


def image_command() -> list[str]:
    return list(json.loads(re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.M)[-1]))


def celery_arguments(service: str) -> list[str]:
    return list(SERVICES[service]["command"])


# --- docker-compose.yml ------------------------------------------------------------------------
def test_every_part_of_a_server_is_there():
    assert set(SERVICES) == {*OURS, "db", "redis", "proxy"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_confined(name: str):
    service = SERVICES[name]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"]), "not root, and by number"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_says_how_it_is(name: str):
    check = SERVICES[name].get("healthcheck")
    if name == "web":
        assert check is None, "the image's own check"
        assert "HEALTHCHECK" in DOCKERFILE
    elif name == "migrate":
        assert check == {"disable": True}
        assert SERVICES[name]["restart"] == "on-failure"
    else:
        assert check
        assert check["test"][0] in {"CMD", "CMD-SHELL"}


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["proxy"]
    assert COMPOSE["networks"]["inner"] == {"internal": True}
    assert SERVICES["db"]["networks"] == SERVICES["redis"]["networks"] == ["inner"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_secret_is_a_file(name: str):
    service = SERVICES[name]
    for secret in service.get("secrets", []):
        assert COMPOSE["secrets"][secret]["file"].startswith("./secrets/")
    for variable, value in service.get("environment", {}).items():
        if re.search("KEY|PASSWORD|MAIL_URL|EMAIL_URL", variable):
            assert variable.endswith("_FILE")
            assert Path(value).name in service["secrets"]


def test_every_variable_is_one_that_the_settings_read():
    given = set(SERVICES["web"]["environment"])
    assert given <= names_read_by_settings()
    assert {"SENCOHUB_SECRET_KEY_FILE", "DATABASE_PASSWORD_FILE", "REDIS_URL"} <= given


def test_nothing_starts_before_the_tables_are_right():
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {
            "condition": "service_completed_successfully"
        }


def test_every_named_volume_and_network_exists():
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (ROOT / source).exists()
        assert set(service["networks"]) <= set(COMPOSE["networks"])


def test_every_image_is_named_with_its_version():
    for service in SERVICES.values():
        assert re.search(r":\w", service["image"])
        assert not service["image"].endswith(":latest")


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_the_celery_commands_are_ones_that_celery_knows(name: str):
    arguments = [sys.executable, "-m", *celery_arguments(name), "--help"]
    answer = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    for option in [word for word in celery_arguments(name) if word.startswith("--")]:
        assert option in answer.stdout or option in {"--quiet", "--app"}


# --- Dockerfile --------------------------------------------------------------------------------
def test_the_image_installs_the_hashed_lock_and_what_pdfs_need():
    assert "pip install --no-cache-dir --require-hashes -r requirements/runtime.txt" in DOCKERFILE
    for package in PDF_LIBRARIES:
        assert package in DOCKERFILE


def test_the_system_script_installs_what_the_checks_ask_for():
    script = (ROOT / "bin/system.sh").read_text()
    assert f'packages="{" ".join(PDF_LIBRARIES)}"' in script


def test_the_image_runs_as_a_user_without_rights():
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.M) == ["10001:10001"]
    assert DOCKERFILE.index("USER ") < DOCKERFILE.index("\nCMD ")
    assert SERVICES["web"]["user"] == "10001:10001"


def test_the_image_holds_neither_data_nor_secrets():
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {"var", "secrets", ".git", ".env"} <= set(ignored)
    assert "secrets/" in (ROOT / ".gitignore").read_text().split()


def test_the_image_starts_something_that_can_be_imported():
    program, module, *options = image_command()
    assert program == "gunicorn"
    assert callable(import_module(module).application)
    assert "--no-control-socket" in options


def test_files_copied_into_the_image_exist():
    for source in re.findall(r"^COPY (\S+) ", DOCKERFILE, re.M):
        assert (ROOT / source).exists()


# --- nginx -------------------------------------------------------------------------------------
def test_the_proxy_writes_down_no_word_that_was_typed():
    (form,) = re.findall(r"log_format without_words '(.*)';", NGINX)
    assert not re.search(r"\$(request\b|request_uri|args|query_string|http_referer)", form)
    assert re.findall(r"access_log (.*);", NGINX) == ["/dev/stdout without_words", "off"]


def test_the_proxy_lets_no_one_claim_another_address():
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX
    assert "proxy_add_x_forwarded_for" not in NGINX
    assert "proxy_set_header X-Forwarded-Proto https;" in NGINX


def test_the_proxy_lets_through_what_the_product_takes():
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    assert int(megabytes) * 1024 * 1024 >= settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_the_proxy_finds_its_certificate_among_its_secrets():
    for path in re.findall(r"ssl_certificate(?:_key)? (\S+);", NGINX):
        assert Path(path).name in SERVICES["proxy"]["secrets"]


def test_the_proxy_hands_out_only_what_a_page_allows():
    prefix = SERVICES["web"]["environment"]["SENCOHUB_ACCEL"]
    (place,) = re.findall(rf"location {prefix}/ {{(.*?)}}", NGINX, re.S)
    assert re.search(r"^\s*internal;$", place, re.M)
    (folder,) = re.findall(r"alias (/\S+)/;", place)
    assert folder == f"/data/{settings.PRIVATE_ROOT.name}"
    assert "data:/data:ro" in SERVICES["proxy"]["volumes"]
    assert SERVICES["web"]["volumes"] == ["data:/data"]


def test_the_proxy_may_read_the_files_and_nobody_else():
    group = SERVICES["web"]["user"].split(":")[1]
    assert SERVICES["proxy"]["group_add"] == [group]
    assert "install -d -o sencohub -g sencohub -m 750 /data" in DOCKERFILE


# --- the parts, run ----------------------------------------------------------------------------
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """The compose file's environment with files for its secrets, on servers that need not exist."""
    alien = {"DJANGO_SETTINGS_MODULE", "SENCOHUB_QUEUE", "SENCOHUB_SECRET_KEY"}
    kept = {name: value for name, value in os.environ.items() if name not in alien}
    secret = tmp_path / "secret"
    secret.write_text("k" * 60 + "\n")
    mail = tmp_path / "mail"
    mail.write_text("smtp+tls://name:word@mail.example:587")
    return kept | {
        "SENCOHUB_ENV": "production",
        "SENCOHUB_HOSTS": "sen.school.example,localhost",
        "SENCOHUB_URL": "https://sen.school.example",
        "SENCOHUB_VAR": str(tmp_path / "data"),
        "SENCOHUB_SECRET_KEY_FILE": str(secret),
        "DATABASE_URL": "postgres://sencohub@127.0.0.1:1/sencohub",
        "DATABASE_PASSWORD_FILE": str(secret),
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "EMAIL_URL_FILE": str(mail),
        "PORT": str(free_port()),
    }


def run(*arguments: str, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def test_secrets_are_read_from_files(production: dict[str, str]):
    show = (
        "from sencohub import settings as s; "
        "print(len(s.SECRET_KEY), s.DATABASES['default']['PASSWORD'] == 'k' * 60, s.EMAIL_HOST)"
    )
    answer = run("-c", show, env=production)
    assert answer.stdout.split() == ["60", "True", "mail.example"], answer.stderr


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ("SENCOHUB_SECRET_KEY_FILE", "Set SENCOHUB_SECRET_KEY"),
        ("DATABASE_URL", "Set DATABASE_URL to a PostgreSQL database"),
        ("REDIS_URL", "Set REDIS_URL"),
    ],
)
def test_production_does_not_start_without(lacking: str, said: str, production: dict[str, str]):
    del production[lacking]
    answer = run("manage.py", "check", env=production)
    assert answer.returncode != 0
    assert said in answer.stderr


@pytest.mark.worker
def test_the_images_own_command_answers_its_own_health_check(production: dict[str, str]):
    own = {"bind": f"0.0.0.0:{production['PORT']}"}
    command = ["-m", *image_command()]
    command[command.index("--bind") + 1] = own["bind"]
    web = processes.start(*command, env=production)
    try:
        processes.wait_for(
            web,
            lambda: run("deploy/healthcheck.py", "healthz", env=production).returncode == 0,
            "an answer to the health check",
        )
        ready = run("deploy/healthcheck.py", "readyz", env=production).returncode
    finally:
        processes.stop(web)
    assert ready == 1, "no database and no queue answer here"


class Allowing(BaseHTTPRequestHandler):
    """The product as the proxy sees it: it answers a download with the place of a file."""

    def do_GET(self) -> None:
        self.send_response(200)
        for name, value in {
            "Content-Type": "application/pdf",
            "Content-Disposition": 'attachment; filename="letters.pdf"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Frame-Options": "DENY",
            "Content-Length": "0",
        }.items():
            self.send_header(name, value)
        if self.path.startswith("/download/"):
            self.send_header("X-Accel-Redirect", f"/private/{self.path[len('/download/') :]}")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[int]:
    """Our nginx.conf on free ports, with a certificate of its own; the port of its TLS side."""
    if not (shutil.which("nginx") and shutil.which("openssl")):
        pytest.skip("nginx or openssl is not on this machine")
    product = ThreadingHTTPServer(("127.0.0.1", 0), Allowing)
    threading.Thread(target=product.serve_forever, daemon=True).start()
    made = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext"
    files = ["-keyout", str(tmp_path / "tls_key"), "-out", str(tmp_path / "tls_certificate")]
    names = "subjectAltName=DNS:localhost"
    subprocess.run([*made.split(), names, *files], check=True, capture_output=True)
    plain, secure = free_port(), free_port()
    text = NGINX.replace(" /tmp/", f" {tmp_path}/").replace("/data/private", f"{tmp_path}/store")
    text = text.replace("http2 on;", "")  # Debian's own nginx is older than the image's
    text = text.replace("/run/secrets", str(tmp_path)).replace("/dev/stdout", "/dev/null")
    text = text.replace("web:8000", f"127.0.0.1:{product.server_port}")
    text = text.replace("listen 8080", f"listen {plain}").replace("listen 8443", f"listen {secure}")
    (tmp_path / "nginx.conf").write_text(f"daemon off;\nuser {getuser()};\n{text}")
    server = subprocess.Popen(
        ["nginx", "-p", str(tmp_path), "-c", "nginx.conf"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        processes.wait_for(server, lambda: answers(plain), "an answer of nginx")
        yield secure
    finally:
        processes.stop(server)
        product.shutdown()


def answers(port: int) -> bool:
    with suppress(OSError):
        connection = HTTPConnection("127.0.0.1", port, timeout=2)
        connection.request("GET", "/proxy-healthz")
        return connection.getresponse().status == 204
    return False


@pytest.mark.worker
def test_a_real_proxy_hands_out_a_file_when_the_product_says_so(proxy: int, tmp_path: Path):
    stored = tmp_path / "store/exports/a b%2F陳"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"%PDF letters")

    def ask(path: str) -> tuple[int, bytes, Any]:
        trust = ssl.create_default_context(cafile=str(tmp_path / "tls_certificate"))
        connection = HTTPSConnection("localhost", proxy, timeout=5, context=trust)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers

    name = quote("exports/a b%2F陳")
    status, content, headers = ask(f"/download/{name}")
    assert (status, content) == (200, b"%PDF letters")
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == 'attachment; filename="letters.pdf"'
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] is None, "the product sent none"
    assert ask(f"/private/{name}")[0] == 404
    assert ask("/download/exports/none")[0] == 404
