"""Explicit, believable records for tests; the demo school builds its own."""

import datetime as dt
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from provision.models import (
    Fund,
    Intervention,
    Participation,
    Provision,
    Session,
    StaffRate,
)
from sencohub.accounts.models import RoleMembership, User
from sencohub.lib.dates import today
from sencohub.lib.roles import Role
from sencohub.school.models import AcademicYear, Term
from students import access
from students.models import (
    CaseGrant,
    Concern,
    Consent,
    Document,
    Enrolment,
    Evidence,
    InputRound,
    ParentLink,
    SchoolClass,
    Student,
    TeacherInput,
    TeachingAssignment,
)
from tiers.models import Adjustment, Plan, PlanStudent, SupportCycle, Target, TierPlacement

LONG_AGO = dt.date(2020, 9, 1)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda u: f"{u.username}@school.test")
    title = "Ms"
    name_en = factory.Sequence(lambda n: f"Lam Wing Sze {n}")
    name_zh = "林詠詩"
    password = factory.django.Password("sencohub-demo")


def person(username: str, *roles: Role, **fields: Any) -> User:
    """Somebody who holds these roles since long ago, confirmed."""
    user = UserFactory(username=username, **fields)
    for role in roles:
        RoleMembership.objects.create(
            user=user,
            role=role,
            starts_on=LONG_AGO,
            confirmed_by=user,
            confirmed_at=timezone.now(),
        )
    return user


class AcademicYearFactory(DjangoModelFactory[AcademicYear]):
    class Meta:
        model = AcademicYear
        django_get_or_create = ("name",)

    starts_on = factory.LazyFunction(lambda: dt.date(today().year - (today().month < 9), 9, 1))
    ends_on = factory.LazyAttribute(lambda y: dt.date(y.starts_on.year + 1, 8, 31))
    name = factory.LazyAttribute(lambda y: f"{y.starts_on.year}/{(y.starts_on.year + 1) % 100:02d}")


class TermFactory(DjangoModelFactory[Term]):
    class Meta:
        model = Term
        django_get_or_create = ("year", "number")

    year = factory.SubFactory(AcademicYearFactory)
    number = 1
    starts_on = factory.LazyAttribute(lambda t: t.year.starts_on)
    ends_on = factory.LazyAttribute(lambda t: t.year.ends_on)


class SchoolClassFactory(DjangoModelFactory[SchoolClass]):
    class Meta:
        model = SchoolClass
        django_get_or_create = ("year", "name")

    year = factory.SubFactory(AcademicYearFactory)
    level = factory.LazyAttribute(lambda c: f"P{c.name[0]}")
    name = "5A"


