"""Words about attention, starting work, homework and keeping still."""

from sencohub.overview.demo.themes import Goal, Theme, Words
from students.models import Need

C = Need.Category

STARTING = Theme(
    code="starting",
    needs=(C.ADHD,),
    intervention="attention",
    goals=(
        Goal(
            area=Words("Starting a task", "開始做課業"),
            statement=Words(
                "Starts a written task within two minutes, using the first-step card, in "
                "{expected} of 5 lessons.",
                "運用「第一步卡」，在 5 堂課中有 {expected} 堂能於兩分鐘內開始做課業。",
            ),
            plain=Words(
                "Begin within two minutes in {expected} lessons out of five.",
                "五堂課中，有 {expected} 堂能在兩分鐘內開始做。",
            ),
            measure=Words("five lessons in one week", "一星期內五堂課"),
            unit=Words("lessons of 5", "堂（共 5 堂）"),
            start=(0, 2),
            gain=(2, 3),
            top=5,
            step=1,
            tiers=(
                Words("First step on a card, on the desk", "桌上放「第一步卡」"),
                Words("Attention coaching, once a week", "專注力訓練小組，每星期一次"),
                Words(
                    "Checks in with the support teacher at 8:00", "每天早上八時與支援老師傾談五分鐘"
                ),
            ),
            into_class=Words(
                "Every teacher of the class uses the card", "全班科任老師均使用提示卡"
            ),
            helps=("first-step-card", "time-left", "front-seat"),
        ),
        Goal(
            area=Words("Staying with a task", "持續專注"),
            statement=Words(
                "Works on one task for {expected} minutes with one quiet reminder.",
                "在一次輕聲提示下，持續做同一份課業 {expected} 分鐘。",
            ),
            plain=Words(
                "Keep working for {expected} minutes with one reminder.",
                "提示一次，能連續做 {expected} 分鐘。",
            ),
            measure=Words("mean of three observations", "三次觀察平均"),
            unit=Words("minutes", "分鐘"),
            start=(4, 8),
            gain=(4, 8),
            top=20,
            step=2,
            tiers=(
                Words("Work in two halves with a stretch between", "課業分兩段，中間伸展一次"),
                Words("Attention coaching, once a week", "專注力訓練小組，每星期一次"),
                Words("Own sand timer", "個人沙漏計時"),
            ),
            into_class=Words("Sand timer kept in the pencil case", "沙漏放在筆袋，課堂自行使用"),
            helps=("two-halves", "movement-card", "time-left"),
        ),
    ),
    concern=(
        Words(
            "{He} has to be told two or three times before {he} starts. Ten minutes later the page "
            "is still empty, though {he} can tell me what to do.",
            "每次派發課業都要提示兩三次才開始，十分鐘後仍是白紙一張，但問{ta}要做甚麼卻說得出來。",
        ),
        Words(
            "Out of the seat seven times in one lesson on average; talks to whoever is near. Not "
            "unkind, just always moving.",
            "平均每堂離座七次，會找附近的同學說話，並無惡意，只是靜不下來。",
        ),
    ),
    tried=(
        Words(
            "Seat at the front, tasks in two parts, praise at each part.",
            "坐前排、課業分兩部分、每完成一部分即時讚賞。",
        ),
        Words("A job to do: hands out the books.", "請{ta}當派簿長，讓{ta}有機會走動。"),
    ),
    causes=Words(
        "Knows what to do but cannot get going alone; loses track of time.",
        "明白要求但難以自行啟動，時間觀念較弱。",
    ),
    strengths=Words("Full of ideas, first to help, never sulks.", "點子多、樂於助人、不記仇。"),
    worked=Words(
        "First step on a card; being told quietly how much time is left.",
        "「第一步卡」；輕聲告知剩餘時間。",
    ),
    find_out=Words(
        "Which lesson of the day is best, and why?", "一天之中哪一節表現最好？原因是甚麼？"
    ),
    student=(
        Words(
            "When I get the first step on a card I do not need to ask what to do.",
            "有第一步卡，我就不用問人要做甚麼。",
        ),
        Words("My legs want to go out.", "我對腳成日想郁。"),
        Words("Tell me the time left, quietly please.", "細細聲話我知仲有幾耐就得。"),
    ),
    parent=(
        Words(
            "At home {he} now takes the card out {him}self. I used to call three times.",
            "回家會自己拿出第一步卡，以前要我叫三次。",
        ),
        Words(
            "Medicine is being discussed; please wait for us.",
            "醫生正與我們商討是否用藥，請學校先等等。",
        ),
    ),
    teacher_sees=(
        Words("First with {his} hand up, last with {his} book open.", "舉手最快，開書最遲。"),
        Words(
            "Best in PE and Art; hardest before lunch.", "體育、視藝課最投入；午飯前一節最難專注。"
        ),
    ),
    teacher_helps=(
        Words("I point to the first line and walk on.", "指一指第一行，然後走開，{ta}便會開始。"),
        Words("A short walk to the office with a note.", "請{ta}送信到校務處，回來便安定得多。"),
    ),
    ticks=("starts-late", "attention-short", "leaves-seat", "takes-part"),
    home=Words(
        "Before homework, let {him} say the first step {him}self. Ten minutes of work, two "
        "of rest.",
        "做功課前，請{ta}自己說出「第一步」。做十分鐘，休息兩分鐘。",
    ),
    observed=(
        Words(
            "Took the card out, read it, began within a minute. No adult near.",
            "自行取出提示卡，一分鐘內開始，身旁沒有成人。",
        ),
        Words(
            "Asked for the movement card once, came back in time.", "用了一次活動卡，準時返回座位。"
        ),
    ),
    session=(
        Words("Listening game, 9 minutes without a reminder.", "聆聽遊戲，九分鐘無需提示。"),
        Words("Planned the week's homework with the sand timer.", "用沙漏計劃一星期功課。"),
        Words(
            "Restless after the fire drill; breathing first.", "火警演習後較躁動，先做呼吸練習。"
        ),
    ),
    long_term=Words("Begins and finishes classwork by {him}self.", "能自行開始並完成課堂課業。"),
    support=Words(
        "Give me the first step on a card.\nTell me the time left, quietly.\n"
        "Let me move when I show my card.",
        "畀張第一步卡我。\n細細聲話我知仲有幾耐。\n我出示活動卡嘅時候，畀我行一行。",
    ),
)

