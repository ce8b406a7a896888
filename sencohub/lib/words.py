"""What people write: in which language it stands."""

import re

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
