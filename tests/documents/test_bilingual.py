"""Both languages side by side on paper."""

import datetime as dt

import pytest
from django.template import engines
from django.utils.translation import gettext_lazy as _


def drawn(tag: str, **context: object) -> str:
    source = "{% load bilingual %}{% " + tag + " %}"
    return str(engines["django"].from_string(source).render(context))


ZH = '<span lang="zh-Hant-HK">'
LINE = '<span class="zh-line" lang="zh-Hant-HK">'


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('both _("Notices")', f"Notices {ZH}通知</span>"),
        ("both lazy", f"Notices {ZH}通知</span>"),
        ('both_lines _("Notices")', f"Notices {LINE}通知</span>"),
        ('both "no such words"', "no such words"),
        ('both ""', ""),
        ('pair "Reads" "讀"', f"Reads {LINE}讀</span>"),
        ('pair "Reads" ""', "Reads"),
        ('pair "" "讀"', f"{LINE}讀</span>"),
        ("pair b i", f"&lt;b&gt; {LINE}&lt;i&gt;</span>"),
        ("both_dates day", f"2 Mar 2026 {ZH}2026 年 3 月 2 日</span>"),
        ("both_dates nothing", "–"),
        ("both_tier 0", ""),
    ],
)
def test_each_text_stands_once_or_in_both(tag: str, expected: str) -> None:
    written = {"b": "<b>", "i": "<i>", "day": dt.date(2026, 3, 2), "nothing": None}
    assert drawn(tag, lazy=_("Notices"), **written) == expected


def test_a_rating_and_a_tier_have_a_word_in_each_language() -> None:
    rating, tier = drawn('both_rag "green"'), drawn("both_tier 2")
    assert rating.startswith('<span class="rag rag-g"><svg')
    assert rating.endswith("</span></span>")
    assert "Green " + ZH in rating
    assert "Tier 2 " + ZH in tier
