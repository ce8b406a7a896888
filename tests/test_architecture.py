"""What the house keeps by machine and no other tool sees: the gate, keys, sizes, guardian."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from sencohub.lib.records import Record
from students.models import Student

ROOT = Path(__file__).resolve().parent.parent
HEIGHT = {
    "overview": 9,
    "parents": 8,
    "meetings": 7,
    "provision": 6,
    "tiers": 5,
    "students": 4,
    "documents": 3,
    "notices": 3,
    "school": 2,
    "accounts": 1,
    "lib": 0,
}
"""Apps from the top of the house to its ground; a key points down."""

LINES_OF_A_MODULE = 400
LINES_OF_A_FUNCTION = 40
NEVER_CHANGED = {"PlanIssue"}
"""Tables about students whose rows are written once: a snapshot needs no history."""

WRITES_HISTORY_ITSELF = {"sencohub/overview/demo/book.py"}
"""The demo school's past: every version of a row, dated as of then."""

OPT_OUT = "# no history:"
"""A bulk write to a table without history says so on its line or the one above, with the reason."""


def _gate():
    spec = importlib.util.spec_from_file_location("gate", ROOT / "bin/hooks/gate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


gate = _gate()
FILES = gate.product_files()


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def our_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model._meta.app_label in HEIGHT:
            yield model


def keys(model: type[models.Model]) -> Iterator[Any]:
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        if field.is_relation and isinstance(field.related_model, type):
            yield field


# --- the gate ----------------------------------------------------------------------------------
def test_nobody_walks_round_the_gate():
    found = [where(path, n) for path in FILES for n in gate.breaches(path.read_text())]
    assert not found, f"Student.objects without visible_to or editable_by: {found}"


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("Student.objects.all()", [1]),
        ("x\nrows = Student.objects.filter(pk=1)", [2]),
        ("Student._default_manager.all()", [1]),
        ("get_object_or_404(Student.objects, pk=1)", [1]),
        ("Student.objects.visible_to(user).filter(pk=1)", []),
        ("Student.objects.editable_by(user)", []),
        ("(\n    Student.objects\n    .visible_to(user)\n)", []),
        ("Student.objects.count()  # all-students: the roll has no SEN fact", []),
        ("Student.objects.count()  # all-students:", [1]),
        ("StudentFactory.objects", []),
    ],
)
def test_the_gate_hook_sees(code: str, lines: list[int]):
    assert gate.breaches(code) == lines


# --- rows about somebody -----------------------------------------------------------------------
DOORS = {
    "visible_to",
    "editable_by",
    "published_to",
    "for_parent",
    "for_user",
    "about_children_of",
    "decided_by",
    "commented_by",
    "acknowledged_by",
    "delivered_by",
    "none",
}
"""What a queryset is asked for a reader's part of its rows."""

ANY_ROW = "# all-rows:"
"""A function with a reader at hand that needs any row says so on its line or the one above."""


def guarded_tables() -> set[str]:
    """Models whose rows a person may see some of."""
    managers = {model.__name__: model._default_manager for model in our_models()}
    return {name for name, manager in managers.items() if hasattr(manager, "visible_to")}


def has_a_reader(function: ast.FunctionDef) -> bool:
    """The function takes a `user` or a `request`, or speaks of somebody's `.user`."""
    names = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    speaks = any(
        isinstance(node, ast.Attribute) and node.attr == "user" for node in ast.walk(function)
    )
    return speaks or bool(names & {"user", "request"})


def chain_after(node: ast.AST, above: dict[ast.AST, ast.AST]) -> Iterator[str]:
    """The names called one after the other on `Table.objects`."""
    while isinstance(above[node], ast.Attribute | ast.Call):
        node, below = above[node], node
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Call) and node.func is not below:
            return


def unasked(text: str, tables: set[str]) -> Iterator[int]:
    """Lines of functions that have a reader at hand and take rows without asking for whom."""
    tree, lines = ast.parse(text), text.splitlines()
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for node in {node for f in functions if has_a_reader(f) for node in ast.walk(f)}:
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "objects"
            and isinstance(node.value, ast.Name)
            and node.value.id in tables
            and DOORS.isdisjoint(chain_after(node, above))
            and not re.search(
                rf"{ANY_ROW} \S|{gate.REASON.pattern}",
                "\n".join(lines[max(0, node.lineno - 2) : node.lineno]),
            )
        ):
            yield node.lineno


def decides_itself(path: Path) -> bool:
    """The gates themselves, and the demo school, which makes everything."""
    place = path.relative_to(ROOT)
    return (
        place.stem == "models"
        or bool({"models", "demo"} & set(place.parts))
        or "access" in place.parts
    )


