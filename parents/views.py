"""The parent's page and what a parent may do there; contacts with families."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meetings.actions import ask_to_attend
from meetings.models import AttendanceRequest
from parents import portal
from parents.actions import record_contact, reply_to_plan, speak_for_child, tell_the_school
from parents.consents import rows_of
from parents.forms import (
    AnswerForm,
    ConsentForm,
    ContactForm,
    TellUsForm,
    VoiceForm,
    WishForm,
)
from parents.models import ContactRecord
from sencohub.accounts.requests import PersonRequest
from sencohub.documents.actions import ask
from sencohub.lib.forms import HouseForm
from sencohub.lib.policies import PARENTS, RECORD_STAFF, SEN_TEAM_AND_LEADERS, policy, require
from sencohub.school.models import School
from students import access_log
from students.actions.family import answer_consent
from students.models import Concern, OnePageProfile, ParentLink, Student
from tiers.actions.issues import open_share
from tiers.models import PlanShare
from tiers.snapshot.read import Reading


@policy(PARENTS)
def home(request: PersonRequest) -> HttpResponse:
    """Tier, support, next review: answered at once, for each child."""
    children = portal.children_of(request.user)
    if not children:
        return render(request, "parents/home_none.html", {"tabs": []})
    wanted = request.GET.get("child", "")
    chosen = next((c for c in children if str(c.pk) == wanted), children[0])
    if wanted and str(chosen.pk) != wanted:
        raise Http404
    access_log.opened(request, chosen, student=chosen)
    context = {
        "children": children,
        "child": portal.about(request.user, chosen),
        "wish_form": WishForm(request),
        "tabs": tabs(request, chosen),
    }
    return render(request, "parents/home.html", context)


def tabs(request: PersonRequest, student: Student) -> list[dict[str, Any]]:
    """The bar at the foot of a parent's page."""
    entries = [
        (_("Home"), f"{reverse('parents:home')}?child={student.pk}", "home"),
        (_("Plans"), reverse("parents:plan-list"), "document"),
        (_("Meetings"), reverse("parents:attend", args=[student.pk]), "calendar"),
        (_("Tell us"), reverse("parents:tell-us", args=[student.pk]), "message"),
    ]
    return [
        {"label": label, "url": url, "icon": icon, "current": request.path == url.partition("?")[0]}
        for label, url, icon in entries
    ]


def _child(request: PersonRequest, pk: int) -> Student:
    return get_object_or_404(Student.objects.visible_to(request.user, "published"), pk=pk)


@policy(PARENTS)
def plan_list(request: PersonRequest) -> HttpResponse:
    """Every issue that was ever sent to this parent, each still readable as it was sent."""
    shares = (
        PlanShare.objects.for_parent(request.user)
        .select_related("issue__student", "issue__plan")
        .order_by("-issue__published_at")
    )
    children = portal.children_of(request.user)
    context = {"shares": shares, "tabs": tabs(request, children[0]) if children else []}
    return render(request, "parents/plan_list.html", context)


@policy(PARENTS, methods=("GET", "POST"))
def plan(request: PersonRequest, pk: int) -> HttpResponse:
    """An issue word for word as it was sent, and the parent's own answer to it."""
    rows = PlanShare.objects.for_parent(request.user)
    share = get_object_or_404(rows.select_related("issue__plan", "issue__student"), pk=pk)
    reading = Reading(share.issue.snapshot, get_language() or "en")
    form = AnswerForm(request, share=share, reading=reading)
    open_for_answer = share.issue.plan.state == "with_parent"
    student = share.issue.student
    context: dict[str, Any] = {
        "share": share,
        "reading": reading,
        "rows": [(target, form[f"target_{target.id}"]) for target in reading.targets],
        "open_for_answer": open_for_answer,
        "said": [] if open_for_answer else _said(share, reading),
        "others": _other_answers(request, share),
        "pdf_form": HouseForm(request),
        "tabs": tabs(request, student),
    }
    template = "parents/plan.html"
    if form.submitted():
        return form.once(
            lambda: reply_to_plan(
                share=share,
                comment=form.cleaned_data["comment"],
                target_comments=form.target_comments(),
                answer=form.cleaned_data["answer"],
                by=request.user,
            ),
            to=request.path,
            say=_("Thank you. The school has what you wrote."),
            template=template,
            **context,
        )
    open_share(share=share, by=request.user)
    access_log.opened(request, share.issue, student=student)
    return form.page(template, **context)


