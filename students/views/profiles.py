"""The one page profile, a voice at a time."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import PROFILE_WRITERS, policy, require
from students.actions.profiles import PARTS, write_profile
from students.forms.profiles import ProfileForm
from students.models import OnePageProfile, Student
from students.models.profile import voices_writable_by
from students.views import student_or_404


@policy(PROFILE_WRITERS, methods=("GET", "POST"))
def profile_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Write down a voice (`?voice=`); a teacher the teachers', the SEN team any."""
    student = student_or_404(request, pk)
    voices = voices_writable_by(request.user, student)
    voice = request.GET.get("voice") or (voices[0] if voices else "")
    require(voice in voices)
    form = ProfileForm(request, instance=_standing(student, voice))
    context: dict[str, Any] = {"student": student, "voice": voice, "voices": voices}
    if form.submitted():
        return form.once(
            lambda: _write(request, form, student, voice),
            to=student.get_absolute_url(),
            say=_("Saved. What stood before is kept."),
            template="students/profile_edit.html",
            **context,
        )
    return form.page("students/profile_edit.html", **context)


def _standing(student: Student, voice: str) -> OnePageProfile:
    """The voice's current words, or an empty page for the first."""
    rows = OnePageProfile.objects.latest().filter(student=student, voice=voice)
    return rows.first() or OnePageProfile(student=student, voice=voice)


def _write(
    request: PersonRequest, form: ProfileForm, student: Student, voice: str
) -> OnePageProfile:
    typed = form.cleaned_data
    return write_profile(
        student=student,
        voice=voice,
        words={part: typed[part] for part in PARTS},
        language=typed["language"],
        said_on=typed["said_on"],
        for_parents=typed.get("for_parents", False),
        by=request.user,
        version=form.opened_version,
    )
