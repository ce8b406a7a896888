"""The impact report: its figures by hand, frozen on issue, and who may do what."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from provision.models import Participation, Provision
from sencohub.accounts.models import User
from sencohub.documents.models import Export
from sencohub.lib.records import IllegalMove
from sencohub.notices.models import Notice
from sencohub.overview.impact import figures, narrative
from sencohub.overview.impact.actions import begin_report, issue_report
from sencohub.overview.impact.documents import _render
from sencohub.overview.models import ImpactReport
from sencohub.school.models import School, Term
from students.models import SchoolClass
from tests import pdfs
from tests.overview.impact_term import place, run, small_term

type_sign_in = Callable[[User], Client]
type_form_data = Callable[..., dict[str, Any]]


@pytest.fixture
def group(term: Term, senco: User, class_5a: SchoolClass) -> Provision:
    return small_term(term, senco, class_5a)


@pytest.fixture
def report(term: Term, senco: User, group: Provision) -> ImpactReport:
    return begin_report(term=term, by=senco)


def test_the_figures_are_those_counted_by_hand(term: Term, group: Provision) -> None:
    found = figures.compute(term)
    assert found["register"] == {"count": 5, "on_roll": 5, "by_tier": {"1": 0, "2": 5, "3": 0}}
    outcomes = found["outcomes"]
    assert [outcomes[k] for k in ("green", "amber", "red", "grey")] == [3, 1, 0, 1]
    assert (outcomes["rated"], outcomes["percent"]) == (4, 75)
    assert found["hours"] == {"hours": "4.0", "held": 8, "planned": 10, "percent": 80}
    assert found["by_need"][0]["need"] == "SpLD"
    assert found["movement"] == [{"before": 2, "after": 2, "count": 5}]


def test_the_cost_is_hours_by_rate_plus_materials(term: Term, group: Provision) -> None:
    """Eight sessions of half an hour at HK$300, and HK$200 of materials."""
    money = figures.compute(term)["money"]
    assert Decimal(money["cost"]) == Decimal(1400)
    assert Decimal(money["per_green"]) == Decimal("466.67")


def test_the_sums_agree_with_sql(term: Term, group: Provision) -> None:
    found = figures.compute(term)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM provision_participation p
               JOIN provision_provision r ON r.id = p.provision_id
               WHERE r.term_id = %s AND p.actual >= p.expected AND p.override = ''""",
            [term.pk],
        )
        assert cursor.fetchone()[0] == found["outcomes"]["green"]
        cursor.execute(
            "SELECT sum(minutes) FROM provision_session WHERE was_held AND provision_id = %s",
            [group.pk],
        )
        assert Decimal(cursor.fetchone()[0]) / 60 == Decimal(found["hours"]["hours"])


def test_an_issued_report_stands_when_the_records_change(
    report: ImpactReport, senco: User, leader: User, group: Provision, sign_in: type_sign_in
) -> None:
    issue_report(report=report, by=senco)
    Participation.objects.filter(actual=Decimal(75))[:1].get().delete()
    response = sign_in(leader).get(report.get_absolute_url())
    assert response.context["figures"]["outcomes"]["green"] == 3
    assert figures.compute(report.term)["outcomes"]["green"] == 2


def test_issuing_twice_is_refused_and_told_once(
    report: ImpactReport, senco: User, leader: User
) -> None:
    issue_report(report=report, by=senco)
    with pytest.raises(IllegalMove):
        issue_report(report=report, by=senco)
    assert Notice.objects.filter(recipient=leader, kind="impact-issued").count() == 1
    assert Export.objects.filter(kind="impact-report").count() == 1


def test_the_document_tells_what_the_page_tells(
    report: ImpactReport, senco: User, senst: User, school: School
) -> None:
    text = pdfs.text_of(pdfs.read(_render(report, senco)))
    for told in ("Duties kept", "Reviews held on time", "Main need", "Per green"):
        assert told in text
    assert "Per green" not in pdfs.text_of(pdfs.read(_render(report, senst)))


def test_the_support_teachers_report_holds_no_money(
    report: ImpactReport, senco: User, senst: User, sign_in: type_sign_in
) -> None:
    page = sign_in(senco).get(report.get_absolute_url()).content.decode()
    assert "HK$1,400" in page
    page = sign_in(senst).get(report.get_absolute_url()).content.decode()
    assert "HK$" not in page


