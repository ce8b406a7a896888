"""A snapshot in one language, ready for a template."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiers.models import Adjustment, Plan, Target

HTML_LANGUAGES = {"en": "en-HK", "zh": "zh-Hant-HK"}


@dataclass(frozen=True)
class Words:
    """A text and the language it is in, for `lang`; the other language's where one is missing."""

    text: str
    lang: str

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def pick(pair: dict[str, Any] | None, language: str) -> Words:
    """Of `{"en": …, "zh": …}` the one in this language, or the one there is."""
    pair = pair or {}
    first, second = ("zh", "en") if language.startswith("zh") else ("en", "zh")
    code = first if pair.get(first) else second
    return Words(str(pair.get(code) or ""), HTML_LANGUAGES[code])


def quantity(value: str | None, unit: str) -> str:
    """`79%`, `3 lessons`; a dash where nothing was measured."""
    if value is None:
        return "–"
    close = unit in {"%", "％"}
    return f"{value}%" if close else f"{value} {unit}".strip()


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


class TargetReading:
    """One target of a snapshot in one language."""

    def __init__(self, data: dict[str, Any], reading: "Reading") -> None:
        self.data, self.reading = data, reading
        self.id: int | None = data["id"]
        self.number: int = data["number"]
        self.area: str = data["area"]
        self.statement: str = data["statement"]
        self.measure: str = data["measure"]
        self.tier1, self.tier2, self.tier3 = data["tier1"], data["tier2"], data["tier3"]
        self.into_class: str = data["into_class"]

    @property
    def plain(self) -> Words:
        """What parents read: the plain words, or the target itself where there are none."""
        found = pick(self.data, self.reading.language)
        return found or Words(self.statement, "")

    @property
    def now(self) -> str:
        return quantity(self.data["baseline"], self.data["unit"])

    @property
    def now_on(self) -> dt.date | None:
        return _day(self.data["baseline_on"])

    @property
    def keeps(self) -> bool:
        """The aim is to stay at least as good as the baseline."""
        return bool(self.data["aim"] == Target.Aim.MAINTAIN)

    @property
    def expected(self) -> str:
        wanted = self.data["expected"]
        if self.keeps and wanted is None:
            return _("keep %(what)s") % {"what": self.now}
        return quantity(wanted, self.data["unit"])

    @property
    def by(self) -> dt.date | None:
        return _day(self.data["due_on"])

    @property
    def owner(self) -> Words:
        return pick(self.data["owner"], self.reading.language)

    @property
    def measures(self) -> list[str]:
        """What is done for it: in every lesson, in a group, one to one, and back in class."""
        return [text for text in (self.tier1, self.tier2, self.tier3, self.into_class) if text]

    @property
    def adjustments(self) -> list["AdjustmentReading"]:
        return [row for row in self.reading.adjustments if row.serves(self.id)]

    @property
    def how(self) -> list[Words]:
        """Its measures and its adjustments."""
        return [Words(text, "") for text in self.measures] + [r.words for r in self.adjustments]

    @property
    def support(self) -> list["SupportReading"]:
        return [place for place in self.reading.support if place.serves(self.id)]


class AdjustmentReading:
    """One adjustment of a snapshot in one language."""

    def __init__(self, data: dict[str, Any], language: str) -> None:
        self.data = data
        self.words = pick(data, language)
        self.subjects: str = data["subjects"]
        self.is_must: bool = data["force"] == Adjustment.Force.MUST

    def serves(self, target: int | None) -> bool:
        return target is not None and self.data["target"] == target


class SupportReading:
    """One provision of a snapshot in one language."""

    def __init__(self, data: dict[str, Any], language: str) -> None:
        self.data = data
        self.name = pick(data, language)
        self.staff = pick(data["staff"], language)

    def serves(self, target: int | None) -> bool:
        return target is not None and self.data["target"] == target

    @property
    def how_often(self) -> str:
        """`twice a week, 35 minutes`, in the words of the reader's language."""
        times, minutes = self.data["times_a_week"], self.data["minutes"]
        if not times or not minutes:
            return ""
        return ngettext(
            "once a week, %(minutes)s minutes",
            "%(times)s times a week, %(minutes)s minutes each",
            times,
        ) % {"times": times, "minutes": minutes}


@dataclass(frozen=True)
class OutcomeReading:
    """How one target of the cycle before went."""

    area: str
    baseline: str
    expected: str
    actual: str
    rag: str


class Reading:
    """A snapshot in one language (`en` or `zh-hant`)."""

    def __init__(self, data: dict[str, Any], language: str) -> None:
        self.data = data
        self.language = language
        self.tier: int | None = data["tier"]
        self.goals: str = data["goals"]
        self.student_view: str = data["student_view"]
        self.parent_view: str = data["parent_view"]
        self.cycle: int = data["plan"]["cycle"]
        self.kind: str = data["plan"]["kind"]

    @property
    def kind_words(self) -> Any:
        """The kind's label, said in whichever language is asked for."""
        return Plan.Kind(self.kind).label

    @property
    def kind_label(self) -> str:
        return str(self.kind_words)

    @property
    def student(self) -> Words:
        return pick(self.data["student"], self.language)

    @property
    def called(self) -> str:
        """What the school calls the child in a sentence."""
        return str(self.data["student"]["called"] or self.student)

    @property
    def class_name(self) -> str:
        return str(self.data["student"]["class"])

    @property
    def starts_on(self) -> dt.date | None:
        return _day(self.data["plan"]["starts_on"])

    @property
    def review_on(self) -> dt.date | None:
        return _day(self.data["plan"]["review_on"])

    @property
    def owner(self) -> Words:
        return pick(self.data["plan"]["owner"], self.language)

    @property
    def contact(self) -> str:
        return str(self.data["school"]["contact"])

    @property
    def home(self) -> Words:
        return pick(self.data["home"], self.language)

    @property
    def own_words(self) -> dict[str, Any] | None:
        found = self.data["own_words"]
        if found is None:
            return None
        code = "zh" if str(found["language"]).startswith("zh") else "en"
        return {**found, "lang": HTML_LANGUAGES[code]}

    @cached_property
    def adjustments(self) -> list[AdjustmentReading]:
        return [AdjustmentReading(row, self.language) for row in self.data["adjustments"]]

    @property
    def must(self) -> list[AdjustmentReading]:
        return [row for row in self.adjustments if row.is_must]

    @property
    def may(self) -> list[AdjustmentReading]:
        return [row for row in self.adjustments if not row.is_must]

    @cached_property
    def support(self) -> list[SupportReading]:
        return [SupportReading(row, self.language) for row in self.data["support"]]

    @cached_property
    def targets(self) -> list[TargetReading]:
        return [TargetReading(row, self) for row in self.data["targets"]]

    @property
    def last(self) -> list[OutcomeReading]:
        return [
            OutcomeReading(
                area=row["area"],
                baseline=quantity(row["baseline"], row["unit"]),
                expected=quantity(row["expected"], row["unit"]),
                actual=quantity(row["actual"], row["unit"]),
                rag=row["rag"],
            )
            for row in self.data["last"]
        ]


def read(snapshot: dict[str, Any], language: str) -> Reading:
    """The snapshot for a reader of this language."""
    return Reading(snapshot, language)
