"""Strategies by the codes the themes use: most are the product's own bank, some the school's."""

from sencohub.overview.demo.themes import Words
from tiers.bank_seed import STRATEGIES, Strategy

FROM_BANK: dict[str, str] = {
    "reads-second": "Never the first to read aloud; told beforehand which part",
    "larger-print": "Larger print, wider lines, plain font",
    "character-parts": "Characters taught by their parts, with a picture each",
    "shorter-dictation": "Fewer words in dictation, chosen beforehand",
    "sentence-starters": "Sentence starters on the desk for speaking and writing",
    "first-step-card": "First-step card on the desk",
    "time-left": "Time left told quietly, or shown on a timer",
    "front-seat": "Seat near the teacher, away from door and window",
    "two-halves": "A task in two halves with a short movement between",
    "movement-card": "A movement card that may be shown twice a lesson",
    "handbook-check": "Homework written down and checked before the bell",
    "buddy": "A named partner and a clear job in group work",
    "social-story": "A short social story before something new",
    "quiet-place": "A calm place to go to, and a card to ask for it",
    "tell-changes": "The day's timetable with pictures, changes told beforehand",
    "picture-timetable": "The day's timetable with pictures, changes told beforehand",
    "no-surprise-questions": "Not called on by surprise; asked privately beforehand",
    "wait-ten": "Ten seconds to think before an answer is expected",
    "picture-cards": "Key words with pictures before the lesson",
    "face-to-face": "Face the student when speaking; repeat what others said",
    "steps-on-board": "The lesson's steps on the board, ticked off one by one",
    "check-heard": "Ask the student to say the task back before starting",
    "real-objects": "Real things and pictures before numbers and words",
    "one-step": "One instruction at a time, then a pause",
    "show-first": "The same aim with fewer steps, shown one by one",
    "lift-and-time": "More time between rooms, and somebody to carry the bag",
}

OWN: dict[str, Words] = {
    "partner-reading": Words("Reads with a partner, line by line", "與同伴逐行輪流朗讀"),
    "extra-time": Words("A quarter more time for written tests", "書面測驗延長四分之一時間"),
    "say-then-write": Words("Says the sentence before writing it", "先說句子，再動筆寫"),
    "sound-tapping": Words("Taps the sounds of a new word on the arm", "在手臂上逐音拍出新字"),
    "picture-list": Words("A picture list of what to pack", "用圖像清單執拾書包"),
    "whiteboard-first": Words(
        "Writes the answer on the small whiteboard while waiting", "等候時先把答案寫在小白板"
    ),
    "talk-tickets": Words("Two talk tickets a lesson", "每堂兩張「發言券」"),
    "worry-card": Words("Worry card in the box at the door", "進課室時把「擔心卡」放進小盒"),
    "word-problem-frame": Words("A frame to draw the word problem in", "應用題附圖解框架"),
    "read-questions": Words("Written questions read out once", "題目由老師讀一次"),
}
"""Strategies the school has added to the bank."""


def all_strategies() -> list[Strategy]:
    """The bank as the school uses it."""
    return [*STRATEGIES, *(Strategy(words.en, words.zh) for words in OWN.values())]


def english(code: str) -> str:
    """The English words by which the bank knows a strategy."""
    return FROM_BANK.get(code) or OWN[code].en
