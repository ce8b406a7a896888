"""The plan's editor: targets and adjustments on one page, nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sencohub.accounts.models import Draft, User
from students.models import Student
from tests import factories
from tests.tiers.plan_world import agreed_plan, editor_data, ready_plan, sent_plan
from tiers.actions.issues import change_plan, digest_of, send_plan
from tiers.models import Adjustment, Plan, StrategyBankItem, Target
from tiers.snapshot import build

type_sign_in = Callable[[User], Client]


def url_of(plan: Plan) -> str:
    return reverse("tiers:plan-edit", args=[plan.pk])


@pytest.fixture
def plan(amina: Student, senco: User, parent: User) -> Plan:
    return ready_plan(amina, senco)


@pytest.fixture
def editor(plan: Plan, senco: User, sign_in: type_sign_in) -> Any:
    """The SENCO's browser on the editor: `editor.open()`, `editor.send(**changes)`."""
    return Page(sign_in(senco), url_of(plan))


class Page:
    def __init__(self, client: Client, url: str) -> None:
        self.client, self.url = client, url
        self.last: Any = None

    def open(self) -> Any:
        self.last = self.client.get(self.url)
        return self.last

    def send(self, **typed: Any) -> Any:
        """Send what the last page shows with these changes, by the button `do` if it is given."""
        answer = self.client.post(self.url, editor_data(self.last, **typed))
        if answer.status_code != 302:
            self.last = answer
        return answer


def test_saves_the_plan_and_stays_in_the_editor(editor: Page, plan: Plan) -> None:
    editor.open()
    answer = editor.send(home_en="Three cards at bedtime.")
    assert (answer.status_code, answer["Location"]) == (302, url_of(plan))
    assert Plan.objects.get(pk=plan.pk).home_en == "Three cards at bedtime."


def test_save_and_send_goes_on_to_the_page_that_asks(editor: Page, plan: Plan) -> None:
    editor.open()
    answer = editor.send(and_send="1")
    assert answer["Location"] == reverse("tiers:plan-send", args=[plan.pk])


def test_a_row_nobody_touched_is_not_saved_again(editor: Page, plan: Plan) -> None:
    editor.open()
    editor.send(home_en="Cards.")
    assert list(plan.targets.values_list("version", flat=True)) == [1]
    assert list(plan.adjustments.values_list("version", flat=True)) == [1]


def test_a_target_is_added_and_keeps_what_was_typed(editor: Page, plan: Plan) -> None:
    editor.open()
    answer = editor.send(do="targets:add", home_en="typed before")
    assert answer.status_code == 200
    assert 'name="targets-new1-statement"' in answer.content.decode()
    assert "typed before" in answer.content.decode()
    assert plan.targets.count() == 1
    editor.send(
        targets__new1__area="Starting a task",
        targets__new1__statement="Starts within two minutes in four lessons of five.",
        targets__new1__baseline="40%",
    )
    new = plan.targets.get(area="Starting a task")
    assert new.baseline == 40
    assert (new.student_id, new.position) == (plan.cycle.student_id, 2)
    assert Plan.objects.get(pk=plan.pk).home_en == "typed before"


def test_a_new_target_left_empty_is_not_there(editor: Page, plan: Plan) -> None:
    editor.open()
    editor.send(do="targets:add")
    assert editor.send().status_code == 302
    assert plan.targets.count() == 1


def test_a_target_is_taken_out_and_put_back(editor: Page, plan: Plan) -> None:
    target = plan.targets.get()
    editor.open()
    taken = editor.send(do=f"targets:remove:{target.pk}", **{f"targets__{target.pk}__area": "Kept"})
    assert f'id="target-{target.pk}"' not in taken.content.decode()
    back = editor.send(do=f"targets:back:{target.pk}")
    assert "Kept" in back.content.decode()
    editor.send(do=f"targets:remove:{target.pk}")
    editor.send()
    target.refresh_from_db()
    assert target.dropped_on is not None
    assert target.history.count() == 2


def test_targets_change_places(editor: Page, plan: Plan) -> None:
    first = plan.targets.get()
    second = factories.TargetFactory(plan=plan, position=2, owner=plan.owner)
    editor.open()
    editor.send(do=f"targets:up:{second.pk}")
    editor.send()
    assert list(plan.targets.values_list("pk", flat=True)) == [second.pk, first.pk]


def test_a_fifth_target_is_refused_with_words(editor: Page, plan: Plan) -> None:
    for n in range(3):
        factories.TargetFactory(plan=plan, position=n + 2, owner=plan.owner)
    editor.open()
    answer = editor.send(do="targets:add")
    answer = editor.send(targets__new1__area="More", targets__new1__statement="Reads more.")
    assert answer.status_code == 422
    assert "four targets at most" in answer.content.decode()
    assert plan.targets.count() == 4
    assert "Reads more." in answer.content.decode()


