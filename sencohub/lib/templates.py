"""Templates kept once for each language, with what depends on nothing else already drawn in them.

A third of a page's nodes are words, icons, addresses of files and of pages without an argument.
They are drawn when the template is first asked for in a language, and joined with the text around
them; a sentence with values in it is looked up then, and only filled in afterwards. What is left
in a page is what its reader and its records decide. Figures: docs/decisions/0009.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.template import Context, Template
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    TextNode,
    render_value_in_context,
)
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import InclusionNode, SimpleNode
from django.template.loader_tags import IncludeNode
from django.template.loaders import cached
from django.templatetags.i18n import BlockTranslateNode, LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language, gettext, pgettext


class Loader(cached.Loader):
    """Django's cached loader with a copy of each template for each language."""

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        name = super().cache_key(template_name, skip) if skip else template_name
        return f"{get_language()}:{name}"

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        is_new = self.cache_key(template_name, skip) not in self.get_template_cache
        template = super().get_template(template_name, skip)
        if is_new:
            template.nodelist = folded(template.nodelist)
        return template


def folded(nodes: Iterable[Node]) -> NodeList:
    """The same nodes, drawn as far as the language now active allows; also those inside them."""
    drawn = NodeList()
    text = ""
    for node in _each(nodes):
        if type(node) is TextNode:
            text += node.s
            continue
        if text:
            drawn.append(TextNode(text))
            text = ""
        drawn.append(node)
    if text:
        drawn.append(TextNode(text))
    return drawn


def _each(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if _is_constant(node):
            yield TextNode(str(node.render(Context())))
        elif isinstance(node, BlockTranslateNode) and _is_plain(node):
            sentence = Sentence(node)
            yield sentence if sentence.names else TextNode(sentence.text % {})
        elif isinstance(node, URLNode) and node.asvar and _is_address(node):
            yield Address(node)
        elif isinstance(node, LanguageNode):
            yield InLanguage(node.nodelist, node.language)
        elif not isinstance(node, LoadNode | CommentNode):
            _fold_inside(node)
            yield node


def _fold_inside(node: Node) -> None:
    if isinstance(node, IfNode):
        rows = node.conditions_nodelists
        node.conditions_nodelists = [(test, folded(inside)) for test, inside in rows]
        return
    for name in node.child_nodelists:
        if isinstance(inside := getattr(node, name, None), NodeList):
            setattr(node, name, folded(inside))


def _is_constant(node: Node) -> bool:
    match node:
        case TranslateNode():
            wholly = [node.filter_expression, node.message_context]
            return node.asvar is None and all(map(_is_literal, filter(None, wholly)))
        case StaticNode():
            return node.varname is None and _is_literal(node.path)
        case URLNode():
            return (
                node.asvar is None
                and not node.kwargs
                and all(map(_is_literal, [node.view_name, *node.args]))
            )
        case SimpleNode():
            drawn_once = getattr(node.func, "drawn_once", False) and node.target_var is None
            return drawn_once and not node.kwargs and all(map(_is_literal, node.args))
    return False


def _is_address(node: URLNode) -> bool:
    return not node.kwargs and all(map(_is_literal, [node.view_name, *node.args]))


def _is_plain(node: BlockTranslateNode) -> bool:
    """No plural, no variable to keep it in, no context of its own that a value decides."""
    told = node.message_context is None or _is_literal(node.message_context)
    return not node.plural and not node.asvar and told


def _is_literal(expression: FilterExpression) -> bool:
    variable = expression.var
    fixed = isinstance(variable, str) or getattr(variable, "literal", None) is not None
    return fixed and not expression.filters


class Sentence(Node):
    """A `{% blocktranslate %}` without plural: translated once, filled in for each page."""

    child_nodelists = ()

    def __init__(self, source: BlockTranslateNode) -> None:
        self.token, self.origin = source.token, source.origin
        text, self.names = source.render_token_list(source.singular)
        self.values = source.extra_context
        about = source.message_context and source.message_context.resolve(Context())
        self.text = pgettext(about, text) if about else gettext(text)

    def render(self, context: Context) -> str:
        told = {}
        for name in self.names:
            value = self.values.get(name)
            found = value.resolve(context) if value else context.get(name, "")
            told[name] = render_value_in_context(found, context)
        return self.text % told


class Address(Node):
    """A `{% url "…" as name %}` without a value in it: looked up once."""

    child_nodelists = ()

    def __init__(self, source: URLNode) -> None:
        self.token, self.origin, self.name = source.token, source.origin, str(source.asvar)
        found = Context()
        source.render(found)
        self.url = found[self.name]

    def render(self, context: Context) -> str:
        context[self.name] = self.url
        return ""


class InLanguage(LanguageNode):
    """A `{% language %}` block: drawn each time, and its parts never with another language's."""

    def render(self, context: Context) -> str:
        found: list[dict[Any, Any]] = context.render_context.dicts
        for kind in (IncludeNode, InclusionNode):
            for node in self.nodelist.get_nodes_by_type(kind):
                for layer in found:
                    layer.pop(node, None)
        return super().render(context)
