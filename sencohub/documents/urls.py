from django.urls import path

from sencohub.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.export_list, name="export-list"),
    path("<int:pk>/", views.export_detail, name="export-detail"),
    path("<int:pk>/file", views.export_download, name="export-download"),
]
