"""The page on which a technical account opens a child's record."""

from django.http import HttpResponse

from sencohub.accounts.requests import PersonRequest
from sencohub.lib.policies import TECHNICAL, policy
from students import access_log
from students.actions.glass import break_glass
from students.forms.glass import BreakGlassForm
from students.models import BreakGlass


@policy(TECHNICAL, methods=("GET", "POST"))
def break_glass_new(request: PersonRequest) -> HttpResponse:
    """Give the reason, and the record opens until midnight; below, those open now."""
    form = BreakGlassForm(request)
    own = BreakGlass.objects.visible_to(request.user).filter(person=request.user)
    opened = own.in_force().select_related("student")
    template = "students/break_glass_new.html"
    if form.submitted():
        return form.once(
            lambda: _open(request, form),
            to=lambda glass: glass.student.get_absolute_url(),
            template=template,
            opened=opened,
        )
    return form.page(template, opened=opened)


def _open(request: PersonRequest, form: BreakGlassForm) -> BreakGlass:
    typed = form.given()
    glass = break_glass(student=typed["regno"], reason=typed["reason"], by=request.user)
    access_log.glass_broken(request, glass)
    return glass
