"""How many notices wait, for the bell beside a person's name; counted only where it is drawn."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sencohub.accounts.models import User
from sencohub.lib.prepared import prepared
from sencohub.notices.models import Notice

MANY = 100


def unread(request: HttpRequest) -> dict[str, Any]:
    """`unread_notices`: a number, at most 100."""
    return {"unread_notices": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    return len(_unread(user))


@prepared
def _unread(user: User) -> QuerySet[Notice, int]:
    return Notice.objects.visible_to(user).unread().order_by().values_list("pk", flat=True)[:MANY]
