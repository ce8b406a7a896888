"""A page for the tests of the base form: one record, one form, nothing else."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path

from sencohub.lib.forms import HouseForm, RecordForm, WordsField
from sencohub.lib.policies import SIGNED_IN, policy
from sencohub.lib.records import IllegalMove
from students.models import OnePageProfile

TEMPLATE = "tests/form_page.html"


class ProfileForm(RecordForm):
    drafts = True

    class Meta:
        model = OnePageProfile
        fields = ["important", "support", "said_on", "voice"]


class NoteForm(HouseForm):
    note = WordsField(label="Note")
    urgent = forms.BooleanField(label="Urgent", required=False)
    kinds = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B")], required=False, widget=forms.CheckboxSelectMultiple
    )


@policy(SIGNED_IN, methods=("GET", "POST"))
def profile_edit(request: HttpRequest, pk: int) -> HttpResponse:
    profile = get_object_or_404(OnePageProfile, pk=pk)
    form = ProfileForm(request, instance=profile)
    if form.submitted():
        return form.once(form.save_record, to="/done/", say="Saved.", template=TEMPLATE)
    return form.page(TEMPLATE)


def _work(form: NoteForm) -> Any:
    note = form.cleaned_data["note"]
    if note == "illegal":
        raise IllegalMove("This has already moved on.")
    if note == "refused":
        raise forms.ValidationError({"note": "Say more than that.", "other": "And this."})
    school_profile = OnePageProfile.objects.get()
    school_profile.support += note
    school_profile.save()
    return school_profile


@policy(SIGNED_IN, methods=("GET", "POST"))
def note_add(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request)
    if form.submitted():
        return form.once(lambda: _work(form), to="/done/", say="Noted.", template=TEMPLATE)
    return form.page(TEMPLATE)


@policy(SIGNED_IN, methods=("GET", "POST"))
def two_forms(request: HttpRequest) -> HttpResponse:
    first, second = NoteForm(request, prefix="one"), NoteForm(request, prefix="two")
    return first.page("tests/two_forms.html", second=second)


@policy(SIGNED_IN, methods=("POST",))
def button_only(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


urlpatterns = [
    path("test/profile/<int:pk>/", profile_edit, name="test-profile"),
    path("test/note/", note_add, name="test-note"),
    path("test/two/", two_forms, name="test-two"),
    path("test/button/", button_only, name="test-button"),
    path("", include("sencohub.urls")),
]
handler400 = "sencohub.lib.http.bad_request"
handler403 = "sencohub.lib.http.forbidden"
handler404 = "sencohub.lib.http.not_found"
handler500 = "sencohub.lib.http.server_error"
