"""Worked % = worked / (worked + did not work). Source: the design, section 5."""

import pytest
from django.utils import timezone

from tiers.models import AdjustmentLog
from tiers.worked import worked_percent


def logs(words: str) -> list[AdjustmentLog]:
    """`w d u n` for the four answers; an `x` after one says it was taken back."""
    answers = {"w": "worked", "d": "did_not", "u": "used", "n": "not_needed"}
    return [
        AdjustmentLog(
            answer=answers[word[0]], undone_at=timezone.now() if word.endswith("x") else None
        )
        for word in words.split()
    ]


@pytest.mark.parametrize(
    ("words", "percent"),
    [
        ("", None),
        ("u u n", None),
        ("w", 100),
        ("d", 0),
        ("w d", 50),
        ("w w d", 67),
        ("w u u n n d", 50),
        ("wx d", 0),
        ("w dx", 100),
        ("wx", None),
    ],
)
def test_worked_percent(words: str, percent: int | None) -> None:
    assert worked_percent(logs(words)) == percent