def test_whoever_has_a_reader_asks_what_they_may_see():
    tables = guarded_tables()
    found = [
        where(path, line)
        for path in FILES
        if not decides_itself(path)
        for line in sorted(unasked(path.read_text(), tables))
    ]
    assert not found, f"ask visible_to(user), or say why with `{ANY_ROW} reason`: {found}"


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("return Need.objects.filter(student=student)", True),
        ("return Need.objects.all()", True),
        ("return list(Need.objects.current())", True),
        ("return [model.count() for model in (Need.objects,)]", True),
        ("return lambda: Need.objects.get(pk=1)", True),
        ("return Need.objects.current().visible_to(user)", False),
        ("return Need.objects.published_to(user).filter(pk=1)", False),
        ("return Need.objects.none()", False),
        ("return Need.objects.filter(pk__in=rows.visible_to(user))", True),
        ("return Need.objects.all()  # all-rows: only counted", False),
        ("return Need.objects.all()  # all-rows:", True),
        ("return Term.objects.all()", False),
    ],
)
def test_the_test_of_readers_sees(body: str, seen: bool):
    assert bool(list(unasked(f"def page(user):\n    {body}\n", {"Need"}))) is seen
    if seen:
        asked = f"def page(pk, job):\n    who = job.user\n    {body}\n"
        assert list(unasked(asked, {"Need"}))
        assert not list(unasked(f"def action(by):\n    {body}\n", {"Need"}))


# --- keys --------------------------------------------------------------------------------------
def test_no_key_points_up():
    up = [
        f"{model.__name__}.{key.name}"
        for model in our_models()
        for key in keys(model)
        if HEIGHT.get(key.related_model._meta.app_label, -1) > HEIGHT[model._meta.app_label]
    ]
    assert not up


def test_every_key_to_a_student_is_protected():
    loose = [
        f"{model.__name__}.{key.name}"
        for model in our_models()
        for key in keys(model)
        if key.related_model is Student
        and not key.many_to_many
        and not model.__name__.startswith("Historical")
        and key.remote_field.on_delete is not models.PROTECT
    ]
    assert not loose


def test_every_table_about_a_student_keeps_its_history():
    forgetful = [
        model.__name__
        for model in our_models()
        if any(key.related_model is Student for key in keys(model))
        and not hasattr(model, "history")
        and model.__name__ not in NEVER_CHANGED
        and not model.__name__.startswith("Historical")
        and not model._meta.auto_created
    ]
    assert not forgetful


# --- writing past the history ------------------------------------------------------------------
def bulk_writes(text: str) -> Iterator[tuple[int, str]]:
    """Calls that write rows without saving them one by one: line and source."""
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr not in {"update", "bulk_create", "bulk_update", "_raw_delete"}:
            continue
        written = ast.get_source_segment(text, node.func) or ""
        block = "\n".join(lines[max(0, node.lineno - 2) : node.end_lineno])
        if OPT_OUT not in block and is_a_table(node, written) and may_have_history(written):
            yield node.lineno, written


def is_a_table(node: ast.Call, written: str) -> bool:
    """`dict.update({...})` and `set.update(...)` pass one positional argument; a queryset none."""
    assert isinstance(node.func, ast.Attribute)
    return node.func.attr != "update" or (
        bool(node.keywords) and not node.args and bool(re.search(r"objects|\(|rows", written))
    )


def may_have_history(written: str) -> bool:
    """Unless the call starts with the name of a table that is known to keep none."""
    named = {model.__name__: model for model in our_models()}.get(written.split(".")[0])
    return named is None or hasattr(named, "history")


def test_no_history_is_walked_round():
    found = [
        f"{where(path, line)}: {written}"
        for path in FILES
        if str(path.relative_to(ROOT)) not in WRITES_HISTORY_ITSELF
        for line, written in bulk_writes(path.read_text())
    ]
    assert not found, f"save the record, or say why with `{OPT_OUT} reason`: {found}"


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("Plan.objects.filter(pk=1).update(state='agreed')", True),
        ("Plan.objects.bulk_create(rows)", True),
        ("Notice.objects.bulk_create(rows)", False),
        ("bulk_create_with_history(rows, Plan)", False),
        ("context.update({'a': 1})", False),
        ("context.update(a=1)", False),
        ("tokens.filter(pk=1).update(used=True)  # no history: a token is not a record", False),
    ],
)
def test_the_history_test_sees(code: str, seen: bool):
    assert bool(list(bulk_writes(code))) is seen


def test_every_record_with_personal_data_is_a_record():
    assert issubclass(Student, Record)


# --- sizes -------------------------------------------------------------------------------------
def test_modules_are_short_enough_to_read():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in FILES
        if (lines := len(path.read_text().splitlines())) > LINES_OF_A_MODULE
    }
    assert not long, f"split by subject: {long}"


def test_functions_are_short_enough_to_see():
    long = [
        f"{where(path, node.lineno)} {node.name}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LINES_OF_A_FUNCTION
    ]
    assert not long


# --- imports -----------------------------------------------------------------------------------
def test_only_the_grants_and_their_keeper_know_guardian():
    allowed = {ROOT / "students/access.py", ROOT / "students/models/grants.py"}
    allowed |= set((ROOT / "students" / "access").rglob("*.py"))
    found = [
        where(path, 1)
        for path in FILES
        if path not in allowed and re.search(r"^\s*(from|import) guardian", path.read_text(), re.M)
    ]
    assert not found


def test_no_drawer_for_things_without_a_name():
    assert not [path for path in FILES if path.stem in {"utils", "helpers", "services", "misc"}]