HOMEWORK = Theme(
    code="homework",
    needs=(C.ADHD,),
    intervention="planning-club",
    goals=(
        Goal(
            area=Words("Homework in on time", "準時交功課"),
            statement=Words(
                "Hands in homework on time on {expected} of 10 school days.",
                "十個上課天中，有 {expected} 天準時交齊功課。",
            ),
            plain=Words(
                "Hand in homework on time on {expected} days out of ten.",
                "十天之中，有 {expected} 天準時交齊功課。",
            ),
            measure=Words("homework record, two weeks", "兩星期功課紀錄"),
            unit=Words("days of 10", "天（共 10 天）"),
            start=(2, 5),
            gain=(3, 4),
            top=10,
            step=1,
            tiers=(
                Words("Handbook checked before leaving", "放學前檢查手冊"),
                Words("Homework and planning club, twice a week", "功課及自我管理小組，每星期兩次"),
                Words("One picture list on the bag", "書包掛上圖像清單"),
            ),
            into_class=Words("Ticks own list at the last bell", "放學鐘響時自行剔清單"),
            helps=("handbook-check", "picture-list"),
        ),
        Goal(
            area=Words("Reminders needed to pack up", "執拾書包所需提示"),
            statement=Words(
                "Packs the bag at the end of the day with no more than {expected} reminders.",
                "放學執拾書包，提示不多於 {expected} 次。",
            ),
            plain=Words(
                "Pack the bag with at most {expected} reminders.",
                "執書包時，最多提示 {expected} 次。",
            ),
            measure=Words("five days in one week", "一星期五天"),
            unit=Words("reminders", "次"),
            start=(5, 8),
            gain=(3, 5),
            top=1,
            step=1,
            tiers=(
                Words("Same order for everybody on the wall", "全班按牆上次序執拾"),
                Words("Homework and planning club, twice a week", "功課及自我管理小組，每星期兩次"),
                Words("Practises with a photo of a packed bag", "對照照片練習"),
            ),
            into_class=Words("A buddy checks, not the teacher", "由同伴代替老師檢查"),
            helps=("picture-list", "buddy"),
            falls=True,
        ),
    ),
    concern=(
        Words(
            "Homework missing on six of ten days. It is often done and left at home. The bag is "
            "full of old notices.",
            "十天有六天欠交功課，很多時其實做了卻忘記帶回來，書包塞滿舊通告。",
        ),
    ),
    tried=(
        Words(
            "Handbook signed daily; a second set of books in school.",
            "每天簽手冊；學校多放一套課本。",
        ),
    ),
    causes=Words(
        "Holds one instruction at a time; no routine at the end of the day.",
        "一次只能記住一項指示，放學時欠缺固定步驟。",
    ),
    strengths=Words("Honest about what is missing; good at Maths.", "坦白承認欠交，數學成績好。"),
    worked=Words("A picture list; doing it with a buddy.", "圖像清單；與同伴一起做。"),
    find_out=Words("Who is at home after school on weekdays?", "平日放學後由誰照顧？"),
    student=(
        Words("I did it. It is on the table at home.", "我做咗㗎，喺屋企張枱度。"),
        Words("The list is good, I like ticking.", "張清單好正，我鍾意剔。"),
    ),
    parent=(
        Words(
            "I finish work at nine; grandmother cannot read the handbook.",
            "我九時才下班，婆婆看不懂手冊。",
        ),
        Words(
            "The photo of the packed bag is on our fridge now.", "執好書包的照片已貼在家中雪櫃。"
        ),
    ),
    teacher_sees=(
        Words("Homework is right when it arrives.", "交回來的功課大多做得正確。"),
        Words("Three handbooks since September.", "開學至今已換了三本手冊。"),
    ),
    teacher_helps=(Words("Two minutes earlier to pack.", "提早兩分鐘讓{ta}執拾。"),),
    ticks=("forgets-things", "starts-late", "helps-others"),
    home=Words(
        "Pack the bag together before dinner, with the photo beside it.",
        "晚飯前對照照片一起執書包。",
    ),
    observed=(Words("Ticked five of six lines alone.", "清單六項，自己剔了五項。"),),
    session=(
        Words(
            "Two pieces finished in the club, one left for home.",
            "小組內完成兩份功課，餘一份回家做。",
        ),
        Words("Sorted the bag; seven old notices out.", "整理書包，清出七張舊通告。"),
    ),
    long_term=Words("Brings, does and hands in {his} own work.", "能自行帶齊、完成和交回功課。"),
    support=Words(
        "Give me a list with pictures.\nTwo minutes more to pack.",
        "畀張有圖嘅清單我。\n執書包畀多兩分鐘。",
    ),
)

