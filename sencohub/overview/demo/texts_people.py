"""Words of children about themselves, of parents at home, and of staff about contacts with them."""

from sencohub.overview.demo.themes import Words

APPRECIATED: tuple[Words, ...] = (
    Words("I make people laugh when they are tired.", "人哋攰嘅時候，我識逗佢哋笑。"),
    Words("I never forget a bus route.", "我記得晒所有巴士路線。"),
    Words("I help carry the art box.", "我會幫手搬視藝箱。"),
    Words("I am good at building things.", "我砌嘢好叻。"),
    Words("I look after my little brother.", "我識照顧細佬。"),
    Words("I run fast.", "我跑得好快。"),
    Words("I tell the truth.", "我講真話。"),
    Words("I draw animals that look real.", "我畫動物畫得好似。"),
    Words("I remember everybody's birthday.", "我記得大家嘅生日。"),
)
IMPORTANT: tuple[Words, ...] = (
    Words("Sitting where I can see the door.", "坐喺見到門口嘅位。"),
    Words("My football on Saturday.", "星期六踢波。"),
    Words("Not reading aloud first.", "唔好叫我第一個讀。"),
    Words("Having lunch with my two friends.", "同兩個好朋友一齊食飯。"),
    Words("My grandmother and our dog.", "婆婆同我哋隻狗。"),
    Words("Knowing what comes next.", "知道跟住做乜。"),
    Words("Drawing in the breaks.", "小息可以畫畫。"),
    Words("Being asked, not told.", "問我意見，唔好淨係叫我做。"),
)
DOES_NOT_HELP: tuple[Words, ...] = (
    Words("Being told off in front of everybody.", "喺大家面前鬧我。"),
    Words("“You can do it if you try.”", "「你肯試就得㗎喇。」"),
    Words("Too many words at once.", "一次過講太多嘢。"),
    Words("Losing recess to finish work.", "扣我小息嚟做功課。"),
)
PARENT_APPRECIATES: tuple[Words, ...] = (
    Words("{He} is gentle with younger children.", "{ta}對年紀小的孩子很溫柔。"),
    Words("{He} never gives up on what {he} loves.", "喜歡的事，{ta}從不放棄。"),
    Words("{He} sees when somebody is sad.", "有人不開心，{ta}會第一個察覺。"),
)
PARENT_HELPS: tuple[Words, ...] = (
    Words("One thing at a time, and time to answer.", "一次說一件事，給{ta}時間回答。"),
    Words("Tell us early; we prepare {him} at home.", "提早告訴我們，我們會在家準備。"),
    Words("A quiet word, never in front of others.", "私下輕聲提醒，不要在人前說。"),
)
TEACHER_APPRECIATES: tuple[Words, ...] = (
    Words("First to help when somebody drops something.", "同學掉了東西，{ta}總是第一個幫忙。"),
    Words("Asks the questions that make others think.", "會問令同學思考的問題。"),
    Words("Comes in smiling every morning.", "每天早上笑着回校。"),
)

CONTACTS: tuple[tuple[str, Words, Words], ...] = (
    (
        "phone",
        Words("How the first weeks with the new card went.", "談談使用新提示卡首數星期的情況。"),
        Words("Mother uses the same card for homework.", "媽媽在家做功課時使用同一張卡。"),
    ),
    (
        "phone",
        Words(
            "The group moves to Thursday; asked whether that suits.",
            "小組改到星期四，詢問家長是否方便。",
        ),
        Words("Suits. Grandmother will fetch {him} at four.", "可以，婆婆四時來接。"),
    ),
    (
        "in_person",
        Words("Parents' day: marks, and what the targets mean.", "家長日：解釋成績及目標的意思。"),
        Words("Three cards at bedtime, no more.", "睡前溫習三張字卡便足夠。"),
    ),
    (
        "in_person",
        Words(
            "What was seen in class and what the school proposes.", "講解課堂觀察及學校建議的支援。"
        ),
        Words(
            "Agrees to small-group help; asks not to use PE time.",
            "同意小組支援，希望不佔用體育課。",
        ),
    ),
    (
        "written",
        Words(
            "Letter with the dates of the group and the names of its leaders.",
            "書面通知小組日期及負責老師。",
        ),
        Words("", ""),
    ),
    (
        "written",
        Words(
            "Message from mother: tired after the doctor's visit, please go easy.",
            "媽媽來訊：覆診後較累，請多包容。",
        ),
        Words("Class teacher told the same morning.", "當天早上已通知班主任。"),
    ),
    (
        "attempt",
        Words("Called twice about the review date.", "兩次致電商討檢討日期。"),
        Words("", ""),
    ),
)
"""How, about what, and what was agreed."""
INTERNAL: tuple[Words, ...] = (
    Words(
        "Father sounded worn out. Ask the social worker to look in.", "父親語氣疲倦，請社工跟進。"
    ),
    Words(
        "Parents see it differently from each other; speak with both.", "父母看法不同，宜一起面談。"
    ),
)
CONSENT_HOW: tuple[Words, ...] = (
    Words("Signed form, on file", "已簽同意書存檔"),
    Words("Signed on parents' day", "家長日簽署"),
)
