"""The student's page: each reader meets what is theirs, at a fixed cost."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parents.models import ContactRecord
from sencohub.accounts.models import User
from sencohub.school.models import Term
from students.models import AccessLog, Document, Need, OnePageProfile, Student
from tests import factories
from tiers.models import Plan, Target

type_sign_in = Callable[[User], Client]


@pytest.fixture
def record(amina: Student, senco: User) -> Plan:
    """Amina's record: profile, need, tier, plan with one target and one must-do."""
    OnePageProfile.objects.create(
        student=amina,
        voice="student",
        language="en",
        appreciated="I never forget a bus route.",
        support="Give me the first step on a card.",
        said_on="2026-02-12",
        recorded_by=senco,
    )
    Need.objects.create(student=amina, category="SpLD", is_primary=True)
    factories.TierPlacementFactory(student=amina, decided_by=senco)
    cycle = factories.SupportCycleFactory(student=amina, owner=senco, stage="do")
    plan: Plan = factories.PlanFactory(cycle=cycle, state=Plan.State.AGREED)
    factories.TargetFactory(plan=plan, actual=80)
    factories.AdjustmentFactory(plan=plan)
    return plan


def page(client: Client, student: Student) -> str:
    return client.get(student.get_absolute_url()).content.decode()


PROFILE, TARGET, MUST = "never forget a bus route", "Reads a P5 passage", "First-step card"


@pytest.mark.parametrize(
    ("who", "sees", "misses"),
    [
        ("senco", (PROFILE, TARGET, MUST, "SpLD", "Tier 2"), ()),
        ("leader", (PROFILE, TARGET, MUST, "SpLD", "Tier 2"), ("Decide a tier",)),
        ("class_teacher", (PROFILE, TARGET, MUST, "SpLD", "Tier 2"), ("Decide a tier",)),
        ("specialist", (PROFILE, TARGET, MUST, "SpLD"), ("Decide a tier",)),
        ("assistant", (PROFILE, MUST, "Tier 2"), (TARGET, "SpLD", "Two years behind")),
    ],
)
def test_each_reader_sees_their_part(
    cast: dict[str, User],
    amina: Student,
    record: Plan,
    sign_in: type_sign_in,
    who: str,
    sees: tuple[str, ...],
    misses: tuple[str, ...],
) -> None:
    text = page(sign_in(cast[who]), amina)
    assert [word for word in sees if word not in text] == []
    assert [word for word in misses if word in text] == []


def test_a_restricted_document_is_not_even_named(
    senco: User, senst: User, amina: Student, sign_in: type_sign_in
) -> None:
    Document.objects.create(
        student=amina,
        kind="assessment",
        title="Family report",
        file="x.pdf",
        content_type="application/pdf",
        sha256="0" * 64,
        restricted=True,
        added_by=senco,
    )
    assert "Family report" in page(sign_in(senco), amina)
    assert "Family report" not in page(sign_in(senst), amina)


def test_opening_is_logged_once_and_fragments_are_not(
    leader: User, amina: Student, sign_in: type_sign_in
) -> None:
    client = sign_in(leader)
    page(client, amina)
    client.get(reverse("overview:student-who", args=[amina.pk]), headers={"HX-Request": "true"})
    row = AccessLog.objects.get()
    assert (row.action, row.student_id, row.role) == ("opened", amina.pk, "leader")


@pytest.mark.parametrize("name", ["student-detail", "student-history", "register"])
def test_no_header_keeps_a_page_out_of_the_log(
    senco: User, amina: Student, sign_in: type_sign_in, name: str
) -> None:
    """A request that calls itself a part of a page gets the whole one, and is logged for it."""
    path = reverse(f"overview:{name}", args=[] if name == "register" else [amina.pk])
    answer = sign_in(senco).get(path, headers={"HX-Request": "true"})
    assert b"</html>" in answer.content
    assert AccessLog.objects.count() == 1


def test_the_same_number_of_queries_with_1_and_40_targets(
    senco: User, amina: Student, record: Plan, sign_in: type_sign_in
) -> None:
    client = sign_in(senco)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, amina)
        return len(queries)

    page(client, amina)
    few = cost()
    factories.TargetFactory.create_batch(39, plan=record)
    assert cost() == few
    assert few <= 20


