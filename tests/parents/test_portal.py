"""The parent's page: three answers, only what was published, and a parent's own words."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.models import AttendanceRequest
from parents import portal
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import Role
from sencohub.notices.models import Notice
from students.models import AccessLog, Concern, Need, OnePageProfile, ParentLink, Student
from tests import factories
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


def test_in_chinese(share: PlanShare, parent: User, sign_in: type_sign_in) -> None:
    parent.language = "zh-hant"
    parent.save()
    page = sign_in(parent).get(reverse("parents:plan", args=[share.pk])).content.decode()
    assert "朗讀一段課文" in page
    assert 'lang="zh-Hant-HK"' in page


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