class StudentFactory(DjangoModelFactory[Student]):
    """A student; `in_class=` a class enrols them there since the year began."""

    class Meta:
        model = Student
        skip_postgeneration_save = True

    regno = factory.Sequence(lambda n: f"2025{n:04d}")
    name_en = factory.Sequence(lambda n: f"Chan Tai Man {n}")
    name_zh = "陳大文"
    sex = "M"
    born_on = dt.date(2015, 3, 2)

    @factory.post_generation
    def in_class(self: Student, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            EnrolmentFactory(student=self, school_class=extracted)


class EnrolmentFactory(DjangoModelFactory[Enrolment]):
    class Meta:
        model = Enrolment

    student = factory.SubFactory(StudentFactory)
    school_class = factory.SubFactory(SchoolClassFactory)
    class_number = factory.Sequence(lambda n: n % 40 + 1)
    starts_on = factory.LazyAttribute(lambda e: e.school_class.year.starts_on)


def teaches(
    staff: User,
    school_class: SchoolClass,
    kind: str = TeachingAssignment.Kind.CLASS_TEACHER,
    *,
    subject: str = "",
    starts_on: dt.date = LONG_AGO,
    ends_on: dt.date | None = None,
) -> TeachingAssignment:
    """A teaching assignment with the grants it justifies."""
    link = TeachingAssignment.objects.create(
        staff=staff,
        school_class=school_class,
        kind=kind,
        subject=subject,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    access.sync(link)
    return link


def parent_of(
    parent: User,
    student: Student,
    *,
    starts_on: dt.date = LONG_AGO,
    ends_on: dt.date | None = None,
    **fields: Any,
) -> ParentLink:
    """A parent link with the grant it justifies."""
    link = ParentLink.objects.create(
        parent=parent,
        student=student,
        relation=fields.pop("relation", ParentLink.Relation.MOTHER),
        starts_on=starts_on,
        ends_on=ends_on,
        **fields,
    )
    access.sync(link)
    return link


def case_for(person: User, student: Student, *, by: User, **fields: Any) -> CaseGrant:
    """A case opened to a specialist, a TA or a named reader, with its grant."""
    grant = CaseGrant.objects.create(
        person=person,
        student=student,
        reach=fields.pop("reach", CaseGrant.Reach.RECORD),
        reason=fields.pop("reason", "Assessment of reading"),
        granted_by=by,
        starts_on=fields.pop("starts_on", LONG_AGO),
        ends_on=fields.pop("ends_on", today() + dt.timedelta(days=90)),
    )
    access.sync(grant)
    return grant


class ConcernFactory(DjangoModelFactory[Concern]):
    class Meta:
        model = Concern

    student = factory.SubFactory(StudentFactory)
    raised_by = factory.SubFactory(UserFactory)
    seen = "Loses his place when copying from the board."
    tried = "Sits at the front; copies in parts."
    parents_know = Concern.ParentsKnow.YES


class InputRoundFactory(DjangoModelFactory[InputRound]):
    """An open round that closes in a week."""

    class Meta:
        model = InputRound

    student = factory.SubFactory(StudentFactory)
    opened_by = factory.SubFactory(UserFactory)
    due_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=7))


class TeacherInputFactory(DjangoModelFactory[TeacherInput]):
    """A teacher who was asked and has not answered."""

    class Meta:
        model = TeacherInput

    round = factory.SubFactory(InputRoundFactory)
    teacher = factory.SubFactory(UserFactory)
    subject = "Chinese"


class EvidenceFactory(DjangoModelFactory[Evidence]):
    class Meta:
        model = Evidence

    student = factory.SubFactory(StudentFactory)
    kind = Evidence.Kind.OBSERVATION
    words = "Reads the first line with a finger, then loses the place."
    recorded_by = factory.SubFactory(UserFactory)


class DocumentFactory(DjangoModelFactory[Document]):
    """A filed PDF with its bytes on disk."""

    class Meta:
        model = Document

    student = factory.SubFactory(StudentFactory)
    kind = Document.Kind.ASSESSMENT
    title = "EP assessment report"
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="0123456789abcdef.pdf"))
    content_type = "application/pdf"
    sha256 = "0" * 64
    added_by = factory.SubFactory(UserFactory)


class ConsentFactory(DjangoModelFactory[Consent]):
    class Meta:
        model = Consent

    student = factory.SubFactory(StudentFactory)
    parent = factory.SubFactory(UserFactory)
    scope = Consent.Scope.ASSESSMENT
    answer = Consent.Answer.GIVEN
    recorded_by = factory.SubFactory(UserFactory)
    note = "signed form"


class TierPlacementFactory(DjangoModelFactory[TierPlacement]):
    class Meta:
        model = TierPlacement

    student = factory.SubFactory(StudentFactory)
    tier = 2
    starts_on = factory.LazyFunction(lambda: today() - dt.timedelta(days=60))
    reason = "Two years behind in word reading after good class support."
    parent_view = TierPlacement.ParentView.AGREES
    decided_by = factory.SubFactory(UserFactory)


class SupportCycleFactory(DjangoModelFactory[SupportCycle]):
    class Meta:
        model = SupportCycle

    student = factory.SubFactory(StudentFactory)
    owner = factory.SubFactory(UserFactory)
    stage = SupportCycle.Stage.PLAN
    opened_on = factory.LazyFunction(lambda: today() - dt.timedelta(days=30))
    review_due = factory.LazyFunction(lambda: today() + dt.timedelta(days=60))


