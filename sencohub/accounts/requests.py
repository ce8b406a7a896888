"""The request of a page that is not for anonymous visitors."""

from django.http import HttpRequest

from sencohub.accounts.models import User


class PersonRequest(HttpRequest):
    """A request that a policy has let through: somebody is signed in.

    Only a name for the type checker; at run time every request is Django's own.
    """

    user: User
