"""Cycle, steps, beads and bars: drawn with attributes, told in words. They decide nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

register = template.Library()

RING = (
    "M104.6 34.2A66 66 0 0 1 165.8 95.4",
    "M165.8 104.6A66 66 0 0 1 104.6 165.8",
    "M95.4 165.8A66 66 0 0 1 34.2 104.6",
    "M34.2 95.4A66 66 0 0 1 95.4 34.2",
)
RING_WORDS = ((172, 40), (172, 168), (28, 168), (28, 40))
STAGES = ("assess", "plan", "do", "review")


def _stage_words() -> tuple[str, ...]:
    return (_("Assess"), _("Plan"), _("Do"), _("Review"))


@register.inclusion_tag("components/ring.html")
def ring(stage: str, line_1: str = "", line_2: str = "") -> dict[str, Any]:
    """The cycle ring with the stage named in the middle; `closed` fills all four."""
    here = STAGES.index(stage) if stage in STAGES else len(STAGES)
    arcs = []
    for nth, (path, word, (x, y)) in enumerate(zip(RING, _stage_words(), RING_WORDS, strict=True)):
        css = "ring-done" if nth < here else "ring-now" if nth == here else ""
        arcs.append({"path": path, "word": word, "x": x, "y": y, "css": css})
    now = arcs[here]["word"] if here < len(arcs) else _("Closed")
    return {"arcs": arcs, "now": now, "line_1": line_1, "line_2": line_2}


@register.inclusion_tag("components/steps.html")
def steps(rows: Iterable[Mapping[str, Any]], label: str = "") -> dict[str, Any]:
    """Small steps from baseline to expected: rows of `text`, `done`, `now`."""
    return {"rows": list(rows), "label": label}


@register.inclusion_tag("components/beads.html")
def beads(green: int, amber: int, red: int, grey: int) -> dict[str, Any]:
    """One bead a student's place, in the order green, amber, red, not yet rated."""
    counts = (("g", green), ("a", amber), ("r", red), ("n", grey))
    marks = [css for css, count in counts for _nth in range(count)]
    row = [{"css": css, "x": 8 + 18 * nth} for nth, css in enumerate(marks)]
    return {
        "row": row,
        "width": max(18 * len(row), 18),
        "green": green,
        "amber": amber,
        "red": red,
        "grey": grey,
    }


BAR_WIDTH = 420
BAR_KEYS = (("green", "g"), ("amber", "a"), ("red", "r"), ("grey", "n"))


@register.inclusion_tag("components/bars.html")
def bars(rows: Iterable[Mapping[str, Any]], finding: str, heading: str = "") -> dict[str, Any]:
    """Stacked outcome bars by group, with the same numbers as a table.

    Each row: `label`, `green`, `amber`, `red`, `grey` (numbers of places), optional `url`.
    `finding` says in words what the chart shows; `heading` names the groups.
    """
    drawn = [_bar(nth, row) for nth, row in enumerate(rows)]
    return {
        "rows": drawn,
        "finding": finding,
        "heading": heading or _("Group"),
        "height": 30 * len(drawn) + 6,
        "width": 190 + BAR_WIDTH + 60,
    }


def _bar(nth: int, row: Mapping[str, Any]) -> dict[str, Any]:
    total = sum(row.get(key, 0) for key, _css in BAR_KEYS)
    parts, x = [], 190.0
    for key, css in BAR_KEYS:
        count = row.get(key, 0)
        width = BAR_WIDTH * count / total if total else 0
        if count:
            parts.append(
                {
                    "css": css,
                    "x": f"{x:.1f}",
                    "width": f"{max(width - 1, 1):.1f}",
                    "mid": f"{x + width / 2:.1f}",
                    "count": count if width > 16 else "",
                }
            )
        x += width
    return {**row, "parts": parts, "total": total, "y": 30 * nth + 4, "text_y": 30 * nth + 20}
