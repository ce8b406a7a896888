"""The one door to WeasyPrint: what it draws, what it never opens, what it says when it cannot."""

import hashlib
import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from sencohub.lib import pdf
from tests.pdfs import only_our_font, read, streams_of, tags_of, text_of

HONG_KONG = "嘅 啲 𨋢 𠵱 咗 哋 喺 嘢 嚟 𠻹 𡁻 㗎"
TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def _templates() -> Iterator[None]:
    engine: dict[str, Any] = dict(settings.TEMPLATES[0])
    engine["DIRS"] = [TEMPLATES, *engine["DIRS"]]
    with override_settings(TEMPLATES=[engine]):
        yield


def draw(template: str = "sheet", **context: Any) -> Any:
    content = pdf.render_pdf(f"pdf_test/{template}.html", context, title="Ethan’s plan 學習計劃")
    return read(content)


# --- what it draws -----------------------------------------------------------------------------


def test_every_hong_kong_character_can_be_read_back() -> None:
    assert all(sign in text_of(draw(words=HONG_KONG)) for sign in HONG_KONG.split())


def test_both_languages_stand_on_the_page() -> None:
    text = text_of(draw(words="-"))
    assert "Reads aloud" in text
    assert "朗讀" in text


def test_only_our_own_font_is_embedded_and_only_the_part_that_is_used() -> None:
    reader = draw(words=HONG_KONG + " Amina’s café – 12 % ✓")
    assert only_our_font(reader)
    assert len(reader.stream.getvalue()) < 200_000


def test_the_document_is_tagged_titled_and_says_its_language() -> None:
    reader = draw(words="-")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-HK"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Ethan’s plan 學習計劃"
    assert 'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data().decode()
    assert {"/H1", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure"} <= {
        tag["/S"] for tag in tags_of(reader)
    }


def test_every_drawing_has_words_for_the_blind() -> None:
    figures = [tag for tag in tags_of(draw(words="-")) if tag["/S"] == "/Figure"]
    assert "3 green, 1 amber, 1 red, 0 not yet rated" in [f["/Alt"] for f in figures]
    assert all("/Alt" in figure for figure in figures)


def test_a_drawing_takes_the_colour_of_its_rating() -> None:
    html = pdf.with_drawings('<b class="rag rag-a"><svg viewBox="0 0 20 20"><rect/></svg></b>')
    assert '<svg class="rag-a" viewBox="0 0 20 20"><title> </title><style>' in html


def test_pages_are_numbered() -> None:
    reader = draw(words="-", chapters=["one", "two"])
    assert len(reader.pages) == 3
    for number, page in enumerate(reader.pages, start=1):
        assert f"{number} / 3" in page.extract_text()


def test_several_documents_become_one_with_page_numbers_of_their_own() -> None:
    steps: list[int] = []
    content = pdf.render_pdfs(
        "pdf_test/sheet.html",
        [{"words": "Amina"}, {"words": "Ben", "chapters": ["more"]}],
        title="Plans of 5A",
        after_each=lambda: steps.append(1),
    )
    reader = read(content)
    assert len(reader.pages) == 3
    assert "1 / 1" in reader.pages[0].extract_text()
    assert "2 / 2" in reader.pages[2].extract_text()
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(steps) == 2


def test_the_language_of_the_person_at_the_screen_does_not_matter() -> None:
    from django.utils import translation

    with translation.override("zh-hant"):
        assert "English" in text_of(draw(words="-"))


def test_the_fonts_are_the_ones_the_manifest_names() -> None:
    folder = settings.BASE_DIR / "sencohub/lib/vendor"
    for package in json.loads((folder / "manifest.json").read_text()):
        place = folder / f"{package['name']}-{package['version']}"
        assert {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in place.iterdir()
        } == package["files"]


# --- what it never opens (TRUST, row 18) -------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A server on the loopback that remembers who called."""
    callers: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _address = server.accept()
                except OSError:
                    return
                callers.append("called")
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], callers