TURNS = Theme(
    code="turns",
    needs=(C.ADHD, C.ASD),
    intervention="attention",
    goals=(
        Goal(
            area=Words("Waiting for a turn", "輪候發言"),
            statement=Words(
                "Raises a hand and waits to be called in {expected} of 10 chances.",
                "十次發言機會中，有 {expected} 次先舉手並等候老師邀請。",
            ),
            plain=Words(
                "Raise a hand and wait {expected} times out of ten.",
                "十次之中，有 {expected} 次先舉手、等老師叫。",
            ),
            measure=Words("two lessons observed", "觀察兩堂課"),
            unit=Words("times of 10", "次（共 10 次）"),
            start=(1, 4),
            gain=(3, 5),
            top=10,
            step=1,
            tiers=(
                Words("Answer on the small whiteboard first", "先寫在小白板上"),
                Words("Attention coaching, once a week", "專注力訓練小組，每星期一次"),
                Words("Video of {his} own good turn", "觀看自己做得好的片段"),
            ),
            into_class=Words("Two talk tickets a lesson", "每堂兩張「發言券」"),
            helps=("whiteboard-first", "talk-tickets"),
        ),
    ),
    concern=(
        Words(
            "Calls out answers before the question ends, and is hurt when others are asked. Three "
            "quarrels this week.",
            "問題未說完便喊出答案，老師請其他同學回答時會不高興，本星期已發生三次爭執。",
        ),
    ),
    tried=(Words("Class rule with a picture; a star for waiting.", "圖像班規；等候時獲星星。"),),
    causes=Words("Afraid to forget what {he} wants to say.", "擔心等一等便忘記想說的話。"),
    strengths=Words(
        "Quick, curious, knows a great deal about animals.", "反應快，好奇心強，熟悉動物知識。"
    ),
    worked=Words("Writing the answer down while waiting.", "等候時先寫下答案。"),
    find_out=Words("Does it happen in small groups as well?", "小組活動時會否出現同樣情況？"),
    student=(
        Words("If I wait I forget it.", "等等吓我就唔記得想講乜。"),
        Words("Two tickets are enough on most days.", "兩張券多數都夠用。"),
    ),
    parent=(Words("We play card games to practise waiting.", "我們在家玩紙牌練習等候。"),),
    teacher_sees=(Words("Right answers, at the wrong moment.", "答案正確，時機不對。"),),
    teacher_helps=(
        Words("I nod when I have seen the whiteboard.", "看到小白板後點頭示意，{ta}便會等。"),
    ),
    ticks=("leaves-seat", "conflicts", "good-orally"),
    home=Words(
        "Play a card game for ten minutes and say aloud whose turn it is.",
        "玩紙牌十分鐘，輪到誰就說出來。",
    ),
    observed=(
        Words("Waited seven times of nine, whiteboard up.", "舉起小白板，九次中等候了七次。"),
    ),
    session=(
        Words("Board game, three rounds without calling out.", "棋盤遊戲，三回合沒有搶答。"),
        Words("Role play of class discussion.", "角色扮演課堂討論。"),
    ),
    long_term=Words(
        "Takes part in class talk without upsetting others.", "能投入課堂討論，並與同學和諧相處。"
    ),
    support=Words(
        "Let me write it down while I wait.\nNod when you have seen it.",
        "等嘅時候畀我寫低先。\n睇到就點吓頭。",
    ),
)
THEMES = (STARTING, HOMEWORK, TURNS)
