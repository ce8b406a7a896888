"""Words about reading and writing Chinese: word reading, dictation, sentences."""

from sencohub.overview.demo.themes import Goal, Theme, Words
from students.models import Need

C = Need.Category

READING = Theme(
    code="reading",
    needs=(C.SPLD,),
    intervention="word-reading",
    goals=(
        Goal(
            area=Words("Reading aloud in Chinese", "中文朗讀"),
            statement=Words(
                "Reads a P{level} Chinese passage of about 120 characters aloud with "
                "{expected}% of the characters right.",
                "朗讀一篇約 120 字的 P{level} 中文篇章，讀對 {expected}% 的字。",
            ),
            plain=Words(
                "Read a page of the Chinese textbook aloud with {expected} characters in 100 "
                "right.",
                "朗讀一段課文，一百個字讀對 {expected} 個。",
            ),
            measure=Words("three class passages", "三篇課堂篇章"),
            unit=Words("%", "%"),
            start=(48, 70),
            gain=(10, 20),
            top=96,
            step=4,
            tiers=(
                Words("Reads with a partner, never first", "與同伴一起朗讀，不安排第一個讀"),
                Words(
                    "Word reading group, 35 minutes, twice a week",
                    "中文認讀小組，每星期兩次，每次 35 分鐘",
                ),
                Words(
                    "Ten minutes of word cards with the teaching assistant, daily",
                    "教學助理每天陪同溫習字卡十分鐘",
                ),
            ),
            into_class=Words(
                "Word cards of the week on the desk in Chinese lessons", "中文課桌上放本週字卡"
            ),
            helps=("partner-reading", "reads-second", "larger-print"),
        ),
        Goal(
            area=Words("Knowing characters at sight", "常用字認讀"),
            statement=Words(
                "Reads {expected} of the 100 common P{level} characters at sight.",
                "看字即讀，認出 100 個 P{level} 常用字中的 {expected} 個。",
            ),
            plain=Words(
                "Recognise {expected} of 100 common characters without help.",
                "一百個常用字，不用提示認得 {expected} 個。",
            ),
            measure=Words("100 character cards", "一百張字卡"),
            unit=Words("characters", "字"),
            start=(38, 62),
            gain=(12, 24),
            top=98,
            step=5,
            tiers=(
                Words("New characters taught by parts", "以部件教授新字"),
                Words("Word reading group, twice a week", "中文認讀小組，每星期兩次"),
                Words(
                    "Cards sorted into known and not yet, daily", "每天把字卡分為「識」和「未識」"
                ),
            ),
            into_class=Words("Known words marked in the textbook", "在課本上圈出已認識的字"),
            helps=("character-parts", "partner-reading"),
        ),
    ),
    concern=(
        Words(
            "{He} reads word by word and guesses from the picture. By the end of a line {he} no "
            "longer knows what it was about, yet {he} understands the same story when I tell it.",
            "{ta}朗讀時逐個字讀，遇到不懂的字便看圖猜。讀完一行已忘記內容，"
            "但聽老師說同一個故事卻完全明白。",
        ),
        Words(
            "Asked to read aloud, {he} looks down and waits for {his} neighbour. In four weeks "
            "{he} has read 46 of the 80 characters of the unit.",
            "每次輪到{ta}朗讀都低頭等同學提示。四星期以來，單元八十個生字只認得四十六個。",
        ),
    ),
    tried=(
        Words(
            "Sits beside a strong reader; text read out once before silent reading.",
            "安排坐在閱讀能力較好的同學旁邊；默讀前先由老師朗讀一次。",
        ),
        Words(
            "Short passages, finger under the line; praise for trying.",
            "改用較短篇章，並教{ta}用手指逐行指讀。",
        ),
    ),
    causes=Words(
        "Naming is slow and sounds and shapes are not yet tied together. Eyesight was checked in "
        "October and is fine.",
        "字形與字音的連繫未穩固，命名速度較慢。十月已檢查視力，結果正常。",
    ),
    strengths=Words(
        "Good memory for stories heard; speaks well; kind to younger pupils.",
        "聽故事記得牢，口語表達好，樂意照顧低年級同學。",
    ),
    worked=Words(
        "Hearing the text first; reading with one partner; larger print.",
        "先聽後讀、與一位同伴共讀、放大字體。",
    ),
    find_out=Words(
        "Does {he} read better when the text is spaced by phrases?",
        "把句子按詞語分隔後，朗讀會否較流暢？",
    ),
    student=(
        Words(
            "I know the story when you tell it. The words run away when I read.",
            "老師講我就明，自己睇啲字就識走。",
        ),
        Words("Please do not make me read first.", "唔好叫我第一個讀，我驚讀錯俾人笑。"),
        Words("The cards help. I can do ten now.", "字卡幾好玩，我而家識十個喇。"),
    ),
    parent=(
        Words(
            "Reading homework takes an hour and ends in tears. We would like to know how to help "
            "without quarrelling.",
            "每晚溫習都要一個多小時，有時會哭。我們想知道在家可以怎樣幫忙，又不會弄得不愉快。",
        ),
        Words(
            "{He} has begun to read the signs on the bus to us.",
            "近來坐巴士會主動讀路牌給我們聽，進步了。",
        ),
    ),
    teacher_sees=(
        Words(
            "Follows well when the text is read out; written questions are left empty.",
            "老師讀題時答得好，自己閱讀題目便留空不做。",
        ),
        Words(
            "Word problems in Maths are skipped; sums are right.",
            "數學計算題全對，應用題則跳過不做。",
        ),
    ),
    teacher_helps=(
        Words(
            "I read the question with {him} once, then {he} does it alone.",
            "先陪{ta}讀一次題目，之後便能自己完成。",
        ),
        Words("Fewer lines on a page.", "每頁題目少一些，字大一些。"),
    ),
    ticks=("reads-slowly", "word-problems", "good-orally"),
    home=Words(
        "Read three word cards together at bedtime. If {he} slips, you read it once, {he} reads it "
        "after you, and that is enough.",
        "睡前一起讀三張字卡。讀錯時，您先讀一次，{ta}再跟一次，就夠了。",
    ),
    observed=(
        Words(
            "Read eight lines with a partner, two words asked for. Put up a hand to read a ninth.",
            "與同伴共讀八行，只問了兩個字，之後主動舉手讀第九行。",
        ),
        Words(
            "Used the ruler under the line without being told.",
            "沒有提示下，自己拿間尺放在行下逐行讀。",
        ),
    ),
    session=(
        Words("Unit 4 cards, 18 of 24 read.", "單元四字卡，24 個讀對 18 個。"),
        Words(
            "Slower today after sports day; shorter game instead.",
            "運動會後較疲倦，改玩較短的字卡遊戲。",
        ),
        Words("Read the passage twice; second time without help.", "篇章讀兩次，第二次不用提示。"),
    ),
    long_term=Words(
        "Reads P{level} texts with enough ease to learn from them.",
        "能流暢閱讀 P{level} 篇章，並從中學習。",
    ),
    support=Words(
        "Tell me the text before I read it.\nLet me read with a partner.\n"
        "Do not ask me to read first.",
        "讀之前先講一次畀我聽。\n畀我同一個同學一齊讀。\n唔好叫我第一個讀。",
    ),
)

