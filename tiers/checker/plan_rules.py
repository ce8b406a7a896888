"""Rules about the whole plan: its kind, its dates, the two views, the list for teachers."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from tiers.checker.draft import Draft
from tiers.checker.findings import Finding, Severity, register
from tiers.models import Adjustment, Plan

STOP, ADVISE = Severity.STOP, Severity.ADVISE
MOST_MUST_DOS = 6
HALF_A_YEAR = dt.timedelta(days=184)
"""An IEP's effect is reviewed at least twice a year (Operation Guide, January 2026)."""


@register
def kind(draft: Draft) -> Iterable[Finding]:
    if draft.tier == 3 and draft.plan.kind != Plan.Kind.IEP:
        text = _("A student at Tier 3 needs an IEP. Change the kind of this plan.")
        yield Finding("tier3-no-iep", STOP, text, "id_kind")
    if draft.plan.kind == Plan.Kind.IEP and not draft.plan.long_term_goals.strip():
        text = _("Write the long-term goals of this IEP.")
        yield Finding("no-goals", STOP, text, "id_long_term_goals")


@register
def has_content(draft: Draft) -> Iterable[Finding]:
    if draft.plan.kind == Plan.Kind.CLASS:
        if not draft.adjustments:
            text = _("Add what teachers do in class.")
            yield Finding("no-adjustments", STOP, text, "id_adjustments")
    elif not draft.targets:
        yield Finding("no-targets", STOP, _("Add the first target."), "id_targets")


@register
def owner(draft: Draft) -> Iterable[Finding]:
    if draft.plan.owner_id and draft.plan.owner_id not in draft.staff:
        text = _("%(name)s is no longer on the staff. Choose who looks after this plan.")
        yield Finding("plan-owner-left", STOP, text % {"name": draft.plan.owner}, "id_owner")


@register
def review_date(draft: Draft) -> Iterable[Finding]:
    start, review = draft.plan.starts_on, draft.plan.review_on
    if review is None:
        return
    if review < today():
        text = _("The review date has passed. Choose the next one.")
        yield Finding("review-passed", STOP, text, "id_review_on")
    elif draft.plan.kind == Plan.Kind.IEP and start and review - start > HALF_A_YEAR:
        text = _("An IEP is reviewed at least twice a year. Choose an earlier review.")
        yield Finding("review-too-late", STOP, text, "id_review_on")


@register
def views(draft: Draft) -> Iterable[Finding]:
    """Both views are asked for; without the parents' the draft itself asks, except for an IEP."""
    plan = draft.plan
    if not plan.student_view.strip():
        text = _("Record what %(name)s thinks of the plan.") % {"name": draft.student.short_name}
        level = ADVISE if plan.kind == Plan.Kind.CLASS else STOP
        yield Finding("no-student-view", level, text, "id_student_view")
    if not plan.parent_view.strip():
        level = STOP if plan.kind == Plan.Kind.IEP else ADVISE
        text = _("Record what the parents want and think.")
        yield Finding("no-parent-view", level, text, "id_parent_view")


@register
def must_dos(draft: Draft) -> Iterable[Finding]:
    must = [line for line in draft.adjustments if line.record.force == Adjustment.Force.MUST]
    if len(must) > MOST_MUST_DOS:
        text = _("There are %(n)s must-dos. Teachers use a list of six; make the others may-dos.")
        yield Finding(
            "long-must-do", ADVISE, text % {"n": len(must)}, must[MOST_MUST_DOS].field("force")
        )


@register
def adjustments_in_the_parents_language(draft: Draft) -> Iterable[Finding]:
    for line in draft.adjustments:
        for language, name, text in _adjustment_words():
            if language in draft.languages and not getattr(line.record, name).strip():
                shown = line.record.text
                yield Finding("adjustment-words", ADVISE, text % {"what": shown}, line.field(name))


def _adjustment_words() -> tuple[tuple[str, str, str], ...]:
    return (
        (User.Language.ENGLISH, "text_en", _("Write “%(what)s” in English for the parents.")),
        (User.Language.CHINESE, "text_zh", _("Write “%(what)s” in Chinese for the parents.")),
    )


@register
def home_words(draft: Draft) -> Iterable[Finding]:
    """What helps at home is read by parents or by nobody."""
    plan = draft.plan
    if User.Language.ENGLISH in draft.languages and plan.home_zh and not plan.home_en:
        text = _("Write what helps at home in English too.")
        yield Finding("home-words", ADVISE, text, "id_home_en")
    if User.Language.CHINESE in draft.languages and plan.home_en and not plan.home_zh:
        text = _("Write what helps at home in Chinese too.")
        yield Finding("home-words", ADVISE, text, "id_home_zh")


@register
def own_words(draft: Draft) -> Iterable[Finding]:
    """The plan prints the student's profile, but only one that parents may read."""
    if draft.has_unpublished_words:
        text = _("Publish the profile in %(name)s’s own words; then the plan carries it.")
        yield Finding(
            "own-words", ADVISE, text % {"name": draft.student.short_name}, "id_student_view"
        )