ADDRESSES = (
    "http://127.0.0.1:{port}/x",
    "HTTP://127.0.0.1:{port}/x",
    "hTtP://localhost:{port}/x",
    "//127.0.0.1:{port}/x",
    "http://2130706433:{port}/x",
    "http://[::1]:{port}/x",
    "http://0x7f.1:{port}/x",
    "ftp://127.0.0.1:{port}/x",
    "file://{secret}",
    "FILE://{secret}",
    "file:{secret}",
    "{secret}",
    "packaged:../../..{secret}",
    "packaged:css/../../manage.py",
    "stored:crest/1",
    "stored:../{secret}",
    "data:text/html,<img src=http://127.0.0.1:{port}/x>",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='http://127.0.0.1:{port}/x'/></svg>",
)
WAYS = (
    "<img src='{a}' alt='x'>",
    "<link rel=stylesheet href='{a}'>",
    "<link rel=attachment href='{a}'>",
    "<a rel=attachment href='{a}'>x</a>",
    "<object data='{a}'>x</object>",
    "<embed src='{a}'>",
    "<iframe src='{a}'></iframe>",
    "<style>@import url('{a}'); p {{ background: url('{a}') }}</style><p>x</p>",
    "<style>@font-face {{ font-family: x; src: url('{a}') }} p {{ font: 9px x }}</style><p>x</p>",
    "<p style=\"list-style: url('{a}'); content: url('{a}')\">x</p>",
    "<svg><image href='{a}'/><use href='{a}#x'/><style>@import '{a}';</style></svg>",
    "<base href='{a}'><img src='y' alt='x'>",
    "<meta http-equiv=refresh content='0; url={a}'>",
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[:28])
def test_nothing_is_fetched_even_from_a_careless_template(
    way: str, listener: tuple[int, list[str]], tmp_path: Path
) -> None:
    port, callers = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("Kingfisher 4711")
    addresses = [a.format(port=port, secret=secret) for a in ADDRESSES]
    words = "".join(way.format(a=address.replace("'", "%27")) for address in addresses)
    reader = draw("careless", words=words + "<p>The end</p>")
    assert callers == []
    assert "The end" in text_of(reader)
    assert "Kingfisher" not in text_of(reader)
    assert b"Kingfisher" not in b"".join(streams_of(reader))


def test_what_people_write_is_text() -> None:
    words = "<img src=x onerror=alert(1)> {{7*7}} {% debug %} %s {0.__class__}"
    assert words in " ".join(text_of(draw(words=words)).split())


@pytest.mark.parametrize(
    "address", ["packaged:css/document.css", "packaged:fonts/bold.ttf", "packaged:img/favicon.svg"]
)
def test_packaged_files_are_found(address: str) -> None:
    content, content_type = pdf.find_resource(address)
    assert content
    assert "/" in content_type


def test_a_stored_image_is_found_by_its_number_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_IMAGES", {})
    pdf.register_images("crest", lambda pk: (b"png", "image/png") if pk == 7 else None)
    assert pdf.find_resource("stored:crest/7") == (b"png", "image/png")
    for address in ("stored:crest/8", "stored:crest/7/..", "stored:crest/٧", "stored:photo/7"):
        with pytest.raises(ValueError, match="stored"):
            pdf.find_resource(address)


# --- when it cannot (TRUST, row 19) ------------------------------------------------------------

HEAVY = {
    "one word of a million letters": "a" * 1_000_000,
    "a table of 5,000 rows": "<table>" + "<tr><td>1</td><td>a</td></tr>" * 5_000 + "</table>",
    "tables sixty deep": "<table><tr><td>" * 60 + "x" + "</td></tr></table>" * 60,
    "huge numbers": "<p style='font-size: 1e9px; margin: 9999999cm; width: 1e30%'>x</p>",
    "a hundred thousand divs deep": "<div>" * 100_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_document_is_answered_or_refused_in_time(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "SECONDS_AT_MOST", 4)
    began = time.process_time()
    with suppress(pdf.PdfRefused):
        assert draw("careless", words=HEAVY[name]).pages
    assert time.process_time() - began < 15
    assert "next" in text_of(draw(words="next"))


def test_a_document_that_is_too_long_is_refused_before_it_is_drawn() -> None:
    with pytest.raises(pdf.PdfRefused, match="Choose fewer records"):
        draw(words="a" * (pdf.LONGEST_HTML + 1))


def test_a_machine_without_the_libraries_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Missing:
        def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
            if name.split(".")[0] == "weasyprint":
                raise OSError("cannot load library 'libgobject-2.0-0'")

    for name in [one for one in sys.modules if one.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(pdf.PdfUnavailable, match="libpangoft2"):
        pdf.check_available()
