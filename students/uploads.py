"""What may be filed: PDF, JPEG and PNG, told by their content and never by their name.

Pictures are drawn anew, so that nothing hidden in them (place, camera, a second file) is kept.
"""

import io
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LARGEST = 10 * 1024 * 1024
"""Bytes of one file."""

MOST_PIXELS = 40_000_000
"""A larger picture would need too much memory to draw anew."""

LONGEST_SIDE = 4000
"""Pixels; enough for an A4 page at 300 dots an inch."""

SIGNATURES = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
CONTENT_TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True)
class Upload:
    """A file as it will be stored."""

    content: bytes
    kind: str

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]

    @property
    def extension(self) -> str:
        return "jpg" if self.kind == "jpeg" else self.kind


def accept(content: bytes) -> Upload:
    """The file as it may be stored. Raises ValidationError with what to do instead."""
    if len(content) > LARGEST:
        raise ValidationError(_("Choose a file of at most 10 MB."))
    kind = next((k for start, k in SIGNATURES.items() if content.startswith(start)), None)
    if kind is None:
        raise ValidationError(_("Choose a PDF, JPEG or PNG file."))
    if kind == "pdf":
        _look_at_pdf(content)
        return Upload(content, kind)
    return Upload(_drawn_anew(content, kind), kind)


def _look_at_pdf(content: bytes) -> None:
    """A PDF ends as one; bytes that only begin like it are refused."""
    if b"%%EOF" not in content[-2048:]:
        raise ValidationError(_("This PDF is not complete. Save it again and choose the new file."))


def _drawn_anew(content: bytes, kind: str) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _draw(content, kind)
    except ValidationError:
        raise
    except Exception as error:  # Pillow raises many kinds for a broken picture
        raise ValidationError(
            _("This picture cannot be read. Take it again or save it as another file.")
        ) from error


def _draw(content: bytes, kind: str) -> bytes:
    with Image.open(io.BytesIO(content), formats=[kind.upper()]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValidationError(_("This picture is too large. Make it smaller and try again."))
        upright: Image.Image = ImageOps.exif_transpose(picture) or picture
        drawn = upright.convert("RGBA" if kind == "png" and _is_clear(upright) else "RGB")
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new(drawn.mode, drawn.size)
    clean.paste(drawn)
    out = io.BytesIO()
    clean.save(out, format=kind.upper(), quality=88, optimize=kind == "jpeg")
    return out.getvalue()


def _is_clear(picture: Image.Image) -> bool:
    """Whether it has see-through parts, which only PNG keeps."""
    return picture.mode in {"RGBA", "LA"} or "transparency" in picture.info
