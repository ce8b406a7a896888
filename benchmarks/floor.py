"""The floor: the cheapest honest Django answer on this machine, beside which our pages are timed.

A bare application of its own: session sign-in, one indexed table of students (school 1 has 1,000,
school 2 has 64,000), a list and a dashboard. It decides nothing and knows no rights.
`python -m benchmarks.floor fill` makes its tables in an empty DATABASE_URL; gunicorn serves
`benchmarks.floor:application`.
"""

import datetime as dt
import os
import random
import sys
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings

SMALL, LARGE, PAGE = 1_000, 64_000, 50
CATEGORIES = ["SpLD", "ASD", "AD/HD", "SLI", "ID", "HI", "VI", "PD", "MI"]
BASE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>floor</title></head>
<body><nav>{{ request.user.username }}</nav><main>{% block body %}{% endblock %}</main></body>
</html>"""
TEMPLATES = {
    "base.html": BASE,
    "login.html": """{% extends "base.html" %}{% block body %}<form method="post">{% csrf_token %}
<input name="username"><input name="password" type="password"><button>Go</button></form>
{% endblock %}""",
    "list.html": """{% extends "base.html" %}{% block body %}<p>{{ total }}</p><table>
{% for s in rows %}
<tr><td><a href="/s/{{ s.id }}/">{{ s.name }}</a></td><td>{{ s.klass }}</td><td>{{ s.tier }}</td>
<td>{{ s.category }}</td><td>{{ s.rag }}</td><td>{{ s.review|date:"Y-m-d" }}</td></tr>{% endfor %}
</table>{% endblock %}""",
    "dash.html": """{% extends "base.html" %}{% block body %}{% for title, rows in groups %}
<h2>{{ title }}</h2><table>
{% for k, n in rows %}<tr><th>{{ k }}</th><td>{{ n }}</td></tr>{% endfor %}</table>
{% endfor %}{% endblock %}""",
}


def _database() -> dict[str, Any]:
    url = urlsplit(os.environ["DATABASE_URL"])
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 600,
    }


if not settings.configured:
    settings.configure(
        SECRET_KEY="floor-" + "x" * 50,
        ALLOWED_HOSTS=["127.0.0.1"],
        USE_TZ=True,
        ROOT_URLCONF=__name__,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": _database()},
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        (
                            "django.template.loaders.cached.Loader",
                            [("django.template.loaders.locmem.Loader", TEMPLATES)],
                        )
                    ],
                    "context_processors": ["django.template.context_processors.request"],
                },
            }
        ],
        LOGGING_CONFIG=None,
    )
    django.setup()

from django.contrib.auth import authenticate, get_user_model, login  # noqa: E402
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.paginator import Paginator  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Student(models.Model):
    school = models.SmallIntegerField()
    number = models.CharField(max_length=16)
    name = models.CharField(max_length=80)
    klass = models.CharField(max_length=4)
    tier = models.SmallIntegerField()
    category = models.CharField(max_length=8)
    rag = models.CharField(max_length=6)
    review = models.DateField()

    class Meta:
        app_label = "floor"
        indexes = [
            models.Index(fields=["school", "name", "id"], name="floor_school_name"),
            models.Index(
                fields=["school", "tier", "klass", "category", "rag"], name="floor_groups"
            ),
        ]

    def __str__(self) -> str:
        return self.number


def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        user = authenticate(
            request, username=request.POST["username"], password=request.POST["password"]
        )
        if user:
            login(request, user)
            return HttpResponseRedirect("/list/1/")
    return render(request, "login.html")


@login_required(login_url="/login/")
def students(request: HttpRequest, school: int) -> HttpResponse:
    rows = Student.objects.filter(school=school).order_by("name", "id")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"rows": page.object_list, "total": page.paginator.count}
    return render(request, "list.html", context)


@login_required(login_url="/login/")
def dashboard(request: HttpRequest, school: int) -> HttpResponse:
    rows = Student.objects.filter(school=school).order_by()
    groups = [
        (name, list(rows.values_list(name).annotate(n=Count("id")).order_by(name)))
        for name in ("tier", "klass", "category", "rag")
    ]
    return render(request, "dash.html", {"groups": groups})


@login_required(login_url="/login/")
def dashboard_one_query(request: HttpRequest, school: int) -> HttpResponse:
    names = ("tier", "klass", "category", "rag")
    sums: dict[str, dict[Any, int]] = {name: {} for name in names}
    rows = Student.objects.filter(school=school).order_by()
    for *keys, count in rows.values_list(*names).annotate(n=Count("id")):
        for name, key in zip(names, keys, strict=True):
            sums[name][key] = sums[name].get(key, 0) + count
    return render(
        request, "dash.html", {"groups": [(n, sorted(sums[n].items(), key=str)) for n in names]}
    )


urlpatterns = [
    path("login/", sign_in),
    path("list/<int:school>/", students),
    path("dash/<int:school>/", dashboard),
    path("dash1/<int:school>/", dashboard_one_query),
]


def fill() -> None:
    """Django's own tables and the students, always the same ones."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Student)
    rnd = random.Random(7)  # invented rows, no secret
    for school, count in ((1, SMALL), (2, LARGE)):
        Student.objects.bulk_create(
            (
                Student(
                    school=school,
                    number=f"{school}-{n}",
                    name=f"{rnd.choice('ABCDEFGHJKLMNPTWY')}{rnd.getrandbits(40):010x}",
                    klass=f"{rnd.randint(1, 6)}{rnd.choice('ABCDE')}",
                    tier=rnd.choice((0, 0, 0, 0, 0, 1, 1, 2, 2, 3)),
                    category=rnd.choice(CATEGORIES),
                    rag=rnd.choice(("red", "amber", "green")),
                    review=dt.date(2026, 1, 1) + dt.timedelta(days=rnd.randint(0, 300)),
                )
                for n in range(count)
            ),
            batch_size=2000,
        )
    get_user_model().objects.create_user("floor", password="floor")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE floor_student")


if __name__ == "__main__":
    if sys.argv[1:] == ["fill"]:
        fill()
else:
    application = get_wsgi_application()
