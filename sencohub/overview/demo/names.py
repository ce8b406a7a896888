"""Invented names as Hong Kong uses them: Cantonese romanisation, English names, other languages."""

import random
from dataclasses import dataclass

from students.models import Student

Language = Student.HomeLanguage

SURNAMES: tuple[tuple[str, str, int], ...] = (
    ("Chan", "陳", 100),
    ("Leung", "梁", 60),
    ("Cheung", "張", 58),
    ("Lee", "李", 58),
    ("Wong", "黃", 62),
    ("Wong", "王", 24),
    ("Lam", "林", 55),
    ("Ng", "吳", 48),
    ("Lau", "劉", 46),
    ("Ho", "何", 38),
    ("Tsang", "曾", 28),
    ("Yeung", "楊", 34),
    ("Cheng", "鄭", 30),
    ("Chow", "周", 26),
    ("Yip", "葉", 26),
    ("Kwok", "郭", 24),
    ("Tang", "鄧", 24),
    ("Tse", "謝", 22),
    ("Lai", "黎", 20),
    ("Mak", "麥", 20),
    ("Fung", "馮", 20),
    ("Chu", "朱", 16),
    ("Chiu", "趙", 14),
    ("Poon", "潘", 16),
    ("Hui", "許", 16),
    ("So", "蘇", 14),
    ("Law", "羅", 16),
    ("Lo", "盧", 14),
    ("Yuen", "袁", 12),
    ("Siu", "蕭", 10),
    ("Tam", "譚", 12),
    ("Kwan", "關", 10),
    ("Choi", "蔡", 14),
    ("Tsui", "徐", 12),
    ("Yu", "余", 12),
    ("Kong", "江", 8),
    ("Fan", "范", 8),
    ("Sin", "冼", 5),
    ("Tong", "湯", 7),
    ("Mok", "莫", 8),
    ("Shum", "沈", 6),
    ("Au Yeung", "歐陽", 5),
    ("Szeto", "司徒", 4),
    ("Ko", "高", 8),
    ("Ma", "馬", 8),
    ("Pang", "彭", 8),
    ("Yau", "邱", 8),
)
"""Romanised, in characters, and how common, roughly as in Hong Kong's telephone books."""

