"""Words about counting and money, looking after oneself, seeing, and using the hands."""

from sencohub.overview.demo.themes import Goal, Theme, Words
from students.models import Need

C = Need.Category

COUNTING = Theme(
    code="counting",
    needs=(C.ID,),
    intervention="iep-programme",
    goals=(
        Goal(
            area=Words("Using money", "使用金錢"),
            statement=Words(
                "Counts out the right coins in {expected} of 10 purchases at the class shop.",
                "在課室小店購物十次，有 {expected} 次數出正確的硬幣。",
            ),
            plain=Words(
                "Count the right coins {expected} times out of ten.",
                "買十次東西，有 {expected} 次數對錢。",
            ),
            measure=Words("class shop, ten purchases", "課室小店十次購物"),
            unit=Words("times of 10", "次（共 10 次）"),
            start=(1, 3),
            gain=(3, 4),
            top=9,
            step=1,
            tiers=(
                Words("Real objects in Mathematics", "數學課使用實物"),
                Words("Maths group of four with objects", "四人數學小組，使用實物"),
                Words(
                    "Individual programme, 20 minutes, three times a week",
                    "個別訓練，每星期三次，每次 20 分鐘",
                ),
            ),
            into_class=Words("Pays at the tuck shop on Fridays", "逢星期五到小食部付款"),
            helps=("real-objects", "one-step", "show-first"),
        ),
        Goal(
            area=Words("Following the day alone", "自行跟從時間表"),
            statement=Words(
                "Goes to the next lesson with books, from the picture timetable, {expected} times "
                "of 10.",
                "看圖像時間表，十次轉堂有 {expected} 次帶齊課本到下一堂。",
            ),
            plain=Words(
                "Be ready for the next lesson {expected} times out of ten.",
                "十次轉堂，有 {expected} 次自己準備好。",
            ),
            measure=Words("ten changes of lesson", "十次轉堂"),
            unit=Words("times of 10", "次（共 10 次）"),
            start=(2, 4),
            gain=(2, 4),
            top=9,
            step=1,
            tiers=(
                Words("Picture timetable for all", "全班圖像時間表"),
                Words("Buddy walks along", "同伴陪同"),
                Words("Practises one change at a time", "逐個轉堂步驟練習"),
            ),
            into_class=Words("Moves the arrow on the timetable alone", "自行移動時間表箭嘴"),
            helps=("picture-timetable", "buddy", "one-step"),
        ),
    ),
    concern=(
        Words(
            "Needs each step shown many times and forgets it by the next week. Counts to twenty "
            "with cubes, not without.",
            "每個步驟要示範多次，下星期又忘記。用積木能數到二十，沒有實物便不能。",
        ),
    ),
    tried=(Words("Work with objects; same routine every day.", "使用實物教學，每天相同程序。"),),
    causes=Words(
        "Learns slowly and needs much repetition in real settings.",
        "學習較慢，需要在真實情境重複練習。",
    ),
    strengths=Words(
        "Cheerful, greets everybody by name, loves jobs.",
        "開朗，會叫出每個人的名字打招呼，喜歡做小任務。",
    ),
    worked=Words(
        "Short sessions, real things, the same words each time.", "短時間、用實物、每次相同用語。"
    ),
    find_out=Words("What does {he} do alone at home?", "在家能獨立做甚麼？"),
    student=(
        Words("I buy the juice myself.", "我自己買果汁㗎。"),
        Words("I like one thing first, then the next.", "我鍾意做完一樣先做第二樣。"),
    ),
    parent=(
        Words(
            "{He} paid at the bakery on Saturday. The whole queue waited and smiled.",
            "星期六在麵包店自己付錢，後面的人都笑着等。",
        ),
        Words(
            "We worry about secondary school and want to visit early.",
            "我們擔心升中，希望早些參觀學校。",
        ),
    ),
    teacher_sees=(
        Words(
            "Joins in with own task; proud of finished work.", "做自己的課業時投入，完成後很自豪。"
        ),
    ),
    teacher_helps=(Words("One page with one task and a picture.", "一頁一項任務，配圖。"),),
    ticks=("misses-instructions", "word-problems", "takes-part"),
    home=Words("Let {him} pay for one thing a week with coins.", "每星期讓{ta}用硬幣付一次款。"),
    observed=(
        Words(
            "Paid HK$7 at the tuck shop, right coins, no help.",
            "在小食部付七元，硬幣正確，沒有協助。",
        ),
    ),
    session=(
        Words("Sorted coins, 9 of 10.", "分辨硬幣，十次對九次。"),
        Words("Shop play with two friends.", "與兩位同學玩小店遊戲。"),
        Words("Counted the class's juice boxes with a list.", "用清單點算全班果汁。"),
    ),
    long_term=Words(
        "Manages money, time and {his} things in daily life.",
        "在日常生活中管理金錢、時間和個人物品。",
    ),
    support=Words(
        "Show me first.\nOne step at a time.\nUse real things.",
        "做一次畀我睇。\n一步一步嚟。\n用真嘢教我。",
    ),
)

