"""The school's bank of strategies, in both languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sencohub.lib.records import Record
from sencohub.school.models import in_language


class StrategyBankItem(Record):
    """A strategy a plan's adjustment can be picked from, so that parents read both languages."""

    text_en = models.CharField(_("in English"), max_length=300)
    text_zh = models.CharField(_("in Chinese"), max_length=200)
    needs = models.JSONField(_("needs"), default=list, blank=True)
    tier = models.PositiveSmallIntegerField(_("from tier"), default=1)
    subjects = models.JSONField(_("subjects"), default=list, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["text_en"]

    def __str__(self) -> str:
        return in_language(self.text_en, self.text_zh)
