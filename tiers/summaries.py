"""A first text for parents of what a review found: from the plain words the plan holds already.

It only puts stored words and fixed phrases together; whoever publishes it reads and changes it.
"""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sencohub.accounts.models import User
from tiers.gathered import Outcome, outcomes_of
from tiers.models import Review
from tiers.rag import Rag


def first_summary(review: Review, language: str) -> str:
    """The review in plain words of that language: how far each target came, what next."""
    with translation.override(language):
        lines = [_line(found, language) for found in outcomes_of(review)]
        return "\n".join([*filter(None, lines), _what_next(review)])


def _line(found: Outcome, language: str) -> str:
    target = found.outcome.target
    words = target.plain_zh if language == User.Language.CHINESE else target.plain_en
    return f"{words.rstrip('.。')}{_colon()}{_how_far(found.rating)}" if words else ""


def _colon() -> str:
    return pgettext("between a target and how far it came", ": ")


def _how_far(rating: Rag) -> str:
    return {
        Rag.GREEN: _("reached what we expected."),
        Rag.AMBER: _("part of the way."),
        Rag.RED: _("little or no change yet."),
        Rag.GREY: _("not measured this time."),
    }[rating]


def _what_next(review: Review) -> str:
    decision = Review.Decision
    return {
        decision.CONTINUE: _("We go on with this support."),
        decision.CHANGE: _("We will change the support and send you the new plan to comment on."),
        decision.STEP_UP: _("We propose more support and will talk with you about it."),
        decision.STEP_DOWN: _("We propose less support and will talk with you about it."),
        decision.CLOSE: _("This support ends here; teachers go on watching in class."),
    }[decision(review.decision)]
