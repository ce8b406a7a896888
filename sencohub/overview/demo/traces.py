"""What the system itself would have kept: notices of the last weeks, and who opened what."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from sencohub.accounts.models import User
from sencohub.notices.models import Letter, Notice
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.texts_meetings import RESTRICTED
from sencohub.overview.demo.world import Case, World, at
from students.models import AccessLog, Evidence
from tiers.models import PlanIssue

FORTNIGHT = dt.timedelta(days=14)
FOUR_WEEKS = dt.timedelta(days=28)


def lay_restricted(world: World) -> None:
    """A few notes for named readers only."""
    entries = []
    for case in _deep(world)[:4]:
        rng = world.rng(f"restricted:{case.student.regno}")
        day = world.calendar.step(world.on, -rng.randint(15, 60))
        words = rng.choice(RESTRICTED)
        made = Evidence(
            student=case.student,
            kind=Evidence.Kind.OBSERVATION,
            words=words.of(case.language),
            language=case.language,
            said_by=world.staff["worker"].display_name,
            recorded_by=world.staff["senco"],
            happened_on=day,
            restricted=True,
        )
        entries.append(Entry(made, at(day, 17, 20), world.staff["senco"]))
    world.book.write(Evidence, entries)


def _deep(world: World) -> list[Case]:
    return [case for case in world.cases if case.tier == 3 and not case.left]


# --- notices -----------------------------------------------------------------------------------


def lay_notices(world: World) -> None:
    """What people were told in the last two weeks: digests sent, most of them read."""
    rng = world.rng("notices")
    rows = [*_about_concerns(world), *_about_plans(world), *_about_meetings(world)]
    rows.sort(key=lambda row: (row.created_at, row.event, row.recipient_id))
    for row in rows:
        _deliver(world, row, rng)
    world.book.write_plain(Notice, rows)
    _lay_letters(world, rows)


def _lay_letters(world: World, rows: list[Notice]) -> None:
    """One letter for each person and morning, one for each notice that went at once."""
    letters: dict[str, Letter] = {}
    for row in rows:
        key = _letter_key(row)
        if key:
            row.letter = letters.setdefault(key, _letter(key, row))
    world.book.write_plain(Letter, letters.values())
    told = [row for row in rows if row.letter is not None]
    Notice.objects.bulk_update(told, ["letter"])  # no history: a notice keeps none
    for row in told:
        if row.letter and row.letter.outcome != Letter.Outcome.SENT:
            row.sent_at = None
    Notice.objects.bulk_update(told, ["sent_at"])  # no history: a notice keeps none


def _letter_key(row: Notice) -> str:
    if row.sent_at is None:
        return ""
    if row.channel == Notice.Channel.AT_ONCE:
        return f"notice:{row.pk}"
    return f"digest:{timezone.localdate(row.sent_at):%Y-%m-%d}:{row.recipient_id}"


def _letter(key: str, row: Notice) -> Letter:
    """Sent within the minute; a parent without an address has none to go to."""
    outcome = Letter.Outcome.SENT if row.recipient.email else Letter.Outcome.NO_ADDRESS
    assert row.sent_at is not None  # noqa: S101 - asked by the caller
    written = row.sent_at - dt.timedelta(seconds=40)
    return Letter(
        key=key,
        recipient=row.recipient,
        outcome=outcome,
        created_at=written,
        claimed_at=written,
        done_at=row.sent_at,
    )


def _notice(
    event: str,
    kind: str,
    to: User,
    path: str,
    when: dt.datetime,
    *,
    student: int | None = None,
    due: dt.date | None = None,
    channel: str = Notice.Channel.DIGEST,
) -> Notice:
    return Notice(
        event=event,
        kind=kind,
        recipient=to,
        path=path,
        created_at=when,
        day=timezone.localdate(when),
        student_id=student,
        due_on=due,
        channel=channel,
    )


def _about_concerns(world: World) -> Iterator[Notice]:
    for concern in world.concerns:
        if concern.created_at >= at(world.on - FORTNIGHT, 0):
            kind = "complaint-raised" if concern.is_complaint else "concern-raised"
            yield _notice(
                f"concern-raised:{concern.pk}",
                kind,
                world.staff["senco"],
                concern.get_absolute_url(),
                concern.created_at,
                student=concern.student_id,
                due=concern.answer_due,
            )
    for request in world.asked:
        if request.created_at >= at(world.on - FORTNIGHT, 0):
            yield _notice(
                f"input-asked:{request.pk}",
                "input-asked",
                request.teacher,
                request.get_absolute_url(),
                request.created_at,
                student=request.round.student_id,
                due=request.round.due_on,
            )


def _about_plans(world: World) -> Iterator[Notice]:
    """A draft goes to the parents at once; an agreed plan also to the child's teachers."""
    for case in world.cases:
        for issue in case.turns[-1].issues:
            when = issue.published_at
            if when is None or when < at(world.on - FORTNIGHT, 0):
                continue
            yield from _told_at_home(case, issue, when)
            if issue.why == PlanIssue.Why.AGREED:
                yield from _told_teachers(world, case, issue, when)


