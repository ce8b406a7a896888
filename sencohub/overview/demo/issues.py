"""Each plan word for word as it was sent and agreed, to whom, and what came back."""

import datetime as dt
import random
from decimal import Decimal
from typing import Any

from provision.models import Participation, Provision
from sencohub.accounts.models import User
from sencohub.overview.demo import texts_reviews
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.library import say
from sencohub.overview.demo.plans import is_reached
from sencohub.overview.demo.world import Aim, Turn, World, at
from sencohub.school.models import School
from tiers.models import Acknowledgement, PlanIssue, PlanShare
from tiers.snapshot import digest

Answer, How, Why = PlanShare.Answer, PlanShare.How, PlanIssue.Why


def lay_issues(world: World, number: int) -> None:
    """Issues and shares of every nth plan that was sent."""
    rng = world.rng(f"issues:{number}")
    turns = [
        case.turns[number - 1]
        for case in world.cases
        if len(case.turns) >= number and case.turns[number - 1].sent
    ]
    for turn in turns:
        turn.issues = _issues(world, turn)
    world.book.write_plain(PlanIssue, [issue for turn in turns for issue in turn.issues])
    shares = [entry for turn in turns for entry in _shares(world, turn, rng)]
    world.book.write(PlanShare, shares)
    read = [entry for turn in turns for entry in _readings(world, turn, rng)]
    world.book.write(Acknowledgement, read)


def _issues(world: World, turn: Turn) -> list[PlanIssue]:
    """Each time it was sent, and once more when it was agreed, the same words."""
    assert turn.sent is not None  # noqa: S101 - chosen for it
    data = snapshot_of(world, turn)
    days = [(turn.taken_back, Why.DRAFT), (turn.sent, Why.DRAFT), (turn.agreed, Why.AGREED)]
    found: list[PlanIssue] = []
    for day, why in days:
        if day is None:
            continue
        words = _first_wording(data) if day == turn.taken_back else data
        found.append(
            PlanIssue(
                plan=turn.plan,
                student=turn.case.student,
                number=len(found) + 1,
                why=why,
                snapshot=words,
                snapshot_hash=digest(words),
                issued_by=turn.case.owner,
                published_at=at(day, 18, 5) if why == Why.AGREED else at(day, 17),
            )
        )
    return found


def _first_wording(data: dict[str, Any]) -> dict[str, Any]:
    """An issue that was taken back did not yet say what helps at home."""
    return {**data, "home": {"en": "", "zh": ""}}


# --- the words of an issue ---------------------------------------------------------------------


def snapshot_of(world: World, turn: Turn) -> dict[str, Any]:
    """The dictionary of `tiers.snapshot.build`, of that day; a test holds the two together."""
    plan, case = turn.plan, turn.case
    assert plan is not None and turn.sent is not None  # noqa: S101, PT018
    level = world.level_on(case.pupil, turn.sent)
    return {
        "format": 1,
        "school": _school(world.school),
        "student": {
            "en": case.student.name_en,
            "zh": case.student.name_zh,
            "called": case.student.known_as,
            "class": f"{level}{case.pupil.letter}",
        },
        "plan": {
            "id": plan.pk,
            "kind": plan.kind,
            "cycle": turn.number,
            "starts_on": plan.starts_on.isoformat(),
            "review_on": plan.review_on.isoformat(),
            "owner": _person(plan.owner),
        },
        "tier": turn.tier,
        "own_words": case.own_words(turn.sent),
        "goals": plan.long_term_goals,
        "targets": [_target(aim, n) for n, aim in enumerate(turn.aims, start=1)],
        "adjustments": [_adjustment(row) for row in sorted_rows(turn)],
        "support": _support(world, turn),
        "student_view": plan.student_view,
        "parent_view": plan.parent_view,
        "home": {"en": plan.home_en, "zh": plan.home_zh},
        "last": _last(turn),
    }


def sorted_rows(turn: Turn) -> list[Any]:
    """Adjustments in the order of their table: may before must, then by place."""
    return sorted(turn.adjustments.values(), key=lambda row: (row.force, row.position))


def _school(school: School) -> dict[str, str]:
    return {"en": school.name_en, "zh": school.name_zh, "contact": school.senco_contact}


def _person(person: User) -> dict[str, str]:
    return {"en": f"{person.title} {person.name_en}".strip(), "zh": person.name_zh}


def _number(value: Decimal | int | None) -> str | None:
    return None if value is None else str(int(value))


def _target(aim: Aim, number: int) -> dict[str, Any]:
    row = aim.target
    assert row.owner is not None and row.baseline_on and row.due_on  # noqa: S101, PT018
    return {
        "id": row.pk,
        "number": number,
        "area": row.area,
        "statement": row.statement,
        "en": row.plain_en,
        "zh": row.plain_zh,
        "aim": row.aim,
        "direction": row.direction,
        "measure": row.measure,
        "unit": row.unit,
        "baseline": _number(row.baseline),
        "baseline_on": row.baseline_on.isoformat(),
        "expected": _number(row.expected),
        "due_on": row.due_on.isoformat(),
        "owner": _person(row.owner),
        "tier1": row.tier1,
        "tier2": row.tier2,
        "tier3": row.tier3,
        "into_class": row.into_class,
    }


def _adjustment(row: Any) -> dict[str, Any]:
    return {
        "force": row.force,
        "en": row.text_en,
        "zh": row.text_zh,
        "subjects": row.subjects,
        "target": row.target_id,
    }