BOYS: tuple[tuple[str, str], ...] = (
    ("Tsz Hin", "梓軒"),
    ("Pak Hei", "柏熙"),
    ("Chun Yin", "俊賢"),
    ("Ho Yin", "浩然"),
    ("Lok Hin", "樂軒"),
    ("Yat Long", "逸朗"),
    ("Chi Yuen", "志遠"),
    ("Ho Lam", "浩林"),
    ("Pak Lok", "柏樂"),
    ("Chi Him", "智謙"),
    ("Man Hei", "文熙"),
    ("King Hei", "敬熙"),
    ("Tsz Kiu", "子喬"),
    ("Ka Ming", "家明"),
    ("Wai Kit", "偉傑"),
    ("Tsz Long", "子朗"),
    ("Cheuk Him", "卓謙"),
    ("Yu Hin", "宇軒"),
    ("Long Yin", "朗賢"),
    ("Ching Yu", "正宇"),
    ("Sum Ming", "心明"),
    ("Hei Long", "希朗"),
    ("Tin Yau", "天佑"),
    ("Kai Lok", "啟樂"),
    ("Ho Fung", "浩峰"),
    ("Shing Hei", "承熙"),
    ("Chun Hei", "俊希"),
    ("Yau Tin", "宥天"),
    ("Cheuk Yin", "卓言"),
    ("Hin Wai", "衍維"),
    ("Ming Chit", "明哲"),
    ("Lap Yan", "立仁"),
    ("Kwan Ho", "君豪"),
    ("Tsz Ching", "梓澄"),
    ("Sze Yuen", "思源"),
    ("Pok Man", "博文"),
    ("Yik Chun", "奕臻"),
    ("Nok Hei", "諾熙"),
)
GIRLS: tuple[tuple[str, str], ...] = (
    ("Hoi Ching", "凱晴"),
    ("Sum Yuet", "心悅"),
    ("Wing Lam", "穎琳"),
    ("Tsz Yau", "芷柔"),
    ("Nga Man", "雅文"),
    ("Yuen Ting", "婉婷"),
    ("Pui Shan", "佩珊"),
    ("Sin Tung", "倩彤"),
    ("Cheuk Lam", "卓琳"),
    ("Ka Wai", "嘉惠"),
    ("Hiu Tung", "曉彤"),
    ("Tsz Ching", "芷晴"),
    ("Wing Yan", "詠欣"),
    ("Ka Yan", "嘉欣"),
    ("Sze Wing", "思穎"),
    ("Hei Tung", "熙彤"),
    ("Lok Yiu", "樂瑤"),
    ("Yan Yu", "欣妤"),
    ("Hau Yi", "巧兒"),
    ("Ching Lam", "靖琳"),
    ("Yat Ching", "一澄"),
    ("Sum Yi", "心怡"),
    ("Nok Yiu", "諾瑤"),
    ("Chi Kiu", "芷蕎"),
    ("Pui Yiu", "沛瑤"),
    ("Wai Ying", "慧瑩"),
    ("Yi Ching", "以晴"),
    ("Man Ching", "敏晴"),
    ("Tin Lam", "天嵐"),
    ("Yuet Ching", "玥澄"),
    ("Hoi Kiu", "海喬"),
    ("Ka Ki", "嘉琪"),
    ("Lai Kwan", "麗君"),
    ("Suet Ying", "雪盈"),
    ("Ho Yan", "可昕"),
    ("Tsz Tung", "紫彤"),
    ("Yuk Ching", "鈺晴"),
    ("Hei Yu", "晞妤"),
)
BOYS_KNOWN_AS = (
    *("Ethan", "Jayden", "Marcus", "Lucas", "Anson", "Jasper", "Kayden", "Hugo", "Ryan"),
    *("Aiden", "Oscar", "Justin", "Matthew", "Isaac", "Adrian", "Dylan", "Nathan", "Leo"),
)
GIRLS_KNOWN_AS = (
    *("Chloe", "Hailey", "Jasmine", "Yoyo", "Charlotte", "Kelly", "Cherry", "Natalie"),
    *("Emily", "Sophia", "Audrey", "Hannah", "Phoebe", "Queenie", "Tiffany", "Zoe"),
)
KNOWN_AS_SHARE = 0.4

ADULTS: tuple[tuple[str, str, str], ...] = (
    ("Ms", "Mei Ling", "美玲"),
    ("Mr", "Chi Wai", "志偉"),
    ("Ms", "Siu Fong", "小芳"),
    ("Mr", "Kwok Keung", "國強"),
    ("Ms", "Pui Yee", "佩儀"),
    ("Mr", "Wing Hong", "永康"),
    ("Ms", "Yuk Lan", "玉蘭"),
    ("Mr", "Ka Ho", "家豪"),
    ("Ms", "Suk Yee", "淑儀"),
    ("Mr", "Tak Wah", "德華"),
    ("Ms", "Lai Ming", "麗明"),
    ("Mr", "Kin Man", "健文"),
    ("Ms", "Hiu Yan", "曉欣"),
    ("Mr", "Siu Ming", "兆明"),
    ("Ms", "Wai Chun", "慧珍"),
    ("Mr", "Yiu Cho", "耀祖"),
    ("Ms", "Ka Po", "家寶"),
    ("Mr", "Chung Yin", "仲賢"),
    ("Ms", "Yee Man", "綺雯"),
    ("Mr", "Ho Cheung", "浩翔"),
    ("Ms", "Sau Ha", "秀霞"),
    ("Mr", "Lok Man", "樂文"),
    ("Ms", "Wing Shan", "穎珊"),
    ("Mr", "Pak Kin", "柏健"),
)
"""Grown people's given names: title, romanised, in characters."""


@dataclass(frozen=True)
class Community:
    """A home language other than Chinese, with the names its families use."""

    language: str
    weight: int
    families: tuple[str, ...]
    boys: tuple[str, ...]
    girls: tuple[str, ...]
    surname_last: bool = True


