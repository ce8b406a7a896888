"""One's own account: what may be changed, what is shown, nobody else's."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import User


def test_a_person_changes_e_mail_and_language(
    class_teacher: User, sign_in: Any, form_data: Any
) -> None:
    client = sign_in(class_teacher)
    data = form_data(client.get("/account/"), email="HO@school.test", language="zh-hant")
    answer = client.post("/account/", data)
    class_teacher.refresh_from_db()
    assert answer["Location"] == "/account/"
    assert (class_teacher.email, class_teacher.language) == ("ho@school.test", "zh-hant")
    assert class_teacher.history.first().history_user == class_teacher


def test_a_wrong_e_mail_is_kept_as_typed_with_a_sentence(
    class_teacher: User, sign_in: Any, form_data: Any
) -> None:
    client = sign_in(class_teacher)
    data = form_data(client.get("/account/"), email="not an address")
    answer = client.post("/account/", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="not an address"' in page
    assert '<a href="#id_email">Write the e-mail like this: name@example.org</a>' in page


@pytest.mark.parametrize("field", ["username", "is_superuser", "is_active", "name_en", "roles"])
def test_nothing_else_can_be_changed(
    class_teacher: User, sign_in: Any, form_data: Any, field: str
) -> None:
    client = sign_in(class_teacher)
    before = User.objects.filter(pk=class_teacher.pk).values().get()
    client.post("/account/", form_data(client.get("/account/"), **{field: "1"}))
    assert User.objects.filter(pk=class_teacher.pk).values().get() == before


def test_my_roles_are_shown_with_their_dates_and_state(
    class_teacher: User, office: User, sign_in: Any
) -> None:
    class_teacher.memberships.create(role="senst", proposed_by=office)
    page = sign_in(class_teacher).get("/account/").content.decode()
    assert "since 1 Sep 2020" in page
    assert "Waits for confirmation" in page


def test_a_newcomer_is_told_what_to_do(newcomer: User, sign_in: Any) -> None:
    assert "No role yet" in sign_in(newcomer).get("/account/").content.decode()


def test_the_way_to_people_is_shown_to_those_who_look_after_them(
    senco: User, class_teacher: User, sign_in: Any
) -> None:
    assert "/people/" in sign_in(senco).get("/account/").content.decode()
    assert "/people/" not in sign_in(class_teacher).get("/account/").content.decode()


@pytest.mark.parametrize(
    ("who", "shown"), [("senco", True), ("leader", True), ("senst", False), ("office", False)]
)
def test_the_way_to_the_access_log_is_shown_to_those_who_may_read_it(
    cast: dict[str, User], sign_in: Any, who: str, shown: bool
) -> None:
    page = sign_in(cast[who]).get("/account/").content.decode()
    assert (reverse("students:access-log-list") in page) is shown


def test_the_password_is_changed_only_with_the_old_one(class_teacher: User, sign_in: Any) -> None:
    new = {"password1": "a quite different sentence", "password2": "a quite different sentence"}
    answer = sign_in(class_teacher).post("/account/password/", {"oldpassword": "wrong", **new})
    class_teacher.refresh_from_db()
    assert answer.status_code == 200
    assert "This is not your password" in answer.content.decode()
    assert class_teacher.check_password("sencohub-demo")


@pytest.mark.parametrize("address", ["/accessibility/", "/how-we-protect-records/", "/nowhere/"])
def test_pages_for_everybody_work_before_sign_in(db: None, address: str) -> None:
    page = Client().get(address).content.decode()
    assert "SENCoHub" in page
    assert "<h1>" in page
