"""Addresses of the provision map, the catalogue, runs, places and sessions."""

from django.urls import path

from provision.views import map, places, runs, sessions

app_name = "provision"
urlpatterns = [
    # The map.
    path("", map.map, name="map"),
    path("class/", map.map_class_first, name="map-class-first"),
    path("class/<int:pk>/", map.map_class, name="map-class"),
    path("places/", map.place_list, name="place-list"),
    path("out-of-class/", map.out_of_class_list, name="out-of-class-list"),
    # The catalogue and what staff time costs.
    path("catalogue/", runs.intervention_list, name="intervention-list"),
    path("catalogue/new/", runs.intervention_new, name="intervention-new"),
    path("catalogue/<int:pk>/", runs.intervention_edit, name="intervention-edit"),
    path("rates/", runs.rate_list, name="rate-list"),
    path("rates/new/", runs.rate_new, name="rate-new"),
    # Runs.
    path("runs/", runs.provision_list, name="provision-list"),
    path("runs/new/", runs.provision_new, name="provision-new"),
    path("runs/<int:pk>/", runs.provision_detail, name="provision-detail"),
    path("runs/<int:pk>/edit/", runs.provision_edit, name="provision-edit"),
    path("runs/<int:pk>/start/", runs.provision_start, name="provision-start"),
    path("runs/<int:pk>/end/", runs.provision_end, name="provision-end"),
    path("runs/<int:pk>/publish/", runs.provision_publish, name="provision-publish"),
    # Students' places and their outcomes.
    path("runs/<int:pk>/students/", places.place_new, name="place-new"),
    path("runs/<int:pk>/outcomes/", places.outcome_edit, name="outcome-edit"),
    path("places/<int:pk>/", places.place_edit, name="place-edit"),
    path("places/<int:pk>/leave/", places.place_leave, name="place-leave"),
    # Sessions.
    path("today/", sessions.session_today, name="session-today"),
    path("runs/<int:pk>/sessions/new/", sessions.session_new, name="session-new"),
    path("sessions/<int:pk>/", sessions.session_edit, name="session-edit"),
]