def test_bad_input_comes_back_with_a_summary_that_links(editor: Page, plan: Plan) -> None:
    target = plan.targets.get()
    editor.open()
    answer = editor.send(
        **{f"targets__{target.pk}__baseline": "many", f"targets__{target.pk}__area": ""}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_targets-{target.pk}-baseline"' in text
    assert "Write a number, such as 79 or 3.5." in text
    assert 'value="many"' in text


def test_a_strategy_from_the_bank_comes_in_both_languages(editor: Page, plan: Plan) -> None:
    item = StrategyBankItem.objects.create(text_en="Sit in front", text_zh="坐前排")
    editor.open()
    editor.send(do="bank:may", bank_pick=item.pk)
    editor.send()
    row = plan.adjustments.get(bank_item=item)
    assert (row.text_en, row.text_zh, row.force) == ("Sit in front", "坐前排", "may")


def test_an_adjustment_serves_a_target_that_is_not_yet_stored(editor: Page, plan: Plan) -> None:
    editor.open()
    editor.send(do="targets:add")
    editor.send(
        do="adjustments:add", targets__new1__area="Sums", targets__new1__statement="Adds 9."
    )
    editor.send(adjustments__new1__text_en="Counting frame", adjustments__new1__helps="new1")
    assert plan.targets.get(adjustments__text_en="Counting frame").area == "Sums"


def test_an_adjustment_without_words_says_what_to_do(editor: Page, plan: Plan) -> None:
    editor.open()
    editor.send(do="adjustments:add")
    answer = editor.send(adjustments__new1__subjects="Maths")
    assert answer.status_code == 422
    assert "Write what teachers do, in English or in Chinese." in answer.content.decode()


def test_a_draft_is_kept_and_comes_back(editor: Page, plan: Plan, senco: User) -> None:
    editor.open()
    editor.send(do="targets:add")
    editor.send(targets__new1__area="Half a thought", save_draft="1")
    assert Draft.objects.get(user=senco, form_key=url_of(plan)).data["targets-new1-area"]
    answer = editor.open()
    assert "Half a thought" in answer.content.decode()
    editor.send(targets__new1__statement="Reads two pages.")
    assert plan.targets.filter(area="Half a thought").exists()
    assert not Draft.objects.exists()


# --- two people at once -------------------------------------------------------------------------


def test_two_people_on_different_rows_lose_nothing(
    editor: Page, plan: Plan, senst: User, sign_in: type_sign_in
) -> None:
    target = plan.targets.get()
    other = Page(sign_in(senst), editor.url)
    editor.open()
    other.open()
    other.send(**{f"targets__{target.pk}__expected": "85"})
    assert editor.send(home_en="Cards.").status_code == 302
    target.refresh_from_db()
    assert target.expected == 85
    assert Plan.objects.get(pk=plan.pk).home_en == "Cards."


def test_the_same_field_at_once_is_a_conflict_with_both_texts(
    editor: Page, plan: Plan, senst: User, sign_in: type_sign_in
) -> None:
    target = plan.targets.get()
    name = f"targets__{target.pk}__expected"
    other = Page(sign_in(senst), editor.url)
    editor.open()
    other.open()
    other.send(**{name: "85", f"targets__{target.pk}__unit": "words"})
    answer = editor.send(**{name: "95"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert senst.display_name in text
    assert [(c["mine"], c["theirs"]) for c in answer.context["form"].clashes] == [("95", "85")]
    assert [c["theirs"] for c in answer.context["form"].taken] == ["words"]
    assert editor.send().status_code == 302
    target.refresh_from_db()
    assert target.expected == 95
    assert target.unit == "words"


def test_after_a_conflict_theirs_can_be_taken_for_one_field(
    editor: Page, plan: Plan, senst: User, sign_in: type_sign_in
) -> None:
    target = plan.targets.get()
    name = f"targets-{target.pk}-expected"
    other = Page(sign_in(senst), editor.url)
    editor.open()
    other.open()
    other.send(**{name: "85"})
    editor.send(**{name: "95", "home_en": "Cards."})
    editor.send(do=f"theirs:{name}")
    assert editor.send().status_code == 302
    target.refresh_from_db()
    assert target.expected == 85
    assert Plan.objects.get(pk=plan.pk).home_en == "Cards."


def test_a_row_taken_out_by_one_and_changed_by_the_other_is_a_conflict(
    editor: Page, plan: Plan, senst: User, sign_in: type_sign_in
) -> None:
    target = plan.targets.get()
    other = Page(sign_in(senst), editor.url)
    editor.open()
    other.open()
    other.send(do=f"targets:remove:{target.pk}")
    other.send()
    answer = editor.send(**{f"targets__{target.pk}__area": "Mine"})
    assert answer.status_code == 409
    assert editor.send().status_code == 302
    target.refresh_from_db()
    assert (target.area, target.dropped_on) == ("Mine", None)


@pytest.mark.parametrize("name", ["home_en", "targets__%s__area"])
def test_a_plan_sent_meanwhile_is_not_changed(
    name: str, editor: Page, plan: Plan, amina: Student, senco: User
) -> None:
    target = plan.targets.get()
    editor.open()
    send_plan(plan=plan, seen=digest_of([build(plan, amina)]), by=senco)
    answer = editor.send(**{name % target.pk if "%" in name else name: "Too late"})
    target.refresh_from_db()
    assert answer.status_code == 409
    assert "Too late" in answer.content.decode()
    assert (Plan.objects.get(pk=plan.pk).home_en, target.area) == ("", "Reading aloud in Chinese")


def test_a_double_click_saves_once(editor: Page, plan: Plan) -> None:
    editor.open()
    editor.send(do="targets:add")
    data = editor_data(
        editor.last, targets__new1__area="Once", targets__new1__statement="Reads one page."
    )
    assert [editor.client.post(editor.url, data).status_code for _n in range(2)] == [302, 302]
    assert plan.targets.filter(area="Once").count() == 1


# --- a change of what was agreed ----------------------------------------------------------------


@pytest.fixture
def changing(amina: Student, senco: User, parent: User) -> Plan:
    return change_plan(plan=agreed_plan(amina, senco), by=senco)


def test_new_words_for_an_adjustment_wait_for_the_agreement(
    changing: Plan, senco: User, sign_in: type_sign_in
) -> None:
    old = changing.adjustments.get()
    editor = Page(sign_in(senco), url_of(changing))
    editor.open()
    editor.send(**{f"adjustments__{old.pk}__text_en": "Two cards on the desk"})
    current = Adjustment.objects.current().filter(plan=changing)
    assert [row.text_en for row in current] == ["First-step card on the desk"]
    drafted = changing.adjustments.drafted().get()
    assert (drafted.text_en, drafted.came_from_id) == ("Two cards on the desk", old.pk)


def test_what_is_taken_out_of_a_change_stays_until_it_is_agreed(
    changing: Plan, senco: User, sign_in: type_sign_in
) -> None:
    row, target = changing.adjustments.get(), changing.targets.get()
    editor = Page(sign_in(senco), url_of(changing))
    editor.open()
    editor.send(do=f"adjustments:remove:{row.pk}")
    editor.send(do=f"targets:remove:{target.pk}")
    editor.send()
    assert Adjustment.objects.current().filter(plan=changing).exists()
    assert Target.objects.current().filter(plan=changing).exists()
    assert not changing.adjustments.drafted().exists()


# --- who may ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("senst", 200),
        ("leader", 403),
        ("class_teacher", 403),
        ("specialist", 403),
        ("other_teacher", 404),
        ("assistant", 404),
        ("office", 404),
        ("parent", 404),
        ("technical", 404),
    ],
)
def test_only_the_sen_team_writes(
    who: str, code: int, plan: Plan, sign_in: type_sign_in, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(who))
    assert client.get(url_of(plan)).status_code == code


def test_the_wrong_method_is_refused(plan: Plan, senco: User, sign_in: type_sign_in) -> None:
    assert sign_in(senco).put(url_of(plan)).status_code == 405


def test_a_row_of_another_plan_does_not_exist(
    editor: Page, plan: Plan, ben: Student, senco: User
) -> None:
    foreign = factories.TargetFactory(
        plan=factories.PlanFactory(cycle__student=ben, cycle__owner=senco), owner=senco
    )
    editor.open()
    data = editor_data(editor.last) | {
        "targets-order": str(foreign.pk),
        f"targets-{foreign.pk}-area": "Stolen",
    }
    assert editor.client.post(editor.url, data).status_code == 404
    foreign.refresh_from_db()
    assert foreign.area != "Stolen"


@pytest.mark.parametrize("order", ["x", "new0", "-1", "1;2", "9" * 30, "new1,<b>"])
def test_a_forged_order_is_refused(order: str, editor: Page) -> None:
    editor.open()
    data = editor_data(editor.last) | {"targets-order": order}
    assert editor.client.post(editor.url, data).status_code == 404


def test_a_plan_that_is_not_a_draft_leads_to_its_page(
    amina: Student, senco: User, parent: User, sign_in: type_sign_in
) -> None:
    plan = sent_plan(amina, senco)
    answer = sign_in(senco).get(url_of(plan))
    assert (answer.status_code, answer["Location"]) == (302, plan.get_absolute_url())


def test_the_fragment_holds_the_findings_of_the_page(editor: Page, plan: Plan) -> None:
    target = plan.targets.get()
    editor.open()
    data = editor_data(editor.last, do="check", **{f"targets__{target.pk}__due_on": ""})
    fragment = editor.client.post(editor.url, data, headers={"HX-Request": "true"}).content.decode()
    full = editor.client.post(editor.url, data).content.decode()
    finding = "Target 1: choose the date by which we expect this."
    assert finding in fragment
    assert finding in full
    assert "<html" not in fragment
    assert plan.targets.get().due_on is not None


def test_as_many_queries_for_forty_targets_as_for_one(
    editor: Page, plan: Plan, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    editor.open()
    with CaptureQueriesContext(connection) as few:
        editor.open()
    for n in range(39):
        factories.TargetFactory(plan=plan, position=n + 2, owner=plan.owner)
        factories.AdjustmentFactory(plan=plan, in_force_from=None)
    with CaptureQueriesContext(connection) as many:
        editor.open()
    assert len(many) == len(few)
    assert len(few) <= 30
