"""Reading a PDF as its reader would: text, fonts, tags, pages."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader


def read(content: bytes) -> Any:
    return PdfReader(io.BytesIO(content))


def text_of(reader: Any) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def fonts_of(reader: Any) -> dict[str, Any]:
    """Each embedded font's name with its descriptor."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            found[inner["/BaseFont"]] = inner["/FontDescriptor"].get_object()
    return found


def only_our_font(reader: Any) -> bool:
    """Whether all text is drawn in the font we carry, embedded, and something is."""
    fonts = fonts_of(reader)
    ours = all("+SENCoHub-Sans" in name and "/FontFile2" in font for name, font in fonts.items())
    return bool(fonts) and ours


def tags_of(reader: Any) -> list[Any]:
    """Every element of the structure tree, in no order."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, dict):
            found.append(node)
            kids = node.get("/K", [])
            waiting += kids if isinstance(kids, list) else [kids]
    return [node for node in found if "/S" in node]


def streams_of(reader: Any) -> Iterator[bytes]:
    """The unpacked bytes of everything inside, attachments included."""
    for number in range(1, len(reader.xref_objStm) + len(reader.xref.get(0, {})) + 1):
        thing = reader.get_object(number)
        if hasattr(thing, "get_data"):
            yield thing.get_data()