@policy(PARENTS, methods=("POST",))
def plan_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for an issue as the document the school keeps of it, on paper in both languages."""
    share = get_object_or_404(PlanShare.objects.for_parent(request.user), pk=pk)
    form, template = HouseForm(request), "parents/plan_pdf.html"
    if form.submitted():
        return form.once(
            lambda: ask(kind="plan", parameters={"issue": share.issue_id}, by=request.user),
            to=lambda export: export.get_absolute_url(),
            template=template,
            share=share,
        )
    return form.page(template, share=share)


def _said(share: PlanShare, reading: Reading) -> list[tuple[str, str]]:
    """The parent's own words to an issue that takes no more: beside each target, and of all."""
    beside = [(_about(t.number), share.target_comments.get(str(t.id), "")) for t in reading.targets]
    return [(label, words) for label, words in [*beside, ("", share.comment)] if words]


def _about(number: int) -> str:
    return _("About target %(number)s") % {"number": number}


def _other_answers(request: PersonRequest, share: PlanShare) -> list[PlanShare]:
    """How the child's other parents answered the same issue: the answer, never their comment."""
    # all-rows: the other parents of the reader's own child, by right
    rows = PlanShare.objects.filter(issue=share.issue).exclude(parent=request.user)
    return list(rows.exclude(answer="").select_related("parent"))