def _told_at_home(case: Case, issue: PlanIssue, when: dt.datetime) -> Iterator[Notice]:
    is_draft = issue.why == PlanIssue.Why.DRAFT
    for link in case.pupil.links:
        yield _notice(
            f"plan-draft:{issue.pk}" if is_draft else f"plan-agreed:{issue.pk}",
            "plan-draft" if is_draft else "plan-agreed-family",
            link.parent,
            _family(),
            when,
            student=case.student.pk,
            due=issue.plan.answer_by if is_draft else None,
            channel=Notice.Channel.AT_ONCE if is_draft else Notice.Channel.DIGEST,
        )


def _told_teachers(
    world: World, case: Case, issue: PlanIssue, when: dt.datetime
) -> Iterator[Notice]:
    rows = world.taught_by(case.pupil, when.date())
    people = {row.staff.pk: row.staff for row in rows if row.kind != "assistant"}
    for person in people.values():
        yield _notice(
            f"plan-agreed-staff:{issue.pk}",
            "plan-agreed",
            person,
            issue.plan.get_absolute_url(),
            when,
            student=case.student.pk,
        )


def _about_meetings(world: World) -> Iterator[Notice]:
    for meeting, people, invited in world.invitations:
        for person in people:
            yield _notice(
                f"meeting-invited:{meeting.pk}",
                "meeting-invited",
                person,
                meeting.get_absolute_url(),
                invited,
                due=meeting.starts_at.date(),
            )


def _family() -> str:
    try:
        return reverse("parents:home")
    except NoReverseMatch:
        return "/family/"


def _deliver(world: World, row: Notice, rng: random.Random) -> None:
    """Sent in the next morning's digest, or at once; read the same day by most."""
    assert row.created_at is not None  # noqa: S101 - laid with its day
    if row.channel == Notice.Channel.AT_ONCE:
        row.sent_at = row.created_at + dt.timedelta(minutes=1)
    else:
        morning = world.calendar.step(row.created_at.date(), 1)
        row.sent_at = at(morning, 7, 30) if morning <= world.on else None
    if row.sent_at is not None and rng.random() < 0.6:
        read = row.sent_at + dt.timedelta(minutes=rng.randrange(5, 600))
        row.read_at = read if read.date() <= world.on else None


# --- who opened what ---------------------------------------------------------------------------


def lay_openings(world: World) -> None:
    """Four weeks of records opened, each by somebody who may."""
    rows: list[AccessLog] = []
    chosen = [case for case in world.cases if not case.left]
    if not world.is_full:
        chosen = [case for case in chosen if case.pupil.story]
    for case in chosen:
        rows += _openings(world, case, world.rng(f"openings:{case.student.regno}"))
    rows += _lists(world, world.rng("lists"))
    rows.sort(key=lambda row: (row.at, row.user_id))
    world.book.write_plain(AccessLog, rows)


def _openings(world: World, case: Case, rng: random.Random) -> Iterator[AccessLog]:
    days = world.calendar.between(world.on - FOUR_WEEKS, world.on)
    readers = list(_readers(world, case))
    for _ in range(rng.randint(3, 8) * (2 if case.pupil.story else 1)):
        person, role = rng.choice(readers)
        day = rng.choice(days)
        yield AccessLog(
            at=at(day, rng.randint(7, 17), rng.randrange(60)),
            user_id=person.pk,
            role=role,
            action=AccessLog.Action.OPENED,
            kind="students.student",
            object_id=str(case.student.pk),
            student_id=case.student.pk,
            detail={},
        )


def _readers(world: World, case: Case) -> Iterable[tuple[User, str]]:
    yield case.owner, "senco" if case.owner == world.staff["senco"] else "senst"
    yield world.staff["senco"], "senco"
    for row in world.taught_by(case.pupil, world.on):
        yield row.staff, "assistant" if row.kind == "assistant" else "teacher"
    if case.tier == 3:
        yield world.staff["principal"], "leader"
    if case.pupil.story and case.pupil.story.key == "ethan":
        yield world.staff["ep"], "specialist"


def _lists(world: World, rng: random.Random) -> Iterator[AccessLog]:
    """The register, seen every school day by the SENCO."""
    for day in world.calendar.between(world.on - FOUR_WEEKS, world.on):
        yield AccessLog(
            at=at(day, 7, 40 + rng.randrange(15)),
            user_id=world.staff["senco"].pk,
            role="senco",
            action=AccessLog.Action.LISTED,
            kind="register",
            detail=rng.choice(({}, {"tier": "2"}, {"review": "late"}, {"class": "5A"})),
        )
