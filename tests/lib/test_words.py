"""Words that people and other systems wrote, said in the reader's language."""

import pytest
from django.utils import translation

from sencohub.lib.words import amount, subjects, unit


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


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("lessons of 5", "堂（共 5 堂）"),
        ("times", "次"),
        ("characters a minute", "字（每分鐘）"),
        ("of 20", "個（共 20 個）"),
        ("%", "%"),
        ("", ""),
    ],
)
def test_units_are_said_in_either_language(english: str, chinese: str) -> None:
    assert unit(chinese) == english
    with translation.override("zh-hant"):
        assert unit(chinese) == chinese
        assert unit(english) == chinese or english == "of 20"


@pytest.mark.parametrize("kept", ["loaves of 9", "本（共 3 本）", "level 2.1 of the scheme"])
def test_what_is_no_common_unit_stays_as_written(kept: str) -> None:
    assert unit(kept) == kept
    with translation.override("zh-hant"):
        assert unit(kept) == kept


def test_an_amount_keeps_its_number() -> None:
    assert [amount("2 堂（共 5 堂）"), amount("79%"), amount("–")] == ["2 lessons of 5", "79%", "–"]
    assert amount("9 個（共 20 個）") == "9 of 20"
    assert [amount("1 堂（共 5 堂）"), amount("1 次")] == ["1 lesson of 5", "1 time"]
    with translation.override("zh-hant"):
        assert amount("16 words of 20") == "16 個（共 20 個）"
