"""Writing the one page profile: every saving is a new version, the old one is kept."""

import datetime as dt

from django.db import transaction

from sencohub.accounts.models import User
from sencohub.lib.records import Stale
from students.actions import signed
from students.actions.publishing import publish
from students.models import OnePageProfile, Student

PARTS = ("appreciated", "important", "support", "does_not_help")


@transaction.atomic
def write_profile(
    *,
    student: Student,
    voice: str,
    words: dict[str, str],
    language: str,
    said_on: dt.date,
    by: User,
    version: int | None,
    for_parents: bool = False,
) -> OnePageProfile:
    """Put these words in the place of the voice's current ones, which are kept.

    `words` holds the PARTS; `version` is that of the row the writer saw (None: there was none).
    Raises Stale when somebody wrote meanwhile.
    """
    Student.locked(student.pk)
    standing = OnePageProfile.objects.latest().filter(student=student, voice=voice).first()
    if standing is not None:
        if standing.version != version:
            raise Stale(standing)
        standing.is_current = False
        signed(standing, by)
        standing.save()
    written = OnePageProfile(
        student=student,
        voice=voice,
        language=language,
        said_on=said_on,
        recorded_by=by,
        version=(standing.version if standing else 0) + 1,
        **{part: words.get(part, "") for part in PARTS},
    )
    if for_parents:
        publish(written, by=by)
    signed(written, by)
    written.save()
    return written
