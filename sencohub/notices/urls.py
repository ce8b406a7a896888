from django.urls import path

from sencohub.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="notice-list"),
    path("<int:pk>/open", views.notice_open, name="notice-open"),
    path("read", views.notice_read_all, name="notice-read-all"),
]
