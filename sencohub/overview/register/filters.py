"""The register's filters: what may be asked for, and the query it makes."""

import datetime as dt
from typing import Any, NamedTuple

from django import forms
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.policies import PLAN_READERS
from sencohub.lib.rag import Rag
from sencohub.school.models import Term
from students.models import Concern, Need, Student
from students.models.people import Level, StudentQuerySet
from tiers.models import Plan, SupportCycle
from tiers.models.placements import Tier

SOON = dt.timedelta(days=14)
MOST_CLASSES = 60
"""A school with more is asked by year: nobody looks for a class among a thousand."""
NEWCOMER_WATCH = dt.timedelta(weeks=8)
FAR_AWAY = dt.date(9999, 12, 31)


class Choice(NamedTuple):
    """One filter in plain values: what may be chosen, and what is."""

    name: str
    label: str
    chosen: str
    options: tuple[tuple[str, str], ...]


type_class = tuple[int, str, str]
"""Number, name and level of a class."""


class RegisterFilter(forms.Form):
    """What the register's reader asked for. What it does not know is left out, never an error."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("On the register")),
            ("watch", _("Watch list")),
            ("all", _("Everyone on roll")),
        ],
    )
    q = forms.CharField(label=_("Name, either language"), required=False, max_length=80)
    in_class = forms.ChoiceField(label=_("Class"), required=False)
    tier = forms.ChoiceField(
        label=_("Tier"),
        required=False,
        choices=[("", _("All")), *((str(t.value), str(t.value)) for t in Tier)],
    )
    need = forms.ChoiceField(
        label=_("Need"),
        required=False,
        choices=[
            ("", _("Any need")),
            *((c.value, c.value) for c in Need.Category),
            ("several", _("Two or more together")),
        ],
    )
    plan = forms.ChoiceField(
        label=_("Plan state"),
        required=False,
        choices=[("", _("Any state")), ("none", _("No plan")), *Plan.State.choices[:-1]],
    )
    review = forms.ChoiceField(
        label=_("Next review"),
        required=False,
        choices=[
            ("", _("Any date")),
            ("late", _("Late")),
            ("soon", _("Next 14 days")),
            ("term", _("This term")),
        ],
    )
    rating = forms.ChoiceField(
        label=_("Rating"), required=False, choices=[("", _("Any rating")), *Rag.choices]
    )

    def __init__(self, data: Any, classes: list[type_class], user: User) -> None:
        super().__init__(data)
        if not PLAN_READERS.admits(user):
            del self.fields["need"], self.fields["plan"]
        choices: list[tuple[str, Any]] = [("", _("All classes"))]
        here = {level for _pk, _name, level in classes}
        choices += [(level.value, level.label) for level in Level if level in here]
        if len(classes) > MOST_CLASSES:  # the years will do, and the class an address names
            classes = [one for one in classes if str(one[0]) == data.get("in_class")]
        choices += [(str(pk), name) for pk, name, _level in classes]
        self.fields["in_class"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """The filters that hold, unknown values dropped."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def choices(self) -> list[Choice]:
        """The filters with something to choose from, in their order on the page."""
        chosen = self.chosen()
        fields: dict[str, Any] = self.fields
        return [
            Choice(
                name,
                str(field.label),
                chosen.get(name, ""),
                tuple((value, str(label)) for value, label in field.choices),
            )
            for name, field in fields.items()
            if hasattr(field, "choices") and name != "show"
        ]


def students_for(user: User, chosen: dict[str, str]) -> StudentQuerySet:
    """The students this person may see and asked for.

    `now`, `placed` and `turning` are the place in a class, the tier and the cycle of today: joined
    where a column, a filter or an order names one, and not otherwise.
    """
    day = today()
    rows = Student.objects.visible_to(user, "adjustments").on_roll()
    rows = rows.annotate(
        now=FilteredRelation("enrolments", condition=_holds("enrolments", day)),
        placed=FilteredRelation("placements", condition=_holds("placements", day)),
        turning=FilteredRelation("cycles", condition=~Q(cycles__stage=SupportCycle.Stage.CLOSED)),
    )
    rows = _shown(rows, chosen, user, day)
    for name, narrow in NARROW.items():
        if name in chosen:
            rows = narrow(rows, chosen[name], day)
    for name, narrow_for in NARROW_BY_WHAT_IS_READ.items():
        if name in chosen:
            rows = narrow_for(rows, chosen[name], user)
    return rows


