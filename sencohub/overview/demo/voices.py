"""What children, parents and teachers said: profiles, evidence, contacts and consents."""

import datetime as dt
import random

from parents.models import ContactRecord
from sencohub.accounts.models import User
from sencohub.overview.demo import texts_people
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.library import say
from sencohub.overview.demo.themes import Words
from sencohub.overview.demo.world import Case, Turn, World, at
from students.models import Consent, Evidence, OnePageProfile

Voice = OnePageProfile.Voice
CONTACTS_A_TURN = {1: 1, 2: 2, 3: 4}
"""Contacts with the family in one cycle, by tier."""


def lay_profiles(world: World) -> None:
    """The child's own page, renewed every school year; parents and teachers where it goes deep."""
    entries: list[Entry[OnePageProfile]] = []
    for case in world.cases:
        rng = world.rng(f"profile:{case.student.regno}")
        days = _days_of_talks(world, case)
        entries += _own_pages(world, case, days, rng)
        if case.tier >= 2 and days and world.is_full:
            entries += _others(world, case, days[0], rng)
    world.book.write(OnePageProfile, entries)


def _days_of_talks(world: World, case: Case) -> list[dt.date]:
    """The first talk while assessing, then one with each school year."""
    found: list[dt.date] = []
    for turn in case.turns:
        day = turn.assessed
        if day <= world.on and (not found or (day - found[-1]).days > 200):
            found.append(day)
    return found


def _own_pages(
    world: World, case: Case, days: list[dt.date], rng: random.Random
) -> list[Entry[OnePageProfile]]:
    language = "zh-hant" if case.pupil.family.named.family_zh else "en"
    entries = []
    for number, day in enumerate(days):
        theme = case.themes[number % len(case.themes)]
        made = OnePageProfile(
            student=case.student,
            voice=Voice.STUDENT,
            language=language,
            appreciated=_lines(texts_people.APPRECIATED, 3, language, rng),
            important=_lines(texts_people.IMPORTANT, 2, language, rng),
            support=theme.support.of(language),
            does_not_help=_lines(texts_people.DOES_NOT_HELP, 1, language, rng),
            said_on=day,
            recorded_by=case.owner,
            version=number + 1,
            published_at=at(day, 15, 10),
            published_by=case.owner,
        )
        entry = Entry(made, at(day, 15, 10), case.owner)
        if number + 1 < len(days):
            made.is_current = True
            entry.then(at(days[number + 1], 15, 9), case.owner, is_current=False)
        entries.append(entry)
        case.profiles.append((day, _as_issued(made)))
    return entries


def _as_issued(made: OnePageProfile) -> dict[str, object]:
    """The part of it that a plan's issue shows."""
    parts = ("appreciated", "important", "support")
    return {"language": made.language, **{name: made.lines(name) for name in parts}}


def _lines(texts: tuple[Words, ...], wanted: int, language: str, rng: random.Random) -> str:
    return "\n".join(words.of(language) for words in rng.sample(texts, wanted))


def _others(
    world: World, case: Case, day: dt.date, rng: random.Random
) -> list[Entry[OnePageProfile]]:
    """The parents' page, as told to the support teacher, and the class teacher's."""
    parent = case.pupil.links[0].parent
    told = _page(case, Voice.PARENT, parent.language, day, case.owner)
    told.appreciated = say(
        rng.choice(texts_people.PARENT_APPRECIATES).of(parent.language), case.student
    )
    told.support = say(rng.choice(texts_people.PARENT_HELPS).of(parent.language), case.student)
    told.published_at, told.published_by = at(day, 17, 30), case.owner
    teacher = world.taught_by(case.pupil, day)[0].staff
    later = min(world.calendar.step(day, 3), world.on)
    own = _page(case, Voice.TEACHER, teacher.language, later, teacher)
    own.appreciated = say(
        rng.choice(texts_people.TEACHER_APPRECIATES).of(teacher.language), case.student
    )
    own.support = say(rng.choice(case.themes[0].teacher_helps).of(teacher.language), case.student)
    return [
        Entry(told, at(day, 17, 30), case.owner),
        Entry(own, at(later, 12, 40), teacher),
    ]


def _page(case: Case, voice: str, language: str, day: dt.date, by: User) -> OnePageProfile:
    return OnePageProfile(
        student=case.student, voice=voice, language=language, said_on=day, recorded_by=by
    )


# --- evidence ----------------------------------------------------------------------------------


def lay_evidence(world: World) -> None:
    """What was seen and said in each cycle, by whom."""
    entries = []
    for case in world.cases:
        rng = world.rng(f"evidence:{case.student.regno}")
        for turn in case.turns:
            entries += _evidence(world, turn, rng)
    entries.sort(key=lambda entry: entry.at)
    world.book.write(Evidence, entries)


