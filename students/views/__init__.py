"""Pages about students that need no app above, by subject."""

from django.shortcuts import get_object_or_404

from sencohub.accounts.requests import PersonRequest
from students.models import Student


def number(text: object) -> int:
    """A pk from an address, or 0, which no row has, for anything else."""
    key = str(text)
    return int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0


def student_or_404(request: PersonRequest, pk: object, level: str = "record") -> Student:
    """The student with today's class, if this reader sees them at this level; else 404."""
    rows = Student.objects.visible_to(request.user, level).with_class()
    return get_object_or_404(rows, pk=number(pk))
