"""Words of meetings: what was decided about a child, what parents read of it, who does what."""

from sencohub.overview.demo.themes import Words

TOPICS: tuple[Words, ...] = (
    Words("Dates of parents' day and who speaks with which family", "家長日安排及面談分工"),
    Words("Grant: balance of the month", "學習支援津貼本月結餘"),
    Words("Bank of strategies: two to add", "策略庫：新增兩項"),
)
DECISIONS: tuple[tuple[str, Words, Words], ...] = (
    (
        "continue",
        Words(
            "Continue the group twice a week; move the Thursday slot away from before lunch.",
            "小組維持每星期兩次，星期四一節不再安排在午飯前。",
        ),
        Words(
            "The group goes on twice a week. On Thursdays it moves to the morning.",
            "小組繼續每星期兩次，星期四改在上午。",
        ),
    ),
    (
        "continue",
        Words(
            "On the way. All subject teachers use the same card; look again at half-term.",
            "正在進步。各科老師統一使用提示卡，半學期後再檢視。",
        ),
        Words(
            "{name} is on the way. Every teacher now uses the same card.",
            "{name}正在進步，全部老師會用同一張提示卡。",
        ),
    ),
    (
        "amend",
        Words(
            "Little is carried to class. The group leader visits one lesson a week for three "
            "weeks.",
            "課堂應用不足，小組導師未來三星期每週入班一次。",
        ),
        Words(
            "What {name} learns in the group should reach the classroom, so the group's teacher "
            "joins one lesson a week.",
            "為了讓{name}把小組所學用到課堂，導師會每星期入班一節。",
        ),
    ),
    (
        "amend",
        Words(
            "Shorten sessions to 25 minutes, three times a week.",
            "改為每星期三次，每次 25 分鐘。",
        ),
        Words("Sessions become shorter and more frequent.", "小組時間縮短，次數增加。"),
    ),
    (
        "",
        Words(
            "Class adjustments are enough for now. Class teacher keeps two examples a week.",
            "現階段課堂調適已足夠，班主任每星期記下兩個例子。",
        ),
        Words(
            "Class adjustments go on; we look again next half-term.", "繼續課堂調適，半學期後再看。"
        ),
    ),
    (
        "replace",
        Words(
            "Attention coaching did not carry over; replace by movement card and two halves in "
            "every lesson.",
            "專注力訓練未見轉移，改為每堂使用活動卡並把課業分兩段。",
        ),
        Words(
            "Instead of the weekly group, {name} now has a movement card in every lesson.",
            "每星期的小組改為每堂課使用活動卡。",
        ),
    ),
)
"""What happens with the provision, in the room's words, in words for parents."""
TIER_DECIDED = Words(
    "Tier changed as the review proposed; teachers told, parents agreed beforehand.",
    "按檢討建議調整支援層級，已通知老師，家長事前同意。",
)
TIER_FOR_PARENTS = Words(
    "From now on {name} has Tier {tier} support, as we discussed.",
    "由現在起，{name}接受第 {tier} 層支援，詳情如面談所述。",
)
ACTIONS: tuple[Words, ...] = (
    Words("Move the group away from before lunch", "把小組時間調離午飯前一節"),
    Words("Bring three word problems to the review", "帶三題應用題到檢討會議"),
    Words("Call the parents about the new time", "致電家長通知新時間"),
    Words("Share the one page profile with relief teachers", "把一頁檔案交給代課老師"),
    Words("Send the EP the reading samples", "把閱讀樣本交給教育心理學家"),
    Words("Print the first-step cards for all subject teachers", "為各科老師印製第一步卡"),
    Words("Ask the doctor's advice about medicine, with consent", "徵得同意後，向醫生查詢用藥意見"),
    Words("Visit one lesson and note what is seen", "觀課一節並記錄"),
    Words("Book room 104 for the parents", "預約 104 室與家長面談"),
)
DROPPED = Words("Not needed any more: the timetable changed.", "時間表已更改，不再需要。")
WISH = Words("I finish work at two; a little later would help.", "我兩時放工，可否稍遲一點？")
WISH_ANSWER = Words(
    "Of course. We begin at 15:00 and keep a seat for you.", "當然可以，改為下午 3 時開始。"
)

LOG_NOTES: tuple[Words, ...] = (
    Words("Before lunch is still the hardest.", "午飯前一節最難。"),
    Words("Took the card out alone.", "自己拿出提示卡。"),
    Words("Relief teacher today.", "今天是代課老師。"),
    Words("Worked once I stood beside {him}.", "站在旁邊時有效。"),
    Words("Needed it twice.", "用了兩次。"),
)
RESTRICTED: tuple[Words, ...] = (
    Words(
        "Told the social worker about quarrels at home; no sign of harm. To be read by named "
        "persons only.",
        "向社工提及家中爭執，未見傷害跡象。只供指定人員閱讀。",
    ),
    Words(
        "Doctor's letter about medicine received; dose is being adjusted until January.",
        "收到醫生信，藥量調整至一月。",
    ),
)
