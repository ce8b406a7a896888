"""The tags draw what they are given, say it in words, and escape what people wrote."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from sencohub.lib import rag as ratings
from sencohub.lib.templatetags import house


def drawn(source: str, query: str = "", **context: Any) -> str:
    request = RequestFactory().get(f"/register/{query}")
    return Template(source).render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    ("value", "css", "letter", "words"),
    [
        ("green", "rag-g", "G", "Reached what we expected"),
        ("amber", "rag-a", "A", "Part of the way"),
        ("red", "rag-r", "R", "Little or no change"),
        ("grey", "rag-n", "–", "Not yet rated"),
        (None, "rag-n", "–", "Not yet rated"),
        ("", "rag-n", "–", "Not yet rated"),
    ],
)
def test_a_rating_has_shape_letter_and_word(
    value: str | None, css: str, letter: str, words: str
) -> None:
    html = drawn("{% rag value %}", value=value)
    assert css in html
    assert f">{letter}</text>" in html
    assert words in html
    assert "rag-shape" in html


def test_a_rating_can_be_said_short_or_in_words_of_the_page() -> None:
    assert "Amber" in drawn('{% rag "amber" "short" %}')
    assert "Nearly &lt;b&gt;" in drawn('{% rag "amber" words %}', words="Nearly <b>")


def test_the_shapes_differ_so_that_colour_is_never_alone() -> None:
    shapes = {house.RAG_SHAPES[ratings.look(value).css] for value in ("green", "amber", "red")}
    assert len(shapes) == 3


@pytest.mark.parametrize(("number", "filled"), [(1, 1), (2, 2), (3, 3)])
def test_a_tier_is_its_steps_and_its_word(number: int, filled: int) -> None:
    html = drawn("{% tier n %}", n=number)
    assert html.count("tier-on") == filled
    assert f"Tier {number}" in html


def test_no_tier_draws_nothing() -> None:
    assert drawn("{% tier n %}", n=None) == ""


def test_needs_put_the_main_one_first_and_join_the_others() -> None:
    html = drawn("{% needs labels %}", labels=["SpLD", "AD/HD", "<SLI>"])
    assert html.index("need-main") < html.index("AD/HD")
    assert html.count("need-plus") == 2
    assert "&lt;SLI&gt;" in html


@pytest.mark.parametrize(
    ("english", "chinese", "shown"),
    [
        (
            "Chan Tai Man",
            "陳大文",
            'Chan Tai Man <span class="zh" lang="zh-Hant-HK">陳大文</span>',
        ),
        ("Amina Khan", "", "Amina Khan"),
        ("", "陳大文", '<span class="zh" lang="zh-Hant-HK">陳大文</span>'),
        ("<b>", "", "&lt;b&gt;"),
    ],
)
def test_names_carry_their_language(english: str, chinese: str, shown: str) -> None:
    assert house.names(SimpleNamespace(name_en=english, name_zh=chinese)) == shown


@pytest.mark.parametrize(
    ("stage", "done", "now", "word"),
    [("assess", 0, 1, "Assess"), ("review", 3, 1, "Review"), ("closed", 4, 0, "Closed")],
)
def test_the_ring_names_its_stage(stage: str, done: int, now: int, word: str) -> None:
    html = drawn("{% ring stage line_1='Cycle 2' %}", stage=stage)
    assert (html.count("ring-done"), html.count('d="M') and html.count("ring-seg ring-now")) == (
        done,
        now,
    )
    assert f"Now: {word}" in html
    assert "Cycle 2" in html


def test_beads_are_counted_in_words() -> None:
    html = drawn("{% beads 3 2 1 4 %}")
    assert 'aria-label="3 green, 2 amber, 1 red, 4 not yet rated"' in html
    assert html.count("fill-g") == 3
    assert html.count("fill-n") == 4


def test_bars_show_the_same_numbers_as_a_table() -> None:
    rows = [{"label": "<Reading>", "green": 3, "amber": 1, "red": 0, "grey": 2}]
    html = drawn('{% bars rows "Three of six reached." %}', rows=rows)
    assert 'aria-label="Three of six reached."' in html
    assert "<Reading>" not in html
    assert html.count('<td class="num">') == 5
    assert '<td class="num">6</td>' in html


def test_bars_without_any_place_draw_no_part() -> None:
    rows = [{"label": "Reading", "green": 0, "amber": 0, "red": 0, "grey": 0}]
    assert "fill-g" not in drawn('{% bars rows "Nothing yet." %}', rows=rows)


def test_the_pager_keeps_the_filters() -> None:
    page = Paginator(range(120), 50).page(2)
    html = drawn("{% pager page %}", "?tier=2&q=Chan&page=2", page=page)
    assert "51 to 100 of 120" in html
    assert 'href="?tier=2&amp;q=Chan&amp;page=1"' in html
    assert 'href="?tier=2&amp;q=Chan&amp;page=3"' in html


def test_one_page_needs_no_way_on() -> None:
    html = drawn("{% pager page %}", page=Paginator(range(3), 50).page(1))
    assert "3 in all" in html
    assert "href" not in html


@pytest.mark.parametrize(
    ("query", "state", "target"),
    [
        ("", "", "?sort=name"),
        ("?sort=name", 'aria-sort="ascending"', "?sort=-name"),
        ("?sort=-name&page=3", 'aria-sort="descending"', "?sort=name"),
        ("?sort=tier&q=a", "", "?sort=name&amp;q=a"),
    ],
)
def test_a_sort_link_turns_the_order_and_goes_to_the_first_page(
    query: str, state: str, target: str
) -> None:
    html = drawn('{% sort_link "name" "Student" %}', query)
    assert ("aria-sort" in html) is bool(state)
    assert state in html
    assert f'href="{target}"' in html


def test_a_query_is_changed_key_by_key_and_escaped() -> None:
    html = drawn('{% query_set tier=3 page="" %}', "?tier=2&page=4&q=%3Cb%3E")
    assert html == "?tier=3&amp;q=%3Cb%3E"


@pytest.mark.parametrize(
    ("due", "late", "words", "css"),
    [
        (dt.date(2026, 3, 3), 0, "", "due-soon"),
        (dt.date(2026, 3, 2), 1, "1 day late", "due-late"),
        (dt.date(2026, 2, 23), 8, "8 days late", "due-late"),
        (dt.date(2026, 3, 10), 0, "", "due-soon"),
        (dt.date(2026, 3, 11), 0, "", ""),
        (None, 0, "", ""),
    ],
)
def test_lateness_is_counted_in_hong_kong_days(
    due: dt.date | None, late: int, words: str, css: str
) -> None:
    # 23:30 in London on the 2nd is 07:30 on the 3rd here.
    with time_machine.travel(dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC), tick=False):
        assert house.days_late(due) == late
        assert house.lateness(due) == words
        assert house.due_css(due) == css


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 2, 23), "23 Feb"),
        (dt.date(2026, 8, 31), "31 Aug"),
        (dt.date(2025, 8, 31), "31 Aug 2025"),
        (dt.date(2026, 9, 3), "3 Sep 2026"),
        (dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC), "3 Mar"),
        (None, ""),
    ],
)
def test_a_day_of_another_half_year_says_its_year(day: dt.date | None, words: str) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC), tick=False):
        assert house.short_day(day) == words


@pytest.mark.parametrize(("hour", "words"), [(23, "morning"), (4, "afternoon"), (10, "evening")])
def test_the_greeting_goes_by_the_hour_in_hong_kong(hour: int, words: str) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 2, hour, tzinfo=dt.UTC), tick=False):
        assert drawn("{% load house %}{% greeting who %}", who="A & B") == (
            f"Good {words}, A &amp; B"
        )


def test_chinese_has_its_own_stops() -> None:
    source = "{% load house %}a{% comma %}b{% colon %}c{% stop %}d"
    assert drawn(source) == "a, b: c. d"
    with translation.override("zh-hant"):
        assert drawn(source) == "a，b：c。d"


def test_a_tier_is_named_as_the_bureau_names_it() -> None:
    with translation.override("zh-hant"):
        assert "第二層" in house.tier(2)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Decimal("1234.50"), "HK$1,235"),
        (Decimal("1234.49"), "HK$1,234"),
        (Decimal("0"), "HK$0"),
        (Decimal("-0.4"), "HK$0"),
        (Decimal("-1200"), "−HK$1,200"),
        (None, "–"),
    ],
)
def test_money_is_rounded_once_at_display(amount: Decimal | None, shown: str) -> None:
    assert house.hkd(amount) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(12, "12 h"), (7.5, "7.5 h"), (Decimal("0.25"), "0.3 h"), (0, "0 h"), (100, "100 h")],
)
def test_hours_have_one_decimal_when_there_is_one(amount: float, shown: str) -> None:
    assert house.hours(amount) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("52.50", "52.5"), ("33.25", "33.25"), ("80.00", "80"), ("100", "100"), ("0.00", "0")],
)
def test_a_number_has_the_decimals_it_needs(amount: str, shown: str) -> None:
    assert house.number(Decimal(amount)) == shown


def test_an_icon_is_hidden_from_readers_and_comes_from_our_file() -> None:
    html = drawn('{% icon "check" %}')
    assert 'aria-hidden="true"' in html
    assert "img/icons.svg#check" in html


def test_ratings_are_said_in_chinese() -> None:
    with translation.override("zh-hant"):
        assert "達到預期" in drawn('{% rag "green" %}')
