"""What rows about a student share: they are seen where the student is seen, then narrowed."""

import datetime as dt
from typing import Any, Self

from django.db import models

from sencohub.accounts.models import User
from students.models.people import Student, about_visible


class AboutStudentQuerySet(models.QuerySet[Any]):
    """Rows with a `student`. Subclasses narrow `visible_to`; none widens it."""

    level = "record"

    def visible_to(self, user: User, level: str | None = None, on: dt.date | None = None) -> Self:
        return self.filter(about_visible(user, level or self.level, on))

    def editable_by(self, user: User) -> Self:
        """Rows this person may write: by default the SEN team's."""
        return self.filter(student__in=Student.objects.editable_by(user).values("pk"))

    def published_to(self, user: User) -> Self:
        """For the portal: published rows about the reader's own children."""
        return self.filter(about_visible(user, "published"), published_at__isnull=False)
