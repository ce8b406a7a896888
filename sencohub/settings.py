"""Settings: one file, read from the environment, safe when nothing is set.

`SENCOHUB_ENV` is `demo` (default) or `production`. Production refuses demo accounts,
the file broker, SQLite and a missing secret. Everything written goes under `SENCOHUB_VAR`.
"""

import secrets
from pathlib import Path
from typing import Any

import environ
import structlog
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

SENCOHUB_ENV = env("SENCOHUB_ENV", default="demo")
PRODUCTION = SENCOHUB_ENV == "production"
VAR = Path(env("SENCOHUB_VAR", default=str(BASE_DIR / "var"))).resolve()
VAR.mkdir(parents=True, exist_ok=True)


def _secret(name: str) -> str | None:
    """A secret from `NAME`, or from the file that `NAME_FILE` points to (container secrets)."""
    path = env(f"{name}_FILE", default="")
    return Path(path).read_text().strip() if path else env(name, default=None)


def _demo_secret_key() -> str:
    path = VAR / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = _secret("SENCOHUB_SECRET_KEY") or ("" if PRODUCTION else _demo_secret_key())
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SENCOHUB_SECRET_KEY or SENCOHUB_SECRET_KEY_FILE in production.")

DEBUG = False
ALLOWED_HOSTS = env.list("SENCOHUB_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env("SENCOHUB_URL", default="http://localhost:8000")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []

INSTALLED_APPS = [
    "sencohub.overview",
    "parents",
    "meetings",
    "provision",
    "tiers",
    "students",
    "sencohub.documents",
    "sencohub.notices",
    "sencohub.school",
    "sencohub.accounts",
    "sencohub.lib",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "guardian",
    "simple_history",
    "django_htmx",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sencohub.lib.http.QueryCountMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sencohub.accounts.middleware.SessionLimitsMiddleware",
    "sencohub.accounts.middleware.LanguageMiddleware",
    "sencohub.lib.http.NoStoreMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "sencohub.lib.http.PlainTextMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sencohub.accounts.middleware.SecondFactorMiddleware",
    "students.middleware.RefusalLogMiddleware",
]

ROOT_URLCONF = "sencohub.urls"
WSGI_APPLICATION = "sencohub.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "sencohub.lib.templates.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sencohub.accounts.context.page",
                "sencohub.school.context.school",
                "sencohub.notices.context.unread",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "sencohub.lib.templatetags.house",
                "sencohub.lib.templatetags.charts",
                "sencohub.lib.templatetags.lists",
            ],
        },
    }
]

# --- data -------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'sencohub.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    if PRODUCTION:
        raise ImproperlyConfigured("Set DATABASE_URL to a PostgreSQL database in production.")
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # A statement seen before is planned once and only run: docs/decisions/0009.
    DATABASES["default"].setdefault("OPTIONS", {})
    DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 2}
    if password := _secret("DATABASE_PASSWORD"):
        DATABASES["default"]["PASSWORD"] = password
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
if PRODUCTION and not REDIS_URL:
    raise ImproperlyConfigured("Set REDIS_URL in production: the file broker is for the demo.")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(VAR / "cache"),
        }
    ),
    # For what every page shows and nobody minds a minute old: the footer.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Uploaded files and made documents: outside the web root, reached only through a permission check.
PRIVATE_ROOT = VAR / "private"
# A proxy that shares this folder may hand the files out once a page has allowed it.
ACCEL_PREFIX = env("SENCOHUB_ACCEL", default="").rstrip("/")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("SENCOHUB_STATIC", default=str(VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- words and dates --------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hant", _("Traditional Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "sencohub_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Hong_Kong"
FORMAT_MODULE_PATH = ["sencohub.formats"]

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "sencohub.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_FORMS = {
    "login": "sencohub.accounts.forms.SignInForm",
    "change_password": "sencohub.accounts.forms.PasswordForm",
    "reauthenticate": "sencohub.accounts.forms.ConfirmForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": "8/5m/key,40/5m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SENCOHUB_PROXIES", default=1 if PRODUCTION else 0)
MFA_ADAPTER = "sencohub.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "sencohub.accounts.forms.CodeForm",
    "reauthenticate": "sencohub.accounts.forms.ConfirmCodeForm",
    "activate_totp": "sencohub.accounts.forms.SetUpCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "SENCoHub"
# Nobody signs up here, so an unproven e-mail hides nobody's account.
MFA_ALLOW_UNVERIFIED_EMAIL = True
REQUIRE_SECOND_FACTOR = env.bool("SENCOHUB_REQUIRE_SECOND_FACTOR", default=PRODUCTION)

# --- browser ----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_MINUTES = env.int("SENCOHUB_IDLE_MINUTES", default=30)
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "sencohub.lib.http.csrf_failure"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# --- jobs -------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost/"
if not REDIS_URL:
    for _folder in ("queue", "done", "control"):
        (VAR / "broker" / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR / "broker" / "queue"),
        "data_folder_out": str(VAR / "broker" / "queue"),
        "processed_folder": str(VAR / "broker" / "done"),
        "control_folder": str(VAR / "broker" / "control"),
        "polling_interval": 0.1,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Drawing documents leaves memory behind; a process above this many KiB is replaced after its job.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 350_000
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_DEFAULT_QUEUE = env("SENCOHUB_QUEUE", default="sencohub")
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "accounts.sweep": {"task": "accounts.sweep", "schedule": 120.0},
    "lib.heartbeat": {"task": "lib.heartbeat", "schedule": 30.0},
    # A sweep that waited for a worker is worth nothing once the next one has been sent.
    "documents.sweep": {
        "task": "documents.sweep",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "notices.sweep": {"task": "notices.sweep", "schedule": 120.0, "options": {"expires": 110}},
    "notices.daily": {"task": "notices.daily", "schedule": crontab(hour=6, minute=30)},
    "students.rights_at_midnight": {
        "task": "students.rights_at_midnight",
        "schedule": crontab(hour=0, minute=1),
    },
    "students.close_rounds": {
        "task": "students.close_rounds",
        "schedule": crontab(hour=0, minute=10),
    },
}
for _entry in CELERY_BEAT_SCHEDULE.values():
    if isinstance(_entry["schedule"], float):
        # Orders do not pile up while no worker is there: the next one does the same work.
        _entry["options"] = {"expires": _entry["schedule"]}

# --- mail -------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env("SENCOHUB_MAIL_FROM", default="SENCoHub <sencohub@school.invalid>")
if mail_server := _secret("EMAIL_URL"):
    globals().update(env.email_url_config(mail_server))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR / "mail")

# --- logs: JSON lines, no child's name in any of them ----------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": [
                structlog.stdlib.ExtraAdder(),
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso"),
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env("SENCOHUB_LOG_LEVEL", default="WARNING")},
    "loggers": {
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
COUNT_QUERIES = env.bool("SENCOHUB_COUNT_QUERIES", default=False)
SIMPLE_HISTORY_REVERT_DISABLED = True
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
