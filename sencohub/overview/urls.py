"""Pages that join several apps, by subject."""

from django.urls import path

from sencohub.overview.register import views as register
from sencohub.overview.student import views as student

app_name = "overview"
urlpatterns = [
    path("register/", register.register, name="register"),
    path("register/views/new/", register.saved_view_new, name="saved-view-new"),
    path("register/views/<int:pk>/remove/", register.saved_view_remove, name="saved-view-remove"),
    path("register/<int:pk>/", student.student_detail, name="student-detail"),
    path("register/<int:pk>/meetings/", student.student_meetings, name="student-meetings"),
    path("register/<int:pk>/history/", student.student_history, name="student-history"),
    path("register/<int:pk>/who/", student.student_who, name="student-who"),
]
