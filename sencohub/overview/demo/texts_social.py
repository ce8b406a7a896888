"""Words about playing together, coping with change, and coming into class without fear."""

from sencohub.overview.demo.themes import Goal, Theme, Words
from students.models import Need

C = Need.Category

PLAY = Theme(
    code="play",
    needs=(C.ASD,),
    intervention="playground",
    goals=(
        Goal(
            area=Words("Joining a game at recess", "小息加入遊戲"),
            statement=Words(
                "Asks to join a game and plays for five minutes on {expected} of 5 recesses.",
                "五次小息中，有 {expected} 次主動詢問並加入遊戲，持續五分鐘。",
            ),
            plain=Words(
                "Ask to join and play for five minutes on {expected} days of five.",
                "五天之中，有 {expected} 天小息主動加入，一起玩五分鐘。",
            ),
            measure=Words("five recesses observed", "觀察五次小息"),
            unit=Words("recesses of 5", "次（共 5 次）"),
            start=(0, 1),
            gain=(2, 3),
            top=5,
            step=1,
            tiers=(
                Words("Partner work with the same two classmates", "固定兩位同伴的二人活動"),
                Words("Playground project, twice a week", "小息同樂計劃，每星期兩次"),
                Words("Social story before recess", "小息前閱讀社交故事"),
            ),
            into_class=Words("Says the joining sentence in PE", "體育課運用「可以一齊玩嗎？」"),
            helps=("buddy", "social-story", "quiet-place"),
        ),
        Goal(
            area=Words("Talking with classmates", "與同學交談"),
            statement=Words(
                "Keeps a talk going for {expected} turns about a classmate's topic.",
                "就同學的話題，一來一往交談 {expected} 次。",
            ),
            plain=Words(
                "Take {expected} turns in a talk about what a classmate likes.",
                "談同學喜歡的話題，能一來一往 {expected} 次。",
            ),
            measure=Words("three talks observed", "觀察三次對話"),
            unit=Words("turns", "次"),
            start=(1, 2),
            gain=(2, 4),
            top=8,
            step=1,
            tiers=(
                Words("Talk cards in group work", "小組活動使用話題卡"),
                Words("Playground project, twice a week", "小息同樂計劃，每星期兩次"),
                Words("Comic strip conversations", "漫畫對話練習"),
            ),
            into_class=Words("A talk card in the pencil case", "筆袋放一張話題卡"),
            helps=("social-story", "buddy"),
        ),
    ),
    concern=(
        Words(
            "Alone at every recess, walking along the same line. When a ball came {his} way {he} "
            "held it and would not give it back; {he} did not see that it was a game.",
            "每次小息都獨自沿着同一條線走。有一次接到球後一直抱着不放，似乎不明白大家在玩遊戲。",
        ),
        Words(
            "Speaks about lifts only and does not notice when the other child has turned away.",
            "只愛談升降機，對方已轉身離開仍繼續說。",
        ),
    ),
    tried=(
        Words("Two kind classmates asked to invite {him}.", "請兩位友善的同學主動邀請。"),
        Words("A job in the library at recess, twice a week.", "每星期兩次小息到圖書館服務。"),
    ),
    causes=Words(
        "Does not read the signs of a game; wants friends but has no sentence to begin with.",
        "未能理解遊戲中的社交線索，想交朋友但不知如何開口。",
    ),
    strengths=Words(
        "Loyal, exact, knows every bus route; remembers birthdays.",
        "忠誠、做事準確、熟記所有巴士路線，記得同學生日。",
    ),
    worked=Words(
        "A fixed partner; being told the rules of the game first.", "固定夥伴；預先說明遊戲規則。"
    ),
    find_out=Words("Which games does {he} know at home?", "在家會玩甚麼遊戲？"),
    student=(
        Words(
            "I like them. I do not know when it is my turn to talk.",
            "我鍾意同佢哋玩，但唔知幾時到我講。",
        ),
        Words("Recess is too loud.", "小息好嘈。"),
        Words("Yesterday they called my name.", "琴日佢哋叫我名㗎。"),
    ),
    parent=(
        Words(
            "{He} says {he} has one friend now. We were so happy.",
            "{ta}說現在有一位朋友了，我們很高興。",
        ),
        Words(
            "Please warn us before outings; we prepare at home.",
            "外出活動前請先通知，我們好在家預備。",
        ),
    ),
    teacher_sees=(
        Words(
            "Works well with one partner, freezes in a group of four.",
            "二人活動合作良好，四人小組便不作聲。",
        ),
        Words("Corrects others' facts and means no harm.", "會糾正同學說錯的資料，並無惡意。"),
    ),
    teacher_helps=(
        Words("I name the partner before the task.", "分組前先告訴{ta}與誰一組。"),
        Words("A quiet corner for two minutes.", "讓{ta}到安靜角兩分鐘。"),
    ),
    ticks=("alone", "upset-by-change", "good-orally"),
    home=Words(
        "Invite one classmate for half an hour, with one game chosen beforehand.",
        "邀請一位同學到家玩半小時，預先選好一個遊戲。",
    ),
    observed=(
        Words(
            "Said “Can I play?” to two boys; played until the bell.",
            "主動問兩位同學「可唔可以一齊玩？」，玩到打鐘。",
        ),
        Words(
            "Listened to a partner's holiday and asked one question.",
            "聽同伴講旅行，並問了一個問題。",
        ),
    ),
    session=(
        Words(
            "Four-corner game; waited and laughed with the others.",
            "玩「四角」遊戲，懂得等候，與大家一起笑。",
        ),
        Words(
            "Practised the joining sentence; used it once at recess.",
            "練習邀請句子，小息用了一次。",
        ),
        Words(
            "Rain: indoor games, found it loud but stayed.", "下雨改室內活動，覺得嘈吵但仍留下。"
        ),
    ),
    long_term=Words("Has classmates to play and work with.", "與同學一起遊戲、合作，建立友誼。"),
    support=Words(
        "Tell me who my partner is before we start.\nTell me the rules first.\n"
        "Let me go to the quiet corner.",
        "開始前話我知同邊個一組。\n講咗規則先。\n畀我去安靜角坐吓。",
    ),
)

