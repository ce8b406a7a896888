"""Templates drawn once for each language say what Django's own templates say, and no more."""

# ruff: noqa: E501  a template is easier to read on one line

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Engine, Template, TemplateDoesNotExist
from django.template.base import TextNode
from django.template.context import make_context
from django.template.engine import Engine as type_engine
from django.test import RequestFactory
from django.utils import translation

from sencohub.lib.templates import folded
from sencohub.lib.templatetags.lists import Kept


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def engine(folder: Path, loader: str = "sencohub.lib.templates.Loader") -> type_engine:
    inner = [("django.template.loaders.filesystem.Loader", [str(folder)])]
    return Engine(
        loaders=[(loader, inner)],
        builtins=settings.TEMPLATES[0]["OPTIONS"]["builtins"],  # type: ignore[index]
    )


def draw(made: type_engine, name: str, language: str, **values: Any) -> str:
    with translation.override(language):
        request = RequestFactory().get("/")
        return made.get_template(name).render(make_context(values, request))


SOURCES = {
    "word": '{% translate "Register" %}',
    "word in a context": '{% translate "Review" context "button" %}',
    "word kept": '{% translate "Register" as word %}[{{ word }}]',
    "word from a value": "{% translate given %}",
    "percent": "{% blocktranslate %}100% sure{% endblocktranslate %}",
    "sentence": "{% blocktranslate with n=number %}{{ n }} late{% endblocktranslate %}",
    "sentence, escaped": "{% blocktranslate with n=given %}{{ n }} late{% endblocktranslate %}",
    "sentence, missing": "{% blocktranslate %}{{ n }} late{% endblocktranslate %}",
    "sentence, kept": "{% blocktranslate with n=number asvar a %}{{ n }} late{% endblocktranslate %}{{ a }}",
    "plural": "{% blocktranslate count n=number %}{{ n }} student{% plural %}{{ n }} students{% endblocktranslate %}",
    "address": '{% url "overview:register" %}',
    "address kept": '{% url "overview:register" as here %}{% if here %}<{{ here }}>{% endif %}',
    "address that is not there": '{% url "no:where" as here %}{% if here %}yes{% else %}no{% endif %}',
    "address with a value": '{% url "overview:student-detail" number %}',
    "file": '{% static "css/sencohub.css" %}',
    "icon": '{% icon "flag" %}',
    "icon of a value": "{% icon given %}",
    "in a condition": '{% if number %}{% translate "Register" %}{% else %}{% translate "Plan" %}{% endif %}',
    "in a loop": '{% for n in many %}{% translate "Plan" %}{{ n }}{% empty %}{% translate "none" %}{% endfor %}',
    "in a block": '{% with a=number %}{% translate "Plan" %}{{ a }}{% endwith %}',
    "comment": "a{% comment %}b{% endcomment %}c{# d #}",
    "another language": '{% language "zh-hant" %}{% translate "Register" %}{% include "part" %}{% endlanguage %}{% translate "Register" %}{% include "part" %}',
    "languages in turn": '{% for code in codes %}{% language code %}{% include "part" %}{% endlanguage %}{% endfor %}',
    "part": '<p>{% translate "Plan" %}</p>',
    "base": '<h1>{% block title %}{% translate "Plan" %}{% endblock %}</h1>{% block body %}{% endblock %}',
    "child": '{% extends "base" %}{% block title %}{% translate "Register" %} {{ block.super }}{% endblock %}{% block body %}{{ number }}{% endblock %}',
}
VALUES = {
    "number": 3,
    "given": "<b>Register</b>",
    "many": [1, 2],
    "codes": ["en", "zh-hant", "en"],
}


@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("name", [*SOURCES])
def test_drawn_the_same_as_by_django(folder: Path, name: str, language: str) -> None:
    for each, source in SOURCES.items():
        (folder / each).write_text(source, encoding="utf-8")
    ours, theirs = engine(folder), engine(folder, "django.template.loaders.cached.Loader")
    expected = draw(theirs, name, language, **VALUES)
    for _turn in range(2):  # made, then kept
        assert draw(ours, name, language, **VALUES) == expected


def test_each_language_has_its_own(folder: Path) -> None:
    (folder / "page").write_text('{% translate "Register" %}', encoding="utf-8")
    made = engine(folder)
    said = [draw(made, "page", language) for language in ("en", "zh-hant", "en", "zh-hant")]
    assert said[0] == said[2] == "Register"
    assert said[1] == said[3] != "Register"


def test_what_depends_on_the_language_alone_becomes_one_text(db: None) -> None:
    source = '<p>{% translate "Plan" %} {% icon "flag" %}{% url "overview:register" %}</p>{% load i18n %}{{ x }}'
    nodes = folded(Template(source).nodelist)
    assert [type(node) is TextNode for node in nodes] == [True, False]


def test_a_template_that_is_not_there_says_so(folder: Path) -> None:
    with pytest.raises(TemplateDoesNotExist):
        engine(folder).get_template("nowhere")


def test_reset_forgets(folder: Path) -> None:
    made = engine(folder)
    (folder / "page").write_text("one", encoding="utf-8")
    assert draw(made, "page", "en") == "one"
    (folder / "page").write_text("two", encoding="utf-8")
    assert draw(made, "page", "en") == "one"
    made.template_loaders[0].reset()
    assert draw(made, "page", "en") == "two"


# --- kept --------------------------------------------------------------------------------------


def drawings(template: Template) -> int:
    (kept,) = (node for node in template.nodelist if isinstance(node, Kept))
    return len(kept.drawn)


ROW = "{% kept row %}{{ row.0 }}{{ other }}{% translate 'Plan' %}{% endkept %}"


def test_kept_draws_once_for_the_same_values(monkeypatch: pytest.MonkeyPatch) -> None:
    template = Template(ROW)
    assert template.render(Context({"row": ("<a>", 1)})) == "&lt;a&gt;Plan"
    assert template.render(Context({"row": ("<a>", 1)})) == "&lt;a&gt;Plan"
    assert drawings(template) == 1
    assert template.render(Context({"row": ("b", 1)})) == "bPlan"
    assert drawings(template) == 2


def test_kept_knows_nothing_but_its_values() -> None:
    """A part that read what it is not kept by would show one reader what another may see."""
    assert Template(ROW).render(Context({"row": ("a",), "other": "secret"})) == "aPlan"


def test_kept_has_the_language_in_it() -> None:
    template = Template(ROW)
    with translation.override("zh-hant"):
        chinese = template.render(Context({"row": ("a",)}))
    assert template.render(Context({"row": ("a",)})) == "aPlan" != chinese


def test_kept_refuses_a_record(senco: Any) -> None:
    with pytest.raises(TypeError, match="record"):
        Template("{% kept row %}{{ row }}{% endkept %}").render(Context({"row": senco}))


def test_kept_when_full_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kept, "ROOM", 2)
    template = Template(ROW)
    for n in range(5):
        assert template.render(Context({"row": (n,)})) == f"{n}Plan"
    assert drawings(template) <= 2
