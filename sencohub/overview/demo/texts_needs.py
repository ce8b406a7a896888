"""Words for needs, difficulties and placements, as staff here write them, in either language."""

from dataclasses import dataclass

from students.models import Difficulty, Need

C = Need.Category
A = Difficulty.Area
ASSESSED, DIAGNOSED = Need.Certainty.ASSESSED, Need.Certainty.DIAGNOSED

ASSESSORS: dict[str, tuple[tuple[str, str], ...]] = {
    C.SPLD: (
        ("School-based educational psychologist", ASSESSED),
        ("兒童體能智力測驗中心教育心理學家", ASSESSED),
    ),
    C.ADHD: (
        ("Psychiatrist, Hospital Authority", DIAGNOSED),
        ("兒童體能智力測驗中心兒科醫生", DIAGNOSED),
    ),
    C.ASD: (
        ("Child Assessment Centre, paediatrician", DIAGNOSED),
        ("醫管局兒童及青少年精神科", DIAGNOSED),
    ),
    C.SLI: (("School-based speech therapist", ASSESSED), ("校本言語治療師", ASSESSED)),
    C.ID: (
        ("Clinical psychologist, Child Assessment Centre", ASSESSED),
        ("學校教育心理學家", ASSESSED),
    ),
    C.HI: (("Audiologist, Student Health Service", DIAGNOSED), ("耳鼻喉科醫生", DIAGNOSED)),
    C.VI: (("Eye doctor, Hospital Authority", DIAGNOSED),),
    C.PD: (("Paediatrician, Hospital Authority", DIAGNOSED),),
    C.MI: (("Child psychiatrist, Hospital Authority", DIAGNOSED),),
}
"""Who may assess what: EDB Operation Guide on the Whole School Approach, January 2026."""

SUB_TYPES: dict[str, tuple[str, ...]] = {
    C.SPLD: ("Dyslexia in Chinese", "Dyslexia in Chinese and English", "讀寫困難"),
    C.ADHD: ("Inattentive presentation", "Combined presentation", "專注力不足型"),
    C.SLI: ("Expressive language", "Articulation", "語言發展遲緩（輕度）"),
    C.HI: ("Mild, both ears, 35 dB", "Moderate, right ear, 45 dB"),
    C.VI: ("Moderate low vision",),
    C.ID: ("Mild",),
    C.PD: ("Cerebral palsy, walks with a frame", "Muscle weakness of the left hand"),
    C.MI: ("Anxiety", "焦慮症"),
}

DIFFICULTIES: dict[str, list[tuple[str, str]]] = {
    C.SPLD: [
        ("Reads word by word and loses the meaning by the end of the line", A.COGNITION),
        ("默書前已溫習，仍有一半以上的字寫錯或漏筆", A.COGNITION),
        ("抄寫黑板內容需要同學兩倍的時間，常跳行", A.COGNITION),
        ("Understands the story when it is told, not when it is read", A.COGNITION),
    ],
    C.ADHD: [
        ("Starts a task only after being told two or three times", A.COGNITION),
        ("上課約十分鐘後便會離座或轉身與同學說話", A.EMOTIONAL),
        ("Leaves homework and handbook behind three days in five", A.COGNITION),
        ("輪候發言有困難，常未舉手便說出答案", A.EMOTIONAL),
    ],
    C.ASD: [
        ("Upset by a change of room or teacher that was not told beforehand", A.EMOTIONAL),
        ("小息多獨處，不知道怎樣加入同學的遊戲", A.COMMUNICATION),
        ("Takes instructions word for word and misses what is meant", A.COMMUNICATION),
        ("對突然的聲響十分敏感，會掩耳離開課室", A.SENSORY),
    ],
    C.SLI: [
        ("Speaks in phrases of three or four words; others often ask again", A.COMMUNICATION),
        ("只能跟從一個步驟的指示，兩個步驟便會混亂", A.COMMUNICATION),
        ("Cannot find the word and gives up in the middle of a sentence", A.COMMUNICATION),
    ],
    C.ID: [
        ("Needs each new step shown many times, with real objects", A.COGNITION),
        ("生活自理需提示，例如收拾書包和依時間表轉換課堂", A.COGNITION),
        ("Counts to twenty with objects, not yet without", A.COGNITION),
    ],
    C.HI: [
        ("Misses what is said from behind or in a noisy room", A.SENSORY),
        ("小組討論時多點頭附和，未必聽清內容", A.COMMUNICATION),
    ],
    C.VI: [
        ("Cannot read the board from the second row", A.SENSORY),
        ("閱讀細字十分鐘後眼睛疲倦，需要休息", A.SENSORY),
    ],
    C.PD: [
        ("Writing by hand tires him after five lines", A.SENSORY),
        ("上落樓梯及轉換課室需要較長時間", A.SENSORY),
    ],
    C.MI: [
        ("Stomach aches before dictation and oral tests; asks to go home", A.EMOTIONAL),
        ("近月多次在早會前哭泣，不願進入課室", A.EMOTIONAL),
    ],
}