HANDS = Theme(
    code="hands",
    needs=(C.PD, C.VI),
    intervention="keyboard",
    goals=(
        Goal(
            area=Words("Writing with a keyboard", "鍵盤輸入"),
            statement=Words(
                "Types {expected} characters a minute with the input method.",
                "運用輸入法每分鐘輸入 {expected} 個字。",
            ),
            plain=Words("Type {expected} characters a minute.", "每分鐘打 {expected} 個字。"),
            measure=Words("five-minute typing", "五分鐘打字"),
            unit=Words("characters a minute", "字（每分鐘）"),
            start=(3, 6),
            gain=(4, 8),
            top=25,
            step=2,
            tiers=(
                Words("Worksheets as files, larger print", "工作紙提供電子檔，放大字體"),
                Words("Keyboard club, once a week", "鍵盤小組，每星期一次"),
                Words("Occupational therapist's programme", "職業治療師訓練"),
            ),
            into_class=Words("Types the last exercise of each lesson", "每堂最後一題用電腦完成"),
            helps=("larger-print", "extra-time", "lift-and-time"),
        ),
    ),
    concern=(
        Words(
            "After five lines the hand cramps and the writing goes under the line. Good answers "
            "are cut short.",
            "寫到第五行手便抽筋，字越寫越低，答案內容豐富卻無法寫完。",
        ),
    ),
    tried=(Words("Thicker pencil, sloping desk.", "使用粗筆桿、斜面桌板。"),),
    causes=Words(
        "The effort of writing and seeing leaves little for thinking.", "書寫與看字所耗精力太多。"
    ),
    strengths=Words(
        "Determined, funny, best quiz player of the class.", "有毅力，幽默，是班中問答比賽高手。"
    ),
    worked=Words("Short answers by hand, long ones typed.", "短答用手寫，長答用電腦。"),
    find_out=Words("Which arrangements will the exam need?", "考試需要哪些特別安排？"),
    student=(Words("Typing makes me as fast as the others.", "打字我同人哋一樣快。"),),
    parent=(Words("We bought the same keyboard for home.", "我們已在家買了相同的鍵盤。"),),
    teacher_sees=(Words("Full answers aloud, half on paper.", "口答完整，紙上只得一半。"),),
    teacher_helps=(Words("Notes given as a file.", "派發電子版筆記。"),),
    ticks=("writes-little", "good-orally", "takes-part"),
    home=Words(
        "Ten minutes of typing games, not on the days of therapy.",
        "每天玩十分鐘打字遊戲，治療日除外。",
    ),
    observed=(
        Words("Finished the composition in class for the first time.", "首次在課堂完成作文。"),
    ),
    session=(
        Words("11 characters a minute, three tries.", "試三次，每分鐘 11 字。"),
        Words("Learned to copy and paste.", "學會複製和貼上。"),
    ),
    long_term=Words(
        "Shows what {he} knows without being slowed by {his} hands or eyes.",
        "不受書寫或視力限制，展示所學。",
    ),
    support=Words(
        "Let me type long answers.\nGive me time on the stairs.",
        "長答案畀我打字。\n上落樓梯畀多啲時間。",
    ),
)

THEMES = (COUNTING, HANDS)
