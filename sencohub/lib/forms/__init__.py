"""THE base form: one version, one one-use token, nothing typed is ever lost.

A view reads:

    form = PlanForm(request, instance=plan)
    if form.submitted():
        return form.once(lambda: save_plan(...), to=..., say=_("Saved."))
    return form.page("tiers/plan_edit.html", plan=plan)

`submitted()` is true for a valid POST. `once()` does the work in one transaction under the
form's token: sent twice (a double click, the back button, two tabs at the same moment), the
second answer is the first one's page and nothing is done again. A record that somebody else saved
meanwhile comes back as a conflict (409) with both texts. A form sent after the session ended is
kept for the same person and filled in again after sign-in. A form with `drafts = True` keeps what
is typed before it is sent.

A template reads:

    <form class="form" method="post" novalidate>{% csrf_token %}
    {{ form }}
    {% include "components/form_foot.html" with send=_("Save") back=plan.url %}
    </form>

or, to place the fields itself, `{% include "components/form_top.html" %}` and then
`{{ form.reason.as_field_group }}` for each.
"""

from sencohub.lib.forms.base import HouseForm, HouseFormMixin, RecordForm
from sencohub.lib.forms.fields import (
    DayField,
    PickRows,
    Segments,
    Tri,
    WordsField,
    clean_text,
)
from sencohub.lib.forms.kept import keep_for_after_sign_in

__all__ = [
    "DayField",
    "HouseForm",
    "HouseFormMixin",
    "PickRows",
    "RecordForm",
    "Segments",
    "Tri",
    "WordsField",
    "clean_text",
    "keep_for_after_sign_in",
]