@policy(PARENTS, methods=("GET", "POST"))
def record(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for everything the parent may read of the child as one document."""
    student = _child(request, pk)
    form, template = HouseForm(request), "parents/record.html"
    context: dict[str, Any] = {"student": student, "tabs": tabs(request, student)}
    if form.submitted():
        return form.once(
            lambda: ask(kind="family-record", parameters={"student": pk}, by=request.user),
            to=lambda export: export.get_absolute_url(),
            template=template,
            **context,
        )
    return form.page(template, **context)


@policy(PARENTS, methods=("GET", "POST"))
def words(request: PersonRequest, pk: int) -> HttpResponse:
    """The parents' part of the one page profile: every member of staff who teaches reads it."""
    student = _child(request, pk)
    said = portal.said_by(request.user, student)
    standing = said.get("parent") or OnePageProfile(student=student, voice="parent")
    form, template = VoiceForm(request, instance=standing), "parents/words.html"
    context: dict[str, Any] = {"student": student, "said": said, "tabs": tabs(request, student)}
    if form.submitted():
        return form.once(
            lambda: speak_for_child(
                student=student, words=form.words(), by=request.user, version=form.opened_version
            ),
            to=request.path,
            say=_("Thank you. Everybody who works with your child reads this from now on."),
            template=template,
            **context,
        )
    return form.page(template, **context)


@policy(PARENTS)
def consent_list(request: PersonRequest, pk: int) -> HttpResponse:
    """What the school asks consent for, and how this parent answered."""
    student = _child(request, pk)
    access_log.opened(request, student, student=student)
    context = {
        "student": student,
        "rows": rows_of(request.user, student),
        "may_decide": _decides(request, student),
        "tabs": tabs(request, student),
    }
    return render(request, "parents/consent_list.html", context)


def _decides(request: PersonRequest, student: Student) -> bool:
    return ParentLink.objects.decided_by(request.user).filter(student=student).exists()


@policy(PARENTS, methods=("GET", "POST"))
def consent_answer(request: PersonRequest, pk: int, scope: str) -> HttpResponse:
    """Give, refuse or take back one consent; earlier answers stay on file."""
    student = _child(request, pk)
    row = next((r for r in rows_of(request.user, student) if r.scope == scope), None)
    if row is None:
        raise Http404
    require(_decides(request, student))
    form, template = ConsentForm(request, row=row), "parents/consent_answer.html"
    back = reverse("parents:consent-list", args=[pk])
    context: dict[str, Any] = {"student": student, "row": row, "back": back}
    context["tabs"] = tabs(request, student)
    if form.submitted():
        return form.once(
            lambda: answer_consent(
                student=student, scope=scope, answer=form.cleaned_data["answer"], by=request.user
            ),
            to=back,
            say=_("The school has your answer. You can change it at any time."),
            template=template,
            **context,
        )
    return form.page(template, **context)


@policy(PARENTS, methods=("GET", "POST"))
def attend(request: PersonRequest, pk: int) -> HttpResponse:
    """How the parent would like to take part in the next review."""
    student = _child(request, pk)
    form, template = WishForm(request), "parents/attend.html"
    child = portal.about(request.user, student)
    context: dict[str, Any] = {
        "student": student,
        "child": child,
        "wishes": AttendanceRequest.objects.filter(parent=request.user, student=student),
        "tabs": tabs(request, student),
    }
    if form.submitted():
        typed = form.cleaned_data
        wish = AttendanceRequest(
            student=student, meeting=child.meeting, wish=typed["wish"], words=typed["words"]
        )
        return form.once(
            lambda: ask_to_attend(request=wish, by=request.user),
            to=request.path,
            say=_("The school has your reply and will answer it."),
            template=template,
            **context,
        )
    return form.page(template, **context)


@policy(PARENTS, methods=("GET", "POST"))
def tell_us(request: PersonRequest, pk: int) -> HttpResponse:
    """Something looks wrong: a dated message the SENCO must answer, and where to go next."""
    student = _child(request, pk)
    form, template = TellUsForm(request), "parents/tell_us.html"
    own = Concern.objects.visible_to(request.user)
    told = own.filter(student=student, raised_by=request.user, is_complaint=True)
    context: dict[str, Any] = {"student": student, "told": told, "tabs": tabs(request, student)}
    context["school_contact"] = School.current().senco_contact
    if form.submitted():
        return form.once(
            lambda: tell_the_school(
                student=student, words=form.cleaned_data["words"], by=request.user
            ),
            to=request.path,
            say=_("The school has your message and the day by which it answers."),
            template=template,
            **context,
        )
    return form.page(template, **context)


@policy(RECORD_STAFF, methods=("GET", "POST"))
def contact_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Staff write down a talk, call or letter."""
    student = get_object_or_404(Student.objects.visible_to(request.user), pk=pk)
    require(ContactRecord.may_be_written_by(request.user))
    blank = ContactRecord(student=student)
    form, template = ContactForm(request, instance=blank), "parents/contact_new.html"
    if form.submitted():
        return form.once(
            lambda: record_contact(contact=form.save(commit=False), by=request.user),
            to=reverse("overview:student-meetings", args=[student.pk]),
            say=_("The contact is on record."),
            template=template,
            student=student,
        )
    return form.page(template, student=student)


@policy(SEN_TEAM_AND_LEADERS)
def as_parent(request: PersonRequest, pk: int) -> HttpResponse:
    """What the child's parents find on their page: only what was published, for staff to check."""
    student = get_object_or_404(Student.objects.visible_to(request.user), pk=pk)
    access_log.opened(request, student, student=student)
    links = student.parent_links.in_force().filter(may_read=True).select_related("parent")
    wanted = request.GET.get("parent", "")
    link = next((row for row in links if str(row.parent_id) == wanted), None) or links.first()
    context = {
        "student": student,
        "links": links,
        "link": link,
        "child": portal.about(link.parent, student) if link else None,
    }
    return render(request, "parents/as_parent.html", context)