COMMUNITIES: tuple[Community, ...] = (
    Community(
        Language.URDU,
        30,
        ("Khan", "Ahmed", "Hussain", "Malik", "Iqbal", "Akhtar"),
        ("Hamza", "Bilal", "Usman", "Zain", "Ibrahim", "Danish"),
        ("Zara", "Ayesha", "Amina", "Fatima", "Hafsa", "Maryam"),
    ),
    Community(
        Language.NEPALI,
        22,
        ("Gurung", "Rai", "Limbu", "Thapa", "Tamang", "Pun"),
        ("Aarav", "Bishal", "Roshan", "Sujan", "Prabin", "Ayush"),
        ("Anjali", "Sarina", "Prakriti", "Asmita", "Nisha", "Sujata"),
        surname_last=False,
    ),
    Community(
        Language.HINDI,
        10,
        ("Sharma", "Patel", "Verma", "Mehta"),
        ("Arjun", "Rohan", "Vivaan", "Karan"),
        ("Ananya", "Isha", "Diya", "Kavya"),
    ),
    Community(
        Language.TAGALOG,
        14,
        ("Santos", "Reyes", "Cruz", "Bautista", "Mendoza"),
        ("Joshua", "Gabriel", "Miguel", "Angelo"),
        ("Angela", "Bea", "Princess", "Nicole"),
    ),
    Community(
        Language.PUNJABI,
        8,
        ("Singh", "Kaur"),
        ("Harjit", "Gurpreet", "Jaspreet", "Manveer"),
        ("Simran", "Harleen", "Jasleen", "Navneet"),
    ),
    Community(
        Language.THAI,
        4,
        ("Saetang", "Chaiyasit", "Wongsawat"),
        ("Thanawat", "Nattapong"),
        ("Ploy", "Kanya"),
    ),
)
NON_CHINESE_SHARE = 0.035
"""About one pupil in thirty speaks neither Cantonese nor Putonghua at home (Hong Kong's public
sector primary schools: EDB, "Education services for non-Chinese speaking students")."""
PUTONGHUA_SHARE = 0.05


@dataclass(frozen=True)
class Named:
    """A child's names, the family's name and the language at home."""

    english: str
    chinese: str
    known_as: str
    family_en: str
    family_zh: str
    language: str


def sibling(rng: random.Random, sex: str, of: Named) -> Named:
    """A name for a brother or sister: the same family name and language."""
    home = next((each for each in COMMUNITIES if each.language == of.language), None)
    if home is not None:
        return _named_in(home, rng, sex, of.family_en)
    return _cantonese(rng, sex, of.family_en, of.family_zh, of.language)


def child(rng: random.Random, sex: str) -> Named:
    """A name for a child, and the family it belongs to."""
    share = rng.random()
    if share < NON_CHINESE_SHARE:
        return _from_community(rng, sex)
    putonghua = share < NON_CHINESE_SHARE + PUTONGHUA_SHARE
    language = Language.PUTONGHUA if putonghua else Language.CANTONESE
    return _cantonese(rng, sex, *surname(rng), language)


def _cantonese(
    rng: random.Random, sex: str, family_en: str, family_zh: str, language: str
) -> Named:
    given_en, given_zh = rng.choice(BOYS if sex == "M" else GIRLS)
    nickname = ""
    if rng.random() < KNOWN_AS_SHARE:
        nickname = rng.choice(BOYS_KNOWN_AS if sex == "M" else GIRLS_KNOWN_AS)
    full = f"{family_en} {given_en}" + (f", {nickname}" if nickname else "")
    return Named(full, family_zh + given_zh, nickname, family_en, family_zh, language)


def _from_community(rng: random.Random, sex: str) -> Named:
    home = rng.choices(COMMUNITIES, [each.weight for each in COMMUNITIES])[0]
    return _named_in(home, rng, sex, rng.choice(home.families))


def _named_in(home: Community, rng: random.Random, sex: str, family: str) -> Named:
    given = rng.choice(home.boys if sex == "M" else home.girls)
    if home.language == Language.PUNJABI:
        family = "Singh" if sex == "M" else "Kaur"
    full = f"{given} {family}" if home.surname_last else f"{family} {given}"
    return Named(full, "", given, family, "", home.language)


def surname(rng: random.Random) -> tuple[str, str]:
    """A family name, romanised and in characters."""
    english, chinese, _weight = rng.choices(SURNAMES, [row[2] for row in SURNAMES])[0]
    return english, chinese


def adult(rng: random.Random, number: int) -> tuple[str, str, str]:
    """A colleague: title, name in English, name in Chinese."""
    title, given_en, given_zh = ADULTS[number % len(ADULTS)]
    family_en, family_zh = surname(rng)
    return title, f"{family_en} {given_en}", family_zh + given_zh
