"""Words about speaking, following what is said, hearing, and the language of Mathematics."""

from sencohub.overview.demo.themes import Goal, Theme, Words
from students.models import Need

C = Need.Category

SPEAKING = Theme(
    code="speaking",
    needs=(C.SLI,),
    intervention="speech-group",
    goals=(
        Goal(
            area=Words("Telling what happened", "講述事情"),
            statement=Words(
                "Tells what happened in {expected} linked sentences, with who, where and why.",
                "用 {expected} 句連貫句子講述一件事，包括人物、地點和原因。",
            ),
            plain=Words(
                "Tell a story in {expected} linked sentences.", "用 {expected} 句說完一件事。"
            ),
            measure=Words("two stories told", "兩次講述"),
            unit=Words("sentences", "句"),
            start=(1, 3),
            gain=(2, 4),
            top=9,
            step=1,
            tiers=(
                Words("Ten seconds to answer", "給予十秒思考才作答"),
                Words("Speech therapy, small group, once a week", "言語治療小組，每星期一次"),
                Words("Practises with picture cards at home", "在家用圖卡練習"),
            ),
            into_class=Words(
                "Who-where-why card in Chinese lessons", "中文課使用「人物、地點、原因」卡"
            ),
            helps=("wait-ten", "sentence-starters", "picture-cards"),
        ),
        Goal(
            area=Words("Clear speech", "咬字清晰"),
            statement=Words(
                "Says {expected} of 20 practised words clearly in a sentence.",
                "在句子中清楚說出 20 個練習詞語中的 {expected} 個。",
            ),
            plain=Words(
                "Say {expected} of 20 practised words clearly.",
                "二十個練習詞語，說得清楚 {expected} 個。",
            ),
            measure=Words("speech therapist's list", "言語治療師詞表"),
            unit=Words("words of 20", "個（共 20 個）"),
            start=(6, 11),
            gain=(4, 7),
            top=20,
            step=2,
            tiers=(
                Words(
                    "Teacher repeats the word rightly, without correcting", "老師自然地重說正確讀音"
                ),
                Words("Speech therapy, small group, once a week", "言語治療小組，每星期一次"),
                Words("Mirror practice, five minutes a day", "每天對鏡練習五分鐘"),
            ),
            into_class=Words("Class reading of practised words", "課堂朗讀練習過的詞語"),
            helps=("wait-ten", "picture-cards"),
        ),
    ),
    concern=(
        Words(
            "Speaks in phrases of three or four words. Classmates ask again, and then {he} shakes "
            "{his} head and stops.",
            "說話只有三四個字的短語，同學聽不明白追問時，{ta}便搖頭不再說。",
        ),
        Words(
            "Tells a story from the middle; I often have to guess who did what.",
            "講述事情時沒頭沒尾，常要猜是誰做了甚麼。",
        ),
    ),
    tried=(
        Words(
            "More time to answer; answer with pictures allowed.",
            "給予較多時間回答，容許用圖卡作答。",
        ),
    ),
    causes=Words(
        "Vocabulary is small for {his} age; sentences are not yet linked.",
        "詞彙量較同齡少，未能連句成段。",
    ),
    strengths=Words(
        "Patient, draws what {he} means, laughs easily.", "有耐性，會用圖畫表達，笑容多。"
    ),
    worked=Words("Waiting ten seconds; a picture to point at.", "等候十秒；有圖可指。"),
    find_out=Words("How does {he} speak with {his} family?", "在家與家人交談情況如何？"),
    student=(
        Words("Wait for me, I am looking for the word.", "等等我，我搵緊個字。"),
        Words("Cards help me start.", "有卡我就識開始講。"),
    ),
    parent=(
        Words(
            "{He} told grandmother the whole story of the outing.",
            "{ta}把旅行的事從頭到尾說給嫲嫲聽。",
        ),
        Words(
            "We speak two languages at home; is that a problem?", "我們在家說兩種語言，會有影響嗎？"
        ),
    ),
    teacher_sees=(
        Words("Understands and does, says little.", "明白並照做，但很少開口。"),
        Words("Group talk goes too fast.", "小組討論節奏太快，跟不上。"),
    ),
    teacher_helps=(Words("I count to ten inside and wait.", "心中數到十，等{ta}回答。"),),
    ticks=("speaks-little", "misses-instructions", "takes-part"),
    home=Words(
        "At dinner each of you tells one thing of the day: who, where, what.",
        "晚飯時每人說一件當天的事：誰、在哪裏、做甚麼。",
    ),
    observed=(
        Words("Told the class about the weekend in four sentences.", "在班上用四句話講述週末。"),
        Words("Asked a classmate to say it again.", "主動請同學再說一次。"),
    ),
    session=(
        Words("Six picture stories; linking words practised.", "六組圖卡故事，練習連接詞。"),
        Words("Recorded and listened; noticed own missing word.", "錄音重聽，自己發現漏了字。"),
    ),
    long_term=Words(
        "Makes {him}self understood by classmates and teachers.", "能讓同學和老師明白自己的意思。"
    ),
    support=Words(
        "Wait ten seconds for my answer.\nShow me a picture.\nAsk me again with other words.",
        "等我十秒。\n畀幅圖我睇。\n用第二種講法再問我。",
    ),
)

