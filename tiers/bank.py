"""The strategy bank: taking from it, and filling it with what comes with the product."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from students.models import Need, Student
from tiers.bank_seed import STRATEGIES
from tiers.models import StrategyBankItem


@dataclass
class Shelf:
    """The bank as a picker shows it: what fits the student's needs first."""

    items: list[StrategyBankItem]
    needs: list[str] = field(default_factory=list)

    @cached_property
    def numbers(self) -> frozenset[int]:
        return frozenset(item.pk for item in self.items)

    def get(self, number: str) -> StrategyBankItem | None:
        return next((item for item in self.items if str(item.pk) == number), None)

    def choices(self) -> list[tuple[Any, Any]]:
        """Grouped: for these needs, for everybody, the others by need."""
        fitting = [item for item in self.items if not set(self.needs).isdisjoint(item.needs)]
        general = [item for item in self.items if not item.needs]
        groups = [(_("For this student’s needs"), fitting), (_("For every student"), general)]
        rest = [item for item in self.items if item.needs and item not in fitting]
        groups.append((_("For other needs"), rest))
        named = [(name, [(item.pk, str(item)) for item in rows]) for name, rows in groups if rows]
        return [("", _("Choose a strategy")), *named]


def shelf_for(student: Student) -> Shelf:
    """Every strategy in use, and the student's needs."""
    needs = Need.objects.current().filter(student=student)
    return Shelf(
        list(StrategyBankItem.objects.filter(is_active=True)),
        list(needs.values_list("category", flat=True)),
    )


def load() -> tuple[int, int]:
    """Put the product's strategies into the bank: how many are new, how many changed.

    One is known by its English words. What a school switched off stays off; what it wrote itself
    is not touched.
    """
    standing = {item.text_en: item for item in StrategyBankItem.objects.all()}
    new, changed = 0, 0
    for row in STRATEGIES:
        item = standing.get(row.text_en) or StrategyBankItem(text_en=row.text_en)
        wanted = {"text_zh": row.text_zh, "needs": list(row.needs), "tier": row.tier}
        if item.pk and all(getattr(item, name) == value for name, value in wanted.items()):
            continue
        new, changed = new + (not item.pk), changed + bool(item.pk)
        _write(item, wanted.items())
    return new, changed


def _write(item: StrategyBankItem, values: Iterable[tuple[str, Any]]) -> None:
    for name, value in values:
        setattr(item, name, value)
    item.save()
