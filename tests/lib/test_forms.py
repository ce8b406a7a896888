"""The base form: nothing done twice, nothing overwritten unseen, nothing typed is lost."""

import datetime as dt
import re
import threading
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django import forms
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from sencohub.accounts.models import Draft, UsedFormToken, User
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, Tri, WordsField, clean_text
from sencohub.lib.forms.fields import DayInput
from sencohub.lib.forms.kept import OWNER
from students.models import OnePageProfile, Student
from tests.lib.form_pages import NoteForm

type_sign_in = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _pages() -> Iterator[None]:
    templates: Any = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).resolve().parent.parent / "templates")
    with override_settings(ROOT_URLCONF="tests.lib.form_pages", TEMPLATES=templates):
        yield


@pytest.fixture
def profile(amina: Student, class_teacher: User) -> OnePageProfile:
    return OnePageProfile.objects.create(
        student=amina,
        voice="student",
        language="en",
        important="My drawings",
        said_on=today(),
        recorded_by=class_teacher,
    )


def url(profile: OnePageProfile) -> str:
    return f"/test/profile/{profile.pk}/"


def opened(client: Client, address: str) -> dict[str, Any]:
    """What a browser holds after opening the page: every field with its value."""
    form = client.get(address).context["form"]
    data = {bound.html_name: bound.value() for bound in form.visible_fields() if bound.value()}
    return data | form.fresh()


# --- once ---------------------------------------------------------------------------------------


def test_a_form_is_saved_once_with_a_new_version(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    client = sign_in(class_teacher)
    data = opened(client, url(profile)) | {"important": "My cat"}
    answer = client.post(url(profile), data)
    profile.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, "/done/")
    assert (profile.important, profile.version) == ("My cat", 2)
    assert profile.history.first().history_user == class_teacher


def test_the_same_form_sent_twice_is_done_once(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    client = sign_in(class_teacher)
    data = opened(client, "/test/note/") | {"note": "x"}
    answers = [client.post("/test/note/", data) for _nth in range(3)]
    profile.refresh_from_db()
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, "/done/")] * 3
    assert profile.support == "x"
    assert UsedFormToken.objects.count() == 1


