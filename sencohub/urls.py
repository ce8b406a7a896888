"""Every address of the product. Each view carries a policy (see `sencohub.checks`)."""

from django.urls import include, path

from sencohub.lib import health, http
from sencohub.overview.home.views import home

urlpatterns = [
    path("", home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("sencohub.accounts.urls")),
    path("", include("sencohub.overview.urls")),
    path("notices/", include("sencohub.notices.urls")),
    path("documents/", include("sencohub.documents.urls")),
    path("students/", include("students.urls")),
    path("support/", include("tiers.urls")),
    path("provision/", include("provision.urls")),
    path("meetings/", include("meetings.urls")),
    path("family/", include("parents.urls")),
]

handler400 = http.bad_request
handler403 = http.forbidden
handler404 = http.not_found
handler429 = http.too_many_requests
handler500 = http.server_error