DICTATION = Theme(
    code="dictation",
    needs=(C.SPLD,),
    intervention="writing-scaffold",
    goals=(
        Goal(
            area=Words("Dictation", "默書"),
            statement=Words(
                "Writes {expected} of 20 prepared words right in the weekly dictation.",
                "每週默書，溫習過的 20 個詞語默對 {expected} 個。",
            ),
            plain=Words(
                "Write {expected} of 20 prepared words right.",
                "二十個溫習過的詞語，默對 {expected} 個。",
            ),
            measure=Words("mean of three dictations", "三次默書平均"),
            unit=Words("words of 20", "個（共 20 個）"),
            start=(5, 10),
            gain=(4, 7),
            top=19,
            step=1,
            tiers=(
                Words(
                    "Dictation list halved and given a week ahead", "默書範圍減半，提早一星期派發"
                ),
                Words("Writing scaffold group, twice a week", "寫作階梯小組，每星期兩次"),
                Words("Traces and says each part of the character", "邊寫邊說出字的部件"),
            ),
            into_class=Words("Corrects own slips from a model", "對照範例自行改正"),
            helps=("shorter-dictation", "character-parts", "extra-time"),
        ),
        Goal(
            area=Words("Writing sentences", "寫作句子"),
            statement=Words(
                "Writes {expected} connected sentences about a picture with the sentence frame.",
                "看圖寫作，運用句式框架寫出 {expected} 句連貫的句子。",
            ),
            plain=Words(
                "Write {expected} sentences that belong together.",
                "寫出 {expected} 句互相連貫的句子。",
            ),
            measure=Words("two pieces of class writing", "兩篇課堂寫作"),
            unit=Words("sentences", "句"),
            start=(1, 3),
            gain=(3, 5),
            top=10,
            step=1,
            tiers=(
                Words("Says the sentence before writing it", "先說後寫"),
                Words("Writing scaffold group, twice a week", "寫作階梯小組，每星期兩次"),
                Words("Records {his} story and writes from it", "先錄音說故事，再聽着寫"),
            ),
            into_class=Words("Sentence frames inside the desk lid", "句式框架貼在桌面"),
            helps=("sentence-starters", "say-then-write"),
        ),
    ),
    concern=(
        Words(
            "Revised at home every evening and still only 4 of 20 words right in dictation, three "
            "weeks running. Strokes are missing or turned round.",
            "家長說每晚都有溫習，但連續三星期默書二十個詞語只對四個，常漏筆畫或左右倒轉。",
        ),
        Words(
            "Copying from the board takes twice as long as for others; {he} loses the place and "
            "leaves lines out.",
            "抄寫黑板內容比同學慢一倍，經常跳行漏字，手冊亦抄不完。",
        ),
    ),
    tried=(
        Words("List given a week ahead; half the words.", "提早一星期派默書範圍，並減半數量。"),
        Words(
            "Handbook copied by a buddy; line guide on the page.",
            "請小老師協助抄手冊，並用行距較闊的簿。",
        ),
    ),
    causes=Words(
        "Remembers the sound, not the shape; handwriting takes all the attention.",
        "記得讀音但記不住字形，書寫已耗盡注意力。",
    ),
    strengths=Words(
        "Rich spoken stories; draws well; never gives up on a puzzle.",
        "口述故事內容豐富，繪畫出色，做拼圖很有耐性。",
    ),
    worked=Words(
        "Fewer words learnt well; saying the parts while writing.",
        "少而精的默書範圍；邊寫邊說部件。",
    ),
    find_out=Words(
        "Would typing or recording show what {he} knows?",
        "改用打字或錄音，能否反映{ta}真正的能力？",
    ),
    student=(
        Words("I studied, and then it was gone.", "我溫咗㗎，一默就唔記得。"),
        Words("My hand gets tired, my head still has ideas.", "隻手好攰，個腦仲有好多嘢想寫。"),
        Words("Ten words I can do.", "十個字我得㗎。"),
    ),
    parent=(
        Words(
            "We stopped copying each word ten times. Saying the parts works better.",
            "我們沒有再罰抄十次，改為一起說部件，效果好多了。",
        ),
        Words("Please do not read the marks out in class.", "希望老師不要在班上讀出默書分數。"),
    ),
    teacher_sees=(
        Words(
            "Answers aloud in full sentences, writes three words.",
            "口頭回答很完整，寫出來只有三數個字。",
        ),
        Words("Handbook half copied on most days.", "大部分日子手冊只抄到一半。"),
    ),
    teacher_helps=(
        Words("I photograph the board for the handbook.", "讓{ta}拍下黑板內容，不用全部抄寫。"),
        Words("{He} tells me first, then writes.", "先讓{ta}口述一次，再動筆。"),
    ),
    ticks=("copies-with-errors", "writes-little", "strokes-reversed"),
    home=Words(
        "Five words an evening are enough. Say the parts aloud together, then write once.",
        "每晚溫五個詞語就夠了。一起說出部件，再寫一次。",
    ),
    observed=(
        Words(
            "Found two of three own slips with the model beside.",
            "對照範例，三處錯處自己找到兩處。",
        ),
        Words("Wrote four sentences from own recording.", "聽着自己的錄音寫了四句。"),
    ),
    session=(
        Words("Eight parts revised, four new words.", "溫習八個部件，新學四個詞語。"),
        Words(
            "Three sentences with the frame; read out proudly.",
            "用框架寫了三句，很自豪地讀給大家聽。",
        ),
        Words("Tired; worked with magnetic parts only.", "今天較累，只用磁石部件砌字。"),
    ),
    long_term=Words("Shows in writing what {he} can say.", "能把說得出的內容寫出來。"),
    support=Words(
        "Let me say it before I write it.\nGive me fewer words and I will learn them all.\n"
        "A picture of the board is better than copying.",
        "畀我講咗先寫。\n少少字我會全部記得。\n影低黑板好過抄。",
    ),
)

THEMES = (READING, DICTATION)