def test_a_form_sent_again_after_its_record_moved_on_answers_as_the_first_time(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    """The second click finds version 2, but its token says that the first did the work."""
    client = sign_in(class_teacher)
    data = opened(client, url(profile)) | {"important": "My cat"}
    assert [client.post(url(profile), data).status_code for _nth in range(2)] == [302, 302]
    assert OnePageProfile.objects.get().version == 2


@pytest.mark.django_db(transaction=True)
def test_ten_at_the_same_moment_do_it_once(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    data = opened(sign_in(class_teacher), "/test/note/") | {"note": "x"}
    clients = [sign_in(class_teacher) for _nth in range(10)]
    gate, codes = threading.Barrier(len(clients)), []

    def send(client: Client) -> None:
        gate.wait()
        try:
            codes.append(client.post("/test/note/", data).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    profile.refresh_from_db()
    assert codes == [302] * 10
    assert profile.support == "x"


def test_a_token_of_somebody_else_is_no_proof(
    sign_in: type_sign_in, class_teacher: User, senco: User, profile: OnePageProfile
) -> None:
    """Another person's used token neither shows their result nor does the work."""
    first, second = sign_in(class_teacher), sign_in(senco)
    data = opened(first, "/test/note/") | {"note": "x"}
    first.post("/test/note/", data)
    answer = second.post("/test/note/", data | {"note": "y"})
    profile.refresh_from_db()
    assert answer.status_code == 409
    assert profile.support == "x"


@pytest.mark.parametrize("token", ["", "x" * 65, "a\x00b"])
def test_a_form_without_a_good_token_does_nothing(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile, token: str
) -> None:
    answer = sign_in(class_teacher).post("/test/note/", {"note": "x", "form_token": token})
    profile.refresh_from_db()
    assert (answer.status_code, profile.support) == (422, "")


def test_a_refused_try_does_not_use_the_token_up(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    client = sign_in(class_teacher)
    data = opened(client, "/test/note/")
    assert client.post("/test/note/", data | {"note": "illegal"}).status_code == 409
    assert client.post("/test/note/", data | {"note": "x"}).status_code == 302
    assert not Draft.objects.exists()


# --- conflict, refusal, errors ------------------------------------------------------------------


def test_a_record_saved_meanwhile_comes_back_with_both_texts(
    sign_in: type_sign_in, class_teacher: User, senco: User, profile: OnePageProfile
) -> None:
    mine, theirs = sign_in(class_teacher), sign_in(senco)
    data = opened(mine, url(profile)) | {"important": "MINE"}
    theirs.post(url(profile), opened(theirs, url(profile)) | {"important": "THEIRS"})
    answer = mine.post(url(profile), data)
    page = answer.content.decode()
    profile.refresh_from_db()
    assert answer.status_code == 409
    assert "MINE" in page
    assert "THEIRS" in page
    assert "Lam Wing Sze saved this while you were writing" in page
    assert profile.important == "THEIRS"


def test_keeping_mine_after_a_conflict_saves_it_and_history_holds_both(
    sign_in: type_sign_in, class_teacher: User, senco: User, profile: OnePageProfile
) -> None:
    mine, theirs = sign_in(class_teacher), sign_in(senco)
    data = opened(mine, url(profile)) | {"important": "MINE"}
    theirs.post(url(profile), opened(theirs, url(profile)) | {"important": "THEIRS"})
    shown = mine.post(url(profile), data).context["form"].fresh()
    assert mine.post(url(profile), data | shown).status_code == 302
    words = profile.history.order_by("history_id").values_list("important", flat=True)
    assert list(words) == ["My drawings", "THEIRS", "MINE"]


def test_a_second_save_in_between_is_a_second_conflict(
    sign_in: type_sign_in, class_teacher: User, senco: User, profile: OnePageProfile
) -> None:
    mine, theirs = sign_in(class_teacher), sign_in(senco)
    data = opened(mine, url(profile)) | {"important": "MINE"}
    theirs.post(url(profile), opened(theirs, url(profile)) | {"important": "ONE"})
    shown = mine.post(url(profile), data).context["form"].fresh()
    theirs.post(url(profile), opened(theirs, url(profile)) | {"important": "TWO"})
    answer = mine.post(url(profile), data | shown)
    assert answer.status_code == 409
    assert "TWO" in answer.content.decode()


def test_conflicts_are_told_in_words_not_in_codes(
    sign_in: type_sign_in, class_teacher: User, senco: User, profile: OnePageProfile
) -> None:
    mine, theirs = sign_in(class_teacher), sign_in(senco)
    data = opened(mine, url(profile)) | {"said_on": "1 Sep 2026"}
    theirs.post(url(profile), opened(theirs, url(profile)) | {"voice": "parent"})
    rows = mine.post(url(profile), data).context["form"].conflicts()
    said = {row["label"]: (row["mine"], row["theirs"]) for row in rows}
    assert said["In whose words"] == ("the student", "parents")
    assert said["Said on"][0] == "1 Sep 2026"
    assert set(said) == {"In whose words", "Said on"}


def test_an_illegal_move_is_409_with_the_reason_and_the_text(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    client = sign_in(class_teacher)
    answer = client.post("/test/note/", opened(client, "/test/note/") | {"note": "illegal"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This has already moved on." in page
    assert ">\nillegal</textarea>" in page


def test_what_an_action_refuses_stands_at_its_field(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    client = sign_in(class_teacher)
    answer = client.post("/test/note/", opened(client, "/test/note/") | {"note": "refused"})
    form = answer.context["form"]
    assert answer.status_code == 422
    assert form.errors == {"note": ["Say more than that."], "__all__": ["And this."]}


def test_bad_input_keeps_what_was_typed_and_links_to_the_field(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    client = sign_in(class_teacher)
    typed = {"important": "My <cat>", "said_on": "31 Feb 2026", "voice": "nobody"}
    answer = client.post(url(profile), opened(client, url(profile)) | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "My &lt;cat&gt;" in page
    assert 'value="31 Feb 2026"' in page
    assert '<a href="#id_said_on">Write the date like this: 12 Jun 2026.</a>' in page
    assert '<a href="#id_voice">Choose one of the options shown.</a>' in page
    assert re.search(r'id="id_said_on"[^>]*|aria-invalid="true"[^>]*id="id_said_on"', page)
    assert 'role="alert"' in page


def test_every_error_has_its_target_on_the_page(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    client = sign_in(class_teacher)
    page = client.post("/test/note/", {"form_token": "t", "kinds": "zzz"}).content.decode()
    targets = re.findall(r'<li><a href="#([^"]+)">', page)
    assert targets == ["id_note", "id_kinds"]
    assert all(f'id="{target}"' in page for target in targets)


def test_an_error_is_named_by_its_control(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    page = sign_in(class_teacher).post("/test/note/", {"form_token": "t"}).content.decode()
    box = re.search(r"<textarea[^>]*>", page)
    assert box is not None
    assert 'aria-invalid="true"' in box.group()
    assert 'aria-describedby="id_note_error"' in box.group()
    assert 'id="id_note_error"' in page


# --- the session ended --------------------------------------------------------------------------


def sent_after_the_end(user: User, sign_in: type_sign_in, profile: OnePageProfile) -> Client:
    """The person opens the form, the session ends, the person sends it: a client with it kept."""
    data = opened(sign_in(user), url(profile)) | {"important": "Long and thoughtful"}
    client = Client()
    answer = client.post(url(profile), data)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")
    return client


def come_back(client: Client, user: User) -> None:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")


def test_text_sent_after_the_session_ended_is_given_back_after_sign_in(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    client = sent_after_the_end(class_teacher, sign_in, profile)
    come_back(client, class_teacher)
    answer = client.get(url(profile))
    profile.refresh_from_db()
    assert "Long and thoughtful" in answer.content.decode()
    assert "Your session had ended" in answer.content.decode()
    assert profile.important == "My drawings"
    assert "Long and thoughtful" not in client.get(url(profile)).content.decode()


def test_the_text_is_given_back_through_the_real_sign_in(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    client = sent_after_the_end(class_teacher, sign_in, profile)
    signing_in = {
        "login": class_teacher.username,
        "password": "sencohub-demo",
        "next": url(profile),
    }
    answer = client.post("/sign-in/", signing_in, follow=True)
    assert answer.redirect_chain == [(url(profile), 302)]
    assert "Long and thoughtful" in answer.content.decode()


def test_nobody_else_is_given_the_text(
    sign_in: type_sign_in, class_teacher: User, senco: User, profile: OnePageProfile
) -> None:
    client = sent_after_the_end(class_teacher, sign_in, profile)
    come_back(client, senco)
    assert "Long and thoughtful" not in client.get(url(profile)).content.decode()
    assert "kept-for-after-sign-in" not in client.session


def test_a_given_back_text_still_meets_what_was_saved_meanwhile(
    sign_in: type_sign_in, class_teacher: User, senco: User, profile: OnePageProfile
) -> None:
    client = sent_after_the_end(class_teacher, sign_in, profile)
    other = sign_in(senco)
    other.post(url(profile), opened(other, url(profile)) | {"important": "THEIRS"})
    come_back(client, class_teacher)
    answer = client.post(url(profile), opened(client, url(profile)))
    profile.refresh_from_db()
    assert (answer.status_code, profile.important) == (409, "THEIRS")


@pytest.mark.parametrize(
    "seal", ["", "rubbish", signing.dumps(1, salt="another")], ids=["none", "rubbish", "another"]
)
def test_a_text_without_a_good_seal_is_not_kept(profile: OnePageProfile, seal: str) -> None:
    client = Client()
    client.post(url(profile), {"important": "x", OWNER: seal})
    assert "kept-for-after-sign-in" not in client.session


def test_an_unticked_box_and_a_list_of_choices_come_back_as_sent(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    data = opened(sign_in(class_teacher), "/test/note/") | {"note": "x", "kinds": ["a", "b"]}
    client = Client()
    client.post("/test/note/", data)
    come_back(client, class_teacher)
    form = client.get("/test/note/").context["form"]
    assert form["kinds"].value() == ["a", "b"]
    assert form["urgent"].value() is False


def test_of_two_forms_on_a_page_the_right_one_is_filled_in(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    page = sign_in(class_teacher).get("/test/two/")
    data = page.context["second"].fresh() | {"two-note": "for the second"}
    client = Client()
    client.post("/test/two/", data)
    come_back(client, class_teacher)
    page = client.get("/test/two/")
    assert page.context["form"]["note"].value() is None
    assert page.context["second"]["note"].value() == "for the second"


def test_a_form_older_than_the_last_sign_in_gets_its_text_back(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    """Signing in again in another tab changes the page's own token; the text must not be lost."""
    data = opened(sign_in(class_teacher), url(profile)) | {"important": "Thoughtful"}
    client = Client(enforce_csrf_checks=True)
    come_back(client, class_teacher)
    answer = client.post(url(profile), data, follow=True)
    profile.refresh_from_db()
    assert "Thoughtful" in answer.content.decode()
    assert profile.important == "My drawings"


def test_a_forged_form_without_the_persons_seal_is_refused(
    sign_in: type_sign_in, class_teacher: User, senco: User, profile: OnePageProfile
) -> None:
    data = opened(sign_in(senco), url(profile)) | {"important": "FORGED"}
    client = Client(enforce_csrf_checks=True)
    come_back(client, class_teacher)
    assert client.post(url(profile), data).status_code == 403
    assert "FORGED" not in client.get(url(profile)).content.decode()


# --- drafts -------------------------------------------------------------------------------------


def save_draft(client: Client, profile: OnePageProfile, words: str) -> Any:
    data = opened(client, url(profile)) | {"important": words, "draft_key": url(profile)}
    return client.post("/draft/", data)


def test_a_draft_saves_itself_and_is_given_back_with_its_time(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 3, 6, 7, tzinfo=dt.UTC), tick=False):
        client = sign_in(class_teacher)
        answer = save_draft(client, profile, "Half a thought")
        page = client.get(url(profile)).content.decode()
    assert answer.json() == {"saved": "14:07"}
    assert "Half a thought" in page
    assert "We kept what you typed at 14:07 on 3 Mar 2026" in page


def test_there_is_one_draft_for_each_form_and_person(
    sign_in: type_sign_in, class_teacher: User, senco: User, profile: OnePageProfile
) -> None:
    client, other = sign_in(class_teacher), sign_in(senco)
    save_draft(client, profile, "one")
    save_draft(client, profile, "two")
    save_draft(other, profile, "only mine")
    assert Draft.objects.filter(user=class_teacher).count() == 1
    assert "two" in client.get(url(profile)).content.decode()
    assert "only mine" not in client.get(url(profile)).content.decode()


def test_a_draft_is_kept_by_its_button_without_a_script_and_can_be_discarded(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    client = sign_in(class_teacher)
    data = opened(client, url(profile)) | {"important": "Half", "said_on": "not yet a date"}
    answer = client.post(url(profile), data | {"save_draft": "1"}, follow=True)
    assert answer.redirect_chain == [(url(profile), 302)]
    assert 'value="not yet a date"' in answer.content.decode()
    assert OnePageProfile.objects.get().important == "My drawings"
    client.post(url(profile), data | {"discard_draft": "1"})
    assert not Draft.objects.exists()


def test_sending_the_form_ends_its_draft(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    client = sign_in(class_teacher)
    save_draft(client, profile, "Half")
    client.post(url(profile), opened(client, url(profile)))
    assert OnePageProfile.objects.get().important == "Half"
    assert not Draft.objects.exists()


def test_a_draft_of_an_older_version_meets_what_was_saved_meanwhile(
    sign_in: type_sign_in, class_teacher: User, senco: User, profile: OnePageProfile
) -> None:
    client, other = sign_in(class_teacher), sign_in(senco)
    save_draft(client, profile, "Half")
    other.post(url(profile), opened(other, url(profile)) | {"important": "THEIRS"})
    assert client.post(url(profile), opened(client, url(profile))).status_code == 409


def test_taking_theirs_after_a_conflict_leaves_no_old_draft(
    sign_in: type_sign_in, class_teacher: User, senco: User, profile: OnePageProfile
) -> None:
    client, other = sign_in(class_teacher), sign_in(senco)
    save_draft(client, profile, "Half")
    other.post(url(profile), opened(other, url(profile)) | {"important": "THEIRS"})
    page = client.post(url(profile), opened(client, url(profile))).content.decode()
    assert 'name="discard_draft" value="1">Take theirs' in page
    client.post(url(profile), {"discard_draft": "1"})
    assert opened(client, url(profile))["important"] == "THEIRS"


@pytest.mark.parametrize(
    ("key", "words"),
    [("", "x"), ("k" * 121, "x"), ("/a/", "x" * 200_001)],
    ids=["no form", "too long a name", "too much"],
)
def test_a_draft_without_a_form_or_too_large_is_refused(
    sign_in: type_sign_in, class_teacher: User, key: str, words: str
) -> None:
    answer = sign_in(class_teacher).post("/draft/", {"draft_key": key, "note": words})
    assert answer.status_code == 422
    assert not Draft.objects.exists()


def test_a_form_without_drafts_offers_none(
    sign_in: type_sign_in, class_teacher: User, profile: OnePageProfile
) -> None:
    client = sign_in(class_teacher)
    assert "draft" not in client.get("/test/note/").content.decode()
    answer = client.post("/test/note/", opened(client, "/test/note/") | {"save_draft": "1"})
    assert answer.status_code == 422


# --- refusals with a page -----------------------------------------------------------------------


def test_a_wrong_method_is_told_with_a_page(sign_in: type_sign_in, class_teacher: User) -> None:
    answer = sign_in(class_teacher).get("/test/button/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "works by its button" in answer.content.decode()


# --- fields -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12 Jun 2026", dt.date(2026, 6, 12)),
        (" 12  june 2026 ", dt.date(2026, 6, 12)),
        ("1 Sept 2026", dt.date(2026, 9, 1)),
        ("12/6/2026", dt.date(2026, 6, 12)),
        ("02/03/2026", dt.date(2026, 3, 2)),
        ("12-06-2026", dt.date(2026, 6, 12)),
        ("12.6.2026", dt.date(2026, 6, 12)),
        ("12/6/26", dt.date(2026, 6, 12)),
        ("2026-06-12", dt.date(2026, 6, 12)),
        ("2026年6月12日", dt.date(2026, 6, 12)),
        ("2026 年 6 月 12 日", dt.date(2026, 6, 12)),
        ("１２／６／２０２６", dt.date(2026, 6, 12)),
        ("29 Feb 2028", dt.date(2028, 2, 29)),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_days_are_read_day_first_in_both_languages(
    typed: str, expected: dt.date, language: str
) -> None:
    with translation.override(language):
        assert DayField().clean(typed) == expected


@pytest.mark.parametrize(
    "typed", ["30 Feb 2026", "29 Feb 2026", "2026", "soon", "13/13/2026", "1 Jan 1066", "1/1/9999"]
)
def test_what_is_no_day_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(forms.ValidationError) as refusal:
        DayField().clean(typed)
    assert refusal.value.messages[0] in {
        "Write the date like this: 12 Jun 2026.",
        "Check the year of this date.",
    }


@pytest.mark.parametrize(
    ("language", "written"), [("en", "12 Jun 2026"), ("zh-hant", "2026年6月12日")]
)
def test_a_day_is_shown_as_it_is_read(language: str, written: str) -> None:
    with translation.override(language):
        shown = DayInput().format_value(dt.date(2026, 6, 12))
        assert shown == written
        assert DayField().clean(shown) == dt.date(2026, 6, 12)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("plain", "plain"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\x00b\x08c", "abc"),
        ("soft\u00adhyphen zero\u200bwidth\ufeff", "softhyphen zerowidth"),
        ("no\u00a0break", "no break"),
        ("tab\there", "tab here"),
        ("right\u202eto left", "rightto left"),
        ("  around  \n\n\n\nlines  ", "around\n\nlines"),
        ("全形，標點「保留」。", "全形，標點「保留」。"),
        ("嘅啲𨋢咗", "嘅啲𨋢咗"),
        ("“curly” – dash…", "“curly” – dash…"),
        ("👩‍👧", "👩‍👧"),
        ("e\u0301", "é"),
        ("", ""),
    ],
)
def test_text_is_kept_without_what_nobody_sees(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_cleaning_twice_changes_nothing_more() -> None:
    text = " a\u00a0\x00\r\n\r\n\r\nb\u200b "
    assert clean_text(clean_text(text)) == clean_text(text)


def bound(**typed: Any) -> NoteForm:
    request = RequestFactory().post("/", typed)
    request.user = User(pk=1, username="x")
    return NoteForm(request)


def test_a_text_of_only_unseen_characters_is_empty() -> None:
    form = bound(note="\u200b\x00 ")
    assert not form.is_valid()
    assert form.errors["note"] == ["Fill in “Note”."]


def test_a_text_that_is_too_long_is_refused_and_one_at_the_limit_is_not() -> None:
    assert bound(note="x" * 20_000).is_valid()
    assert not bound(note="x" * 20_001).is_valid()


@pytest.mark.parametrize(
    ("field", "look"),
    [
        (forms.CharField(), "plain"),
        (WordsField(), "plain"),
        (forms.BooleanField(), "check"),
        (forms.ChoiceField(choices=[("a", "Yes"), ("b", "No")], widget=forms.RadioSelect), "seg"),
        (
            forms.ChoiceField(choices=[("a", "A long answer to choose")], widget=forms.RadioSelect),
            "pickrow",
        ),
        (forms.ChoiceField(choices=[(n, n) for n in "abcde"], widget=forms.RadioSelect), "pickrow"),
        (forms.ChoiceField(choices=[("a", "A")], widget=Tri), "tri"),
        (forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple), "checks"),
    ],
)
def test_choices_take_the_shape_that_fits(field: forms.Field, look: str) -> None:
    form = bound(note="x")
    form.fields["tried"] = field
    assert getattr(form["tried"], "look", "") == look
