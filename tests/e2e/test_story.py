"""One child's year, from a teacher's concern to the principal's comment, in real browsers.

DESIGN section 3, steps 1 to 8, on the live server with a real worker process. Each step is one
verb; what a step made is looked up afterwards, never typed again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from playwright.sync_api import BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from meetings.models import ActionPoint, AgendaItem, Decision
from provision.models import Intervention, Participation, Provision, Session
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.roles import Role
from sencohub.overview.models import ImpactReport
from sencohub.school.models import School
from students.models import Concern, SchoolClass, Student, TeacherInput
from tests import factories, pdfs
from tests.e2e.story import DESK, PHONE, Faults, Person
from tests.processes import worker
from tiers.models import (
    Adjustment,
    AdjustmentLog,
    Plan,
    PlanShare,
    Review,
    SupportCycle,
    Target,
    TierPlacement,
)

pytestmark = [pytest.mark.e2e, pytest.mark.worker]

WORDS_EN = "Read a passage aloud, nine characters in ten right."
WORDS_ZH = "朗讀一段課文，十個字讀啱九個。"
CARD_EN, CARD_ZH = "First-step card on the desk", "桌上放第一步提示卡"
TIME_EN, TIME_ZH = "Time left, told quietly", "低聲提醒剩餘時間"
WORKER_SECONDS = 60_000


@dataclass
class Cast:
    """Everybody of the story, each at a browser."""

    child: Student
    senco: Person
    class_teacher: Person
    teacher: Person
    assistant: Person
    parent: Person
    principal: Person

    def everybody(self) -> list[Person]:
        return [
            self.senco,
            self.class_teacher,
            self.teacher,
            self.assistant,
            self.parent,
            self.principal,
        ]


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def child(class_5a: SchoolClass) -> Student:
    return factories.StudentFactory(
        name_en="Chan Tai Man", name_zh="陳大文", known_as="Tai Man", in_class=class_5a
    )


@pytest.fixture
def seat(
    live_server: LiveServer, new_context: Callable[..., BrowserContext], faults: Faults
) -> Callable[..., Person]:
    """Somebody at a browser of this size."""

    def _seat(user: User, size: dict[str, int], locale: str = "en-GB") -> Person:
        opened = new_context(
            viewport=size, locale=locale, reduced_motion="reduce", has_touch=size is PHONE
        )
        return Person(user, opened, live_server.url, faults)

    return _seat


@pytest.fixture
def cast(
    school: School, class_5a: SchoolClass, child: Student, seat: Callable[..., Person]
) -> Cast:
    """A small school: one class, one child, six people."""
    head = factories.person("head", Role.TEACHER, name_en="Chan Mei Yee")
    factories.teaches(head, class_5a)
    chinese = factories.person("chinese", Role.TEACHER, title="Mr", name_en="Ho Chun Kit")
    factories.teaches(chinese, class_5a, "subject", subject="Chinese")
    helper = factories.person("helper", Role.ASSISTANT, name_en="Yip Ka Man")
    factories.teaches(helper, class_5a, "assistant")
    mother = factories.person(
        "mother", Role.PARENT, title="Mrs", name_en="Chan Lai Fong", language="zh-hant"
    )
    factories.parent_of(mother, child, language="zh-hant")
    factories.InterventionFactory(name_en="Chinese word reading", name_zh="中文認讀小組")
    senco = factories.person("senco", Role.SENCO, name_en="Lam Wing Sze")
    leader = factories.person("leader", Role.LEADER, name_en="Kwok Suk Fan")
    return Cast(
        child=child,
        senco=seat(senco, DESK),
        class_teacher=seat(head, PHONE),
        teacher=seat(chinese, PHONE),
        assistant=seat(helper, PHONE),
        parent=seat(mother, PHONE, "zh-HK"),
        principal=seat(leader, DESK),
    )


def test_one_childs_year(cast: Cast, faults: Faults, tmp_path: Path) -> None:
    everybody_signs_in(cast)

    class_teacher_raises_a_concern(cast)
    senco_triages_and_asks_the_teachers(cast)
    teacher_answers(cast)
    senco_assesses(cast)
    senco_decides_tier_2(cast)

    plan = senco_writes_the_plan(cast)
    senco_sends_it_to_the_parents(cast, plan)
    parent_comments_then_agrees(cast, plan)
    run = senco_plans_added_help(cast)
    assistant_records_a_session(cast, run)
    teacher_logs_in_three_taps(cast)
    teacher_logs_without_the_network(cast)

    meeting_decides_and_gives_an_action(cast)
    senco_enters_the_outcome_of_the_help(cast, run)
    review = senco_holds_the_review(cast, plan)
    next_cycle_is_open_with_nothing_retyped(cast, plan, review)

    senco_issues_the_impact_report(cast)
    principal_comments_on_it(cast)
    worker_makes_the_plan_as_a_pdf(cast, plan, tmp_path)
    parents_page_answers_three_questions(cast, plan)

    assert faults.violations() == {}
    assert {p.user.username: p.troubles() for p in cast.everybody() if p.troubles()} == {}


# --- the steps ----------------------------------------------------------------------------------


def everybody_signs_in(cast: Cast) -> None:
    for person in cast.everybody():
        person.sign_in()
    expect(cast.parent.page.locator("html")).to_have_attribute("lang", "zh-Hant-HK")


def class_teacher_raises_a_concern(cast: Cast) -> None:
    who = cast.class_teacher
    who.open(reverse("students:concern-new"))
    who.follow("Tai Man")
    who.fill(
        seen="Reads each character with a finger and loses the line.",
        tried="Sits at the front; reads in parts.",
        parents_know="yes",
    )
    who.press("Send to the SENCO")
    who.sees("Reads each character with a finger")


def senco_triages_and_asks_the_teachers(cast: Cast) -> None:
    who, concern = cast.senco, Concern.objects.get()
    who.open(reverse("students:concern-list"))
    who.follow("Tai Man")
    assert who.page.url.endswith(concern.get_absolute_url())
    who.fill(state="asking_teachers")
    who.press("Decide")
    who.fill(question="How does he read in your lessons?")
    who.press("Send the questions")
    who.sees("Answers by")


def teacher_answers(cast: Cast) -> None:
    who = cast.teacher
    asked = TeacherInput.objects.get(teacher=who.user)
    who.open(reverse("students:concern-list"))
    who.follow_to(asked.get_absolute_url())
    who.fill(difficulties="Reading aloud; he guesses.", helps="Reading with a partner first.")
    who.press("Send my answer")
    asked.refresh_from_db()
    assert asked.answered_at
    cast.senco.open(asked.round.get_absolute_url())
    cast.senco.sees("Reading with a partner first.")


def senco_assesses(cast: Cast) -> None:
    who, concern = cast.senco, Concern.objects.get()
    who.open(f"{reverse('tiers:cycle-open', args=[cast.child.pk])}?concern={concern.pk}")
    who.press("Open the cycle")
    who.sees("Reading with a partner first.")
    who.fill(
        seen="Reads slowly and loses the line.",
        causes="Characters are not yet read by sight.",
        strengths="Remembers stories.",
        student_view="I want to read to my sister.",
        parent_view="We want him to like books.",
    )
    who.press("Keep the assessment")


def senco_decides_tier_2(cast: Cast) -> None:
    who = cast.senco
    who.open(reverse("tiers:placement-new", args=[cast.child.pk]))
    who.fill(
        tier="2",
        criteria=["persistent", "gap"],
        reason="Two years behind in word reading after good class support.",
        evidence="Teachers’ answers and the reading score.",
        parent_view="agrees",
        parent_words="Yes, please help him.",
    )
    who.press("Record the decision")
    placed = TierPlacement.objects.get()
    assert (placed.tier, placed.parent_view) == (2, "agrees")
    assert placed.published_at
    who.sees("Tier 2")


def stops(who: Person) -> int:
    """How many findings of the checker hold the plan back."""
    return who.page.locator("#findings .state-stop").count()


def senco_writes_the_plan(cast: Cast) -> Plan:
    who, cycle = cast.senco, SupportCycle.objects.get()
    who.open(cycle.get_absolute_url())
    who.press("Go on to planning")
    who.follow("Write the plan")
    who.press("Begin the plan")
    plan = Plan.objects.get()
    assert who.page.url.endswith(reverse("tiers:plan-edit", args=[plan.pk]))
    before = stops(who)
    assert before
    write_the_target(who)
    write_the_adjustments(who)
    who.press("Save the plan")
    who.open(reverse("tiers:plan-edit", args=[plan.pk]))
    assert stops(who) == 0, who.page.locator("#findings").inner_text()
    return plan


def write_the_target(who: Person) -> None:
    who.press("Add a target")
    who.fill(
        targets__new1__area="Reading aloud in Chinese",
        targets__new1__statement="Reads a P5 passage of 120 characters aloud with 90 % right.",
        targets__new1__plain_en=WORDS_EN,
        targets__new1__plain_zh=WORDS_ZH,
        targets__new1__measure="three passages",
        targets__new1__unit="%",
        targets__new1__baseline="60",
        targets__new1__baseline_on=f"{today():%d/%m/%Y}",
        targets__new1__expected="90",
        targets__new1__owner=who.user.pk,
        student_view="I like the cards.",
        parent_view="We want him to enjoy books.",
    )


def write_the_adjustments(who: Person) -> None:
    who.press("Write an adjustment")
    who.fill(
        adjustments__new1__text_en=CARD_EN,
        adjustments__new1__text_zh=CARD_ZH,
        adjustments__new1__force="must",
        adjustments__new1__helps="new1",
    )
    who.press("Write an adjustment")
    who.fill(
        adjustments__new2__text_en=TIME_EN,
        adjustments__new2__text_zh=TIME_ZH,
        adjustments__new2__force="must",
    )


def senco_sends_it_to_the_parents(cast: Cast, plan: Plan) -> None:
    who = cast.senco
    who.open(reverse("tiers:plan-send", args=[plan.pk]))
    who.sees(cast.parent.user.name_en)
    who.press("Send to parents")
    plan.refresh_from_db()
    assert plan.state == Plan.State.WITH_PARENT


def parent_comments_then_agrees(cast: Cast, plan: Plan) -> None:
    who = cast.parent
    who.open(reverse("parents:home"))
    share = PlanShare.objects.get()
    who.follow_to(reverse("parents:plan", args=[share.pk]))
    who.sees(WORDS_ZH, CARD_ZH)
    who.fill(comment="他在家也喜歡聽故事。")
    who.send()
    share.refresh_from_db()
    assert (share.comment, share.answer) == ("他在家也喜歡聽故事。", "")
    cast.senco.open(plan.get_absolute_url())
    cast.senco.sees("他在家也喜歡聽故事。")
    who.open(reverse("parents:plan", args=[share.pk]))
    who.fill(answer="agree")
    who.send()
    plan.refresh_from_db()
    assert plan.state == Plan.State.AGREED


def senco_plans_added_help(cast: Cast) -> Provision:
    who, entry = cast.senco, Intervention.objects.get()
    who.open(f"{reverse('provision:provision-new')}?intervention={entry.pk}")
    who.fill(
        staff=cast.assistant.user.pk,
        starts_on=f"{today():%d/%m/%Y}",
        planned_sessions="10",
        minutes="30",
    )
    who.press("Plan it and add students")
    child = cast.child.pk
    who.fill(pick=[child], measure="words read aloud", unit="words of 80")
    who.fill(**{f"baseline_{child}": "38", f"expected_{child}": "52"})
    who.fill(baseline_on=f"{today():%d/%m/%Y}")
    who.press("Add them")
    run = Provision.objects.get()
    who.open(run.get_absolute_url())
    who.press("Start it")
    who.press("Publish to parents")
    place = Participation.objects.get()
    assert (place.baseline, place.expected) == (Decimal(38), Decimal(52))
    assert place.published_at
    return run


def assistant_records_a_session(cast: Cast, run: Provision) -> None:
    who = cast.assistant
    who.open(reverse("provision:session-today"))
    who.open(reverse("provision:session-new", args=[run.pk]))
    who.fill(note="Six new words.")
    who.press("Record the session")
    held = Session.objects.get()
    assert held.was_held
    assert held.attendances.get().was_there


def teacher_logs_in_three_taps(cast: Cast) -> None:
    who, page = cast.teacher, cast.teacher.page
    who.open(reverse("tiers:log-today"))
    page.get_by_role("link", name="5A Chinese").tap()
    page.locator("summary", has_text="Tai Man").tap()
    with page.expect_response("**/log/save/"):
        page.locator("fieldset", has_text=CARD_EN).locator('[data-answer="worked"]').tap()
    assert logged(CARD_EN) == ["worked"]


def teacher_logs_without_the_network(cast: Cast) -> None:
    page = cast.teacher.page
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.locator("fieldset", has_text=TIME_EN).locator('[data-answer="used"]').tap()
    expect(page.locator("[data-log-waiting]")).to_be_visible()
    assert logged(TIME_EN) == []
    page.context.set_offline(False)
    expect(page.locator("[data-log-waiting]")).to_be_hidden()
    cast.teacher.open(reverse("tiers:log-today"))
    assert logged(TIME_EN) == ["used"]
    assert AdjustmentLog.objects.count() == 2


def logged(text: str) -> list[str]:
    """Every answer about this adjustment, standing or not."""
    rows = AdjustmentLog.objects.filter(adjustment__text_en=text)
    return list(rows.order_by("pk").values_list("answer", flat=True))


def meeting_decides_and_gives_an_action(cast: Cast) -> None:
    who = cast.senco
    who.open(f"{reverse('meetings:meeting-new')}?student={cast.child.pk}")
    who.fill(
        kind="progress",
        title="5A progress",
        day=f"{today():%d/%m/%Y}",
        at="15:45",
        people=[cast.teacher.user.pk],
    )
    who.press("Call the meeting")
    item = AgendaItem.objects.get()
    room = reverse("meetings:meeting-room", args=[item.meeting_id, item.pk])
    who.open(room)
    who.sees("worked", CARD_EN)
    ended = Adjustment.objects.get(text_en=TIME_EN)
    who.unfold("Adjustments, and words for parents")
    who.fill(
        words="The card helps; telling the time is no longer needed.",
        drops=ended.pk,
        summary_en="The card goes on.",
        summary_zh="提示卡繼續使用。",
    )
    who.press("Record the decision")
    ended.refresh_from_db()
    assert ended.dropped_on == today()
    assert Decision.objects.get().adjustment == ended
    who.open(reverse("meetings:action-new", args=[item.pk]))
    who.fill(words="Show the card to the maths teacher", owner=cast.teacher.user.pk)
    who.fill(due_on=f"{today():%d/%m/%Y}")
    who.press("Add the action")
    assert ActionPoint.objects.get().owner == cast.teacher.user
    who.open(reverse("meetings:meeting-end", args=[item.meeting_id]))
    who.press("End the meeting")
    cast.teacher.open(reverse("meetings:action-list"))
    cast.teacher.sees("Show the card to the maths teacher")


def senco_enters_the_outcome_of_the_help(cast: Cast, run: Provision) -> None:
    who, place = cast.senco, Participation.objects.get()
    who.open(reverse("provision:outcome-edit", args=[run.pk]))
    line = f"place{place.pk}"
    who.fill(**{f"{line}-actual": "55", f"{line}-seen_in_class": "yes"})
    who.press("Save outcomes")
    who.open(run.get_absolute_url())
    expect(who.page.locator("main table .rag-g", has_text="Green")).to_be_visible()


def senco_holds_the_review(cast: Cast, plan: Plan) -> Review:
    who, target = cast.senco, Target.objects.get()
    who.open(reverse("tiers:review-new", args=[plan.pk]))
    who.fill(
        **{f"actual_{target.pk}": "78", f"seen_{target.pk}": "partly"},
        helped="The card; reading with a partner.",
        student_view="I can read to my sister now.",
        parent_view="He reads more at home.",
        decision="continue",
        reason="Half way; the same support goes on.",
        held_on=f"{today():%d/%m/%Y}",
    )
    who.press("Hold the review")
    expect(who.page.locator("main .rag-a", has_text="Amber")).to_be_visible()
    review = Review.objects.get()
    who.open(reverse("tiers:review-publish", args=[review.pk]))
    who.press("Show it to the parents")
    return review


def next_cycle_is_open_with_nothing_retyped(cast: Cast, plan: Plan, review: Review) -> None:
    cycle = SupportCycle.objects.get(previous=plan.cycle_id)
    cast.senco.open(cycle.get_absolute_url())
    carried = Target.objects.get(plan__cycle=cycle)
    first = Target.objects.get(plan=plan)
    names = ("statement", "plain_en", "plain_zh", "measure", "unit", "expected")
    assert [getattr(carried, n) for n in names] == [getattr(first, n) for n in names]
    assert (carried.baseline, carried.baseline_on) == (Decimal(78), review.held_on)
    assert [a.text_en for a in Adjustment.objects.filter(plan__cycle=cycle)] == [CARD_EN]
    cast.senco.open(carried.plan.get_absolute_url())
    cast.senco.sees("78")


def senco_issues_the_impact_report(cast: Cast) -> None:
    who = cast.senco
    who.open(reverse("overview:impact-list"))
    who.follow("Begin")
    who.press("Begin the report")
    report = ImpactReport.objects.get()
    who.open(reverse("overview:impact-edit", args=[report.pk]))
    who.press("Save")
    who.open(reverse("overview:impact-issue", args=[report.pk]))
    who.press("Issue the report")
    report.refresh_from_db()
    assert report.state == ImpactReport.State.ISSUED


def principal_comments_on_it(cast: Cast) -> None:
    who, report = cast.principal, ImpactReport.objects.get()
    who.open(reverse("overview:impact-list"))
    who.open(report.get_absolute_url())
    who.open(reverse("overview:impact-comment", args=[report.pk]))
    who.fill(comment="Clear and useful. Keep the reading group.")
    who.press("Keep the comment")
    who.sees("Clear and useful.")


def worker_makes_the_plan_as_a_pdf(cast: Cast, plan: Plan, folder: Path) -> None:
    """Without a worker it only waits; with one it is made, and reads in both languages."""
    page = cast.senco.page
    cast.senco.open(plan.get_absolute_url())
    cast.senco.press("Make a PDF")
    cast.senco.sees("It waits for its turn")
    with worker():
        expect(page.get_by_text("It is ready")).to_be_visible(timeout=WORKER_SECONDS)
    cast.senco.faults.look_at(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the file").click()
    saved.value.save_as(folder / "plan.pdf")
    reader = pdfs.read((folder / "plan.pdf").read_bytes())
    text = "".join(pdfs.text_of(reader).split())
    for words in (WORDS_EN, WORDS_ZH, CARD_EN, CARD_ZH):
        assert "".join(words.split()) in text


def parents_page_answers_three_questions(cast: Cast, plan: Plan) -> None:
    who = cast.parent
    who.open(reverse("parents:home"))
    due = plan.cycle.following.review_due
    assert due is not None
    with translation.override("zh-hant"):
        review_on = date_format(due)
    who.sees("第二層", "中文認讀小組", review_on)
