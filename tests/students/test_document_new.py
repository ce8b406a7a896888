"""Filing a document: told by its content, drawn anew, under a name nobody can guess."""

import io
import re
import time
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from sencohub.accounts.models import User
from students.models import Document, Student
from students.uploads import accept
from tests.factories import PDF

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
TYPED = {"title": "EP report", "kind": "assessment"}
PLACE = b"22.3193 N 114.1694 E"


def picture(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    """A small picture; a JPEG with the place it was taken at in its EXIF data."""
    out = io.BytesIO()
    drawn = Image.new(mode, size, "red")
    if kind == "JPEG":
        exif = Image.Exif()
        exif[0x010E] = PLACE.decode()
        exif[0x0112] = 6
        drawn.save(out, kind, exif=exif)
    else:
        drawn.save(out, kind)
    return out.getvalue()


@pytest.fixture
def url(amina: Student) -> str:
    return reverse("students:document-new", args=[amina.pk])


@pytest.fixture
def send(url: str, sign_in: type_sign_in, form_data: type_form_data) -> Callable[..., Any]:
    def _send(who: User, content: bytes, name: str = "report.pdf", **typed: Any) -> Any:
        client = sign_in(who)
        file = SimpleUploadedFile(name, content)
        return client.post(url, form_data(client.get(url), **TYPED | typed, file=file))

    return _send


@pytest.mark.parametrize(
    ("content", "content_type", "ending"),
    [
        (PDF, "application/pdf", "pdf"),
        (picture("JPEG"), "image/jpeg", "jpg"),
        (picture("PNG"), "image/png", "png"),
    ],
    ids=["pdf", "jpeg", "png"],
)
def test_what_may_be_filed(
    senco: User, send: Callable[..., Any], content: bytes, content_type: str, ending: str
) -> None:
    assert send(senco, content, name="anything.exe").status_code == 302
    kept = Document.objects.get()
    assert kept.content_type == content_type
    assert re.fullmatch(rf"documents/\d{{4}}/\d\d/[0-9a-f]{{32}}\.{ending}", str(kept.file.name))
    assert (kept.added_by, kept.restricted) == (senco, False)


def test_a_pdf_is_kept_byte_for_byte(senco: User, send: Callable[..., Any]) -> None:
    send(senco, PDF)
    assert Document.objects.get().file.read() == PDF


def test_the_place_in_a_photo_is_not_kept_and_it_stands_upright(
    senco: User, send: Callable[..., Any]
) -> None:
    content = picture("JPEG")
    assert PLACE in content
    send(senco, content, name="photo.jpg")
    stored = Document.objects.get().file.read()
    drawn = Image.open(io.BytesIO(stored))
    assert PLACE not in stored
    assert not dict(drawn.getexif())
    assert drawn.size == (30, 40)


def chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data).to_bytes(4, "big")
    return len(data).to_bytes(4, "big") + name + data + check


def bomb(side: int) -> bytes:
    """A PNG of a few hundred bytes that says it is so many pixels wide and high."""
    head = side.to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    body = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"MZ\x90\x00",
        b"PK\x03\x04",
        b"GIF89a" + b"\x00" * 50,
        b"\xff\xd8\xff\xe0 not a picture",
        b"\x89PNG\r\n\x1a\n not a picture",
        b"%PDF-1.7 cut off",
        b"  %PDF-1.7\n%%EOF",
        bomb(30_000),
        PDF + b" " * (10 * 1024 * 1024),
    ],
    ids=[
        "empty",
        "html",
        "svg",
        "exe",
        "zip",
        "gif",
        "jpeg",
        "png",
        "cut",
        "late",
        "bomb",
        "large",
    ],
)
def test_what_may_not_be_filed(senco: User, send: Callable[..., Any], content: bytes) -> None:
    began = time.monotonic()
    answer = send(senco, content)
    assert time.monotonic() - began < 2
    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors
    assert "EP report" in answer.content.decode()
    assert not Document.objects.exists()


def test_nothing_is_left_of_a_file_whose_row_was_refused(
    senco: User, send: Callable[..., Any], settings: Any
) -> None:
    def stored() -> set[str]:
        return {str(path) for path in settings.PRIVATE_ROOT.rglob("*.pdf")}

    before = stored()
    answer = send(senco, PDF, restricted="on", for_parents="on")
    assert answer.status_code == 422
    assert stored() == before


def test_sent_twice_is_filed_once(
    senco: User, sign_in: type_sign_in, form_data: type_form_data, url: str
) -> None:
    client = sign_in(senco)
    data = form_data(client.get(url), **TYPED)
    for _n in range(2):
        client.post(url, data | {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert Document.objects.count() == 1


def test_a_specialist_files_but_does_not_restrict(
    specialist: User, send: Callable[..., Any]
) -> None:
    assert send(specialist, PDF, restricted="on", for_parents="on").status_code == 302
    kept = Document.objects.get()
    assert (kept.added_by, kept.restricted, kept.published_at) == (specialist, False, None)


def test_a_picture_too_large_to_draw_is_refused_by_its_size() -> None:
    with pytest.raises(ValidationError, match="too large"):
        accept(bomb(7_000))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L"])
def test_every_mode_of_png_is_drawn(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (20, 20)).save(out, "PNG")
    kept = Image.open(io.BytesIO(accept(out.getvalue()).content))
    assert kept.mode == ("RGBA" if mode in {"RGBA", "LA"} else "RGB")


def test_a_large_photo_is_made_smaller() -> None:
    kept = Image.open(io.BytesIO(accept(picture("JPEG", (6000, 3000))).content))
    assert max(kept.size) == 4000
