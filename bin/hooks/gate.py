#!/usr/bin/env python
"""Refuse code that walks round the one gate.

    bin/hooks/gate.py [FILE…]     (default: every Python file of the product)

`Student.objects` must be followed by `visible_to` or `editable_by`. Where a rule really speaks of
every student, the line says why: `# all-students: reason`.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ("sencohub", "students", "tiers", "provision", "meetings", "parents")
DOOR = re.compile(
    r"\bStudent\.(objects|_default_manager|_base_manager)\b(?!\s*\.\s*(visible_to|editable_by)\b)"
)
REASON = re.compile(r"#\s*all-students:\s*\S")


def breaches(text: str) -> list[int]:
    """Numbers of the lines that reach for students past the gate without a reason."""
    lines = text.splitlines()
    found = []
    for match in DOOR.finditer(text):
        number = text.count("\n", 0, match.start())
        if not REASON.search(lines[number]):
            found.append(number + 1)
    return found


def product_files() -> list[Path]:
    return [
        path
        for folder in PRODUCT
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def main(arguments: list[str]) -> int:
    status = 0
    for path in [Path(name) for name in arguments] or product_files():
        for number in breaches(path.read_text(encoding="utf-8")):
            print(f"{path}:{number}: go through Student.objects.visible_to(user) or editable_by")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
