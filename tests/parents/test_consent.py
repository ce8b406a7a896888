"""Consent as a parent gives, refuses and takes it back, and who learns of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.records import IllegalMove
from sencohub.lib.roles import Role
from sencohub.notices.models import Notice
from students.actions.family import answer_consent
from students.models import Consent, ParentLink, Student
from tests import factories

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def url(amina: Student) -> str:
    return reverse("parents:consent-answer", args=[amina.pk, "semis"])


@pytest.mark.parametrize("answer", ["given", "refused"])
def test_an_answer_is_on_file_and_the_senco_reads_it(
    amina: Student,
    parent: User,
    senco: User,
    url: str,
    sign_in: type_sign_in,
    form_data: type_form_data,
    answer: str,
) -> None:
    client = sign_in(parent)
    typed = form_data(client.get(url), answer=answer)
    for _twice in range(2):
        assert client.post(url, typed).status_code == 302
    consent = Consent.objects.get()
    assert (consent.parent, consent.recorded_by, consent.scope) == (parent, parent, "semis")
    assert (consent.answer, consent.holds) == (answer, answer == "given")
    assert Consent.history.get().history_user == parent
    notice = Notice.objects.get(kind="consent-answered")
    assert notice.recipient == senco
    assert "on their own page" in sign_in(senco).get(notice.path).content.decode()


def test_a_consent_is_taken_back_and_the_yes_stays_on_file(
    amina: Student,
    parent: User,
    senco: User,
    url: str,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    given = factories.ConsentFactory(
        student=amina, parent=parent, scope="semis", recorded_by=senco, note="signed form"
    )
    client = sign_in(parent)
    page = client.get(url)
    assert "I take my consent back" in page.content.decode()
    assert "I consent<" not in page.content.decode()
    assert client.post(url, form_data(page, answer="refused")).status_code == 302
    given.refresh_from_db()
    assert (given.withdrawn_on, given.holds) == (today(), False)
    assert Consent.objects.count() == 1
    assert Notice.objects.filter(kind="consent-answered", recipient=senco).count() == 1
    assert "Consent taken back" in client.get(page.context["back"]).content.decode()


def test_a_consent_may_be_given_again(amina: Student, parent: User, senco: User) -> None:
    for answer in ("given", "refused", "given"):
        answer_consent(student=amina, scope="exam", answer=answer, by=parent)
    assert [row.holds for row in Consent.objects.order_by("pk")] == [False, True]


@pytest.mark.parametrize("answer", ["given", "refused"])
def test_the_same_answer_twice_is_no_second_answer(
    amina: Student, parent: User, senco: User, answer: str
) -> None:
    answer_consent(student=amina, scope="exam", answer=answer, by=parent)
    with pytest.raises(IllegalMove):
        answer_consent(student=amina, scope="exam", answer=answer, by=parent)
    assert Consent.objects.count() == 1


def test_who_only_reads_does_not_decide(
    amina: Student, parent: User, url: str, sign_in: type_sign_in
) -> None:
    link = ParentLink.objects.get(parent=parent)
    link.may_decide = False
    link.save()
    client = sign_in(parent)
    page = client.get(reverse("parents:consent-list", args=[amina.pk])).content.decode()
    assert url not in page
    assert "do not decide" in page
    assert [client.get(url).status_code, client.post(url).status_code] == [403, 403]


def test_one_parent_reads_nothing_of_the_others_answers(
    amina: Student, parent: User, senco: User, sign_in: type_sign_in
) -> None:
    other = factories.person("amina_father", Role.PARENT, name_en="Khan Imran")
    factories.ConsentFactory(student=amina, parent=other, note="told us privately")
    page = sign_in(parent).get(reverse("parents:consent-list", args=[amina.pk])).content.decode()
    assert "told us privately" not in page
    assert "You consent" not in page
