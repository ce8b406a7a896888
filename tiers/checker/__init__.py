"""The plan checker: rules, no guessing. It names what is missing and says what to do.

`check(draft)` gives the findings. A finding that stops keeps a plan from going to parents; one
that advises does not. Apps above add rules of their own with `register` in `AppConfig.ready`.
Source of the rules: the design, section 5 (Plan checker, Tier 3), after EDB's Operation Guide on
the Whole School Approach, January 2026.
"""

from tiers.checker.draft import AdjustmentLine, Draft, TargetLine, draft_of
from tiers.checker.findings import Finding, Severity, check, register, smart, stops

# The rules register themselves, in the order in which a page shows what they find.
from tiers.checker import plan_rules, target_rules  # noqa: F401  isort: skip

__all__ = [
    "AdjustmentLine",
    "Draft",
    "Finding",
    "Severity",
    "TargetLine",
    "check",
    "draft_of",
    "register",
    "smart",
    "stops",
]