def test_history_obeys_the_gate_and_names_the_change(
    senco: User, class_teacher: User, other_teacher: User, amina: Student, sign_in: type_sign_in
) -> None:
    need = Need.objects.create(student=amina, category="SpLD", is_primary=True)
    need.certainty = Need.Certainty.DIAGNOSED
    need.save()
    url = reverse("overview:student-history", args=[amina.pk])
    text = sign_in(class_teacher).get(url).content.decode()
    assert "suspected" in text
    assert "diagnosed" in text
    assert sign_in(other_teacher).get(url).status_code == 404


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("senco", {"Document", "Evidence", "Concern", "Contact"}),
        ("senst", {"Concern", "Contact"}),
        ("class_teacher", {"Contact"}),
        ("specialist", {"Concern"}),
    ],
)
def test_history_tells_nobody_of_a_row_they_do_not_see(
    cast: dict[str, User], amina: Student, sign_in: type_sign_in, who: str, kinds: set[str]
) -> None:
    """Two restricted rows, a parent's concern, a contact: each only to those who read it."""
    about, senco = {"student": amina}, cast["senco"]
    factories.DocumentFactory(**about, added_by=senco, restricted=True)
    factories.EvidenceFactory(**about, recorded_by=senco, restricted=True)
    factories.ConcernFactory(**about, raised_by=cast["parent"])
    ContactRecord.objects.create(
        **about, with_whom="mother", how="phone", about="Reading", recorded_by=senco
    )
    url = reverse("overview:student-history", args=[amina.pk])
    changes = sign_in(cast[who]).get(url).context["changes"]
    assert {change.kind for change in changes} == kinds


def test_history_says_days_numbers_and_answers_as_people_do(
    senco: User, amina: Student, term: Term, sign_in: type_sign_in
) -> None:
    run = factories.ProvisionFactory(term=term)
    place = factories.ParticipationFactory(provision=run, student=amina)
    place.actual, place.actual_on = Decimal("12.50"), dt.date(2026, 3, 3)
    place.published_at = dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)
    place.save()
    concern = factories.ConcernFactory(student=amina)
    concern.triaged_by = senco
    concern.is_complaint = True
    concern.save()
    url = reverse("overview:student-history", args=[amina.pk])
    text = sign_in(senco).get(url).content.decode()
    for shown in ("<b>12.5</b>", "<b>3 Mar 2026</b>", "<b>3 Mar 2026, 07:30</b>", "<b>yes</b>"):
        assert shown in text
    assert f"<dt>Triaged by</dt><dd>– → <b>{senco}</b>" in text


@pytest.mark.parametrize("name", ["overview:student-meetings", "overview:student-history"])
def test_every_tab_has_the_same_head(
    senco: User, amina: Student, record: Plan, sign_in: type_sign_in, name: str
) -> None:
    text = sign_in(senco).get(reverse(name, args=[amina.pk])).content.decode()
    assert record.get_absolute_url() in text
    assert "Tier 2" in text
    assert "Open a cycle" not in text


def test_who_names_the_people_and_their_reasons(
    cast: dict[str, User], amina: Student, sign_in: type_sign_in
) -> None:
    url = reverse("overview:student-who", args=[amina.pk])
    text = sign_in(cast["senco"]).get(url).content.decode()
    assert "class teacher of 5A" in text
    assert "Assessment of reading" in text
    assert "mother" in text


def test_the_actual_is_rated_in_the_direction_of_good(
    senco: User, amina: Student, record: Plan, sign_in: type_sign_in
) -> None:
    target = Target.objects.get(plan=record)
    response: Any = sign_in(senco).get(amina.get_absolute_url())
    card = response.context["targets"][0]
    assert (card.target, card.rating, card.actual) == (target, "amber", "80%")


def test_history_says_days_and_yes_in_words(
    record: Plan, amina: Student, senco: User, sign_in: type_sign_in
) -> None:
    profile = OnePageProfile.objects.get()
    profile.published_at = dt.datetime(2026, 6, 27, 8, 45, tzinfo=dt.UTC)
    profile.save()
    text = sign_in(senco).get(f"{amina.get_absolute_url()}history/").content.decode()
    assert "27 Jun 2026, 16:45" in text
    assert "+00:00" not in text


@pytest.mark.parametrize(("who", "sees"), [("class_teacher", True), ("specialist", False)])
def test_who_reads_no_contacts_is_not_told_that_there_are_none(
    cast: dict[str, User], record: Plan, amina: Student, sign_in: type_sign_in, who: str, sees: bool
) -> None:
    text = sign_in(cast[who]).get(f"{amina.get_absolute_url()}meetings/").content.decode()
    assert ("Contacts with the family" in text) == sees


@pytest.mark.parametrize(("who", "sees"), [("class_teacher", True), ("assistant", False)])
def test_who_the_parents_are_is_for_those_who_speak_with_them(
    cast: dict[str, User], record: Plan, amina: Student, sign_in: type_sign_in, who: str, sees: bool
) -> None:
    text = sign_in(cast[who]).get(f"{amina.get_absolute_url()}who/").content.decode()
    assert (cast["parent"].name_en in text) == sees
    assert cast["class_teacher"].name_en in text
