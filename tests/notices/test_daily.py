"""The daily job: twice, late, after three silent days; every reminder goes out once.

TRUST, rows 10 (recipients), 16 (each mail once), 17 (dates). Recipients are looked at first.
"""

import datetime as dt
import logging
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from sencohub.accounts.models import User
from sencohub.lib.roles import Role
from sencohub.notices import actions, daily, reminders, tasks
from sencohub.notices.models import CLAIM_LASTS, REFUSALS_AT_MOST, DayDone, Letter, Notice
from students import access
from students.models import Student, TeachingAssignment
from tests import factories
from tests.notices.conftest import KIND, MONDAY, Source, at, day_off

pytestmark = pytest.mark.django_db
type_clock = time_machine.Traveller
Outcome = Letter.Outcome
DAY = dt.timedelta(days=1)


def recipients() -> list[list[str]]:
    return [message.to for message in mail.outbox]


def say(*people: User, event: str = "e:1", **fields: Any) -> None:
    actions.tell(**{"event": event, "kind": KIND, "to": people, "path": "/x/", **fields})


# --- once --------------------------------------------------------------------------------------


def test_one_digest_a_day_to_each_person(
    senco: User, senst: User, leader: User, source: Source, monday: type_clock
) -> None:
    say(senco, senst)
    say(senco, event="e:2")
    source.add(MONDAY, senco, due_on=MONDAY + 3 * DAY)
    tasks.daily()
    assert sorted(recipients()) == [[senco.email], [senst.email]]
    assert all(not message.cc and not message.bcc for message in mail.outbox)
    mine = next(message for message in mail.outbox if message.to == [senco.email])
    assert mine.subject == "3 things wait for you"


def test_running_twice_on_one_day_sends_once(
    senco: User, source: Source, monday: type_clock
) -> None:
    source.add(MONDAY, senco)
    tasks.daily()
    say(senco, event="told after the digest")
    monday.move_to(at(MONDAY, 9))
    tasks.daily()
    tasks.sweep()
    assert recipients() == [[senco.email]]
    monday.move_to(at(MONDAY + DAY))
    tasks.daily()
    assert recipients() == [[senco.email]] * 2
    assert not Notice.objects.filter(is_late=True).exists()


def test_a_run_that_died_among_the_digests_is_finished_without_a_second_letter(
    senco: User, senst: User, source: Source, monday: type_clock
) -> None:
    say(senco)
    tasks.daily()
    DayDone.objects.filter(part=daily.DIGESTS).delete()
    say(senco, senst, event="e:2")
    tasks.sweep()
    assert recipients() == [[senco.email], [senst.email]]


def test_after_three_silent_days_each_day_is_made_up_once_and_marked_late(
    senco: User, source: Source, monday: type_clock
) -> None:
    tasks.daily()
    for nth in range(1, 4):
        source.add(MONDAY + nth * DAY, senco)
    monday.move_to(at(MONDAY + 3 * DAY, 14))
    tasks.sweep()
    tasks.daily()
    assert source.asked == [MONDAY + nth * DAY for nth in range(4)]
    assert recipients() == [[senco.email]]
    rows = Notice.objects.order_by("day")
    assert list(rows.values_list("day", "is_late")) == [
        (MONDAY + DAY, True), (MONDAY + 2 * DAY, True), (MONDAY + 3 * DAY, False)
    ]  # fmt: skip
    assert "it should have reached you on 3 Mar 2026" in mail.outbox[0].body


def test_the_sweep_does_the_day_when_the_hour_has_come_and_nobody_has(
    senco: User, source: Source, monday: type_clock
) -> None:
    source.add(MONDAY, senco)
    monday.move_to(at(MONDAY, 6, 29))
    tasks.sweep()
    assert recipients() == []
    monday.move_to(at(MONDAY, 6, 30))
    tasks.sweep()
    assert recipients() == [[senco.email]]


def test_a_new_source_begins_today(senco: User, source: Source, monday: type_clock) -> None:
    source.add(MONDAY - DAY, senco)
    tasks.daily()
    assert source.asked == [MONDAY]


def test_a_long_silence_is_made_up_for_a_month(
    senco: User, source: Source, monday: type_clock
) -> None:
    tasks.daily()
    monday.move_to(at(MONDAY + 100 * DAY))
    tasks.daily()
    assert len(source.asked) == 1 + 31


def test_a_source_that_fails_stops_no_other_and_is_asked_again(
    senco: User, source: Source, monday: type_clock, caplog: pytest.LogCaptureFixture
) -> None:
    broken = [True]

    def fragile(on: dt.date) -> list[reminders.Reminder]:
        if broken:
            raise ValueError("Chan Tai Man")
        return [reminders.Reminder(f"fragile:{on}", KIND, senco, "/x/")]

    reminders.register(fragile)
    source.add(MONDAY, senco)
    with caplog.at_level(logging.ERROR):
        tasks.daily()
    assert recipients() == [[senco.email]]
    assert "Chan Tai Man" not in caplog.text
    broken.clear()
    monday.move_to(at(MONDAY + DAY))
    tasks.daily()
    assert Notice.objects.filter(event__startswith="fragile").count() == 2