def _holds(relation: str, day: dt.date) -> Q:
    return Q(**{f"{relation}__starts_on__lte": day}) & (
        Q(**{f"{relation}__ends_on__isnull": True}) | Q(**{f"{relation}__ends_on__gte": day})
    )


def _shown(
    rows: StudentQuerySet, chosen: dict[str, str], user: User, day: dt.date
) -> StudentQuerySet:
    """A search by name looks through everybody on roll, whether on the register or not.

    The watch list shows a student for a concern that this reader may read, not for another.
    """
    show = chosen.get("show", "all" if "q" in chosen else "")
    if show == "all":
        return rows
    if show == "watch":
        worried = Concern.objects.visible_to(user).open().filter(student=OuterRef("pk"))
        return rows.filter(
            Q(Exists(worried)) | Q(arrived_on__gt=day - NEWCOMER_WATCH), Q(placed__isnull=True)
        )
    return rows.filter(Q(placed__isnull=False))


def _by_class(rows: StudentQuerySet, value: str, day: dt.date) -> StudentQuerySet:
    if value in Level.values:
        return rows.filter(Q(now__school_class__level=value))
    return rows.filter(Q(now__school_class=int(value)))


def _by_need(rows: StudentQuerySet, value: str, user: User) -> StudentQuerySet:
    held = Need.objects.visible_to(user).current().filter(student=OuterRef("pk"))
    if value != "several":
        return rows.filter(Exists(held.filter(category=value)))
    others = held.filter(is_primary=False)
    return rows.filter(Exists(held.filter(is_primary=True)), Exists(others))


def _by_plan(rows: StudentQuerySet, value: str, user: User) -> StudentQuerySet:
    plans = Plan.objects.visible_to(user).exclude(state=Plan.State.CLOSED)
    plans = plans.filter(plan_students__student=OuterRef("pk"))
    if value == "none":
        return rows.filter(~Exists(plans))
    return rows.filter(Exists(plans.filter(state=value)))


def _by_review(rows: StudentQuerySet, value: str, day: dt.date) -> StudentQuerySet:
    if value == "late":
        return rows.filter(Q(turning__review_due__lt=day))
    if value == "soon":
        return rows.filter(Q(turning__review_due__range=(day, day + SOON)))
    term = Term.objects.current(day)
    last = term.ends_on if term else day
    return rows.filter(Q(turning__review_due__range=(day, last)))


NARROW = {
    "q": lambda rows, value, day: rows.named(value),
    "in_class": _by_class,
    "tier": lambda rows, value, day: rows.filter(Q(placed__tier=int(value))),
    "review": _by_review,
}
NARROW_BY_WHAT_IS_READ = {"need": _by_need, "plan": _by_plan}
"""Filters that would tell what they ask about: they look only at what the reader may read."""

ORDERS: dict[str, list[Any]] = {
    "name": ["name_en", "pk"],
    "class": ["now__school_class__name", "now__class_number", "pk"],
    "tier": [F("placed__tier").desc(nulls_last=True), "now__school_class__name", "name_en", "pk"],
    "review": [Coalesce("turning__review_due", FAR_AWAY), "name_en", "pk"],
}


def in_order(rows: StudentQuerySet, sort: str) -> StudentQuerySet:
    """Sorted as asked: a key of `ORDERS`, with `-` before it for the other way round."""
    backwards = sort.startswith("-")
    order = ORDERS.get(sort.lstrip("-"), ORDERS["tier"])
    rows = rows.order_by(*order)
    return rows.reverse() if backwards else rows


def is_by_tier(sort: str) -> bool:
    return ORDERS.get(sort.lstrip("-"), ORDERS["tier"]) is ORDERS["tier"]


def tiers_of_a_page(
    tiers: dict[int, int], first: int, end: int, sort: str
) -> tuple[list[int], int]:
    """The tiers in which the rows from `first` to before `end` lie, and how many rows precede them.

    `tiers` are the counts by tier, 0 for no tier; sorted by tier the highest comes first.
    """
    here, before, passed = [], 0, 0
    for tier in sorted(tiers, reverse=not sort.startswith("-")):
        if passed >= end:
            break
        if passed + tiers[tier] <= first:
            before = passed + tiers[tier]
        else:
            here.append(tier)
        passed += tiers[tier]
    return here, before


def in_tiers(rows: StudentQuerySet, tiers: list[int]) -> StudentQuerySet:
    """Those who stand at one of these tiers, 0 for none."""
    placed = Q(placed__tier__in=[tier for tier in tiers if tier])
    return rows.filter(placed | Q(placed__isnull=True) if 0 in tiers else placed)
