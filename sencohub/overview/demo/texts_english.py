"""Words about the sounds of English letters."""

from sencohub.overview.demo.themes import Goal, Theme, Words
from students.models import Need

C = Need.Category

PHONICS = Theme(
    code="phonics",
    needs=(C.SPLD, C.SLI),
    intervention="phonics",
    goals=(
        Goal(
            area=Words("English letter sounds", "英文字母拼音"),
            statement=Words(
                "Says the sounds of {expected} of 44 letter patterns and blends three of them.",
                "說出 44 個字母組合中 {expected} 個的讀音，並能拼讀三個音。",
            ),
            plain=Words(
                "Know the sound of {expected} of 44 letter groups.",
                "四十四組英文字母，認得 {expected} 組的讀音。",
            ),
            measure=Words("phonics check", "拼音測試"),
            unit=Words("sounds of 44", "個（共 44 個）"),
            start=(10, 22),
            gain=(8, 14),
            top=42,
            step=3,
            tiers=(
                Words("Sound of the week on the wall", "課室貼出本週拼音"),
                Words("Phonics catch-up, twice a week", "英文拼音追趕班，每星期兩次"),
                Words("Five minutes of sound cards daily", "每天五分鐘拼音卡"),
            ),
            into_class=Words("Taps the sounds of a new word before reading it", "讀新字前先拍音"),
            helps=("sound-tapping", "partner-reading"),
        ),
    ),
    concern=(
        Words(
            "Knows letter names but not sounds; learns words by their picture and mixes up 'bag' "
            "and 'big'. Two thirds of the class moved on in November.",
            "認得字母名稱但不懂拼音，靠圖畫硬記單字，常混淆 bag 和 big。",
        ),
    ),
    tried=(
        Words(
            "Front row, word bank on the desk, a reading buddy.",
            "坐前排，桌上放詞彙表，並安排閱讀夥伴。",
        ),
    ),
    causes=Words("Cannot hear the separate sounds in a word yet.", "未能分辨單字中的個別語音。"),
    strengths=Words(
        "Loves songs and remembers every line; brave in speaking.",
        "喜歡唱歌，歌詞過目不忘；敢於開口說英語。",
    ),
    worked=Words("Songs, tapping the sounds on the arm.", "唱歌、用手拍音。"),
    find_out=Words(
        "Is hearing fine? Ask for the last check.", "聽力是否正常？請家長提供上次檢查結果。"
    ),
    student=(
        Words("Songs are easy, spelling is not.", "唱歌就易，串字就難。"),
        Words("I can tap cat and ship now.", "我而家識拍 cat 同 ship。"),
    ),
    parent=(
        Words(
            "We do not speak English at home and need simple ideas.",
            "我們在家不說英語，希望有簡單的方法。",
        ),
    ),
    teacher_sees=(
        Words("Joins every song; silent when the book opens.", "唱遊很投入，一打開書便不作聲。"),
    ),
    teacher_helps=(
        Words("I tap the sounds with the whole class.", "全班一起拍音。"),
        Words("A card with the four vowels on the desk.", "桌上放四個響音字母卡。"),
    ),
    ticks=("reads-slowly", "gives-up", "takes-part"),
    home=Words("Sing the sound song together once a day.", "每天一起唱一次拼音歌。"),
    observed=(
        Words(
            "Blended 'ship' and 'chat' alone in the reading corner.",
            "在閱讀角自行拼讀出 ship 和 chat。",
        ),
    ),
    session=(
        Words("sh, ch, th revised; 5 of 6 words read.", "複習 sh、ch、th，六個字讀對五個。"),
        Words("Board game with sounds; laughed a lot.", "玩拼音棋，很投入。"),
    ),
    long_term=Words("Reads simple English words by their sounds.", "能運用拼音讀出簡單英文單字。"),
    support=Words(
        "Let me tap the sounds.\nShow me the picture first.",
        "畀我拍住音讀。\n先畀我睇圖。",
    ),
)
THEMES = (PHONICS,)
