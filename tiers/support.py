"""What the apps above give a plan: the provision that serves it, and the time it takes.

Registered in `AppConfig.ready`, because tiers does not know provision.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sencohub.school.models import in_language
from students.models import Student


@dataclass(frozen=True)
class Support:
    """One place of a student in a provision: what, by whom, how much a week."""

    target_id: int | None
    name_en: str
    name_zh: str
    staff_en: str = ""
    staff_zh: str = ""
    times_a_week: int = 0
    minutes: int = 0
    out_of_class: bool = True
    shared_by: int = 1
    path: str = ""

    def __str__(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def minutes_a_week(self) -> int:
        return self.times_a_week * self.minutes


type_source = Callable[[Student], Iterable[Support]]
_SOURCES: dict[str, type_source] = {}


def register(source: type_source) -> None:
    """`source(student)` gives the student's places that run now or are planned."""
    _SOURCES[f"{source.__module__}.{source.__qualname__}"] = source


def of(student: Student) -> list[Support]:
    """Everything the student takes part in, as the apps above tell it."""
    return [place for source in _SOURCES.values() for place in source(student)]
