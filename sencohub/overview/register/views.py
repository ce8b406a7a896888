"""The register: everybody on a tier, and everybody else when asked for."""

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.accounts.requests import PersonRequest
from sencohub.lib.forms import HouseForm
from sencohub.lib.policies import RECORD_STAFF, ROLL_KEEPERS, policy
from sencohub.lib.prepared import prepared
from sencohub.overview.models import SavedView
from sencohub.overview.register.filters import (
    RegisterFilter,
    in_order,
    in_tiers,
    is_by_tier,
    students_for,
    tiers_of_a_page,
    type_class,
)
from sencohub.overview.register.rows import ROWS_ON_A_PAGE, fill, ratings_of
from students import access_log
from students.models import SchoolClass
from students.models.people import StudentQuerySet


class SavedViewForm(HouseForm):
    """A name for what is shown now."""

    name = forms.CharField(label=_("Name of this view"), max_length=60)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)


@policy(RECORD_STAFF)
def register(request: PersonRequest) -> HttpResponse:
    """One page of the register with its filters."""
    wanted = RegisterFilter(request.GET, _classes(request.user), request.user)
    chosen = wanted.chosen()
    students = students_for(request.user, chosen)
    if "rating" in chosen:
        students = _rated(students, chosen["rating"], request)
    tiers = _by_tier(students) if chosen else dict(_on_the_register(request.user))
    page = _page(students, tiers, request)
    access_log.listed(request, "register", chosen)
    context = {
        "filter": wanted,
        "chosen": chosen,
        "tiers": tiers,
        "total": sum(tiers.values()),
        "page": page,
        "rows": fill(page.object_list, request.user),
        "saved_views": _saved_views(request.user),
        "query": request.GET.urlencode(),
        "may_add": ROLL_KEEPERS.admits(request.user),
    }
    return render(request, "overview/register.html", context)


@prepared
def _classes(user: User) -> QuerySet[SchoolClass, type_class]:
    return SchoolClass.objects.this_year().visible_to(user).values_list("pk", "name", "level")


@prepared
def _saved_views(user: User) -> QuerySet[SavedView]:
    return SavedView.objects.visible_to(user).filter(page="register")


def _rated(students: StudentQuerySet, rating: str, request: PersonRequest) -> StudentQuerySet:
    """Ratings are computed, never stored: those that match are found among what is shown."""
    ratings = ratings_of(request.user, students.values("pk"))
    if rating == "grey":
        return students.exclude(pk__in=[pk for pk, value in ratings.items() if value != rating])
    return students.filter(pk__in=[pk for pk, value in ratings.items() if value == rating])


def _by_tier(students: StudentQuerySet) -> dict[int, int]:
    """How many of these students stand at each tier (0: not on the register): one grouped query."""
    return {number or 0: count for number, count in _counted(students)}


def _counted(students: StudentQuerySet) -> Any:
    tier: Any = F("placed__tier")
    return students.order_by().values_list(tier).annotate(Count("pk"))


@prepared
def _on_the_register(user: User) -> Any:
    return _counted(students_for(user, {}))


class TierPaginator(Paginator):  # type: ignore[type-arg]
    """Knows its count from the tiers' counts, and so in which tiers a page lies.

    Sorted by tier, a page looks only at those: of a large school the database sorts hundreds of
    students for it, not all.
    """

    def __init__(self, students: StudentQuerySet, tiers: dict[int, int], sort: str) -> None:
        super().__init__(in_order(students, sort), ROWS_ON_A_PAGE)
        self.students, self.tiers, self.sort = students, tiers, sort
        self.count = sum(tiers.values())

    def page(self, number: int | str) -> "Page[Any]":
        if not is_by_tier(self.sort):
            return super().page(number)
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        here, before = tiers_of_a_page(self.tiers, first, first + self.per_page, self.sort)
        rows = in_order(in_tiers(self.students, here), self.sort)
        return Page(rows[first - before :][: self.per_page], number, self)


def _page(students: StudentQuerySet, tiers: dict[int, int], request: PersonRequest) -> "Page[Any]":
    paginator = TierPaginator(students, tiers, request.GET.get("sort", ""))
    return paginator.get_page(request.GET.get("page"))


@policy(RECORD_STAFF, methods=("GET", "POST"))
def saved_view_new(request: PersonRequest) -> HttpResponse:
    """Keep the filters shown now under a name of one's own."""
    form = SavedViewForm(request, initial={"query": request.GET.urlencode()})
    template = "overview/saved_view_new.html"
    if form.submitted():
        typed = form.cleaned_data
        return form.once(
            lambda: SavedView.objects.visible_to(request.user).update_or_create(
                owner=request.user,
                page="register",
                name=typed["name"],
                defaults={"query": typed["query"]},
            ),
            to=f"{reverse('overview:register')}?{typed['query']}",
            say=str(_("The view is saved.")),
            template=template,
        )
    return form.page(template)


@policy(RECORD_STAFF, methods=("POST",))
def saved_view_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """A saved view is the person's own note, no record: it is really removed."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    view.delete()
    return redirect("overview:register")
