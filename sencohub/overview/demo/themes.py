"""The shape of what is written about one difficulty, so that all of a child's papers agree.

The words are in the `texts_*` modules. In them `{name}` is what the child is called, `{he}`,
`{him}`, `{his}` (and `{He}`) follow the child in English and `{ta}` in Chinese; `{expected}` is
the number expected and `{level}` the child's level.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Words(NamedTuple):
    """The same thing said naturally in each language."""

    en: str
    zh: str

    def of(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True)
class Goal:
    """A target with a number: where children start, what is usually gained, how it is measured."""

    area: Words
    statement: Words
    plain: Words
    measure: Words
    unit: Words
    start: tuple[int, int]
    gain: tuple[int, int]
    top: int
    step: int
    tiers: tuple[Words, Words, Words]
    """In every lesson; in a group; one to one."""
    into_class: Words
    helps: tuple[str, ...]
    """Codes of the strategies that serve it (`texts_bank.py`)."""
    falls: bool = False
    """Lower is better."""


@dataclass(frozen=True)
class Theme:
    """One difficulty as teachers, the child and the parents speak of it."""

    code: str
    needs: tuple[str, ...]
    intervention: str
    goals: tuple[Goal, ...]
    concern: tuple[Words, ...]
    tried: tuple[Words, ...]
    causes: Words
    strengths: Words
    worked: Words
    find_out: Words
    student: tuple[Words, ...]
    parent: tuple[Words, ...]
    teacher_sees: tuple[Words, ...]
    teacher_helps: tuple[Words, ...]
    ticks: tuple[str, ...]
    home: Words
    observed: tuple[Words, ...]
    session: tuple[Words, ...]
    long_term: Words
    support: Words
    """For the one page profile: how best to support me, one line for each sentence."""
