"""What people write: in which language it stands."""

import re
from typing import Any

from django.utils.translation import gettext, pgettext_lazy

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


def subjects(names: str) -> str:
    """The subjects of a comma list in the reader's language; what is not known, as written."""
    found = [name.strip() for name in re.split("[,，、]", names or "") if name.strip()]
    return gettext(", ").join(str(SUBJECTS.get(name.casefold(), name)) for name in found)
