"""Whom a notice is about. Students live in an app above, which says here whom a person sees."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from sencohub.accounts.models import User

type_seen = Callable[[User], QuerySet[Any]]
_SEEN: list[type_seen] = []


def register(seen: type_seen) -> None:
    """`seen(user)` gives the students this person sees, as staff or as a parent. Call once."""
    _SEEN[:] = [seen]


def about_visible(user: User) -> Q:
    """A condition on notices: about a student whom this person sees now."""
    if not _SEEN:
        return Q(pk__in=[])
    return Q(student_id__in=_SEEN[0](user).values("pk"))


def named(user: User, ids: Iterable[int | None]) -> dict[int, Any]:
    """The students of these numbers whom this person sees, by number."""
    wanted = {pk for pk in ids if pk is not None}
    if not _SEEN or not wanted:
        return {}
    return {student.pk: student for student in _SEEN[0](user).filter(pk__in=wanted)}