CHANGE = Theme(
    code="change",
    needs=(C.ASD,),
    intervention="social-stories",
    goals=(
        Goal(
            area=Words("Coping with a change", "面對轉變"),
            statement=Words(
                "Uses the change card and stays in class in {expected} of 5 changes of plan.",
                "遇到五次臨時轉變，有 {expected} 次能運用「轉變卡」並留在課室。",
            ),
            plain=Words(
                "Stay in class with the change card in {expected} changes out of five.",
                "五次轉變，有 {expected} 次用轉變卡，留在課室。",
            ),
            measure=Words("record of changes", "轉變事件紀錄"),
            unit=Words("changes of 5", "次（共 5 次）"),
            start=(0, 2),
            gain=(2, 3),
            top=5,
            step=1,
            tiers=(
                Words(
                    "Timetable with pictures; changes marked in red", "圖像時間表，轉變以紅色標示"
                ),
                Words("Practises changes in a small group", "小組練習面對轉變"),
                Words("Social stories, one to one, weekly", "每星期一次個別社交故事"),
            ),
            into_class=Words(
                "Told of a change by the end of the lesson before", "前一節課完結前先告知轉變"
            ),
            helps=("tell-changes", "quiet-place", "picture-timetable"),
        ),
    ),
    concern=(
        Words(
            "When the Music room was changed without notice {he} lay under the desk for a whole "
            "lesson with hands over {his} ears.",
            "音樂課臨時換課室，{ta}整節課躲在書桌下掩着耳朵。",
        ),
    ),
    tried=(Words("A picture timetable for the class.", "全班使用圖像時間表。"),),
    causes=Words(
        "The unexpected frightens; loud places make it worse.",
        "意料之外的事令{ta}害怕，嘈吵環境會加劇不安。",
    ),
    strengths=Words(
        "Keeps rules exactly; beautiful drawings of trains.", "守規則，繪畫火車十分細緻。"
    ),
    worked=Words("Knowing the change beforehand, in writing.", "預先以文字告知轉變。"),
    find_out=Words("Which sounds are the worst?", "哪些聲音最令{ta}難受？"),
    student=(
        Words("Write it down for me, then I am fine.", "寫低畀我睇就冇事。"),
        Words("The hall hurts my ears.", "禮堂啲聲令我隻耳好痛。"),
    ),
    parent=(
        Words(
            "We use the same red mark on our calendar at home.", "我們在家的月曆也用紅色標示轉變。"
        ),
    ),
    teacher_sees=(
        Words("Calm on ordinary days; lost on sports day.", "平日平靜，遇上運動會便不知所措。"),
    ),
    teacher_helps=(Words("A note on the desk five minutes before.", "五分鐘前在桌上放一張便條。"),),
    ticks=("upset-by-change", "alone", "no-worry"),
    home=Words(
        "Tell tomorrow's changes at dinner and mark them in red.",
        "晚飯時說說明天的轉變，用紅筆標示。",
    ),
    observed=(
        Words("Read the note, breathed, went to the new room.", "看了便條，深呼吸後自行到新課室。"),
    ),
    session=(
        Words(
            "Story about a supply teacher; drew own ending.",
            "閱讀「代課老師」社交故事，自己畫了結局。",
        ),
        Words("Planned the outing with photographs.", "用照片預備戶外學習日。"),
    ),
    long_term=Words("Meets changes in the school day calmly.", "能平靜面對校園生活的轉變。"),
    support=Words(
        "Tell me changes before they come.\nWrite it down.\nA quiet place for five minutes.",
        "有轉變早啲話我知。\n寫低畀我睇。\n畀我喺靜嘅地方坐五分鐘。",
    ),
)