FOLLOWING = Theme(
    code="following",
    needs=(C.SLI, C.HI),
    intervention="speech-one",
    goals=(
        Goal(
            area=Words("Following instructions", "跟從指示"),
            statement=Words(
                "Follows an instruction of three steps in {expected} of 10 chances.",
                "十次機會中，有 {expected} 次能完成三個步驟的指示。",
            ),
            plain=Words(
                "Follow three steps {expected} times out of ten.",
                "十次之中，有 {expected} 次做到三個步驟。",
            ),
            measure=Words("ten instructions in class", "課堂十次指示"),
            unit=Words("times of 10", "次（共 10 次）"),
            start=(2, 4),
            gain=(3, 5),
            top=10,
            step=1,
            tiers=(
                Words(
                    "Face to face, one step at a time, on the board too",
                    "面對面、逐步說明，並寫在黑板",
                ),
                Words("Listening group, once a week", "聆聽小組，每星期一次"),
                Words("Speech therapy, one to one, fortnightly", "個別言語治療，兩星期一次"),
            ),
            into_class=Words("Repeats the steps to a partner", "向同伴複述步驟"),
            helps=("face-to-face", "steps-on-board", "check-heard"),
        ),
    ),
    concern=(
        Words(
            "Looks at the others before {he} does anything. When I spoke from the back of the room "
            "{he} did not turn round.",
            "做任何事都先看同學。有一次老師在課室後面叫{ta}，{ta}完全沒有反應。",
        ),
    ),
    tried=(Words("Front seat; steps written on the board.", "坐前排，步驟寫在黑板。"),),
    causes=Words(
        "Misses the end of long sentences, more so in noise.", "較長的句子聽不完整，嘈吵時更明顯。"
    ),
    strengths=Words("Watches closely and learns by seeing.", "觀察力強，善於從看中學習。"),
    worked=Words("Being looked at when spoken to.", "說話時面向{ta}。"),
    find_out=Words("When was hearing last checked?", "上次聽力檢查是何時？"),
    student=(
        Words("I hear you when I see you.", "見到你塊面我就聽到。"),
        Words("Say it again, not louder.", "講多次就得，唔使大聲。"),
    ),
    parent=(
        Words(
            "The hearing aid is on at school; please remind {him} gently.",
            "回校會戴助聽器，請溫和提醒。",
        ),
    ),
    teacher_sees=(Words("Nods, and then asks a neighbour.", "會點頭，之後問鄰座。"),),
    teacher_helps=(
        Words("Microphone on; I stop when I write on the board.", "使用無線咪；寫黑板時停止講話。"),
    ),
    ticks=("misses-instructions", "speaks-little", "helps-others"),
    home=Words(
        "Say {his} name first, wait for the eyes, then speak.", "先叫名字，等{ta}望着您，才說話。"
    ),
    observed=(
        Words("Repeated three steps to a partner and did them.", "向同伴複述三個步驟並完成。"),
    ),
    session=(
        Words("Barrier game, 7 of 10 right.", "「隔板遊戲」十題對七題。"),
        Words("Practised asking to hear it again.", "練習請人再說一次。"),
    ),
    long_term=Words(
        "Understands what is said in class and asks when {he} does not.",
        "明白課堂說話，不明白時懂得發問。",
    ),
    support=Words(
        "Let me see your face.\nOne step at a time.\nAsk me what I heard.",
        "畀我見到你塊面。\n一步一步講。\n問我聽到啲乜。",
    ),
)

