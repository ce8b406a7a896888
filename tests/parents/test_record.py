"""The whole record as a parent takes it home: what is theirs, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from parents.actions import tell_the_school
from parents.models import ContactRecord
from sencohub.accounts.models import User
from sencohub.documents.actions import ask, may_have
from sencohub.documents.jobs import make
from sencohub.documents.models import Export
from sencohub.lib.dates import today
from students import access
from students.models import AccessLog, Need, ParentLink, Student
from tests import factories
from tests.parents.family import sent_plan
from tests.pdfs import only_our_font, read, text_of

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def on_file(amina: Student, parent: User, senco: User) -> None:
    """Published and own things, and beside each of them one that is not."""
    share = sent_plan(amina, parent, senco)
    share.comment = "可以在家讀嗎？"
    share.save()
    for category, published_at in (("SpLD", timezone.now()), ("ASD", None)):
        Need.objects.create(student=amina, category=category, published_at=published_at)
    for about, internal in (("We spoke of homework.", False), ("Note to self.", True)):
        ContactRecord.objects.create(
            student=amina, with_whom="Mrs Khan", how="phone", about=about, internal=internal,
            recorded_by=senco,
        )  # fmt: skip
    AccessLog.objects.create(
        user_id=senco.pk, role="senco", action="opened", kind="x", student_id=amina.pk
    )
    tell_the_school(student=amina, words="Which bus?", by=parent)
    other = factories.person("amina_father", name_en="Khan Imran")
    tell_the_school(student=amina, words="A word of the father.", by=other)
    factories.ConsentFactory(student=amina, parent=parent, note="", recorded_by=parent)


def made(parent: User, amina: Student) -> Export:
    """Asked for by a reader of Chinese: the document says both languages all the same."""
    with translation.override("zh-hant"):
        export = ask(kind="family-record", parameters={"student": amina.pk}, by=parent)
    make(export.pk)
    export.refresh_from_db()
    return export


def test_it_holds_what_is_theirs_and_nothing_else(
    on_file: None, amina: Student, parent: User
) -> None:
    export = made(parent, amina)
    with export.file.open("rb") as stored:
        pdf = read(stored.read())
    text = text_of(pdf)
    theirs = (
        "specific learning",
        "可以在家讀嗎",
        "We spoke of homework",
        "Which bus",
        "Your consent",
        "SENCO 特殊教育",
    )
    assert [words for words in theirs if words not in text] == []
    inside = ("autism", "Note to self", "A word of the father")
    assert [words for words in inside if words in text] == []
    assert export.student_ids == [amina.pk]
    assert only_our_font(pdf)


@pytest.mark.parametrize("who", ["other_parent", "ex_parent", "senco", "class_teacher", "office"])
def test_nobody_else_has_it_made(cast: dict[str, User], amina: Student, who: str) -> None:
    with pytest.raises(PermissionDenied):
        ask(kind="family-record", parameters={"student": amina.pk}, by=cast[who])


def test_a_link_that_ends_takes_the_document_with_it(
    on_file: None, amina: Student, parent: User
) -> None:
    export = made(parent, amina)
    assert may_have(export, parent)
    link = ParentLink.objects.get(parent=parent, student=amina)
    link.may_read = False
    link.save()
    access.sync(link)
    assert not may_have(export, User.objects.get(pk=parent.pk))


def test_it_is_asked_for_on_its_page(
    amina: Student, parent: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client, url = sign_in(parent), reverse("parents:record", args=[amina.pk])
    answer = client.post(url, form_data(client.get(url)))
    assert answer["Location"] == Export.objects.get(kind="family-record").get_absolute_url()
    assert url in client.get("/family/").content.decode()
    assert today().year == Export.objects.get().created_at.year
