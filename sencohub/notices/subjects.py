"""Whom a notice is about. Students live in an app above, which says here whom a person sees."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from sencohub.accounts.models import User


class Seen(NamedTuple):
    """The students a person sees, as staff or as a parent: themselves, and rows about them."""

    students: Callable[[User], QuerySet[Any]]
    about: Callable[[User, str], Q]


_SEEN: list[Seen] = []


def register(seen: Seen) -> None:
    """Call once, when the app that has the students is ready."""
    _SEEN[:] = [seen]


def about_visible(user: User) -> Q:
    """A condition on notices: about a student whom this person sees now."""
    return _SEEN[0].about(user, "student_id") if _SEEN else Q(pk__in=[])


def named(user: User, ids: Iterable[int | None]) -> dict[int, Any]:
    """The students of these numbers whom this person sees, by number."""
    wanted = {pk for pk in ids if pk is not None}
    if not _SEEN or not wanted:
        return {}
    return {student.pk: student for student in _SEEN[0].students(user).filter(pk__in=wanted)}
