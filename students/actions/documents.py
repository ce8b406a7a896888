"""Filing documents about a student."""

import datetime as dt
import hashlib
import secrets

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from students.actions import signed
from students.actions.publishing import publish, withdraw
from students.models import Document, Student
from students.uploads import Upload


def file_document(
    *,
    student: Student,
    upload: Upload,
    kind: str,
    title: str,
    dated: dt.date,
    by: User,
    restricted: bool = False,
    for_parents: bool = False,
) -> Document:
    """Store a file under a name nobody can guess. Nothing stays on disk when the row fails."""
    document = Document(
        student=student,
        kind=kind,
        title=title,
        dated=dated,
        restricted=restricted,
        added_by=by,
        content_type=upload.content_type,
        sha256=hashlib.sha256(upload.content).hexdigest(),
    )
    name = f"{secrets.token_hex(16)}.{upload.extension}"
    document.file.save(name, ContentFile(upload.content), save=False)
    try:
        return _keep(document, by, for_parents)
    except BaseException:
        document.file.delete(save=False)
        raise


@transaction.atomic
def change_document(
    document: Document, *, by: User, version: int | None, for_parents: bool | None = None
) -> Document:
    """Save what is said about a document; raises Stale when somebody changed it meanwhile.

    `for_parents` None leaves what parents read as it is.
    """
    document.claim(version)
    read_now = document.published_at is not None
    return _keep(document, by, read_now if for_parents is None else for_parents)


@transaction.atomic
def _keep(document: Document, by: User, for_parents: bool) -> Document:
    if for_parents and document.restricted:
        raise ValidationError(
            {"for_parents": _("Restricted items are not shown to parents. Untick one of the two.")}
        )
    (publish if for_parents else withdraw)(document, by=by)
    signed(document, by)
    document.save()
    return document
