"""Findings, the list of rules, and the five letters of SMART."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tiers.checker.draft import Draft


class Severity(models.TextChoices):
    STOP = "stop", _("before this can go to parents")
    ADVISE = "advise", _("worth a look")


@dataclass(frozen=True)
class Finding:
    """One thing to do: a sentence for people, and the id of the control it is about."""

    code: str
    severity: Severity
    text: str
    field: str
    target: str = ""
    """The key of the target it is about, if it is about one."""


type_rule = Callable[[Draft], Iterable[Finding]]
_RULES: dict[str, type_rule] = {}


def register(rule: type_rule) -> type_rule:
    """Add a rule; also usable as a decorator. The same rule twice is one."""
    _RULES[f"{rule.__module__}.{rule.__qualname__}"] = rule
    return rule


def check(draft: Draft) -> list[Finding]:
    """Everything the rules find, what stops first."""
    found = [finding for rule in _RULES.values() for finding in rule(draft)]
    return sorted(found, key=lambda finding: finding.severity != Severity.STOP)


def stops(findings: Iterable[Finding]) -> list[Finding]:
    """Those that keep the plan from going to parents."""
    return [finding for finding in findings if finding.severity == Severity.STOP]


LETTERS: tuple[tuple[Any, frozenset[str]], ...] = (
    (_("Specific"), frozenset({"not-specific"})),
    (_("Measurable"), frozenset({"no-measure", "no-unit", "no-baseline"})),
    (_("Achievable"), frozenset({"no-expected", "not-beyond", "no-support"})),
    (_("Relevant"), frozenset({"no-plain-words", "no-measures"})),
    (_("Time-bound"), frozenset({"no-date", "after-review", "before-start"})),
)
"""Which findings take a letter away. Source: the glossary's SMART and the editor's drawing."""


def smart(findings: Iterable[Finding], key: str) -> list[tuple[Any, bool]]:
    """For one target: each word of SMART and whether nothing speaks against it."""
    codes = {finding.code for finding in findings if finding.target == key}
    return [(word, codes.isdisjoint(against)) for word, against in LETTERS]