# --- school days -------------------------------------------------------------------------------


def test_what_falls_on_a_day_without_school_goes_out_on_the_next(
    senco: User, source: Source, monday: type_clock
) -> None:
    saturday = MONDAY - 2 * DAY
    day_off(MONDAY)
    source.add(saturday, senco)
    for day in (saturday - DAY, saturday, saturday + DAY, MONDAY):
        monday.move_to(at(day))
        tasks.daily()
    assert recipients() == []
    monday.move_to(at(MONDAY + DAY))
    tasks.daily()
    assert recipients() == [[senco.email]]
    assert not Notice.objects.get().is_late


def test_a_day_is_a_hong_kong_day(senco: User, source: Source, monday: type_clock) -> None:
    """At 06:30 on Monday in Hong Kong it is still Sunday in UTC."""
    monday.move_to(dt.datetime(2026, 3, 1, 22, 30, tzinfo=dt.UTC))
    tasks.daily()
    assert source.asked == [MONDAY]


# --- what the letter says ----------------------------------------------------------------------


def test_it_is_in_the_readers_language_and_names_nobody(
    senco: User, amina: Student, source: Source, monday: type_clock
) -> None:
    User.objects.filter(pk=senco.pk).update(language="zh-hant")
    say(senco, student_id=amina.pk, path=f"/students/{amina.pk}/")
    tasks.daily()
    message: Any = mail.outbox[0]
    html = str(message.alternatives[0][0])
    for text in (message.body, html):
        assert "http://localhost:8000/notices/" in text
        assert "A thing waits" in text
        assert not any(name in text for name in ("Amina", "Khan", amina.regno))
    assert 'lang="zh-Hant-HK"' in html
    assert "1 thing" not in message.subject


def test_a_letter_at_once_goes_on_any_day_and_leads_to_its_page(
    parent: User, amina: Student, monday: type_clock
) -> None:
    monday.move_to(at(MONDAY - DAY, 22))
    say(parent, student_id=amina.pk, path="/family/plans/7/", channel=Notice.Channel.AT_ONCE)
    tasks.send_letter(Letter.objects.get().pk)
    assert recipients() == [[parent.email]]
    assert mail.outbox[0].subject == "A thing waits"
    assert "http://localhost:8000/family/plans/7/" in mail.outbox[0].body
    assert Notice.objects.get().sent_at


def test_what_is_in_the_app_only_is_never_sent(senco: User, monday: type_clock) -> None:
    say(senco, channel=Notice.Channel.APP)
    tasks.daily()
    assert recipients() == []


def test_what_was_read_before_is_not_sent(senco: User, senst: User, monday: type_clock) -> None:
    say(senco, senst)
    actions.read_all(senco)
    tasks.daily()
    assert recipients() == [[senst.email]]


def test_nobody_is_written_to_about_a_child_they_no_longer_see(
    class_teacher: User, ex_parent: User, amina: Student, monday: type_clock
) -> None:
    say(class_teacher, ex_parent, student_id=amina.pk)
    link = TeachingAssignment.objects.get(staff=class_teacher)
    link.ends_on = MONDAY - DAY
    link.save()
    access.sync(link)
    tasks.daily()
    assert recipients() == []
    assert set(Letter.objects.values_list("outcome", flat=True)) == {Outcome.NOTHING_LEFT}


@pytest.mark.parametrize(
    "address",
    ["", "x", "a@b.test, c@d.test", "a@b.test\nBcc: c@d.test", "a@b.test\r\nTo: c@d.test", "<a@b>"],
)
def test_only_one_true_address_is_written_to(school: Any, monday: type_clock, address: str) -> None:
    person = factories.person("somebody", Role.SENCO, email=address)
    say(person)
    tasks.daily()
    assert recipients() == []
    assert Letter.objects.get().outcome == Outcome.NO_ADDRESS


@pytest.mark.parametrize("name", ["Lam\r\nBcc: evil@x.test", "Lam, Wing <evil@x.test>", "{{7*7}}"])
def test_a_name_cannot_become_a_header(school: Any, monday: type_clock, name: str) -> None:
    person = factories.person("somebody", Role.SENCO, name_en=name, email="lam@school.test")
    say(person)
    tasks.daily()
    assert recipients() == [["lam@school.test"]]
    head = mail.outbox[0].message().as_string().split("\n\n")[0]
    assert "evil" not in head
    assert mail.outbox[0].message().get_all("To") == ["lam@school.test"]


def test_a_closed_account_is_not_written_to(senco: User, monday: type_clock) -> None:
    say(senco)
    User.objects.filter(pk=senco.pk).update(is_active=False)
    tasks.daily()
    assert recipients() == []


