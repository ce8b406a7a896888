"""Routes of `meetings`."""

from django.urls import path

from meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="meeting-list"),
    path("new/", views.meeting_new, name="meeting-new"),
    path("actions/", views.action_list, name="action-list"),
    path("actions/<int:pk>/done/", views.action_done, name="action-done"),
    path("actions/<int:pk>/drop/", views.action_drop, name="action-drop"),
    path("items/<int:item_pk>/action/", views.action_new, name="action-new"),
    path("requests/", views.request_list, name="request-list"),
    path("requests/<int:pk>/", views.request_answer, name="request-answer"),
    path("<int:pk>/", views.meeting_detail, name="meeting-detail"),
    path("<int:pk>/start/", views.meeting_start, name="meeting-start"),
    path("<int:pk>/agenda/", views.agenda_add, name="agenda-add"),
    path("<int:pk>/end/", views.meeting_end, name="meeting-end"),
    path("<int:pk>/room/<int:item_pk>/", views.meeting_room, name="meeting-room"),
    path("<int:pk>/invite/", views.meeting_move, {"move": "invite"}, name="meeting-invite"),
    path("<int:pk>/cancel/", views.meeting_move, {"move": "cancel"}, name="meeting-cancel"),
    path("<int:pk>/approve/", views.meeting_move, {"move": "approve"}, name="meeting-approve"),
]
