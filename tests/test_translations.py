"""Every visible string has a natural Traditional Chinese translation."""

import re
import unicodedata
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message

from sencohub.lib import catalogue

SAME_IN_BOTH = {
    "CSV",
    "English",
    "IEP",
    "PDF",
    "RAG",
    "SEMIS",
    "SEN",
    "SENCO",
    "SENCoHub",
    "SENST",
    "SMART",
    "XLSX",
    "ZIP",
}
"""Names and abbreviations written alike in both languages."""

WRITTEN_IN_HONG_KONG = set("着户吓吖")
"""In the mainland's character set and not in Big5, and still written here."""

RARE_HOMOGRAPHS = set("厂机构胜体怀儿优复惊筑听腊岭扑网庄赶触异坏极痒柜洁离适")
"""In Big5 as rare old characters; in our texts they can only be Simplified."""

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd%]|\{[a-z_]*\}")


@cache
def current() -> Catalog:
    """What the source wants now; without gettext, what the catalogue holds."""
    return catalogue.fresh() if catalogue.can_extract() else catalogue.read()


def english(message: Message) -> str:
    return catalogue.key(message).rpartition(catalogue.CONTEXT_MARK)[2]


def chinese(message: Message) -> str:
    return forms_of(message.string)[0]


def forms_of(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def faults(found: Catalog) -> list[str]:
    """Every fault of every translation, as a line that says where and what."""
    lines = []
    for message in catalogue.messages(found):
        where = f"{', '.join(catalogue.files(message))}: {english(message)!r}"
        lines += [f"{where}: {fault}" for fault in faults_of(message)]
    return lines


def faults_of(message: Message) -> list[str]:
    if not catalogue.is_translated(message):
        return ["not translated"]
    found = []
    if chinese(message) == english(message) and english(message) not in SAME_IN_BOTH:
        found.append("the translation is the English")
    if placeholders(chinese(message)) not in accepted_placeholders(message):
        found.append(f"placeholders differ: {chinese(message)!r}")
    if simplified := {letter for letter in chinese(message) if is_simplified(letter)}:
        found.append(f"Simplified characters: {''.join(sorted(simplified))}")
    return found


def is_simplified(letter: str) -> bool:
    if letter in RARE_HOMOGRAPHS:
        return True
    known_here = letter in WRITTEN_IN_HONG_KONG or encodes(letter, "big5")
    return encodes(letter, "gb2312") and not known_here and "CJK" in unicodedata.name(letter, "")


def encodes(letter: str, codec: str) -> bool:
    try:
        letter.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def accepted_placeholders(message: Message) -> list[list[str]]:
    return [placeholders(form) for form in forms_of(message.id)]


def test_every_string_is_translated_into_natural_chinese() -> None:
    lines = faults(current())
    assert not lines, "\n".join(lines)


def test_the_catalogue_holds_what_the_source_wants() -> None:
    if not catalogue.can_extract():
        pytest.skip("gettext is not installed")
    kept = {catalogue.key(message) for message in catalogue.messages(catalogue.read())}
    wanted = {catalogue.key(message) for message in catalogue.messages(current())}
    assert wanted == kept, "run bin/messages.py extract"


@pytest.mark.parametrize(
    ("msgid", "msgstr", "fault"),
    [
        ("Save", "", "not translated"),
        ("Save", "Save", "the translation is the English"),
        ("%(n)s plans", "計劃", "placeholders differ: '計劃'"),
        ("%(n)s %%", "%(n)s", "placeholders differ: '%(n)s'"),
        ("Student", "学生", "Simplified characters: 学"),
        ("Student", "學生", None),
        ("PDF", "PDF", None),
        (("%(n)s plan", "%(n)s plans"), ("%(n)s 份計劃",), None),
        (("One plan", "%(n)s plans"), ("%(n)s 份計劃",), None),
        (("One plan", "%(n)s plans"), ("",), "not translated"),
    ],
)
def test_a_fault_is_seen(msgid: str, msgstr: str, fault: str | None) -> None:
    found = Catalog(locale="zh_Hant")
    found.add(msgid, msgstr)
    assert faults_of(catalogue.messages(found)[0]) == ([fault] if fault else [])


def test_chinese_as_hong_kong_writes_it_is_not_called_simplified() -> None:
    text = "嘅啲咗哋喺嘢嚟𨋢𠵱㗎台灣着裏群床峰污秘才只余范里后干面系準乃向志，。「」：；（）？、％"
    assert [letter for letter in text if is_simplified(letter)] == []


def test_common_simplified_characters_are_seen() -> None:
    text = "这们个说读学习计师长时间问题见评设记录显压声医农儿体机构"
    assert [letter for letter in text if not is_simplified(letter)] == []
