"""Red, amber, green: the words and shapes of a rating. The rules that rate live with the records.

Source: the design's section 5 (RAG) and its drawings: always a shape, a letter and a word beside
the colour.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rag(models.TextChoices):
    GREEN = "green", _("Green")
    AMBER = "amber", _("Amber")
    RED = "red", _("Red")
    GREY = "grey", _("Not yet rated")


@dataclass(frozen=True)
class Look:
    """How a rating is drawn: the class's letter, the letter in the shape, and what it means."""

    css: str
    letter: str
    meaning: Any


LOOKS: dict[str, Look] = {
    Rag.GREEN: Look("g", "G", _("Reached what we expected")),
    Rag.AMBER: Look("a", "A", _("Part of the way")),
    Rag.RED: Look("r", "R", _("Little or no change")),
    Rag.GREY: Look("n", "–", _("Not yet rated")),
}


def look(value: str | None) -> Look:
    """The look of a rating; anything unknown or empty is not yet rated."""
    return LOOKS.get(value or Rag.GREY, LOOKS[Rag.GREY])