@dataclass(frozen=True)
class PlacementText:
    """Why a tier was given or changed; `criteria` are codes of `tiers.placing`."""

    reason: str
    criteria: tuple[str, ...]
    evidence: str
    parent: str = ""
    student: str = ""
    advice: str = ""


PLACEMENTS: dict[tuple[int, int], tuple[PlacementText, ...]] = {
    (0, 1): (
        PlacementText(
            "Mild difficulty that good class teaching can meet: seating, broken-up tasks and "
            "reading aloud with a partner.",
            ("mild", "in_class"),
            "Class teacher's observation over eight weeks; first test marks.",
            "好呀，知道老師留意到就放心啲。",
        ),
        PlacementText(
            "困難屬輕微，課堂內的教學調適已能照顧；觀察八星期後大致跟上進度。",
            ("mild", "in_class"),
            "班主任課堂觀察、小一學生之學習情況量表。",
            "同意先由課堂支援開始，請學校定期告訴我們進展。",
        ),
    ),
    (0, 2): (
        PlacementText(
            "Two years behind in word reading after a term of adapted teaching in class. "
            "Added help in a small group is needed.",
            ("persistent", "added_help"),
            "Word reading test, three class passages, two teachers' answers.",
            "他每晚做功課做到十點，我們很想學校幫忙。",
            "我想讀快啲，唔想成日問人。",
        ),
        PlacementText(
            "經一個學期的課堂調適，專注和完成課業的情況仍未見進展，需要加入小組訓練。",
            ("persistent", "added_help"),
            "科任老師回饋、功課繳交紀錄、專科醫生報告。",
            "同意。希望小組不要佔用他喜歡的體育課。",
            "小組人少啲，我敢問問題。",
        ),
    ),
    (0, 3): (
        PlacementText(
            "Persistent and severe difficulty in more than one area; needs an individual education "
            "plan with the educational psychologist's advice.",
            ("severe", "advised"),
            "Assessment report; work samples; records of two years' group support.",
            "We agree. Please tell us what to do at home, one thing at a time.",
            "我鍾意一個人慢慢學。",
            "Short, frequent one-to-one sessions; the same prompts in class and at home.",
        ),
    ),
    (1, 2): (
        PlacementText(
            "Class adjustments for two terms helped him start, but reading has not caught up: "
            "8 marks gained where 20 were expected.",
            ("persistent", "added_help"),
            "Review of the class plan; term tests.",
            "同意加入小組，多謝老師解釋。",
            "可以試吓。",
        ),
    ),
    (2, 1): (
        PlacementText(
            "Three of three targets reached and seen in class; steady for a term. Class "
            "adjustments go on.",
            ("held_in_class",),
            "Two reviews in a row with every target reached.",
            "見到他自己開始做功課，同意減輕支援。",
            "而家唔使人提我都識開始做。",
        ),
    ),
    (2, 3): (
        PlacementText(
            "優質的第二層支援已進行兩個學期，進度仍遠低於預期；按教育心理學家建議，"
            "加入個別學習計劃。",
            ("after_two", "advised", "severe"),
            "兩次檢討紀錄、教育心理學家評估報告。",
            "同意，亦希望可以出席每次會議。",
            "我想老師慢慢講。",
            "每星期三次、每次二十分鐘的個別訓練，並把提示卡帶回課室使用。",
        ),
    ),
    (3, 2): (
        PlacementText(
            "Steady progress on all short-term targets for a year. Small-group help is enough now, "
            "agreed with parents and student.",
            ("steady",),
            "Two IEP reviews; observation in three subjects.",
            "We talked it over at home. He is proud of it.",
            "我想返去同同學一齊上堂。",
        ),
    ),
}
"""From tier to tier; 0 is a first placement."""