def _evidence(world: World, turn: Turn, rng: random.Random) -> list[Entry[Evidence]]:
    """Both views while assessing, then observations while the plan runs."""
    case, until = turn.case, turn.held or world.on
    found: list[Entry[Evidence]] = []
    if turn.assessed <= world.on and turn.views[0]:
        parent = case.pupil.links[0].parent
        found.append(
            _said(turn, Evidence.Kind.STUDENT_VIEW, turn.views[0], case.student.short_name)
        )
        found.append(_said(turn, Evidence.Kind.PARENT_VIEW, turn.views[1], parent.display_name))
    if turn.agreed is None or not world.is_full:
        return found
    days = world.calendar.between(turn.agreed, until)
    wanted = {1: 1, 2: 2, 3: 3}[turn.tier]
    for day in sorted(rng.sample(days, min(wanted, len(days)))):
        found.append(_observed(world, turn, day, rng))
    return found


def _said(turn: Turn, kind: str, words: str, by: str) -> Entry[Evidence]:
    made = Evidence(
        student=turn.case.student,
        kind=kind,
        words=words,
        language=turn.case.language,
        said_by=by,
        recorded_by=turn.case.owner,
        happened_on=turn.assessed,
    )
    return Entry(made, at(turn.assessed, 15, 20), turn.case.owner)


def _observed(world: World, turn: Turn, day: dt.date, rng: random.Random) -> Entry[Evidence]:
    rows = world.taught_by(turn.case.pupil, day)
    by = rng.choice([*(row.staff for row in rows), turn.case.owner])
    theme = rng.choice(turn.case.themes)
    kind = rng.choice((Evidence.Kind.OBSERVATION, Evidence.Kind.OBSERVATION, Evidence.Kind.WORK))
    made = Evidence(
        student=turn.case.student,
        kind=kind,
        words=say(rng.choice(theme.observed).of(by.language), turn.case.student),
        language=by.language,
        said_by=by.display_name,
        recorded_by=by,
        happened_on=day,
    )
    return Entry(made, at(day, rng.randint(9, 17), rng.randrange(60)), by)


# --- the family --------------------------------------------------------------------------------


def lay_contacts(world: World) -> None:
    """Calls, talks and letters; a few families have not been reached for a long time."""
    entries = []
    for case in world.cases:
        rng = world.rng(f"contacts:{case.student.regno}")
        is_quiet = rng.random() < 0.1 and not case.pupil.story
        for turn in case.turns:
            if is_quiet and turn is case.turns[-1]:
                continue
            entries += _contacts(world, turn, rng)
    entries.sort(key=lambda entry: entry.at)
    world.book.write(ContactRecord, entries)


def _contacts(world: World, turn: Turn, rng: random.Random) -> list[Entry[ContactRecord]]:
    until = min(turn.held or world.on, world.on)
    days = world.calendar.between(turn.opened, until)
    wanted = CONTACTS_A_TURN[turn.tier] if world.is_full else 1
    chosen = sorted(rng.sample(days, min(wanted, len(days))))
    return [_contact(world, turn.case, day, rng) for day in chosen]


def _contact(world: World, case: Case, day: dt.date, rng: random.Random) -> Entry[ContactRecord]:
    teacher = world.taught_by(case.pupil, day)[0].staff
    by = rng.choice((case.owner, teacher))
    link = rng.choice(case.pupil.links)
    how, about, agreed = rng.choice(texts_people.CONTACTS)
    is_internal = rng.random() < 0.06
    if is_internal:
        how, about, agreed = "phone", rng.choice(texts_people.INTERNAL), Words("", "")
    made = ContactRecord(
        student=case.student,
        with_whom=link.parent.name_zh or link.parent.name_en,
        how=how,
        happened_on=day,
        about=say(about.of(by.language), case.student),
        agreed=say(agreed.of(by.language), case.student),
        internal=is_internal,
        recorded_by=by,
    )
    return Entry(made, at(day, rng.randint(12, 17), rng.randrange(60)), by)


def lay_consents(world: World) -> None:
    """To assessment and to SEMIS where a need was assessed; to transfer of those who went on."""
    entries = []
    for case in world.cases:
        rng = world.rng(f"consents:{case.student.regno}")
        if case.tier == 1 and rng.random() < 0.4:
            continue
        opened = case.turns[0].opened
        scopes = [Consent.Scope.ASSESSMENT, Consent.Scope.SEMIS]
        entries += [_consent(world, case, scope, opened, rng) for scope in scopes]
        if case.pupil.leaves:
            asked = world.calendar.step(case.pupil.leaves, -12)
            entries.append(_consent(world, case, Consent.Scope.TRANSFER, asked, rng))
    world.book.write(Consent, entries)


def _consent(
    world: World, case: Case, scope: str, opened: dt.date, rng: random.Random
) -> Entry[Consent]:
    parent = case.pupil.links[0].parent
    day = world.calendar.step(opened, 2)
    is_refused = scope == Consent.Scope.SEMIS and rng.random() < 0.07
    made = Consent(
        student=case.student,
        parent=parent,
        scope=scope,
        answer=Consent.Answer.REFUSED if is_refused else Consent.Answer.GIVEN,
        answered_on=day,
        recorded_by=world.staff["senco"],
        note=rng.choice(texts_people.CONSENT_HOW).of(case.language),
    )
    return Entry(made, at(day, 11, 30), world.staff["senco"])