CALM = Theme(
    code="calm",
    needs=(C.MI,),
    intervention="calm-start",
    goals=(
        Goal(
            area=Words("Coming into class in the morning", "早上進入課室"),
            statement=Words(
                "Comes into class by the first bell on {expected} of 10 mornings.",
                "十個上課天中，有 {expected} 天於第一次鐘聲前進入課室。",
            ),
            plain=Words(
                "Be in class by the first bell on {expected} mornings out of ten.",
                "十個早上，有 {expected} 個能準時進入課室。",
            ),
            measure=Words("morning record, two weeks", "兩星期早晨紀錄"),
            unit=Words("mornings of 10", "天（共 10 天）"),
            start=(2, 4),
            gain=(3, 5),
            top=10,
            step=1,
            tiers=(
                Words("A quiet job in class before assembly", "早會前在課室做安靜的工作"),
                Words("Morning group with the social worker", "社工主持的晨間小組"),
                Words("Meets the same adult at the gate", "由固定一位成人在校門迎接"),
            ),
            into_class=Words("Worry card kept by the class teacher", "擔心卡由班主任保管"),
            helps=("quiet-place", "worry-card", "no-surprise-questions"),
        ),
    ),
    concern=(
        Words(
            "Tears before dictation three weeks running; says {his} stomach hurts and asks to go "
            "home. Absent on four Mondays.",
            "連續三星期默書前哭泣，說肚痛想回家，並有四個星期一缺席。",
        ),
    ),
    tried=(
        Words(
            "Allowed to sit near the door; dictation in a small room.",
            "安排坐近門口，並在小房間默書。",
        ),
    ),
    causes=Words("Fear of getting things wrong before others.", "害怕在人前做錯。"),
    strengths=Words(
        "Thoughtful, writes poems, gentle with younger pupils.",
        "心思細密，愛寫詩，對低年級同學很溫柔。",
    ),
    worked=Words("Knowing who will be at the gate.", "知道誰會在校門等候。"),
    find_out=Words("What happens on Sunday evenings?", "星期日晚上通常發生甚麼事？"),
    student=(
        Words("My stomach knows before I do.", "個肚知道先過我。"),
        Words("If Miss is at the gate I can go in.", "有姑娘喺門口等我，我就敢入嚟。"),
    ),
    parent=(
        Words(
            "We do not want {him} to be pushed; the doctor says small steps.",
            "醫生說要循序漸進，希望不要逼{ta}。",
        ),
    ),
    teacher_sees=(
        Words("Fine once inside; works hard and well.", "進入課室後表現良好，用心學習。"),
    ),
    teacher_helps=(Words("I do not ask without warning.", "不會突然提問{ta}。"),),
    ticks=("gives-up", "alone", "helps-others"),
    home=Words(
        "On Sunday evening pack the bag together and say one good thing about Monday.",
        "星期日晚一起執書包，說一件星期一值得期待的事。",
    ),
    observed=(
        Words(
            "Walked in alone, put the worry card in the box.", "自行走進課室，把擔心卡放入盒內。"
        ),
    ),
    session=(
        Words("Breathing and a drawing of the week.", "呼吸練習，畫出一星期心情。"),
        Words("Talked about Monday; chose the library job.", "談論星期一的安排，選擇圖書館服務。"),
    ),
    long_term=Words("Comes to school without fear and takes part.", "安心上學，投入校園生活。"),
    support=Words(
        "Meet me at the gate.\nDo not ask me without warning.\nLet me put my card in the box.",
        "喺門口等我。\n唔好突然問我。\n畀我放張擔心卡入個盒。",
    ),
)

THEMES = (PLAY, CHANGE, CALM)