def test_the_senco_edits_the_words_and_a_stale_form_loses_nothing(
    report: ImpactReport, senco: User, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client, url = sign_in(senco), reverse("overview:impact-edit", args=[report.pk])
    first, second = client.get(url), client.get(url)
    assert client.post(url, form_data(first, lede="Reading is strong.")).status_code == 302
    answer = client.post(url, form_data(second, lede="Writing is weak."))
    assert answer.status_code == 409
    assert "Reading is strong." in answer.content.decode()
    assert "Writing is weak." in answer.content.decode()


def test_the_leader_comments_once_it_is_issued(
    report: ImpactReport,
    senco: User,
    leader: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    url = reverse("overview:impact-comment", args=[report.pk])
    client = sign_in(leader)
    assert client.get(url).status_code == 403
    issue_report(report=report, by=senco)
    typed = form_data(client.get(url), comment="Agreed: put the hours into class.")
    assert client.post(url, typed).status_code == 302
    report.refresh_from_db()
    assert (report.comment, report.commented_by) == ("Agreed: put the hours into class.", leader)
    assert Notice.objects.filter(recipient=senco, kind="impact-commented").exists()


def test_an_empty_comment_comes_back_with_a_sentence(
    report: ImpactReport,
    senco: User,
    leader: User,
    sign_in: type_sign_in,
    form_data: type_form_data,
) -> None:
    issue_report(report=report, by=senco)
    url = reverse("overview:impact-comment", args=[report.pk])
    client = sign_in(leader)
    answer = client.post(url, form_data(client.get(url), comment=""))
    assert answer.status_code == 422
    assert "Your comment" in answer.content.decode()


def test_begin_from_the_list(
    term: Term, senco: User, group: Provision, sign_in: type_sign_in, form_data: type_form_data
) -> None:
    client = sign_in(senco)
    url = reverse("overview:impact-begin", args=[term.pk])
    assert url in client.get(reverse("overview:impact-list")).content.decode()
    client.post(url, form_data(client.get(url)))
    assert ImpactReport.objects.get().lede.startswith("Of 4 places rated, 3 reached")


@pytest.mark.parametrize(
    ("rating", "held", "rated", "expected"),
    [
        ("green", 10, 5, "keep"),
        ("green", 10, 4, None),
        ("amber", 10, 5, "change"),
        ("red", 10, 5, "stop"),
        ("red", 8, 5, "stop"),
        ("red", 7, 5, "change"),
        ("grey", 10, 0, None),
    ],
)
def test_what_the_first_text_says_of_a_group(
    rating: str, held: int, rated: int, expected: str | None
) -> None:
    """Too few sessions is no verdict; fewer than five rated places are not compared."""
    row = {"name_en": "Maths", "name_zh": "", "rating": rating, "held": held, "planned": 10}
    found = narrative.draft(
        {
            "by_run": [{**row, "rated": rated}],
            "outcomes": {"rated": rated, "green": 0},
            "hours": {"held": held, "planned": 10, "percent": held * 10},
        }
    )
    assert [k for k in ("keep", "change", "stop") if "Maths" in found[k]] == (
        [expected] if expected else []
    )


def test_the_same_number_of_queries_for_1_and_12_groups(
    report: ImpactReport,
    senco: User,
    term: Term,
    group: Provision,
    sign_in: type_sign_in,
) -> None:
    client = sign_in(senco)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(report.get_absolute_url())
        return len(queries)

    client.get(report.get_absolute_url())
    few = cost()
    student = group.participations.first()
    assert student is not None
    for nth in range(11):
        place(run(term, senco, f"Group {nth}"), student.student, "50")
    assert cost() == few
    assert few <= 25


def test_movement_counts_each_student_once(
    term: Term, senco: User, group: Provision, class_5a: SchoolClass
) -> None:
    from tests.factories import StudentFactory, TierPlacementFactory

    moved = StudentFactory(in_class=class_5a)
    first = TierPlacementFactory(
        student=moved, tier=1, decided_by=senco, starts_on=term.starts_on - dt.timedelta(days=90)
    )
    change = term.starts_on + dt.timedelta(days=20)
    first.end(on=change - dt.timedelta(days=1))
    TierPlacementFactory(student=moved, tier=2, decided_by=senco, starts_on=change)
    assert {"before": 1, "after": 2, "count": 1} in figures.compute(term)["movement"]
