"""What people write, in the reader's words: its language, lists, subjects, units."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, pgettext, pgettext_lazy

SUBJECTS: dict[str, Any] = {
    "chinese": pgettext_lazy("school subject", "Chinese"),
    "english": pgettext_lazy("school subject", "English"),
    "mathematics": pgettext_lazy("school subject", "Mathematics"),
    "maths": pgettext_lazy("school subject", "Mathematics"),
    "general studies": pgettext_lazy("school subject", "General Studies"),
    "physical education": pgettext_lazy("school subject", "Physical Education"),
    "pe": pgettext_lazy("school subject", "Physical Education"),
    "music": pgettext_lazy("school subject", "Music"),
    "visual arts": pgettext_lazy("school subject", "Visual Arts"),
    "putonghua": pgettext_lazy("school subject", "Putonghua"),
    "science": pgettext_lazy("school subject", "Science"),
    "humanities": pgettext_lazy("school subject", "Humanities"),
    "computer studies": pgettext_lazy("school subject", "Computer Studies"),
    "religious studies": pgettext_lazy("school subject", "Religious Studies"),
    "reading": pgettext_lazy("school subject", "Reading"),
    "assembly": pgettext_lazy("school subject", "Assembly"),
}
"""Subjects as a school's own system names them in English, said in the reader's language."""
UNITS = (
    ("times", "次"),
    ("lessons", "堂"),
    ("days", "天"),
    ("mornings", "個早上"),
    ("minutes", "分鐘"),
    ("problems", "題"),
    ("sentences", "句"),
    ("characters", "字"),
    ("characters a minute", "字（每分鐘）"),
    ("points", "分"),
    ("", "個"),
    ("reminders", "次"),
    ("recesses", "次"),
    ("changes", "次"),
    ("turns", "次"),
    ("marks", "分"),
    ("words", "個"),
    ("sounds", "個"),
)
"""Common units of targets in English and Chinese; of several with one word the first is said."""
TO_CHINESE = {english: chinese for english, chinese in reversed(UNITS) if english}
TO_ENGLISH = {chinese: english for english, chinese in reversed(UNITS)}
OF_ENGLISH = re.compile(r"(?P<what>[a-z ]+?) of (?P<all>[0-9]+)")
OF_CHINESE = re.compile(r"(?P<what>[^（）]+)（共 ?(?P<all>[0-9]+) ?(?P=what)）")
AMOUNT = re.compile(r"(?P<number>-?[0-9][0-9.,]*) (?P<unit>.+)")
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def language_of(*texts: str) -> str:
    """The interface code of the language these words are written in: `zh-hant` or `en`.

    A text with more Chinese characters than Latin words is Chinese; schools here mix both.
    """
    text = " ".join(texts)
    latin = len(re.findall(r"[A-Za-z]{2,}", text))
    return "zh-hant" if len(CHINESE.findall(text)) > latin else "en"


def html_lang(code: str) -> str:
    """The `lang` of a text on a page."""
    return "zh-Hant-HK" if code == "zh-hant" else "en-HK"


def listed(items: Iterable[object]) -> str:
    """Several things in one line, with the comma of the reader's language."""
    return pgettext("between the items of a list", ", ").join(map(str, items))


def subjects(names: str) -> str:
    """The subjects of a comma list in the reader's language; what is not known, as written."""
    found = [name.strip() for name in re.split("[,，、]", names or "") if name.strip()]
    return listed(SUBJECTS.get(name.casefold(), name) for name in found)


def unit(text: str) -> str:
    """A common unit in the reader's language; any other stays as it was written.

    `lessons of 5` is `堂（共 5 堂）`, and back.
    """
    return _in_chinese(text) if (get_language() or "").startswith("zh") else _in_english(text)


def _in_chinese(text: str) -> str:
    if found := OF_ENGLISH.fullmatch(text):
        what = TO_CHINESE.get(found["what"])
        return f"{what}（共 {found['all']} {what}）" if what else text
    return TO_CHINESE.get(text, text)


def _in_english(text: str) -> str:
    if found := OF_CHINESE.fullmatch(text):
        what = TO_ENGLISH.get(found["what"])
        return text if what is None else f"{what} of {found['all']}".strip()
    return TO_ENGLISH.get(text) or text


def amount(text: str) -> str:
    """A number with its unit, `2 lessons of 5`, the unit in the reader's language."""
    found = AMOUNT.fullmatch(text or "")
    if not found:
        return text
    said = unit(found["unit"])
    if found["number"] == "1" and said != found["unit"]:
        said = re.sub(r"^([a-z]+)s\b", r"\1", said)
    return f"{found['number']} {said}"
