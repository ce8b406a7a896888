"""The parent's page: three answers, only what was published, and a parent's own words."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from meetings.models import AttendanceRequest, Attendee, Meeting
from parents import portal
from parents.actions import tell_the_school
from sencohub.accounts.models import User
from sencohub.documents.models import Export
from sencohub.lib.dates import today
from sencohub.lib.roles import Role
from sencohub.notices.models import Notice
from students.actions.concerns import triage
from students.models import AccessLog, Concern, Need, OnePageProfile, ParentLink, Student
from tests import factories
from tests.meetings.people import meeting_about
from tests.parents.family import sent_plan
from tiers.models import Plan, PlanShare, Target

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]
HOME = "/family/"


@pytest.fixture
def share(amina: Student, parent: User, senco: User) -> PlanShare:
    return sent_plan(amina, parent, senco)


def home(client: Client) -> str:
    return client.get(HOME).content.decode()


def test_an_unpublished_tier_need_and_profile_are_not_there(
    amina: Student, parent: User, senco: User, sign_in: type_sign_in
) -> None:
    placement = factories.TierPlacementFactory(student=amina, tier=3, decided_by=senco)
    Need.objects.create(student=amina, category="ASD", is_primary=True)
    OnePageProfile.objects.create(
        student=amina,
        voice="student",
        language="en",
        support="Tell me the time left.",
        said_on=today(),
        recorded_by=senco,
    )
    page = home(sign_in(parent))
    assert [w for w in ("Tier 3", "autism", "time left") if w in page] == []
    placement.published_at = timezone.now()
    placement.save()
    assert "Tier 3" in home(sign_in(parent))


def test_a_restricted_document_an_ended_tier_and_the_other_parents_wish_are_not_there(
    amina: Student, parent: User, senco: User, sign_in: type_sign_in
) -> None:
    now, about = timezone.now(), {"student": amina}
    shown, _hidden = (
        factories.DocumentFactory(**about, added_by=senco, published_at=now, restricted=restricted)
        for restricted in (False, True)
    )
    factories.TierPlacementFactory(
        **about, decided_by=senco, published_at=now, ends_on=today() - dt.timedelta(days=1)
    )
    father = factories.person("father", Role.PARENT)
    factories.parent_of(father, amina)
    AttendanceRequest.objects.create(**about, parent=father, wish="come")
    child = portal.about(parent, amina)
    assert (child.documents, child.placement, child.wishes) == ([shown], None, [])
    page = sign_in(parent).get(reverse("parents:attend", args=[amina.pk]))
    assert not page.context["wishes"]


def test_the_three_answers_at_once(
    share: PlanShare, amina: Student, parent: User, senco: User, sign_in: type_sign_in
) -> None:
    factories.TierPlacementFactory(student=amina, decided_by=senco, published_at=timezone.now())
    page = home(sign_in(parent))
    assert "Tier 2" in page
    assert "First-step card on the desk" in page
    assert str(share.issue.plan.review_on.year) in page
    assert "Please read the new plan" in page


@pytest.mark.parametrize("who", ["other_parent", "ex_parent", "two_child_parent"])
def test_other_parents_find_nothing_of_hers(
    cast: dict[str, User], amina: Student, senco: User, sign_in: type_sign_in, who: str
) -> None:
    share = sent_plan(amina, cast["parent"], senco)
    client = sign_in(cast[who])
    assert "Amina" not in home(client)
    assert client.get(f"{HOME}?child={amina.pk}").status_code in {200, 404}
    assert "Amina" not in client.get(f"{HOME}?child={amina.pk}").content.decode()
    assert client.get(reverse("parents:plan", args=[share.pk])).status_code == 404


def test_a_parent_of_two_chooses_the_child(
    two_child_parent: User, ben: Student, cara: Student, sign_in: type_sign_in
) -> None:
    client = sign_in(two_child_parent)
    assert "Ben" in home(client)
    assert "Cara" in client.get(f"{HOME}?child={cara.pk}").content.decode()


def test_the_plan_reads_word_for_word_after_three_later_changes(
    share: PlanShare, parent: User, sign_in: type_sign_in
) -> None:
    client, url = sign_in(parent), reverse("parents:plan", args=[share.pk])
    target = Target.objects.get()
    for words in ("Changed once.", "Changed twice.", "Changed three times."):
        target.plain_en = words
        target.save()
    page = client.get(url).content.decode()
    assert "nine characters in ten right" in page
    assert "Changed" not in page


def test_opening_is_noted_once_and_logged(
    share: PlanShare, parent: User, sign_in: type_sign_in
) -> None:
    client, url = sign_in(parent), reverse("parents:plan", args=[share.pk])
    client.get(url)
    share.refresh_from_db()
    first = share.opened_at
    client.get(url)
    share.refresh_from_db()
    assert share.opened_at == first is not None
    assert AccessLog.objects.filter(user_id=parent.pk, action="opened").count() == 2


def answer(client: Client, url: str, form_data: type_form_data, **typed: str) -> Any:
    return client.post(url, form_data(client.get(url), **typed))


def test_a_comment_beside_its_target_is_not_agreeing(
    share: PlanShare, parent: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    url, target = reverse("parents:plan", args=[share.pk]), Target.objects.get()
    typed = {f"target_{target.pk}": "可以在家讀嗎？", "comment": "Thank you."}
    assert answer(sign_in(parent), url, form_data, **typed).status_code == 302
    share.refresh_from_db()
    plan = Plan.objects.get()
    assert share.target_comments == {str(target.pk): "可以在家讀嗎？"}
    assert (share.comment, share.answer) == ("Thank you.", "")
    assert share.read_at is not None
    assert plan.state == Plan.State.WITH_PARENT


def test_agreeing_agrees_the_plan(
    share: PlanShare, parent: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    url = reverse("parents:plan", args=[share.pk])
    assert answer(sign_in(parent), url, form_data, answer="agree").status_code == 302
    assert Plan.objects.get().state == Plan.State.AGREED


def test_a_parent_who_only_reads_cannot_agree(
    share: PlanShare, parent: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    link = ParentLink.objects.get(parent=parent)
    link.may_decide = False
    link.save()
    url = reverse("parents:plan", args=[share.pk])
    assert answer(sign_in(parent), url, form_data, answer="agree").status_code == 409
    assert Plan.objects.get().state == Plan.State.WITH_PARENT


def test_tell_us_opens_a_dated_concern(
    amina: Student,
    parent: User,
    senco: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    client, url = sign_in(parent), reverse("parents:tell-us", args=[amina.pk])
    typed = form_data(client.get(url), words="Nobody told me about the new group.")
    for _twice in range(2):
        assert client.post(url, typed).status_code == 302
    concern = Concern.objects.get()
    assert (concern.raised_by, concern.is_complaint) == (parent, True)
    assert concern.answer_due is not None
    assert concern.answer_due > today()
    assert Notice.objects.filter(recipient=senco).exists()
    assert "Answer due" in client.get(url).content.decode()


def test_the_answer_is_read_where_the_notice_leads(
    amina: Student, parent: User, senco: User, sign_in: type_sign_in
) -> None:
    concern = tell_the_school(student=amina, words="Which bus goes to the group?", by=parent)
    triage(concern, state=Concern.State.CLOSED, answer="Bus 7, every Tuesday.", by=senco)
    notice = Notice.objects.get(kind="concern-answered", recipient=parent)
    page = sign_in(parent).get(notice.path).content.decode()
    assert "Which bus goes to the group?" in page
    assert "Bus 7, every Tuesday." in page


def test_parents_see_roles_and_days_never_names(
    amina: Student, parent: User, senco: User, sign_in: type_sign_in
) -> None:
    sign_in(senco).get(amina.get_absolute_url())
    page = home(sign_in(parent))
    assert "SENCO" in page
    assert senco.name_en not in page


def test_the_page_costs_the_same_for_1_and_20_plans(
    share: PlanShare, amina: Student, parent: User, sign_in: type_sign_in
) -> None:
    client = sign_in(parent)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            home(client)
        return len(queries)

    home(client)
    few = cost()
    for number in range(2, 21):
        issue = share.issue
        issue.pk, issue.number = None, number
        issue.save()
        PlanShare.objects.create(issue=issue, parent=parent)
    assert cost() == few


def test_a_plan_is_asked_for_as_a_document_by_whom_it_was_sent_to(
    share: PlanShare, parent: User, other_parent: User, sign_in: type_sign_in
) -> None:
    client, url = sign_in(parent), reverse("parents:plan", args=[share.pk])
    page = client.get(url)
    assert reverse("parents:plan-pdf", args=[share.pk]) in page.content.decode()
    answer = client.post(f"{url}pdf/", page.context["pdf_form"].fresh())
    export = Export.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, export.get_absolute_url())
    assert (export.kind, export.parameters) == ("plan", {"issue": share.issue_id})
    assert "My child" in client.get(answer["Location"]).content.decode()
    assert sign_in(other_parent).post(f"{url}pdf/").status_code == 404


def test_in_chinese(share: PlanShare, parent: User, sign_in: type_sign_in) -> None:
    parent.language = "zh-hant"
    parent.save()
    page = sign_in(parent).get(reverse("parents:plan", args=[share.pk])).content.decode()
    assert "朗讀一段課文" in page
    assert 'lang="zh-Hant-HK"' in page


def review_of(amina: Student, senco: User, state: str = "invited") -> Meeting:
    return meeting_about(amina, lead=senco, kind="review", place="Room 104", state=state)


def test_the_next_review_says_when_where_and_who_comes(
    share: PlanShare,
    amina: Student,
    parent: User,
    other_parent: User,
    senco: User,
    sign_in: type_sign_in,
) -> None:
    review = review_of(amina, senco)
    Attendee.objects.create(meeting=review, person=other_parent, as_parent=True)
    client = sign_in(parent)
    for page in (home(client), client.get(f"{HOME}{amina.pk}/attend/").content.decode()):
        assert date_format(timezone.localtime(review.starts_at), "TIME_FORMAT") in page
        assert "Room 104, about 45 minutes." in page
        assert senco.name_en in page
        assert other_parent.name_en not in page
        assert date_format(share.issue.plan.review_on, "DATE_FORMAT") not in page


@pytest.mark.parametrize(
    ("kind", "state"), [("review", "planned"), ("review", "cancelled"), ("sst", "invited")]
)
def test_a_meeting_the_family_is_not_asked_to_stays_inside(
    amina: Student, parent: User, senco: User, sign_in: type_sign_in, kind: str, state: str
) -> None:
    meeting_about(amina, lead=senco, kind=kind, place="Room 104", state=state)
    assert "Room 104" not in home(sign_in(parent))


def test_a_reply_about_a_review_goes_with_that_meeting(
    amina: Student, parent: User, senco: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    review = review_of(amina, senco)
    client, url = sign_in(parent), reverse("parents:attend", args=[amina.pk])
    assert answer(client, url, form_data, wish="come").status_code == 302
    assert AttendanceRequest.objects.get().meeting == review


def test_own_words_stay_beside_an_issue_that_takes_no_more_answers(
    share: PlanShare, parent: User, sign_in: type_sign_in
) -> None:
    target = Target.objects.get()
    share.comment, share.target_comments = "Thank you.", {str(target.pk): "可以在家讀嗎？"}
    share.save()
    Plan.objects.update(state=Plan.State.AGREED)
    page = sign_in(parent).get(reverse("parents:plan", args=[share.pk])).content.decode()
    words = ("Thank you.", "可以在家讀嗎？", "You gave no answer.")
    assert [w for w in words if w not in page] == []


def test_in_chinese_no_latin_comma_stands_between_chinese_words(
    share: PlanShare, amina: Student, parent: User, senco: User, sign_in: type_sign_in
) -> None:
    parent.language = "zh-hant"
    parent.save()
    factories.TierPlacementFactory(student=amina, decided_by=senco, published_at=timezone.now())
    for category, first in (("ASD", True), ("SpLD", False)):
        Need.objects.create(
            student=amina, category=category, is_primary=first, published_at=timezone.now()
        )
    review_of(amina, senco)
    client = sign_in(parent)
    for url in (HOME, f"{HOME}{amina.pk}/attend/", reverse("parents:plan", args=[share.pk])):
        main = re.sub(r"<[^>]+>", "", client.get(url).content.decode().partition("<main")[2])
        assert re.findall(r"[\u4e00-\u9fff] ?[,;:][^\n]{0,9}|[。：，] +[\u4e00-\u9fff]", main) == []


def test_a_contact_is_written_down_and_internal_notes_stay_inside(
    amina: Student,
    class_teacher: User,
    parent: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    from parents.models import ContactRecord

    client, url = sign_in(class_teacher), reverse("parents:contact-new", args=[amina.pk])
    for internal in ("", "on"):
        typed = form_data(
            client.get(url), with_whom="Mrs Khan", how="phone", about="Homework.", internal=internal
        )
        assert client.post(url, typed).status_code == 302
    assert ContactRecord.objects.visible_to(class_teacher).count() == 2
    assert ContactRecord.objects.for_parent(parent).count() == 1
    assert home(sign_in(parent)).count("Homework.") == 1
