"""Routes of `parents`: the portal, and contacts with families."""

from django.urls import path

from parents import views

app_name = "parents"
urlpatterns = [
    path("", views.home, name="home"),
    path("plans/", views.plan_list, name="plan-list"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("plans/<int:pk>/pdf/", views.plan_pdf, name="plan-pdf"),
    path("<int:pk>/record/", views.record, name="record"),
    path("<int:pk>/words/", views.words, name="words"),
    path("<int:pk>/consent/", views.consent_list, name="consent-list"),
    path("<int:pk>/consent/<slug:scope>/", views.consent_answer, name="consent-answer"),
    path("<int:pk>/attend/", views.attend, name="attend"),
    path("<int:pk>/tell-us/", views.tell_us, name="tell-us"),
    path("contacts/<int:pk>/new/", views.contact_new, name="contact-new"),
    path("as-parent/<int:pk>/", views.as_parent, name="as-parent"),
]
