"""Documents about a student: filed, described, and handed out through the gate."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.http import attachment
from sencohub.lib.policies import DOCUMENT_WRITERS, RECORD_READERS, policy, require
from students import access_log
from students.actions.documents import change_document, file_document
from students.forms.documents import DocumentForm, UploadForm
from students.models import Document, Student
from students.views import student_or_404

EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@policy(DOCUMENT_WRITERS, methods=("GET", "POST"))
def document_new(request: PersonRequest, pk: int) -> HttpResponse:
    """File a PDF or a picture."""
    student = student_or_404(request, pk)
    form = UploadForm(request)
    template = "students/document_new.html"
    if form.submitted():
        return form.once(
            lambda: _file(request, form, student),
            to=reverse("students:evidence-list", args=[pk]),
            say=_("Filed."),
            template=template,
            student=student,
        )
    return form.page(template, student=student)


def _file(request: PersonRequest, form: UploadForm, student: Student) -> Document:
    typed = form.given()
    return file_document(student=student, upload=typed.pop("file"), by=request.user, **typed)


@policy(DOCUMENT_WRITERS, methods=("GET", "POST"))
def document_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change what is said about a document; its file stays as it is."""
    rows = Document.objects.visible_to(request.user).select_related("student")
    document = get_object_or_404(rows, pk=pk)
    require(document.can_be_edited_by(request.user))
    form = DocumentForm(request, instance=document)
    context: dict[str, Any] = {"student": document.student, "document": document}
    if form.submitted():
        return form.once(
            lambda: change_document(
                document,
                by=request.user,
                version=form.opened_version,
                for_parents=form.cleaned_data.get("for_parents"),
            ),
            to=reverse("students:evidence-list", args=[document.student_id]),
            say=_("Saved."),
            template="students/document_edit.html",
            **context,
        )
    return form.page("students/document_edit.html", **context)


@policy(RECORD_READERS)
def document_download(request: PersonRequest, pk: int) -> HttpResponse:
    """The stored bytes, to those who may see the document; one row in the access log."""
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    answer = file_answer(document)
    access_log.file(request, document, student=document.student_id)
    return answer


def file_answer(document: Document) -> HttpResponse:
    """A document as a download that no browser opens in our pages. 404 when the file is gone."""
    known = document.content_type in EXTENSIONS
    return attachment(
        document.file,
        name=f"{document.title}.{EXTENSIONS.get(document.content_type, 'bin')}",
        content_type=document.content_type if known else "application/octet-stream",
    )
