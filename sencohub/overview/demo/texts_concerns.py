"""Words of triage, of concerns that needed no register, and of teachers' answers."""

from dataclasses import dataclass

from sencohub.overview.demo.themes import Words

SINCE: tuple[Words, ...] = (
    Words("Since September", "開學至今"),
    Words("For about six weeks", "約六個星期"),
    Words("Since the mid-term test", "測驗後開始"),
    Words("The last two months", "近兩個月"),
)
QUESTION = Words(
    "Please tell us what you see in your lessons, and one thing that helps.",
    "請告訴我們您在課堂上的觀察，以及一個有效的方法。",
)
TO_SST: tuple[Words, ...] = (
    Words(
        "Thank you. Teachers see the same in four subjects. We assess now and bring it to the "
        "Student Support Team.",
        "謝謝您。四科老師均有相同觀察，現進行評估，並交學生支援組討論。",
    ),
    Words(
        "Thank you for writing this so clearly. We have spoken with the parents and begin to "
        "assess.",
        "多謝您清楚的描述。已聯絡家長，現開始評估。",
    ),
)
PLACED = Words(
    "The Student Support Team has decided on support; you will find it on the student's page "
    "and in "
    "your class list.",
    "學生支援組已決定支援安排，詳情見學生頁及班級名單。",
)
WATCHING: tuple[Words, ...] = (
    Words(
        "We watch together until the end of the month. Please note two examples a week.",
        "先共同觀察至月底，請每星期記下兩個例子。",
    ),
    Words("New to us since September: eight weeks of watching first.", "新生，先作八星期觀察。"),
)
ADVICE: tuple[Words, ...] = (
    Words(
        "Try a partner for reading and half the copying for four weeks, then tell me how it went.",
        "請先試四星期：安排伴讀、抄寫減半，再告訴我效果。",
    ),
    Words(
        "Seat at the front, one instruction at a time, a check after two minutes. I drop in on "
        "Thursday.",
        "坐前排、每次一個指示、兩分鐘後看看進度。我星期四到課室看看。",
    ),
)
CLOSED: tuple[Words, ...] = (
    Words(
        "The partner seat was enough: homework is in on nine days of ten. Well done, both.",
        "調位後情況明顯改善，十天有九天交齊功課，不用再跟進。",
    ),
    Words(
        "New glasses since last week; reading is back to where it was. Closed, with thanks.",
        "上星期配了新眼鏡，閱讀已回復正常。謝謝您的細心觀察。",
    ),
    Words(
        "We spoke with the family: the new baby kept everybody awake. Things are calmer now.",
        "已與家長傾談，因家中有新生嬰兒，全家睡眠不足，現已好轉。",
    ),
)


@dataclass(frozen=True)
class Raised:
    """A concern of somebody the register does not know."""

    seen: Words
    tried: Words


OTHER: tuple[Raised, ...] = (
    Raised(
        Words(
            "{name} reverses strokes and tires after ten minutes of copying.",
            "{name}常把筆畫左右倒轉，抄寫十分鐘便疲倦。",
        ),
        Words("Thicker pencil; shorter lines to copy.", "改用粗筆桿，縮短抄寫內容。"),
    ),
    Raised(
        Words(
            "{name} understands in talk and loses the thread in written Chinese.",
            "{name}聽得明白，但閱讀中文篇章便跟不上。",
        ),
        Words("Key words with pictures before the lesson.", "課前派發附圖的關鍵詞。"),
    ),
    Raised(
        Words(
            "{name} has been withdrawn since the holiday and eats alone.",
            "長假後，{name}變得沉默，午膳時獨自一人。",
        ),
        Words(
            "I sat with {him} twice; {he} spoke about the move.",
            "我陪{ta}吃過兩次飯，{ta}說起搬家的事。",
        ),
    ),
    Raised(
        Words(
            "Homework of {name} comes back half done. {He} says {he} forgot which page.",
            "{name}的功課常只做一半，說忘記了是哪一頁。",
        ),
        Words("Handbook checked before the bell.", "放學前檢查手冊。"),
    ),
    Raised(
        Words(
            "{name} moves close to the board and squints, and copies wrong figures in Maths.",
            "{name}要走近黑板瞇眼看，數學常抄錯數字。",
        ),
        Words("Moved to the second row.", "已調到第二行。"),
    ),
    Raised(
        Words(
            "{name} falls out with classmates at recess most days and says others started it.",
            "{name}差不多每天小息都與同學爭執，總說是別人先惹{ta}。",
        ),
        Words("A job in the library at recess.", "安排小息到圖書館服務。"),
    ),
    Raised(
        Words(
            "In {name}'s dictation ten of twenty words are empty, three weeks running.",
            "{name}連續三星期默書，二十個詞語有十個留空。",
        ),
        Words("List given earlier.", "提早派發默書範圍。"),
    ),
    Raised(
        Words(
            "{name} speaks so softly that nobody hears, and looks at the floor.",
            "{name}說話聲音很小，沒有人聽到，常低頭。",
        ),
        Words("Answers to a partner first.", "先讓{ta}向同伴說。"),
    ),
)

COMPLAINT = Words(
    "We asked twice for the larger print and {name} still brings small worksheets home. "
    "Please tell "
    "us who looks after this.",
    "我們兩次要求放大字體，但{name}帶回家的工作紙仍然很細字。請告知由誰負責。",
)
COMPLAINT_ANSWER = Words(
    "You are right, and we are sorry. From Monday the office prints {name}'s worksheets at A3; "
    "Ms Wong checks every Friday.",
    "您說得對，我們很抱歉。由星期一起，校務處會以 A3 紙列印{name}的工作紙，黃老師逢星期五檢查。",
)

GOES_WELL: tuple[Words, ...] = (
    Words("Answers well when asked by name.", "點名提問時答得好。"),
    Words("Helps to hand out books, and is proud of it.", "樂意派簿，很有責任感。"),
    Words("Works hard in the first fifteen minutes.", "首十五分鐘很用心。"),
    Words("Good ideas in group talk.", "小組討論時有好點子。"),
    Words("Always polite, smiles when praised.", "有禮貌，被讚時會笑。"),
)
NO_WORRY = Words(
    "In my lessons I see no difference from classmates.", "在我的課堂上與同學沒有分別。"
)