MATHS = Theme(
    code="maths",
    needs=(C.SPLD, C.SLI),
    intervention="maths-language",
    goals=(
        Goal(
            area=Words("Word problems in Mathematics", "數學應用題"),
            statement=Words(
                "Solves {expected} of 10 one-step word problems with the picture frame.",
                "運用圖解框架，10 題一步應用題答對 {expected} 題。",
            ),
            plain=Words(
                "Solve {expected} of 10 word problems with a drawing.",
                "十題應用題，畫圖後答對 {expected} 題。",
            ),
            measure=Words("two sets of ten problems", "兩組各十題"),
            unit=Words("problems of 10", "題（共 10 題）"),
            start=(2, 4),
            gain=(3, 5),
            top=10,
            step=1,
            tiers=(
                Words("Key words marked together", "一起圈出關鍵詞"),
                Words("Maths language group, once a week", "數學語言小組，每星期一次"),
                Words("Acts the problem out with objects", "用實物演示題目"),
            ),
            into_class=Words("Picture frame printed on the worksheet", "工作紙印上圖解框架"),
            helps=("word-problem-frame", "read-questions"),
        ),
    ),
    concern=(
        Words(
            "Sums are right, word problems are empty. Asked aloud with pencils and rubbers {he} "
            "solves them at once.",
            "計算題全對，應用題卻全空。用鉛筆和擦膠演示，{ta}立即懂得解答。",
        ),
    ),
    tried=(Words("Question read out; drawing allowed.", "讀出題目，容許畫圖。"),),
    causes=Words("The words, not the numbers, stand in the way.", "困難在於文字理解，而非計算。"),
    strengths=Words("Fast at tables; likes to explain to others.", "乘數表純熟，喜歡教同學。"),
    worked=Words("Drawing the story of the problem.", "把題目畫成圖。"),
    find_out=Words(
        "Which words confuse: more than, left, altogether?",
        "哪些字眼最易混淆：「比……多」、「剩下」、「一共」？",
    ),
    student=(Words("I can count. The story is the hard part.", "我識計，係個故事難。"),),
    parent=(Words("We draw the shopping list together now.", "我們現在會一起畫購物清單。"),),
    teacher_sees=(
        Words("Copies numbers and adds whatever is there.", "把題目所有數字加起來便作答。"),
    ),
    teacher_helps=(Words("A box to draw in under each problem.", "每題下面留畫圖的空格。"),),
    ticks=("word-problems", "reads-slowly", "good-orally"),
    home=Words(
        "When shopping, ask: how much is left? Let {him} draw it.",
        "購物時問「還剩多少？」，讓{ta}畫出來。",
    ),
    observed=(Words("Drew bars for a problem without being asked.", "沒有提示下畫出條形圖解題。"),),
    session=(
        Words("Sorted problems by words: more, left, share.", "按字眼把題目分類。"),
        Words("Acted out eight problems, six right.", "演示八題，答對六題。"),
    ),
    long_term=Words(
        "Understands what a problem asks and shows how it is solved.",
        "理解題目要求並能展示解題方法。",
    ),
    support=Words(
        "Let me draw it.\nRead the question once with me.", "畀我畫圖。\n同我讀一次題目。"
    ),
)

THEMES = (SPEAKING, FOLLOWING, MATHS)