class PlanFactory(DjangoModelFactory[Plan]):
    """A plan for its cycle's student."""

    class Meta:
        model = Plan
        skip_postgeneration_save = True

    cycle = factory.SubFactory(SupportCycleFactory)
    kind = Plan.Kind.SUPPORT
    owner = factory.SelfAttribute("cycle.owner")
    starts_on = factory.LazyFunction(lambda: today() - dt.timedelta(days=20))
    review_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=60))

    @factory.post_generation
    def for_student(self: Plan, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and self.cycle.student:
            PlanStudent.objects.create(plan=self, student=extracted or self.cycle.student)


class TargetFactory(DjangoModelFactory[Target]):
    class Meta:
        model = Target

    plan = factory.SubFactory(PlanFactory)
    student = factory.SelfAttribute("plan.cycle.student")
    area = "Reading aloud in Chinese"
    statement = "Reads a P5 passage of 120 characters aloud with 90 % right."
    plain_en = "Read a passage aloud, nine characters in ten right."
    plain_zh = "朗讀一段課文，十個字讀對九個。"
    measure = "three passages"
    unit = "%"
    baseline = 60
    expected = 90
    baseline_on = factory.LazyAttribute(lambda t: t.plan.starts_on)
    due_on = factory.LazyAttribute(lambda t: t.plan.review_on)
    owner = factory.SelfAttribute("plan.owner")


class AdjustmentFactory(DjangoModelFactory[Adjustment]):
    """A must-do in force."""

    class Meta:
        model = Adjustment

    plan = factory.SubFactory(PlanFactory)
    student = factory.SelfAttribute("plan.cycle.student")
    force = Adjustment.Force.MUST
    text_en = "First-step card on the desk"
    text_zh = "桌上放第一步提示卡"
    in_force_from = factory.LazyAttribute(lambda a: a.plan.starts_on)


class FundFactory(DjangoModelFactory[Fund]):
    class Meta:
        model = Fund
        django_get_or_create = ("code",)

    code = "lsg"
    name_en = "Learning Support Grant"
    name_zh = "學習支援津貼"


class InterventionFactory(DjangoModelFactory[Intervention]):
    class Meta:
        model = Intervention

    name_en = factory.Sequence(lambda n: f"Chinese word reading {n}")
    name_zh = "中文認讀小組"
    measure = "words read aloud"
    unit = "words of 80"


class ProvisionFactory(DjangoModelFactory[Provision]):
    """A group that runs from a month ago to two months ahead."""

    class Meta:
        model = Provision

    intervention = factory.SubFactory(InterventionFactory)
    name_en = factory.SelfAttribute("intervention.name_en")
    name_zh = factory.SelfAttribute("intervention.name_zh")
    kind = Provision.Kind.GROUP
    tier = 2
    term = factory.SubFactory(TermFactory)
    starts_on = factory.LazyFunction(lambda: today() - dt.timedelta(days=30))
    ends_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=60))
    planned_sessions = 24
    minutes = 30
    state = Provision.State.RUNNING


class ParticipationFactory(DjangoModelFactory[Participation]):
    """A place with where the student starts and what is expected, not yet measured."""

    class Meta:
        model = Participation

    provision = factory.SubFactory(ProvisionFactory)
    student = factory.SubFactory(StudentFactory)
    starts_on = factory.SelfAttribute("provision.starts_on")
    ends_on = factory.SelfAttribute("provision.ends_on")
    measure = "words read aloud"
    unit = "words of 80"
    baseline = 38
    baseline_on = factory.SelfAttribute("provision.starts_on")
    expected = 52


class SessionFactory(DjangoModelFactory[Session]):
    """A session held yesterday."""

    class Meta:
        model = Session

    provision = factory.SubFactory(ProvisionFactory)
    held_on = factory.LazyFunction(lambda: today() - dt.timedelta(days=1))
    minutes = factory.SelfAttribute("provision.minutes")
    recorded_by = factory.SubFactory(UserFactory)
    happened_at = factory.LazyFunction(timezone.now)


class StaffRateFactory(DjangoModelFactory[StaffRate]):
    class Meta:
        model = StaffRate

    staff = factory.SubFactory(UserFactory)
    hourly = 200
    valid_from = LONG_AGO
