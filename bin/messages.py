#!/usr/bin/env python
"""Translations into Traditional Chinese.

bin/messages.py extract                   find new strings (needs gettext)
bin/messages.py missing [--json] [PATH…]  list what is untranslated in files starting with PATH
bin/messages.py fill FILE.json            {"English": "中文"}; plural: {"one": ["中文"]};
                                          with a context: {"context\\u0004English": "中文"}
bin/messages.py compile                   write the .mo file (needs no gettext)
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sencohub.lib import catalogue


def extract(arguments: argparse.Namespace) -> int:
    if not catalogue.can_extract():
        print("Install gettext first: apt-get install gettext", file=sys.stderr)
        return 2
    with catalogue.locked():
        found = catalogue.fresh()
        catalogue.write(found)
    print(f"{len(catalogue.messages(found))} strings, {len(catalogue.missing(found))} untranslated")
    return 0


def missing(arguments: argparse.Namespace) -> int:
    lacking = catalogue.missing(catalogue.read(), arguments.path)
    if arguments.json:
        skeleton = {catalogue.key(m): [""] if m.pluralizable else "" for m in lacking}
        print(json.dumps(skeleton, ensure_ascii=False, indent=1))
    else:
        for message in lacking:
            name = json.dumps(catalogue.key(message), ensure_ascii=False)
            plural = "  (plural: give a list)" if message.pluralizable else ""
            print(f"{', '.join(catalogue.files(message))}: {name}{plural}")
    return 1 if lacking else 0


def fill(arguments: argparse.Namespace) -> int:
    translations = json.loads(arguments.file.read_text(encoding="utf-8"))
    with catalogue.locked():
        current = catalogue.read()
        unknown = catalogue.fill(current, translations)
        catalogue.write(current)
    print(f"{len(translations) - len(unknown)} filled")
    for name in unknown:
        print(f"no such string: {json.dumps(name, ensure_ascii=False)}", file=sys.stderr)
    return 1 if unknown else 0


def compile_(arguments: argparse.Namespace) -> int:
    with catalogue.locked():
        print(catalogue.compile_catalogue())
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = top.add_subparsers(required=True)
    verbs.add_parser("extract").set_defaults(run=extract)
    listing = verbs.add_parser("missing")
    listing.add_argument("--json", action="store_true", help="print a file ready to be filled in")
    listing.add_argument("path", nargs="*", help="only files whose path starts with this")
    listing.set_defaults(run=missing)
    filling = verbs.add_parser("fill")
    filling.add_argument("file", type=Path)
    filling.set_defaults(run=fill)
    verbs.add_parser("compile").set_defaults(run=compile_)
    return top


if __name__ == "__main__":
    chosen = parser().parse_args()
    sys.exit(chosen.run(chosen))
