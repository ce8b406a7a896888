"""Words that people and other systems wrote, said in the reader's language."""

import pytest
from django.utils import translation

from sencohub.lib.words import subjects


@pytest.mark.parametrize(
    ("names", "chinese"),
    [
        ("Chinese", "中文"),
        ("general studies", "常識"),
        ("English, Mathematics", "英文、數學"),
        ("中文、數學", "中文、數學"),
        ("Drama, Music", "Drama、音樂"),
        ("", ""),
    ],
)
def test_subjects(names: str, chinese: str) -> None:
    with translation.override("zh-hant"):
        assert subjects(names) == chinese


def test_subjects_in_english() -> None:
    assert subjects("maths,English") == "Mathematics, English"
