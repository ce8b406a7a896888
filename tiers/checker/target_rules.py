"""Rules about one target: is it specific, measured, owned, dated and helped?"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from sencohub.accounts.models import User
from tiers.checker.draft import Draft, TargetLine
from tiers.checker.findings import Finding, Severity, register
from tiers.models import Plan, Target

STOP, ADVISE = Severity.STOP, Severity.ADVISE
MOST_TARGETS = 4
"""EDB Operation Guide, January 2026: three to four short-term targets at most."""

NUMBER = re.compile(
    r"[0-9０-９]"
    r"|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|every|each|once|twice|"
    r"no more than|at least|without)\b"
    r"|[一二兩三四五六七八九十半幾][個次分秒天日課節頁字詞句題步行下成份]"
    r"|[每全]|不用|沒有",
    re.IGNORECASE,
)
DOING = re.compile(
    r"\b(read|write|say|tell|name|spell|ask|answer|start|begin|finish|complete|copy|count|add|"
    r"solve|point|raise|put|take|use|sit|stay|wait|walk|line up|join|play|greet|explain|list|"
    r"match|sort|draw|speak|show|hand|bring|pack|follow|attend|arrive|repeat|recognise|choose|"
    r"sign|type|record|check|share|look)(s|es)?\b"
    r"|[讀寫說講答問數抄串拼指舉坐站等排交帶收讓玩畫唱]|開始|完成|使用|認出|選擇|跟從|參加|出席|檢查|分享",
    re.IGNORECASE,
)


VAGUE = re.compile(
    r"\b(better|improv\w*|progress\w*|confiden\w*|develop\w*|strengthen\w*)\b"
    r"|進步|改善|提升|提高|加強|更好|更有",
    re.IGNORECASE,
)


def is_specific(statement: str) -> bool:
    """It holds something to count, or what a person is seen or heard doing, and no mere “better”.

    Not every good sentence passes and not every bad one fails: the words with which targets
    usually stay vague are known, and a number always makes up for them.
    """
    if NUMBER.search(statement):
        return True
    return bool(DOING.search(statement)) and not VAGUE.search(statement)


def _about(line: TargetLine, code: str, field: str, text: str, level: Severity = STOP) -> Finding:
    said = _("Target %(number)s: %(what)s") % {"number": line.number, "what": text}
    return Finding(code, level, said, line.field(field), line.key)


@register
def words(draft: Draft) -> Iterable[Finding]:
    for line in draft.targets:
        if not is_specific(line.record.statement):
            yield _about(
                line,
                "not-specific",
                "statement",
                _("say what we will see the student do, or what we will count."),
            )


@register
def measured(draft: Draft) -> Iterable[Finding]:
    for line in draft.targets:
        target = line.record
        if target.baseline is None:
            yield _about(line, "no-baseline", "baseline", _("write the number we start from."))
        if not target.measure.strip():
            yield _about(line, "no-measure", "measure", _("say how we will measure it."))
        if not target.unit.strip():
            yield _about(
                line, "no-unit", "unit", _("say what the numbers count, such as words or lessons.")
            )


@register
def expected(draft: Draft) -> Iterable[Finding]:
    """To reach something, the expected number lies beyond the baseline in the direction of good."""
    for line in draft.targets:
        target = line.record
        if target.aim != Target.Aim.REACH:
            continue
        if target.expected is None:
            yield _about(line, "no-expected", "expected", _("write the number we expect."))
        elif target.baseline is not None and not _is_beyond(target):
            yield _about(
                line,
                "not-beyond",
                "expected",
                _("expect more than the baseline, or choose “maintain”.")
                if target.direction == Target.Direction.HIGHER
                else _("expect less than the baseline, or choose “maintain”."),
            )


def _is_beyond(target: Target) -> bool:
    assert target.expected is not None and target.baseline is not None  # noqa: S101, PT018
    gain = target.expected - target.baseline
    return gain > 0 if target.direction == Target.Direction.HIGHER else gain < 0


@register
def owned(draft: Draft) -> Iterable[Finding]:
    for line in draft.targets:
        if line.record.owner_id is None:
            yield _about(line, "no-owner", "owner", _("choose who looks after it."))
        elif line.record.owner_id not in draft.staff:
            yield _about(
                line,
                "owner-left",
                "owner",
                _("%(name)s is no longer on the staff; choose somebody else.")
                % {"name": line.record.owner},
            )


@register
def dated(draft: Draft) -> Iterable[Finding]:
    review, start = draft.plan.review_on, draft.plan.starts_on
    for line in draft.targets:
        due = line.record.due_on
        if due is None:
            yield _about(line, "no-date", "due_on", _("choose the date by which we expect this."))
        elif review and due > review:
            yield _about(
                line, "after-review", "due_on", _("choose a date on or before the review.")
            )
        elif start and due < start:
            yield _about(line, "before-start", "due_on", _("choose a date after the plan begins."))


@register
def supported(draft: Draft) -> Iterable[Finding]:
    """A target that nothing in class and no provision serves is a wish."""
    for line in draft.targets:
        if draft.helps(line):
            continue
        target = line.record
        if target.tier1 or target.tier2 or target.tier3 or target.into_class:
            yield _about(
                line,
                "only-words",
                "tier1",
                _("link an adjustment or a provision to what is written here."),
                ADVISE,
            )
        else:
            yield _about(
                line, "no-support", "tier1", _("add an adjustment or a provision that serves it.")
            )


PLAIN_WORDS = {User.Language.ENGLISH.value: "plain_en", User.Language.CHINESE.value: "plain_zh"}


@register
def plain_words(draft: Draft) -> Iterable[Finding]:
    for line in draft.targets:
        for language in _languages_to_write(draft, line):
            yield _about(
                line,
                "no-plain-words",
                PLAIN_WORDS[language],
                _("write it in English in words a parent would use.")
                if language == User.Language.ENGLISH
                else _("write it in Chinese in words a parent would use."),
            )


def _languages_to_write(draft: Draft, line: TargetLine) -> list[str]:
    """The parents' languages that lack words; with no parent known, one of the two will do."""
    missing = [code for code, name in PLAIN_WORDS.items() if not getattr(line.record, name).strip()]
    if draft.languages:
        return [code for code in missing if code in draft.languages]
    return missing[-1:] if len(missing) == len(PLAIN_WORDS) else []


@register
def interlocking(draft: Draft) -> Iterable[Finding]:
    """An IEP's targets name what happens at each tier (Operation Guide, January 2026)."""
    if draft.plan.kind != Plan.Kind.IEP:
        return
    for line in draft.targets:
        empty = [name for name in ("tier1", "tier2", "tier3") if not getattr(line.record, name)]
        if empty:
            yield _about(
                line,
                "no-measures",
                empty[0],
                _("say what happens in every lesson, in a group and one to one."),
            )


@register
def not_too_many(draft: Draft) -> Iterable[Finding]:
    if len(draft.targets) > MOST_TARGETS:
        text = _("There are %(n)s targets. Keep four at most and take the others out.")
        first_over = draft.targets[MOST_TARGETS]
        yield Finding(
            "too-many-targets",
            STOP,
            text % {"n": len(draft.targets)},
            first_over.field("statement"),
        )
