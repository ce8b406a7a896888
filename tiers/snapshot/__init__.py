"""A plan word for word, as it is sent: built once, then only read.

`build(plan, student)` makes the dictionary that a `PlanIssue` keeps; pages, the portal and the
document show nothing else of a plan that was sent. `read(snapshot, language)` gives a template the
words in one language (`tiers/_issue.html` draws them); `difference(older, newer)` compares two
issues word by word.

A group's plan gives each student an extract of their own: rows about other students never enter.
"""

from tiers.snapshot.build import build, compose, digest
from tiers.snapshot.difference import Change, difference
from tiers.snapshot.read import Reading, TargetReading, Words, read

__all__ = [
    "Change",
    "Reading",
    "TargetReading",
    "Words",
    "build",
    "compose",
    "difference",
    "digest",
    "read",
]
