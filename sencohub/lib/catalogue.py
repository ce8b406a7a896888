"""The Traditional Chinese catalogue: find strings, fill in translations, compile.

Several people edit translations at the same time, so every change happens under one file lock
and replaces the file in one step. Only finding strings needs GNU gettext; compiling does not,
so that a machine without gettext still runs in both languages.
"""

import datetime as dt
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGE = "zh_Hant"
CATALOGUE = ROOT / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
CONTEXT_MARK = "\x04"
SOURCES = (".py", ".html", ".txt")
NOT_OURS = {"var", "tests", "benchmarks", "node_modules", "migrations", "docs", "requirements"}


@contextmanager
def locked() -> Iterator[None]:
    """One writer at a time, whichever `var/` they use."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(CATALOGUE.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def can_extract() -> bool:
    """Whether GNU gettext is here."""
    return all(shutil.which(tool) for tool in ("xgettext", "msgmerge", "msguniq"))


def read(path: Path = CATALOGUE) -> Catalog:
    if not path.exists():
        return Catalog(
            locale=LANGUAGE,
            header_comment="# Traditional Chinese for SENCoHub.",
            project="SENCoHub",
            version="1",
            last_translator="SENCoHub",
            language_team="Traditional Chinese (Hong Kong)",
            revision_date=dt.datetime.now(dt.UTC),
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def write(catalogue: Catalog, path: Path = CATALOGUE) -> None:
    """Replace the catalogue in one step; a file that would not change is left alone."""
    options: dict[str, Any] = {
        "width": 0,
        "sort_by_file": True,
        "ignore_obsolete": True,
        "include_lineno": False,
    }
    _replace(path, lambda file: write_po(file, catalogue, **options))


def _replace(path: Path, writer: Callable[[IO[bytes]], None]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            writer(file)
        if path.exists() and path.read_bytes() == fresh.read_bytes():
            path.touch()
            return
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def key(message: Message) -> str:
    """How a JSON file names a message: its English, with the context before it where it has one."""
    singular = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return f"{message.context}{CONTEXT_MARK}{singular}" if message.context else str(singular)


def messages(catalogue: Catalog) -> list[Message]:
    """Every message but the header."""
    return [message for message in catalogue if message.id]


def files(message: Message) -> list[str]:
    return sorted({name.removeprefix("./") for name, _line in message.locations})


def is_translated(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return not message.fuzzy and bool(forms) and all(forms)


def missing(catalogue: Catalog, prefixes: Iterable[str] = ()) -> list[Message]:
    """Messages without a sure translation, in the files whose path starts with a prefix."""
    wanted = tuple(prefixes)
    return [
        message
        for message in messages(catalogue)
        if not is_translated(message)
        and (not wanted or any(name.startswith(wanted) for name in files(message)))
    ]


def fill(catalogue: Catalog, translations: Mapping[str, str | list[str]]) -> list[str]:
    """Put translations into the catalogue; returns the keys that no message has."""
    by_key = {key(message): message for message in messages(catalogue)}
    for name in translations.keys() & by_key.keys():
        message, given = by_key[name], translations[name]
        forms = tuple(given) if isinstance(given, list) else (given,)
        message.string = forms[:1] if message.pluralizable else forms[0]
        message.flags.discard("fuzzy")
    return sorted(translations.keys() - by_key.keys())


def fresh(source: Path = ROOT) -> Catalog:
    """The catalogue as the source wants it now: read from a copy, so nothing here is touched."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_sources(source, copy)
        po = copy / CATALOGUE.relative_to(ROOT)
        po.parent.mkdir(parents=True, exist_ok=True)
        kept = read()
        write(kept, po)
        _makemessages(copy)
        found = read(po)
    found.creation_date, found.revision_date = kept.creation_date, kept.revision_date
    _forget_guesses(found)
    return found


def _copy_sources(source: Path, copy: Path) -> None:
    for folder, names, found in os.walk(source):
        names[:] = [name for name in names if name not in NOT_OURS and not name.startswith(".")]
        target = copy / Path(folder).relative_to(source)
        target.mkdir(exist_ok=True)
        for name in found:
            if name.endswith(SOURCES):
                shutil.copyfile(Path(folder) / name, target / name)


def _makemessages(folder: Path) -> None:
    options = ["--no-wrap", "--no-obsolete", "--add-location=file", "-v0", "-e", "html,txt,py"]
    # Without our settings: a half-written module must not stop the search for strings.
    away = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(  # noqa: S603 - our own interpreter, fixed arguments
        [sys.executable, "-m", "django", "makemessages", "-l", LANGUAGE, *options],
        cwd=folder,
        env=away,
        check=True,
    )


def _forget_guesses(catalogue: Catalog) -> None:
    """Drop what gettext guessed from a similar string: a wrong sentence is worse than none."""
    for message in messages(catalogue):
        if message.fuzzy:
            message.string = ("",) if message.pluralizable else ""
            message.flags.discard("fuzzy")


def compile_catalogue(po: Path = CATALOGUE) -> Path:
    """Write the compiled catalogue beside the text; returns its path."""
    compiled = po.with_suffix(".mo")
    _replace(compiled, lambda file: write_mo(file, read(po)))
    return compiled


def is_stale(po: Path = CATALOGUE) -> bool:
    """Whether the compiled catalogue is absent or older than the text."""
    compiled = po.with_suffix(".mo")
    return po.exists() and (not compiled.exists() or compiled.stat().st_mtime < po.stat().st_mtime)
