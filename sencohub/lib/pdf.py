"""The one door to WeasyPrint: A4, tagged (PDF/UA-1), in our own font, nothing fetched from afar.

A template may name files of ours (`packaged:css/…`, `packaged:fonts/…`) and images that the
product has stored (`stored:<source>/<id>`), and nothing else: every other address is refused
before it is opened. Both languages stand on one page; the text around them is laid in English.
"""

import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from weasyprint import Document

type_image = Callable[[int], tuple[bytes, str] | None]

FONT_FOLDER = "sencohub/lib/vendor/noto-sans-hk-0.4.3"
PACKAGED = {
    "css/document.css": ("static/css/document.css", "text/css"),
    "fonts/regular.ttf": (f"{FONT_FOLDER}/NotoSansHK_400Regular.ttf", "font/ttf"),
    "fonts/bold.ttf": (f"{FONT_FOLDER}/NotoSansHK_700Bold.ttf", "font/ttf"),
    "img/favicon.svg": ("static/img/favicon.svg", "image/svg+xml"),
}
DRAWINGS = "static/css/document-drawings.css"
LONGEST_HTML = 3_000_000
"""Characters of one document; about 300 pages."""
SECONDS_AT_MOST = 30
"""Of the processor's time, so that a busy machine refuses no more than an idle one."""
_IMAGES: dict[str, type_image] = {}


class PdfUnavailable(Exception):
    """The libraries that draw PDFs are not on this machine. `str()` says what to install."""


class PdfRefused(Exception):
    """The document is too large to be drawn. `str()` says what to do."""


class _Overtime(BaseException):
    """Not an Exception, so that the engine's own handlers let it through."""


def register_images(source: str, find: type_image) -> None:
    """Let templates show `stored:<source>/<id>`; `find(id)` gives bytes and type, or None."""
    _IMAGES[source] = find


def render_pdf(template: str, context: Mapping[str, Any], *, title: str) -> bytes:
    """The template as one PDF. `title` is what a reader shows instead of a file name.

    Raises PdfUnavailable where the machine lacks the libraries, PdfRefused for a document that is
    too large or takes longer than 30 seconds of the processor.
    """
    return _written(_drawn(template, context, title))


def render_pdfs(
    template: str,
    contexts: Iterable[Mapping[str, Any]],
    *,
    title: str,
    after_each: Callable[[], None] = lambda: None,
) -> bytes:
    """Several documents in one PDF, each with page numbers of its own, in the order given.

    Raises what `render_pdf` raises, and ValueError when there is nothing to draw.
    """
    drawn = []
    for context in contexts:
        drawn.append(_drawn(template, context, title))
        after_each()
    if not drawn:
        raise ValueError("no documents to put together")
    return _written(drawn[0].copy([page for document in drawn for page in document.pages]))


def check_available() -> None:
    """Raise PdfUnavailable where the machine lacks the libraries."""
    try:
        import weasyprint  # noqa: F401 - opens the system's libraries
    except OSError as error:
        raise PdfUnavailable(
            _(
                "This machine lacks the libraries that draw PDF documents. On Debian or Ubuntu, "
                "install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0 (make system "
                "does it); on macOS, run brew install pango. Then ask for the document again."
            )
        ) from error


def _drawn(template: str, context: Mapping[str, Any], title: str) -> "Document":
    check_available()
    from weasyprint import HTML

    with translation.override("en"):
        html = render_to_string(template, {**context, "document_title": title})
    if len(html) > LONGEST_HTML:
        raise PdfRefused(_("This document is too long. Choose fewer records and ask again."))
    with _refusing(), _at_most(SECONDS_AT_MOST):
        source = HTML(string=with_drawings(html), base_url="packaged:", url_fetcher=_fetcher())
        return source.render(pdf_variant="pdf/ua-1")


def _written(document: "Document") -> bytes:
    with _refusing(), _at_most(SECONDS_AT_MOST):
        return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


@contextmanager
def _refusing() -> Iterator[None]:
    """What the engine cannot lay out, however written, is a refusal and not a fault of ours."""
    try:
        yield
    except (_Overtime, RecursionError, ArithmeticError):
        raise PdfRefused(
            _("This document is too much to draw at once. Choose fewer records and ask again.")
        ) from None


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Stop the engine after that time. Only a process's first thread can be interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: Any) -> None:
        raise _Overtime

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


# --- what the engine may read ------------------------------------------------------------------


def find_resource(url: str) -> tuple[bytes, str]:
    """The bytes and type behind an address a template names. Raises ValueError for any other."""
    scheme, _colon, name = url.partition(":")
    if scheme == "packaged" and name in PACKAGED:
        path, content_type = PACKAGED[name]
        return (settings.BASE_DIR / path).read_bytes(), content_type
    if scheme == "stored":
        return _stored(name)
    raise ValueError("this address may not be opened from a document")


def _stored(name: str) -> tuple[bytes, str]:
    source, _slash, number = name.partition("/")
    if source in _IMAGES and number.isascii() and number.isdigit():
        found = _IMAGES[source](int(number))
        if found is not None:
            return found
    raise ValueError("no such stored image")


def _fetcher() -> Any:
    """The engine's fetcher with every way to the network and to files taken out."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            content, content_type = find_resource(url)
            return URLFetcherResponse(url, content, {"Content-Type": content_type})

    return Fetcher(allowed_protocols=("packaged", "stored"), allow_redirects=False)


# --- drawings ----------------------------------------------------------------------------------

_SVG = re.compile(
    r'(?P<before>class="[^"]*\brag-(?P<rag>[garn])\b[^"]*"[^>]*>\s*)?<svg\b(?P<attributes>[^>]*)>'
)
_LABEL = re.compile(r'aria-label="([^"]*)"')


def with_drawings(html: str) -> str:
    """Give every drawing its colours and its words inside itself.

    The engine applies the page's stylesheet to no drawing and reads the text for the blind from a
    `title`; a drawing beside its own word gets an empty one.
    """
    css = (settings.BASE_DIR / DRAWINGS).read_text()

    def dress(found: re.Match[str]) -> str:
        label = _LABEL.search(found["attributes"])
        rated = f' class="rag-{found["rag"]}"' if found["rag"] else ""
        opening = f"{found['before'] or ''}<svg{rated}{found['attributes']}>"
        return f"{opening}<title>{label[1] if label else ' '}</title><style>{css}</style>"

    return _SVG.sub(dress, html)
