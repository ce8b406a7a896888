"""Who a page is for: every view names one of these policies, and nothing else decides by role.

A person the page does not exist for gets 404, the same as for an address that was never there.
A person who may see a record but not do this to it gets 403 (`require`). Anonymous visitors go
to sign-in; what they typed is kept for them (see `sencohub.lib.forms`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from sencohub.lib.forms import keep_for_after_sign_in
from sencohub.lib.http import not_allowed
from sencohub.lib.roles import Role

type_view = Callable[Concatenate[Any, ...], HttpResponse]
# The request is any kind: a view that is not for anonymous visitors calls it a PersonRequest.


@dataclass(frozen=True)
class Policy:
    """A named group of people. `roles` empty: everybody signed in; `anonymous`: everybody.

    `technical`: also whoever runs the server, who sees there what break-glass has opened and
    nothing else; with no roles: they alone.
    """

    name: str
    roles: frozenset[Role] = frozenset()
    anonymous: bool = False
    technical: bool = False

    def admits(self, user: Any) -> bool:
        if self.anonymous or not user.is_authenticated:
            return self.anonymous
        if self.technical and user.is_superuser:
            return True
        if not self.roles:
            return not self.technical
        return not self.roles.isdisjoint(user.roles)


ANYONE = Policy("anyone", anonymous=True)
SIGNED_IN = Policy("signed in")
STAFF = Policy("staff", frozenset(set(Role) - {Role.PARENT}))
RECORD_STAFF = Policy("staff who work with SEN records", STAFF.roles - {Role.OFFICE})
PLAN_READERS = Policy(
    "readers of a student's plan",
    frozenset({Role.SENCO, Role.SENST, Role.LEADER, Role.TEACHER, Role.SPECIALIST}),
)
TECHNICAL = Policy("technical accounts", technical=True)
SECOND_FACTOR = Policy("those who show a second factor", STAFF.roles, technical=True)
STUDENT_READERS = Policy(
    "readers of a student's page, by break-glass too", RECORD_STAFF.roles, technical=True
)
RECORD_READERS = Policy(
    "readers of a student's record, by break-glass too", PLAN_READERS.roles, technical=True
)
CLASSROOM = Policy(
    "staff in class",
    frozenset({Role.SENCO, Role.SENST, Role.TEACHER, Role.ASSISTANT}),
)
OBSERVERS = Policy("staff who raise concerns and add evidence", RECORD_STAFF.roles - {Role.LEADER})
INPUT_READERS = Policy(
    "readers of what all teachers answered",
    frozenset({Role.SENCO, Role.SENST, Role.LEADER, Role.SPECIALIST}),
)
PROFILE_WRITERS = Policy(
    "writers of one page profiles", frozenset({Role.SENCO, Role.SENST, Role.TEACHER})
)
DOCUMENT_WRITERS = Policy("those who file documents", frozenset({Role.SENCO, Role.SPECIALIST}))
FAMILY_READERS = Policy(
    "those who know a student's family",
    frozenset({Role.SENCO, Role.SENST, Role.LEADER, Role.OFFICE}),
)
CONTACT_READERS = Policy(
    "readers of what was said with a family",
    frozenset({Role.SENCO, Role.SENST, Role.LEADER, Role.TEACHER}),
)
MAP_READERS = Policy("readers of the provision map", CLASSROOM.roles | frozenset({Role.LEADER}))
SEN_TEAM = Policy("SENCO and SENST", frozenset({Role.SENCO, Role.SENST}))
SEN_TEAM_AND_LEADERS = Policy(
    "SENCO, SENST and leaders", frozenset({Role.SENCO, Role.SENST, Role.LEADER})
)
SENCO_AND_LEADERS = Policy("SENCO and leaders", frozenset({Role.SENCO, Role.LEADER}))
SENCO_ONLY = Policy("SENCO", frozenset({Role.SENCO}))
LEADERS = Policy("leaders", frozenset({Role.LEADER}))
CASE_STAFF = Policy(
    "teachers, assistants and specialists",
    frozenset({Role.TEACHER, Role.ASSISTANT, Role.SPECIALIST}),
)
TEACHERS = Policy("teachers", frozenset({Role.TEACHER}))
SPECIALISTS = Policy("specialists", frozenset({Role.SPECIALIST}))
PARENTS = Policy("parents", frozenset({Role.PARENT}))
OFFICE = Policy("office", frozenset({Role.OFFICE}))
ACCOUNT_KEEPERS = Policy(
    "those who look after accounts", frozenset({Role.SENCO, Role.LEADER, Role.OFFICE})
)
ROLL_KEEPERS = Policy("keepers of the school roll", frozenset({Role.SENCO, Role.OFFICE}))


def policy(who: Policy, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[type_view], type_view]:
    """Mark a view with the people it is for and the methods it answers."""
    allowed = {*methods, "HEAD"} if "GET" in methods else set(methods)

    def decorate(view: type_view) -> type_view:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not who.anonymous and not request.user.is_authenticated:
                keep_for_after_sign_in(request)
                return redirect_to_login(request.get_full_path())
            if not who.admits(request.user):
                raise Http404
            if request.method not in allowed:
                return not_allowed(request, allowed)
            return view(request, *args, **kwargs)

        guarded.policy = who  # type: ignore[attr-defined]
        return guarded

    return decorate


def require(allowed: bool) -> None:
    """403 unless `allowed`: for a record the person sees but may not do this to."""
    if not allowed:
        raise PermissionDenied
