"""All themes together, and choosing among them for a child's needs."""

import random

from sencohub.lib.words import language_of
from sencohub.overview.demo import (
    texts_attention,
    texts_daily,
    texts_english,
    texts_language,
    texts_reading,
    texts_social,
)
from sencohub.overview.demo.themes import Theme
from students.models import Student

ALL: tuple[Theme, ...] = (
    *texts_reading.THEMES,
    *texts_english.THEMES,
    *texts_attention.THEMES,
    *texts_social.THEMES,
    *texts_language.THEMES,
    *texts_daily.THEMES,
)
BY_CODE = {theme.code: theme for theme in ALL}


def for_needs(needs: list[str], wanted: int, rng: random.Random) -> list[Theme]:
    """Themes that fit, the main need's first; at least one."""
    found: list[Theme] = []
    for need in [*needs, *needs]:
        fitting = [theme for theme in ALL if need in theme.needs and theme not in found]
        if fitting and len(found) < wanted:
            found.append(rng.choice(fitting))
    return found


def _called(student: Student, language: str) -> str:
    """In English as the child is called; in Chinese by the given name."""
    if language.startswith("zh") and student.name_zh:
        return student.name_zh[-2:] if len(student.name_zh) > 2 else student.name_zh
    return student.short_name


def say(text: str, student: Student, **numbers: object) -> str:
    """The words with the child's name and the right small words put in."""
    boy = student.sex == Student.Sex.MALE
    return text.format(
        name=_called(student, language_of(text)),
        he="he" if boy else "she",
        He="He" if boy else "She",
        him="him" if boy else "her",
        his="his" if boy else "her",
        ta="他" if boy else "她",
        **numbers,
    )