def test_people_who_share_an_address_get_a_letter_each(school: Any, monday: type_clock) -> None:
    for name in ("mother", "father"):
        say(factories.person(name, Role.PARENT, email="family@home.test"), event=name)
    tasks.daily()
    assert recipients() == [["family@home.test"]] * 2


# --- when sending goes wrong -------------------------------------------------------------------


class Server:
    """A mail server that answers with each fault in turn, then takes everything."""

    def __init__(self, *faults: Exception) -> None:
        self.faults, self.calls = list(faults), 0

    def __call__(self, backend: EmailBackend, messages: list[Any]) -> int:
        self.calls += 1
        if self.faults:
            raise self.faults.pop(0)
        mail.outbox.extend(messages)
        return len(messages)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Any:
    def _server(*faults: Exception) -> Server:
        one = Server(*faults)
        monkeypatch.setattr(EmailBackend, "send_messages", lambda self, m: one(self, m))
        return one

    return _server


@pytest.mark.parametrize("fault", [ConnectionRefusedError(), SMTPServerDisconnected(), OSError()])
def test_while_the_server_is_away_nothing_is_lost_and_nothing_hammers_it(
    senco: User, senst: User, server: Any, monday: type_clock, fault: Exception
) -> None:
    here = server(fault, fault)
    say(senco, senst)
    tasks.daily()
    tasks.sweep()
    assert (here.calls, recipients()) == (2, [])
    tasks.sweep()
    assert sorted(recipients()) == [[senco.email], [senst.email]]


@pytest.mark.parametrize("fault", [SMTPRecipientsRefused({}), SMTPDataError(550, b"no")])
def test_an_address_the_server_refuses_is_given_up_after_five_times(
    senco: User, senst: User, server: Any, monday: type_clock, fault: Exception
) -> None:
    say(senco)
    here = server(*[fault] * 20)
    for nth in range(20):
        monday.move_to(at(MONDAY, 7) + nth * (CLAIM_LASTS + dt.timedelta(seconds=1)))
        tasks.sweep()
    assert here.calls == REFUSALS_AT_MOST
    assert Letter.objects.get().outcome == Outcome.REFUSED


def test_two_workers_never_send_one_letter_twice(senco: User, monday: type_clock) -> None:
    say(senco, channel=Notice.Channel.AT_ONCE)
    letter = Letter.objects.get()
    first, second = Letter.objects.get(), Letter.objects.get()
    assert (first.claim(), second.claim()) == (True, False)
    assert not tasks.send_letter(letter.pk)
    assert recipients() == []


def test_a_letter_that_a_dead_worker_held_is_sent_later_under_the_same_id(
    senco: User, monday: type_clock
) -> None:
    say(senco, channel=Notice.Channel.AT_ONCE)
    letter = Letter.objects.get()
    assert letter.claim()
    monday.move_to(at(MONDAY, 6, 30) + CLAIM_LASTS - DAY / 1440)
    tasks.sweep()
    assert recipients() == []
    monday.move_to(at(MONDAY, 6, 30) + CLAIM_LASTS + DAY / 1440)
    tasks.sweep()
    tasks.sweep()
    assert recipients() == [[senco.email]]
    assert mail.outbox[0].message()["Message-ID"] == f"<notice.{Notice.objects.get().pk}@localhost>"


def test_a_worker_whose_claim_ran_out_does_not_close_anothers_letter(
    senco: User, monday: type_clock
) -> None:
    say(senco, channel=Notice.Channel.AT_ONCE)
    slow, quick = Letter.objects.get(), Letter.objects.get()
    slow.claim()
    monday.move_to(at(MONDAY, 7))
    quick.claim()
    slow.close(Outcome.SENT)
    assert Letter.objects.get().outcome == Outcome.WAITING


# --- a restored copy ---------------------------------------------------------------------------


def test_a_restored_copy_sends_nothing_that_the_backup_still_held(
    senco: User, senst: User, source: Source, monday: type_clock
) -> None:
    tasks.daily()
    say(senco, channel=Notice.Channel.AT_ONCE)
    say(senst, event="e:2")
    source.add(MONDAY + DAY, senco)
    monday.move_to(at(MONDAY + DAY, 5))
    actions.hold_back()
    monday.move_to(at(MONDAY + DAY, 7))
    tasks.sweep()
    tasks.daily()
    assert recipients() == []
    assert Notice.objects.visible_to(senst).unread().count() == 1
    assert set(DayDone.objects.values_list("last_day", flat=True)) == {MONDAY + DAY}


def test_after_a_restore_the_next_day_is_an_ordinary_one(
    senco: User, source: Source, monday: type_clock
) -> None:
    tasks.daily()
    actions.hold_back()
    source.add(MONDAY + DAY, senco)
    monday.move_to(at(MONDAY + DAY))
    tasks.daily()
    assert recipients() == [[senco.email]]
