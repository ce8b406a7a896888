"""The children with a story of their own: the ten accounts meet them, so they are always there."""

from dataclasses import dataclass, field

from students.models import Need, Student

Language = Student.HomeLanguage
C = Need.Category


@dataclass(frozen=True)
class StoryChild:
    """One child by hand: who, where, and what the register says of them (tier 0: nothing)."""

    key: str
    place: str
    sex: str
    name_en: str
    name_zh: str
    known_as: str = ""
    language: str = Language.CANTONESE
    tier: int = 0
    needs: tuple[str, ...] = ()
    account: str = ""
    parents: tuple[tuple[str, str, str, str], ...] = field(default=())
    """Of each parent: relation, title, name in English, name in Chinese."""

    @property
    def level(self) -> int:
        return int(self.place[0])

    @property
    def letter(self) -> str:
        return self.place[1:]


CAST: tuple[StoryChild, ...] = (
    StoryChild(
        "hoi_ching",
        "5A",
        "F",
        "Wong Hoi Ching",
        "王凱晴",
        tier=2,
        needs=(C.ADHD,),
        account="parent",
        parents=(
            ("mother", "Mrs", "Wong Lau Mei Yan", "王劉美恩"),
            ("father", "Mr", "Wong Kwok Wai", "王國偉"),
        ),
    ),
    StoryChild(
        "ethan",
        "3B",
        "M",
        "Chan Tsz Hin, Ethan",
        "陳梓軒",
        "Ethan",
        tier=3,
        needs=(C.SPLD, C.ADHD),
        account="parent2",
        parents=(
            ("mother", "Mrs", "Chan Ho Suk Kwan", "陳何淑君"),
            ("father", "Mr", "Chan Chi Keung", "陳志強"),
        ),
    ),
    StoryChild(
        "tai_man",
        "5A",
        "M",
        "Chan Tai Man",
        "陳大文",
        account="parent3",
        parents=(("mother", "Mrs", "Chan Yip Wai Han", "陳葉慧嫻"),),
    ),
    StoryChild("sum_ming", "5A", "M", "Lee Sum Ming, Jasper", "李心明", "Jasper"),
    StoryChild("yan_yu", "5A", "F", "Tang Yan Yu", "鄧欣妤"),
    StoryChild("ayesha", "5A", "F", "Ayesha Malik", "", "Ayesha", Language.URDU, 1, (C.SLI,)),
    StoryChild("ka_ming", "5A", "M", "Lam Ka Ming", "林家明", tier=2, needs=(C.SPLD,)),
    StoryChild("pak_hei", "6B", "M", "Ng Pak Hei", "吳柏熙", tier=3, needs=(C.ASD, C.ADHD)),
    StoryChild("cheuk_lam", "5C", "F", "Yip Cheuk Lam", "葉卓琳", tier=3, needs=(C.ASD, C.MI)),
    StoryChild("chi_him", "6D", "M", "Mak Chi Him", "麥智謙", tier=3, needs=(C.ID, C.SLI)),
    StoryChild("chun_yin", "4C", "M", "Lee Chun Yin", "李俊賢", tier=2, needs=(C.SPLD,)),
    StoryChild("sum_yuet", "2D", "F", "Cheung Sum Yuet", "張心悅", tier=2, needs=(C.SLI,)),
    StoryChild("ho_yin", "3D", "M", "Kwok Ho Yin", "郭浩然", tier=2, needs=(C.SPLD, C.SLI)),
    StoryChild(
        "aarav",
        "2B",
        "M",
        "Gurung Aarav",
        "",
        "Aarav",
        Language.NEPALI,
        2,
        (C.SLI, C.ADHD),
    ),
    StoryChild("tsz_yau", "4A", "F", "Ho Tsz Yau", "何芷柔", tier=2, needs=(C.HI,)),
    StoryChild("nga_man", "5D", "F", "Fung Nga Man", "馮雅文", tier=2, needs=(C.SPLD, C.ADHD)),
    StoryChild("lok", "3A", "M", "Szeto Lok", "司徒樂", tier=2, needs=(C.ASD,)),
    StoryChild("zara", "3C", "F", "Zara Khan", "", "Zara", Language.URDU),
    StoryChild("king_hei", "1A", "M", "Lai King Hei", "黎敬熙"),
    StoryChild("tsz_kiu", "6A", "M", "Poon Tsz Kiu", "潘子喬"),
)
