"""Pages that join several apps, by subject."""

from django.urls import path

from sencohub.overview.impact import views as impact
from sencohub.overview.imports import views as imports
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
    path("impact/", impact.impact_list, name="impact-list"),
    path("impact/begin/<int:term_pk>/", impact.impact_begin, name="impact-begin"),
    path("impact/<int:pk>/", impact.impact_detail, name="impact-detail"),
    path("impact/<int:pk>/edit/", impact.impact_edit, name="impact-edit"),
    path("impact/<int:pk>/issue/", impact.impact_issue, name="impact-issue"),
    path("impact/<int:pk>/comment/", impact.impact_comment, name="impact-comment"),
    path("impact/<int:pk>/pdf/", impact.impact_pdf, name="impact-pdf"),
    path("imports/", imports.import_list, name="import-list"),
    path("imports/new/", imports.import_new, name="import-new"),
    path("imports/<int:pk>/", imports.import_detail, name="import-detail"),
]
