"""A person's own account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sencohub.lib.policies import SIGNED_IN, policy


@policy(SIGNED_IN)
def account(request: HttpRequest) -> HttpResponse:
    memberships = request.user.memberships.order_by("-starts_on")
    return render(request, "accounts/account.html", {"memberships": memberships})
