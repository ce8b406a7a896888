"""Strategies that come with the product, in both languages.

Written for this product from the ideas that schools share in training (the SENCO Manual, Part I;
EDB's three-tier model): what a teacher can do in an ordinary lesson. `needs` are EDB's categories;
empty means every student.
"""

from typing import NamedTuple


class Strategy(NamedTuple):
    """One strategy. `tier` is the lowest tier at which it is usual."""

    text_en: str
    text_zh: str
    needs: tuple[str, ...] = ()
    tier: int = 1


STRATEGIES: tuple[Strategy, ...] = (
    # Every student: how a lesson is laid out.
    Strategy("One instruction at a time, then a pause", "每次只給一個指示，說完稍停"),
    Strategy(
        "Say the instruction, show it, leave it on the board", "指示先說、再示範，並留在黑板上"
    ),
    Strategy("Ask the student to say the task back before starting", "開始前請學生說一次要做甚麼"),
    Strategy("Ten seconds to think before an answer is expected", "發問後等十秒，才請學生回答"),
    Strategy("Praise the effort by name of what was done", "具體讚賞學生做到的事"),
    Strategy(
        "The lesson's steps on the board, ticked off one by one", "黑板列出課堂步驟，做完一項剔一項"
    ),
    Strategy("A quiet check two minutes after a task begins", "開始工作兩分鐘後，輕聲看看進度"),
    # Specific learning difficulties.
    Strategy("First-step card on the desk", "桌上放「第一步」提示卡", ("SpLD", "AD/HD")),
    Strategy("Hear the text once before reading it aloud", "朗讀前先聽一次課文", ("SpLD",)),
    Strategy(
        "Never the first to read aloud; told beforehand which part",
        "不第一個朗讀，並預先告知讀哪一段",
        ("SpLD",),
    ),
    Strategy("A cover sheet that shows one line at a time", "用遮行紙，每次只看一行", ("SpLD",)),
    Strategy(
        "Handouts instead of copying from the board", "派發筆記，免抄黑板", ("SpLD", "PD", "VI")
    ),
    Strategy("Answers may be said instead of written", "可用口頭作答代替書寫", ("SpLD", "PD")),
    Strategy(
        "Spelling marked only where spelling is the aim", "只在默書或寫字時才計較錯別字", ("SpLD",)
    ),
    Strategy(
        "Fewer words in dictation, chosen beforehand",
        "默書減少字詞，並預先說明範圍",
        ("SpLD", "ID"),
        2,
    ),
    Strategy(
        "Larger print, wider lines, plain font", "字體較大、行距較寬、字款清晰", ("SpLD", "VI")
    ),
    Strategy(
        "Characters taught by their parts, with a picture each",
        "按部件教生字，每字配一張圖",
        ("SpLD", "ID"),
        2,
    ),
    Strategy("Graph paper to keep columns of numbers straight", "用方格紙排好直式", ("SpLD",)),
    # AD/HD.
    Strategy(
        "Seat near the teacher, away from door and window", "座位近老師，遠離門窗", ("AD/HD",)
    ),
    Strategy(
        "Time left told quietly, or shown on a timer",
        "輕聲告訴餘下時間，或放計時器",
        ("AD/HD", "ASD"),
    ),
    Strategy(
        "A task in two halves with a short movement between",
        "把工作分兩半，中間讓學生動一動",
        ("AD/HD",),
    ),
    Strategy(
        "A movement card that may be shown twice a lesson",
        "每節可出示「活動卡」兩次",
        ("AD/HD", "ASD"),
    ),
    Strategy(
        "An agreed private signal to come back to the task", "用約定的暗號提醒專心", ("AD/HD",)
    ),
    Strategy(
        "Homework written down and checked before the bell",
        "下課前抄好並核對家課",
        ("AD/HD", "SpLD"),
    ),
    Strategy("Only the book that is needed stays on the desk", "桌面只放要用的書本", ("AD/HD",)),
    # Autism.
    Strategy(
        "The day's timetable with pictures, changes told beforehand",
        "圖像時間表；有改動預先告知",
        ("ASD",),
    ),
    Strategy(
        "A calm place to go to, and a card to ask for it",
        "安排安靜角，並用卡表示需要",
        ("ASD", "MI"),
    ),
    Strategy("Plain words; no irony, no hints", "說話直接清楚，不用反語或暗示", ("ASD", "SLI")),
    Strategy(
        "A named partner and a clear job in group work", "小組活動有固定拍檔和清楚分工", ("ASD",)
    ),
    Strategy(
        "A short social story before something new", "遇新事物前先讀一個社交故事", ("ASD",), 2
    ),
    # Speech and language.
    Strategy(
        "Key words with pictures before the lesson", "課前先教關鍵詞，配上圖片", ("SLI", "ID", "HI")
    ),
    Strategy(
        "Model the whole sentence back; do not correct",
        "把完整句子自然地重說一次，不直接改正",
        ("SLI",),
    ),
    Strategy(
        "Sentence starters on the desk for speaking and writing",
        "桌上放句子開頭，幫助說話和寫作",
        ("SLI", "SpLD"),
    ),
    Strategy(
        "Time to finish; nobody ends the sentence for the student",
        "給足時間說完，不代為接話",
        ("SLI",),
    ),
    # Intellectual developmental disorder.
    Strategy(
        "Real things and pictures before numbers and words", "先用實物和圖，再用數字和文字", ("ID",)
    ),
    Strategy(
        "The same aim with fewer steps, shown one by one",
        "目標相同，步驟較少，逐步示範",
        ("ID",),
        2,
    ),
    Strategy(
        "Yesterday's learning repeated at the start of every lesson",
        "每節開始先重溫昨日所學",
        ("ID", "SpLD"),
    ),
    # Hearing, sight, body.
    Strategy(
        "Face the student when speaking; repeat what others said",
        "面向學生說話，並重複同學的發言",
        ("HI",),
    ),
    Strategy(
        "Microphone worn, and handed on in discussion",
        "老師佩戴咪高峰，討論時傳給發言同學",
        ("HI",),
        2,
    ),
    Strategy(
        "Seat in the front middle, light from behind", "坐前排中間，光線由背後來", ("VI", "HI")
    ),
    Strategy("Say aloud what is being written on the board", "邊寫黑板邊讀出來", ("VI", "SpLD")),
    Strategy(
        "More time between rooms, and somebody to carry the bag",
        "轉課室多給時間，安排同學幫忙拿書包",
        ("PD",),
    ),
    # Feelings and mental health.
    Strategy(
        "A trusted adult to greet the student every morning",
        "每天早上由信任的老師打招呼",
        ("MI", "ASD"),
    ),
    Strategy(
        "May leave the room for five minutes without asking aloud",
        "可不用開口，離開課室五分鐘",
        ("MI",),
        2,
    ),
    Strategy(
        "Not called on by surprise; asked privately beforehand",
        "不突然點名，課前先私下問好",
        ("MI", "SLI"),
    ),
)
