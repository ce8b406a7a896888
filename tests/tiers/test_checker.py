"""The plan checker, rule by rule: a plan that passes, one that fails, one on the edge.

Source: the design, section 5 (Plan checker, Tier 3); EDB Operation Guide, January 2026.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import Role
from students.models import OnePageProfile, Student
from tests import factories
from tests.tiers.plan_world import ready_plan
from tiers import checker
from tiers.checker import AdjustmentLine, Draft, Severity, TargetLine
from tiers.checker.target_rules import is_specific
from tiers.models import Adjustment, Plan, SupportCycle, Target
from tiers.support import Support

OWNER, STUDENT = 7, Student(pk=3, name_en="Amina Khan", known_as="Amina")
ENGLISH, CHINESE = User.Language.ENGLISH.value, User.Language.CHINESE.value


def target(key: str = "1", **fields: Any) -> TargetLine:
    """A target nothing can be said against."""
    whole: dict[str, Any] = {
        "pk": int(key) if key.isdigit() else None,
        "area": "Reading",
        "statement": "Reads 120 characters aloud.",
        "plain_en": "Read a passage.",
        "plain_zh": "朗讀一段。",
        "measure": "three passages",
        "unit": "%",
        "baseline": Decimal(60),
        "expected": Decimal(90),
        "due_on": today() + dt.timedelta(days=30),
        "owner_id": OWNER,
        "tier1": "",
    }
    return TargetLine(Target(**(whole | fields)), key, number=1)


def adjustment(helps: str = "1", **fields: Any) -> AdjustmentLine:
    whole = {"force": Adjustment.Force.MUST, "text_en": "A card", "text_zh": "提示卡"}
    return AdjustmentLine(Adjustment(**(whole | fields)), "5", helps)


def draft(
    *targets: TargetLine,
    adjustments: list[AdjustmentLine] | None = None,
    facts: dict[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """A plan that passes, except for what is given."""
    whole: dict[str, Any] = {
        "kind": Plan.Kind.SUPPORT,
        "cycle": SupportCycle(number=1),
        "owner_id": OWNER,
        "starts_on": today(),
        "review_on": today() + dt.timedelta(days=60),
        "student_view": "I like it.",
        "parent_view": "We agree.",
        "home_en": "Read together.",
        "home_zh": "一起讀書。",
    }
    known: dict[str, Any] = {"tier": 2, "staff": frozenset({OWNER})}
    return Draft(
        plan=Plan(**(whole | fields)),
        student=STUDENT,
        targets=list(targets) or [target()],
        adjustments=[adjustment()] if adjustments is None else adjustments,
        **(known | (facts or {})),
    )


def codes(plan: Draft) -> list[str]:
    return [finding.code for finding in checker.check(plan)]


def test_a_whole_plan_passes() -> None:
    assert codes(draft()) == []


LATER = today() + dt.timedelta(days=60)
WEEK = dt.timedelta(days=7)
IEP: dict[str, Any] = {
    "kind": Plan.Kind.IEP,
    "long_term_goals": "Reads for pleasure.",
}
THREE: dict[str, Any] = {"tier1": "Read first.", "tier2": "Reading group.", "tier3": "One to one."}


@pytest.mark.parametrize(
    ("code", "fails", "passes", "edge"),
    [
        (
            "no-baseline",
            draft(target(baseline=None)),
            draft(target(baseline=Decimal(1))),
            draft(target(baseline=Decimal(0))),
        ),
        (
            "no-measure",
            draft(target(measure="   ")),
            draft(target(measure="three passages")),
            draft(target(measure="x")),
        ),
        ("no-unit", draft(target(unit="")), draft(target(unit="words")), draft(target(unit="％"))),
        (
            "no-expected",
            draft(target(expected=None)),
            draft(target(expected=Decimal(90))),
            draft(target(expected=None, aim="maintain")),
        ),
        (
            "not-beyond",
            draft(target(expected=Decimal(60))),
            draft(target(expected=Decimal("60.01"))),
            draft(target(expected=Decimal(10), direction="lower")),
        ),
        (
            "not-beyond",
            draft(target(expected=Decimal(70), direction="lower")),
            draft(target(expected=Decimal("59.99"), direction="lower")),
            draft(target(expected=Decimal(60), aim="maintain")),
        ),
        (
            "no-owner",
            draft(target(owner_id=None)),
            draft(target()),
            draft(target(), facts={"staff": frozenset({OWNER, 8})}),
        ),
        (
            "no-date",
            draft(target(due_on=None)),
            draft(target()),
            draft(target(due_on=today())),
        ),
        (
            "after-review",
            draft(target(due_on=LATER + dt.timedelta(days=1))),
            draft(target(due_on=LATER - dt.timedelta(days=1))),
            draft(target(due_on=LATER)),
        ),
        (
            "before-start",
            draft(target(due_on=today() - dt.timedelta(days=1))),
            draft(target()),
            draft(target(due_on=today())),
        ),
        (
            "no-support",
            draft(target(), adjustments=[]),
            draft(target()),
            draft(target(), adjustments=[], facts={"support": [Support(1, "Group", "小組")]}),
        ),
        (
            "only-words",
            draft(target(tier1="Reads first."), adjustments=[]),
            draft(target(tier1="Reads first.")),
            draft(target(into_class="", tier2="  ".strip())),
        ),
        (
            "too-many-targets",
            draft(*(target() for _n in range(5))),
            draft(*(target() for _n in range(3))),
            draft(*(target() for _n in range(4))),
        ),
        (
            "not-specific",
            draft(target(statement="Gets better.")),
            draft(target(statement="Gets 9 of 10 right.")),
            draft(target(statement="Reads the page aloud.")),
        ),
        (
            "tier3-no-iep",
            draft(facts={"tier": 3}),
            draft(target(**THREE), facts={"tier": 3}, **IEP),
            draft(facts={"tier": None}),
        ),
        (
            "no-goals",
            draft(target(**THREE), **(IEP | {"long_term_goals": " "})),
            draft(target(**THREE), **IEP),
            draft(long_term_goals=""),
        ),
        (
            "no-measures",
            draft(target(**(THREE | {"tier2": ""})), **IEP),
            draft(target(**THREE), **IEP),
            draft(target()),
        ),
        (
            "review-too-late",
            draft(
                target(**THREE),
                **IEP,
                starts_on=today(),
                review_on=today() + dt.timedelta(days=185),
            ),
            draft(target(**THREE), **IEP),
            draft(
                target(**THREE),
                **IEP,
                starts_on=today(),
                review_on=today() + dt.timedelta(days=184),
            ),
        ),
        (
            "review-passed",
            draft(target(due_on=None), review_on=today() - dt.timedelta(days=1)),
            draft(),
            draft(target(due_on=today()), review_on=today()),
        ),
        (
            "no-student-view",
            draft(student_view="\n "),
            draft(),
            draft(student_view="👍"),
        ),
        ("no-parent-view", draft(parent_view=""), draft(), draft(parent_view="-")),
        (
            "plan-owner-left",
            draft(owner_id=9, owner=User(pk=9, name_en="Chan")),
            draft(),
            draft(facts={"staff": frozenset({OWNER, 9})}, owner_id=9),
        ),
        (
            "long-must-do",
            draft(adjustments=[adjustment() for _n in range(7)]),
            draft(adjustments=[adjustment() for _n in range(5)]),
            draft(
                adjustments=[
                    *(adjustment() for _n in range(6)),
                    adjustment(force=Adjustment.Force.MAY),
                ]
            ),
        ),
        (
            "no-adjustments",
            draft(kind=Plan.Kind.CLASS, adjustments=[]),
            draft(kind=Plan.Kind.CLASS),
            draft(target(tier1="Words."), adjustments=[]),
        ),
        (
            "own-words",
            draft(facts={"has_unpublished_words": True}),
            draft(),
            draft(facts={"has_unpublished_words": False}),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rule(code: str, fails: Draft, passes: Draft, edge: Draft) -> None:
    assert (code in codes(fails), code in codes(passes), code in codes(edge)) == (
        True,
        False,
        False,
    )


def test_an_owner_who_left_is_named() -> None:
    line = target(owner_id=None)
    line.record.owner = User(pk=9, name_en="Chan Siu Ming", title="Mr")
    found = next(one for one in checker.check(draft(line)) if one.code == "owner-left")
    assert "Mr Chan Siu Ming" in found.text


@pytest.mark.parametrize(
    ("languages", "english", "chinese", "fields"),
    [
        ({ENGLISH}, "", "中", ["plain_en"]),
        ({CHINESE}, "Yes", "", ["plain_zh"]),
        ({ENGLISH, CHINESE}, "", "", ["plain_en", "plain_zh"]),
        ({CHINESE}, "", "中", []),
        (set(), "", "", ["plain_zh"]),
        (set(), "Yes", "", []),
    ],
)
def test_plain_words_are_asked_for_in_the_parents_languages(
    languages: set[str], english: str, chinese: str, fields: list[str]
) -> None:
    plan = draft(
        target(plain_en=english, plain_zh=chinese), facts={"languages": frozenset(languages)}
    )
    found = [one.field for one in checker.check(plan) if one.code == "no-plain-words"]
    assert found == [f"id_targets-1-{name}" for name in fields]


@pytest.mark.parametrize(
    ("languages", "fields", "found"),
    [
        ({CHINESE}, {"text_zh": ""}, ["id_adjustments-5-text_zh"]),
        ({ENGLISH}, {"text_en": ""}, ["id_adjustments-5-text_en"]),
        ({ENGLISH}, {"text_zh": ""}, []),
        (set(), {"text_zh": ""}, []),
    ],
)
def test_adjustments_are_asked_for_in_the_parents_languages(
    languages: set[str], fields: dict[str, Any], found: list[str]
) -> None:
    plan = draft(adjustments=[adjustment(**fields)], facts={"languages": frozenset(languages)})
    assert [x.field for x in checker.check(plan) if x.code == "adjustment-words"] == found


@pytest.mark.parametrize(
    ("languages", "fields", "found"),
    [
        ({CHINESE}, {"home_zh": ""}, ["id_home_zh"]),
        ({ENGLISH}, {"home_en": ""}, ["id_home_en"]),
        ({ENGLISH, CHINESE}, {"home_en": "", "home_zh": ""}, []),
        ({ENGLISH}, {"home_zh": ""}, []),
    ],
)
def test_home_words_are_asked_for_only_where_there_are_some(
    languages: set[str], fields: dict[str, Any], found: list[str]
) -> None:
    plan = draft(facts={"languages": frozenset(languages)}, **fields)
    assert [x.field for x in checker.check(plan) if x.code == "home-words"] == found


@pytest.mark.parametrize(
    ("statement", "specific"),
    [
        ("Gets better.", False),
        ("His writing improves.", False),
        ("More confident in class", False),
        ("Behaves well", False),
        ("進步。", False),
        ("朗讀能力有改善", False),
        ("寫作有進步", False),
        ("寫作進步，每篇寫五十字", True),
        ("Reads better", False),
        ("Reads better than 3 of 5 times", True),
        ("專注力改善", False),
        ("更有自信", False),
        ("Starts a task within two minutes", True),
        ("Asks for a break in words", True),
        ("Stays on task for 10 min", True),
        ("Hands in homework", True),
        ("三次中有兩次能舉手", True),
        ("完成工作紙", True),
        ("", False),
    ],
)
def test_what_counts_as_specific(statement: str, specific: bool) -> None:
    """Something to count, or something a person can be seen or heard doing."""
    assert is_specific(statement) is specific


def test_what_stops_comes_first_and_says_which_field() -> None:
    plan = draft(target(due_on=None), adjustments=[adjustment() for _n in range(7)])
    found = checker.check(plan)
    assert [one.severity for one in found] == [Severity.STOP, Severity.ADVISE]
    assert found[0].text == "Target 1: choose the date by which we expect this."
    assert (found[0].field, found[0].target) == ("id_targets-1-due_on", "1")
    assert checker.stops(found) == found[:1]


def test_parents_view_stops_only_an_iep() -> None:
    levels = {
        kind: next(
            one.severity
            for one in checker.check(
                draft(target(**THREE), kind=kind, parent_view="", long_term_goals="Goals.")
            )
            if one.code == "no-parent-view"
        )
        for kind in (Plan.Kind.SUPPORT, Plan.Kind.IEP)
    }
    assert levels == {Plan.Kind.SUPPORT: Severity.ADVISE, Plan.Kind.IEP: Severity.STOP}


def test_a_class_plan_needs_no_target() -> None:
    plan = replace(draft(kind=Plan.Kind.CLASS), targets=[])
    assert "no-targets" not in codes(plan)
    assert "no-targets" in codes(replace(draft(), targets=[]))


def test_smart_takes_a_letter_away_for_each_fault() -> None:
    plan = draft(target(statement="Gets better.", due_on=None))
    letters = checker.smart(checker.check(plan), "1")
    assert [good for _word, good in letters] == [False, True, True, True, False]
    assert str(letters[0][0]) == "Specific"


def test_apps_above_add_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    from tiers.checker import findings

    monkeypatch.setattr(findings, "_RULES", dict(findings._RULES))
    checker.register(
        lambda draft: [checker.Finding("theirs", Severity.ADVISE, "Theirs.", "id_owner")]
    )
    assert codes(draft()) == ["theirs"]


def test_a_stored_plan_is_read_with_the_facts_about_the_student(
    amina: Student, senco: User, parent: User
) -> None:
    plan = ready_plan(amina, senco)
    factories.TierPlacementFactory(student=amina, tier=2, decided_by=senco)
    read = checker.draft_of(plan, amina)
    assert read.tier == 2
    assert read.languages == {CHINESE}
    assert read.staff == {senco.pk}
    assert checker.check(read) == []


def test_an_owner_without_a_role_counts_as_left(
    amina: Student, senco: User, newcomer: User, office: User
) -> None:
    plan = ready_plan(amina, senco)
    for person in (newcomer, office):
        plan.targets.update_or_create(pk=plan.targets.get().pk, defaults={"owner": person})
        assert "owner-left" in codes(checker.draft_of(plan, amina))


def test_a_profile_nobody_published_is_mentioned(amina: Student, senco: User) -> None:
    plan = ready_plan(amina, senco)
    OnePageProfile.objects.create(
        student=amina,
        voice=OnePageProfile.Voice.STUDENT,
        language="en",
        important="My sister.",
        said_on=today(),
        recorded_by=senco,
    )
    assert codes(checker.draft_of(plan, amina)) == ["own-words"]


def test_reading_a_plan_takes_as_many_queries_for_forty_targets_as_for_one(
    amina: Student, senco: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    plan = ready_plan(amina, senco)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        checker.check(checker.draft_of(plan, amina))
    for n in range(39):
        factories.TargetFactory(plan=plan, owner=senco, position=n + 2)
    with django_assert_num_queries(len(few)):
        checker.check(checker.draft_of(plan, amina))


def test_only_roles_with_children_are_staff(senco: User, amina: Student) -> None:
    from tiers.checker.draft import STAFF_ROLES

    assert Role.PARENT not in STAFF_ROLES
    assert Role.OFFICE not in STAFF_ROLES
