"""Words of parents about a plan, and of reviews: what helped, what is decided, what is read."""

from sencohub.overview.demo.themes import Words

WISHES: tuple[Words, ...] = (
    Words(
        "Thank you. Could you also write what we can do at home? Otherwise we agree.",
        "多謝。可否也寫下我們在家可以做甚麼？其他都同意。",
    ),
    Words(
        "The group is during PE, the lesson {he} loves. Please find another time, and tell us how "
        "to help in the evening.",
        "小組時間剛好是{ta}最喜歡的體育課，可否改期？也想知道晚上怎樣配合。",
    ),
)
THANKS: tuple[Words, ...] = (
    Words("Thank you, very clear.", "寫得很清楚，謝謝。"),
    Words("We agree. We will read the three cards at bedtime.", "同意，我們會睡前一起讀三張卡。"),
    Words(
        "Please keep us posted; the last months were good.",
        "同意。近幾個月進步不少，請繼續告訴我們情況。",
    ),
    Words("Good that every teacher uses the same card.", "全部老師都用同一張卡，很好。"),
)
HELPED: tuple[Words, ...] = (
    Words(
        "Teachers used the same card in every lesson; short and frequent beats long and rare.",
        "各科老師一致使用提示卡；短而頻密比長而疏落有效。",
    ),
    Words("Being told beforehand; working with one partner.", "預先告知；固定一位同伴。"),
    Words("The group of five; games rather than worksheets.", "五人小組；以遊戲代替工作紙。"),
    Words("Mother's ten minutes at bedtime made the difference.", "媽媽睡前的十分鐘起了很大作用。"),
)
REASONS: dict[str, tuple[Words, ...]] = {
    "continue": (
        Words(
            "More than half of the planned gain; the same support goes on with the same targets.",
            "已取得過半預期進步，按原有目標繼續支援。",
        ),
        Words(
            "Sessions were lost to illness in the first half; the plan deserves its full time.",
            "上半段因病缺課較多，計劃應有足夠時間。",
        ),
    ),
    "change": (
        Words(
            "Targets reached; a new one follows from what class teachers now ask.",
            "已達標，按科任老師的建議訂立新目標。",
        ),
        Words(
            "Little carried over to class. We change the way, not the aim: the card goes "
            "into every "
            "lesson.",
            "課堂應用不足。目標不變，改變方法：把提示卡帶到每一課。",
        ),
    ),
    "step_up": (
        Words(
            "A term of good support did not bring the gain we expected. Teachers, parents and the "
            "specialist propose more help.",
            "一個學期的支援未達預期，老師、家長和專業人員建議加強支援。",
        ),
    ),
    "step_down": (
        Words(
            "Reached and steady, seen in class in three subjects. Lighter support, with a "
            "look back "
            "in spring.",
            "達標並穩定，三科課堂均見應用，可減輕支援，下學期再檢視。",
        ),
    ),
    "moves_on": (
        Words(
            "Moves to secondary school; the record goes on with the parents' consent.",
            "升讀中學，經家長同意移交支援資料。",
        ),
    ),
    "close": (
        Words(
            "All targets reached for the second time, and class adjustments are everyday habit. "
            "Support ends, agreed with parents and child.",
            "連續兩次全部達標，調適已成課堂日常。與家長及學生商議後，支援結束。",
        ),
    ),
}
SUMMARY: dict[str, Words] = {
    "continue": Words(
        "{name} has come part of the way: {figures}. We go on with the same support and look again "
        "by the date in the plan.",
        "{name}已有進步：{figures}。我們會繼續現有支援，並於計劃所列日期再檢討。",
    ),
    "change": Words(
        "We looked at each target together: {figures}. The new plan builds on what helped.",
        "我們一起檢視了每個目標：{figures}。新計劃會沿用有效的方法。",
    ),
    "step_up": Words(
        "{name} has worked hard, and the step was still too large: {figures}. We propose "
        "more help, "
        "and will decide it with you.",
        "{name}很努力，但目標仍有距離：{figures}。我們建議加強支援，並會與您一起決定。",
    ),
    "step_down": Words(
        "{name} has reached what we hoped for: {figures}. Lighter support is enough now; we "
        "stay in "
        "touch.",
        "{name}已達到期望：{figures}。現時可減輕支援，我們會繼續保持聯絡。",
    ),
    "moves_on": Words(
        "{name} goes to secondary school in September: {figures}. With your consent the new school "
        "gets our record, so that support goes on.",
        "{name}九月升讀中學：{figures}。經您同意，我們會把支援資料交給新學校，讓支援得以延續。",
    ),
    "close": Words(
        "{name} no longer needs a plan: {figures}. Thank you for all you did at home.",
        "{name}已不需要支援計劃：{figures}。感謝您在家的付出。",
    ),
}
FIGURE = Words(
    "{area}, {actual} where we expected {expected}",
    "{area}由 {baseline} 到 {actual}（期望 {expected}）",
)
NOT_MEASURED = Words("{area}, not measured yet", "{area}尚未量度")
END_REASON = Words(
    "All targets reached at two reviews in a row; class teaching is enough. Agreed with the "
    "parents.",
    "連續兩次檢討均達標，課堂教學已足夠，家長同意。",
)
END_MOVES_ON = Words("Leaves P6 for secondary school.", "小六畢業，升讀中學。")
