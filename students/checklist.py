"""What a teacher may tick about a student in an input round: the school's list, both languages.

A code is never reused for other words: answers keep codes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sencohub.school.models import in_language


@dataclass(frozen=True)
class Tick:
    """One line to tick: its code and its words in both languages."""

    code: str
    en: str
    zh: str

    @property
    def words(self) -> str:
        """In the reader's language."""
        return in_language(self.en, self.zh)


@dataclass(frozen=True)
class Group:
    """Lines that belong together under one heading."""

    en: str
    zh: str
    ticks: tuple[Tick, ...]

    @property
    def words(self) -> str:
        return in_language(self.en, self.zh)


DEFAULT = (
    Group(
        "Reading and writing",
        "閱讀與書寫",
        (
            Tick("reads-slowly", "Reads slowly or guesses words", "閱讀緩慢，或猜字"),
            Tick("copies-with-errors", "Loses the place when copying", "抄寫時跳行漏字"),
            Tick("writes-little", "Writes much less than classmates", "書寫量遠少於同學"),
            Tick("strokes-reversed", "Reverses or misses strokes, letters", "筆畫、字母倒轉或遺漏"),
        ),
    ),
    Group(
        "Attention and getting started",
        "專注與開始做事",
        (
            Tick("starts-late", "Needs a reminder to start a task", "需要提醒才開始做課業"),
            Tick("attention-short", "Attention drifts within ten minutes", "十分鐘內便分心"),
            Tick("leaves-seat", "Leaves the seat or fidgets", "離座或坐立不安"),
            Tick("forgets-things", "Forgets books and homework", "忘記帶書本或交功課"),
        ),
    ),
    Group(
        "Understanding and speaking",
        "理解與表達",
        (
            Tick("misses-instructions", "Misses instructions of several steps", "未能跟從多步指示"),
            Tick("speaks-little", "Speaks little or is hard to follow", "說話少，或說話難明白"),
            Tick("word-problems", "Does sums, is lost in word problems", "計算良好，但不明應用題"),
        ),
    ),
    Group(
        "Feelings and classmates",
        "情緒與同學",
        (
            Tick("alone", "Alone at recess", "小息時獨處"),
            Tick("upset-by-change", "Upset when plans change", "計劃有變時不安"),
            Tick("gives-up", "Gives up or says “I can’t”", "容易放棄，或說「我不懂」"),
            Tick("conflicts", "Falls out with classmates", "與同學起爭執"),
        ),
    ),
    Group(
        "Goes well",
        "做得好的地方",
        (
            Tick("takes-part", "Takes part when asked by name", "被點名時樂意參與"),
            Tick("helps-others", "Helps classmates", "樂於幫助同學"),
            Tick("good-orally", "Answers well when speaking", "口頭回答良好"),
            Tick("no-worry", "I have no worry in my lessons", "在我的課堂上沒有憂慮"),
        ),
    ),
)

_WORDS = {tick.code: tick for group in DEFAULT for tick in group.ticks}


def groups() -> tuple[Group, ...]:
    """The list as it is asked now."""
    return DEFAULT


def codes() -> Iterable[str]:
    return _WORDS.keys()


def label(code: str) -> str:
    """A tick's words in the reader's language; the code itself once a school has dropped it."""
    tick = _WORDS.get(code)
    return tick.words if tick else code
