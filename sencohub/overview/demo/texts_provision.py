"""The catalogue of the invented school: what it gives, to whom, how often, and who gives it."""

from dataclasses import dataclass

from sencohub.overview.demo.themes import Words
from students.models import Need

C = Need.Category


@dataclass(frozen=True)
class Offer:
    """An entry of the catalogue, and how this school usually runs it."""

    code: str
    name: Words
    purpose: str
    needs: tuple[str, ...]
    evidence: str
    theme: str
    """The theme whose first goal is the measure of the run."""
    leaders: tuple[str, ...]
    """Keys of staff, in turn."""
    weeks: int = 12
    days: tuple[int, ...] = (1, 3)
    """Weekdays, Monday 0."""
    minutes: int = 35
    group: int = 6
    alone: bool = False
    """One to one, though the run holds several children's places."""
    tier: int = 2
    hour: int = 15
    minute: int = 20
    instead_of: str = ""
    """The lesson students miss; empty: outside lessons."""
    materials: int = 0
    fund: str = "lsg"


OFFERS: tuple[Offer, ...] = (
    Offer(
        "word-reading",
        Words("Chinese word reading", "中文認讀小組"),
        "Characters by parts and in texts, in a small group. 讓學生從部件認字，並在篇章中應用。",
        (C.SPLD,),
        "EDB tiered teaching materials for Chinese reading",
        "reading",
        ("senst", "senst2"),
        instead_of="General Studies",
        materials=600,
    ),
    Offer(
        "writing-scaffold",
        Words("Chinese writing scaffold", "中文寫作階梯"),
        "From saying to writing, with sentence frames. 先說後寫，運用句式框架。",
        (C.SPLD, C.SLI),
        "School's own trial, 2024/25: 7 of 10 on target",
        "dictation",
        ("senst2", "senst"),
        days=(0, 2),
        instead_of="Visual Arts",
        materials=300,
    ),
    Offer(
        "phonics",
        Words("English phonics catch-up", "英文拼音追趕班"),
        "Sounds, blending and reading of short words. 學習語音、拼讀和簡單單字。",
        (C.SPLD, C.SLI),
        "Synthetic phonics; reviews by the Education Endowment Foundation",
        "phonics",
        ("t07", "ta3"),
        days=(0, 3),
        minutes=30,
        hour=8,
        minute=0,
        materials=450,
    ),
    Offer(
        "attention",
        Words("Attention coaching", "專注力訓練"),
        "Starting, staying, checking: strategies to carry back to class. "
        "學習開始、持續、檢查的策略。",
        (C.ADHD,),
        "Modest; carries over only when class teachers use the same cards",
        "starting",
        ("ta", "senst2"),
        days=(2,),
        minutes=40,
        group=8,
        instead_of="Assembly",
    ),
    Offer(
        "planning-club",
        Words("Homework and planning club", "功課及自我管理小組"),
        "Homework done and packed, with a picture list. 完成功課、執拾書包、自我檢查。",
        (C.ADHD,),
        "School's own records",
        "homework",
        ("ta", "ta3"),
        days=(1, 4),
        minutes=45,
        group=8,
        fund="school",
    ),
    Offer(
        "playground",
        Words("Playground project", "小息同樂計劃"),
        "Joining games at recess with two classmates who help. 在同伴協助下加入小息遊戲。",
        (C.ASD,),
        "Peer-mediated play; good evidence in primary schools",
        "play",
        ("worker",),
        days=(1, 3),
        minutes=20,
        hour=10,
        minute=30,
    ),
    Offer(
        "social-stories",
        Words("Social stories, one to one", "社交故事（個別）"),
        "Knowing what comes and what to do. 預先認識將發生的事和應對方法。",
        (C.ASD,),
        "Case studies; best with pictures",
        "change",
        ("senst",),
        weeks=10,
        days=(4,),
        minutes=20,
        alone=True,
        hour=11,
        minute=0,
        instead_of="Library",
    ),
    Offer(
        "calm-start",
        Words("Calm start", "晨間安心小站"),
        "Coming into school without fear. 安心回校，平靜開始一天。",
        (C.MI,),
        "Advice of the child psychiatric team",
        "calm",
        ("worker",),
        days=(0, 2, 4),
        minutes=15,
        group=4,
        alone=True,
        hour=7,
        minute=50,
    ),
    Offer(
        "speech-group",
        Words("Speech therapy, small group", "言語治療小組"),
        "Telling, asking, linking sentences. 講述、發問、連句。",
        (C.SLI,),
        "School-based speech therapy service plan",
        "speaking",
        ("speech",),
        days=(2,),
        minutes=30,
        hour=9,
        minute=0,
        instead_of="Chinese",
        materials=200,
    ),
    Offer(
        "speech-one",
        Words("Speech therapy, one to one", "個別言語治療"),
        "Following what is said; asking when it was not understood. 聽懂說話，不明白時懂得發問。",
        (C.SLI, C.HI),
        "School-based speech therapy service plan",
        "following",
        ("speech",),
        weeks=10,
        days=(4,),
        minutes=25,
        alone=True,
        hour=9,
        minute=0,
        instead_of="English",
    ),
    Offer(
        "maths-language",
        Words("Maths language", "數學語言小組"),
        "Words of word problems, by drawing. 以畫圖理解應用題的語言。",
        (C.SPLD, C.SLI),
        "Bar models; used in class since 2023",
        "maths",
        ("t20", "ta2"),
        days=(3,),
        minutes=35,
        hour=15,
    ),
    Offer(
        "iep-programme",
        Words("IEP individual programme", "個別學習計劃訓練"),
        "Daily living and number with real objects. 以實物學習生活技能和數學。",
        (C.ID,),
        "Systematic instruction; strong for students with ID",
        "counting",
        ("senst",),
        weeks=14,
        days=(0, 2, 4),
        minutes=20,
        group=4,
        alone=True,
        tier=3,
        hour=13,
        minute=0,
        instead_of="Mathematics",
        materials=800,
    ),
    Offer(
        "keyboard",
        Words("Keyboard club", "鍵盤小組"),
        "Typing Chinese so that long answers can be typed. 學習中文輸入，以電腦作答。",
        (C.PD, C.VI),
        "Occupational therapist's advice",
        "hands",
        ("ta2",),
        days=(0,),
        minutes=30,
        group=4,
        materials=1200,
        fund="topup",
    ),
)
FUNDS: tuple[tuple[str, Words], ...] = (
    ("lsg", Words("Learning Support Grant", "學習支援津貼")),
    ("ncs", Words("NCS-SEN support grant", "有特殊教育需要非華語學生支援津貼")),
    ("topup", Words("Top-up Fund", "增補基金")),
    ("school", Words("School funds", "學校經費")),
)
CONTRACTOR = "晴朗成長中心 Bright Days Centre"
CONTRACT_HKD = 18_000
"""The playground project of a second term was bought in."""
HOURLY: dict[str, int] = {
    "senco": 420,
    "senst": 330,
    "worker": 310,
    "speech": 380,
    "ta": 96,
    "t": 320,
}
"""HKD an hour by the first letters of a staff key; raised a little every September."""