def _support(world: World, turn: Turn) -> list[dict[str, Any]]:
    """The child's places that ran or were planned on the day of sending."""
    day = turn.sent
    assert day is not None  # noqa: S101 - only issues that were sent
    found = []
    for run, place in world.places_of(turn.case):
        if place.given <= day <= place.record.ends_on and day <= run.ends:
            found.append(_place(run.record, place.record))
    return found


def _place(run: Provision, place: Participation) -> dict[str, Any]:
    leader = run.staff
    return {
        "en": run.name_en,
        "zh": run.name_zh,
        "staff": {
            "en": leader.name_en if leader else run.contractor,
            "zh": leader.name_zh if leader else run.contractor,
        },
        "times_a_week": len(run.weekdays),
        "minutes": run.minutes,
        "target": place.target_id,
    }


def _last(turn: Turn) -> list[dict[str, Any]]:
    """How the targets of the cycle before went."""
    before = turn.previous
    if before is None or before.review is None:
        return []
    return [
        {
            "area": aim.target.area,
            "unit": aim.target.unit,
            "baseline": _number(aim.baseline),
            "expected": _number(aim.expected),
            "actual": _number(aim.actual),
            "rag": rag_of(aim),
        }
        for aim in before.aims
    ]


def rag_of(aim: Aim) -> str:
    """The rating by the rule of `tiers.rag`; these targets are all to be reached."""
    if aim.actual is None:
        return "grey"
    if is_reached(aim):
        return "green"
    gain = (aim.baseline - aim.actual) if aim.goal.falls else (aim.actual - aim.baseline)
    return "amber" if 2 * gain >= abs(aim.expected - aim.baseline) else "red"


# --- what came back ----------------------------------------------------------------------------


def _shares(world: World, turn: Turn, rng: random.Random) -> list[Entry[PlanShare]]:
    entries = []
    answered: dict[int, dict[str, Any]] = {}
    for issue in turn.issues:
        assert issue.published_at is not None  # noqa: S101 - laid with its day
        for number, link in enumerate(turn.case.pupil.links):
            made = PlanShare(issue=issue, parent=link.parent, sent_at=issue.published_at)
            if issue.why == Why.AGREED:
                for name, value in answered.get(link.parent.pk, {}).items():
                    setattr(made, name, value)
            entry = Entry(made, issue.published_at, issue.issued_by)
            is_first = issue.number == 1 and turn.taken_back is not None
            if issue.why == Why.DRAFT and is_first and number == 0:
                _comment(turn, entry, rng)
            elif issue.why == Why.DRAFT and not is_first:
                given = _answer(world, turn, entry, number, rng)
                answered[link.parent.pk] = given
            entries.append(entry)
    return entries


def _comment(turn: Turn, entry: Entry[PlanShare], rng: random.Random) -> None:
    """The first issue came back with a wish; the plan was taken back for it."""
    parent = entry.record.parent
    assert turn.taken_back is not None  # noqa: S101 - asked by the caller
    opened = at(turn.taken_back, 20, 15)
    entry.then(opened, parent, opened_at=opened)
    words = say(rng.choice(texts_reviews.WISHES).of(parent.language), turn.case.student)
    when = at(turn.taken_back + dt.timedelta(days=1), 7, 45)
    entry.then(when, parent, comment=words)


def _answer(
    world: World, turn: Turn, entry: Entry[PlanShare], number: int, rng: random.Random
) -> dict[str, Any]:
    """The first parent answers unless the plan was agreed without; the second reads or not."""
    parent = entry.record.parent
    assert turn.sent is not None  # noqa: S101 - asked by the caller
    if turn.is_silent or (turn.agreed is None and rng.random() < 0.5):
        return {}
    if number > 0 and rng.random() < 0.6:
        return {}
    opened = at(turn.sent + dt.timedelta(days=1), 20, rng.randrange(60))
    if opened.date() >= world.on:
        return {}
    entry.then(opened, parent, opened_at=opened)
    if turn.agreed is None or number > 0:
        entry.then(
            opened + dt.timedelta(minutes=6), parent, read_at=opened + dt.timedelta(minutes=6)
        )
        return {}
    comment = ""
    if rng.random() < 0.4:
        comment = say(rng.choice(texts_reviews.THANKS).of(parent.language), turn.case.student)
    given: dict[str, Any] = {
        "answer": Answer.AGREE,
        "answered_at": at(turn.agreed, 18, 5),
        "how": How.PORTAL,
    }
    by = parent
    if rng.random() < 0.12:
        given |= {"how": rng.choice((How.PAPER, How.PHONE)), "recorded_by": turn.case.owner}
        by = turn.case.owner
    entry.then(at(turn.agreed, 18, 5), by, comment=comment, **given)
    return given


def _readings(world: World, turn: Turn, rng: random.Random) -> list[Entry[Acknowledgement]]:
    """Most of the child's teachers say that they have read the agreed plan."""
    if turn.agreed is None or turn.tier == 1 or not world.is_full:
        return []
    entries = []
    people = {row.staff.pk: row.staff for row in world.taught_by(turn.case.pupil, turn.agreed)}
    for person in people.values():
        day = world.calendar.step(turn.agreed, rng.randint(1, 6))
        is_teacher = person.pk in world.teacher_ids
        if not is_teacher or day > world.on or rng.random() > 0.8:
            continue
        made = Acknowledgement(
            staff=person, plan=turn.plan, issue_number=turn.issues[-1].number, read_on=day
        )
        entries.append(Entry(made, at(day, rng.randint(8, 17), rng.randrange(60)), person))
    return entries
