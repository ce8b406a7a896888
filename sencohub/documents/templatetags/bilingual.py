"""Both languages side by side, for documents that a family and a school read together."""

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sencohub.lib.rag import Rag
from sencohub.lib.templatetags import house

register = template.Library()
ENGLISH, CHINESE = "en", "zh-hant"
CHINESE_RUN = '<span lang="zh-Hant-HK">{}</span>'
CHINESE_LINE = '<span class="zh-line" lang="zh-Hant-HK">{}</span>'


def in_both(words: Any) -> tuple[str, str]:
    """The text in English and in Chinese: a lazy text is said twice, an English one looked up."""
    with translation.override(ENGLISH):
        english = str(words)
    with translation.override(CHINESE):
        chinese = str(words) if isinstance(words, Promise) else translation.gettext(english)
    return english, chinese if english else ""


def _pair(english: str, chinese: str, run: str) -> SafeString:
    """One text where there is only one, or where both say the same."""
    if not chinese or chinese == english:
        return format_html("{}", english)
    if not english:
        return format_html(run, chinese)
    return format_html("{} " + run, english, chinese)


@register.simple_tag
def both(words: Any) -> SafeString:
    """`{% both _("Next review") %}`: Next review 下次檢討, the Chinese marked as such."""
    return _pair(*in_both(words), CHINESE_RUN)


@register.simple_tag
def both_lines(words: Any) -> SafeString:
    """The same with the Chinese on a line of its own."""
    return _pair(*in_both(words), CHINESE_LINE)


@register.simple_tag
def pair(english: str, chinese: str) -> SafeString:
    """Two texts that people wrote, one for each language; only one where there is only one."""
    return _pair(english, chinese, CHINESE_LINE)


@register.simple_tag
def both_dates(day: dt.date | dt.datetime | None) -> SafeString:
    """A day in both languages: `11 June 2026 2026年6月11日`."""
    if day is None:
        return SafeString("–")
    return _pair(_said(day, ENGLISH), _said(day, CHINESE), CHINESE_RUN)


@register.simple_tag
def both_rag(value: str | None) -> SafeString:
    """A rating's mark with its word in both languages: G Green 綠色."""
    return house.rag(value, _pair(*in_both(Rag(value or Rag.GREY).label), CHINESE_RUN))


@register.simple_tag
def both_tier(number: int | None) -> SafeString:
    """The steps of a tier with its name in both languages; nothing for no tier."""
    with translation.override(ENGLISH):
        drawn = house.tier(number)
    with translation.override(CHINESE):
        name = house.tier_name(number or 0)
    if not drawn:
        return drawn
    return SafeString(drawn.removesuffix("</span>")) + format_html(
        " " + CHINESE_RUN + "</span>", name
    )


def _said(day: dt.date | dt.datetime, language: str) -> str:
    if isinstance(day, dt.datetime):
        day = timezone.localtime(day)
    with translation.override(language):
        return date_format(day, "DATE_FORMAT")
