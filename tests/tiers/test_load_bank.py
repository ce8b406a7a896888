"""The strategies that come with the product: both languages, loaded once, the school's kept."""

import io
from typing import Any

import pytest
from django.core.management import call_command

from students.models import Need, Student
from tiers import bank
from tiers.bank_seed import STRATEGIES, Strategy
from tiers.models import StrategyBankItem


def test_loading_again_changes_nothing(db: None) -> None:
    out = io.StringIO()
    call_command("load_bank", stdout=out)
    call_command("load_bank", stdout=out)
    assert out.getvalue().splitlines() == [
        f"{len(STRATEGIES)} strategies added, 0 changed",
        "0 strategies added, 0 changed",
    ]
    assert StrategyBankItem.history.count() == len(STRATEGIES)


def test_what_the_school_did_is_kept(db: None) -> None:
    bank.load()
    off = StrategyBankItem.objects.first()
    assert off is not None
    off.is_active = False
    off.save()
    own = StrategyBankItem.objects.create(text_en="Our own", text_zh="校本")
    bank.load()
    off.refresh_from_db()
    own.refresh_from_db()
    assert (off.is_active, own.text_zh) == (False, "校本")


def test_a_better_translation_reaches_a_loaded_bank(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank.load()
    better = STRATEGIES[0]._replace(text_zh="更好的譯文")
    monkeypatch.setattr(bank, "STRATEGIES", (better, *STRATEGIES[1:]))
    assert bank.load() == (0, 1)
    assert StrategyBankItem.objects.get(text_en=better.text_en).text_zh == "更好的譯文"


@pytest.mark.parametrize("row", STRATEGIES, ids=lambda row: row.text_en[:30])
def test_each_is_whole(row: Strategy) -> None:
    assert 0 < len(row.text_en) <= 300
    assert 0 < len(row.text_zh) <= 200
    assert set(row.needs) <= set(Need.Category.values)
    assert row.tier in (1, 2, 3)


def test_there_are_about_forty_and_each_once() -> None:
    assert 40 <= len(STRATEGIES) <= 50
    assert len({row.text_en for row in STRATEGIES}) == len(STRATEGIES)
    assert {need for row in STRATEGIES for need in row.needs} == set(Need.Category.values)


def test_what_fits_the_student_comes_first(amina: Student) -> None:
    Need.objects.create(student=amina, category=Need.Category.HI, is_primary=True)
    bank.load()
    groups: list[tuple[Any, Any]] = bank.shelf_for(amina).choices()[1:]
    assert [str(name) for name, _rows in groups] == [
        "For this student’s needs",
        "For every student",
        "For other needs",
    ]
    first = {StrategyBankItem.objects.get(pk=pk) for pk, _label in groups[0][1]}
    assert all("HI" in item.needs for item in first)
    assert sum(len(rows) for _name, rows in groups) == len(STRATEGIES)


def test_what_is_switched_off_cannot_be_taken(amina: Student) -> None:
    item = StrategyBankItem.objects.create(text_en="Old", text_zh="舊", is_active=False)
    assert bank.shelf_for(amina).get(str(item.pk)) is None
