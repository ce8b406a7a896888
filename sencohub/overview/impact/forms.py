"""The impact report's forms."""

from django.utils.translation import gettext_lazy as _

from sencohub.lib.forms import HouseForm, RecordForm, WordsField
from sencohub.overview.models import ImpactReport


class BeginForm(HouseForm):
    """Nothing to fill in: the figures are counted."""


class IssueForm(HouseForm):
    """Nothing to fill in: the question is whether."""


class NarrativeForm(RecordForm):
    """The SENCO's words around the figures."""

    drafts = True

    class Meta:
        model = ImpactReport
        fields = ["lede", "keep", "change", "stop", "ask"]


class CommentForm(RecordForm):
    """The principal's words."""

    comment = WordsField(label=_("Your comment"), max_length=4000)

    class Meta:
        model = ImpactReport
        fields = ["comment"]
