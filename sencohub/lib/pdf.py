"""The one door to WeasyPrint: A4, tagged, in our own font, and nothing fetched from anywhere."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string


class PdfUnavailable(Exception):
    """The libraries that draw PDFs are not on this machine. `str()` says what to install."""


def render_pdf(template: str, context: dict[str, Any], *, title: str) -> bytes:
    """The template as a PDF document. `title` is shown by the reader instead of a file name."""
    from weasyprint import CSS, HTML

    html = render_to_string(template, {**context, "document_title": title})
    css = CSS(filename=settings.BASE_DIR / "static" / "css" / "document.css")
    return bytes(HTML(string=html).write_pdf(stylesheets=[css], pdf_variant="pdf/ua-1"))
