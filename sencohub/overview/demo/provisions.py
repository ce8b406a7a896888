"""Groups that ran and run, who was in them from where to where, session by session."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from provision.models import (
    Fund,
    Intervention,
    Participation,
    Provision,
    StaffRate,
)
from sencohub.accounts.models import User
from sencohub.overview.demo import library
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.plans import beyond
from sencohub.overview.demo.sessions import lay_sessions
from sencohub.overview.demo.texts_provision import (
    CONTRACT_HKD,
    CONTRACTOR,
    FUNDS,
    HOURLY,
    OFFERS,
    Offer,
)
from sencohub.overview.demo.themes import Goal
from sencohub.overview.demo.world import Aim, Case, World, at
from sencohub.school.models import Term
from students.models import CaseGrant

State = Provision.State
SETTLING_IN = 14
"""School days at the start of a term before groups begin."""
ONE_DAY = dt.timedelta(days=1)


@dataclass(eq=False)
class Run:
    """One group while it is laid."""

    offer: Offer
    goal: Goal
    record: Provision
    term: Term
    leader: User | None
    days: list[dt.date]
    places: list["Place"] = field(default_factory=list)

    @property
    def starts(self) -> dt.date:
        return self.record.starts_on

    @property
    def ends(self) -> dt.date:
        return self.days[-1]


@dataclass(eq=False)
class Place:
    """One child's place in a run."""

    case: Case
    record: Participation
    given: dt.date
    """The day on which it was given."""
    aim: Aim | None = None
    grant: CaseGrant | None = None


def lay_catalogue(world: World) -> None:
    """Interventions, funds and what an hour of each person's time costs."""
    senco, when = world.staff["senco"], at(world.begins + dt.timedelta(days=6), 10)
    funds = [Fund(code=code, name_en=name.en, name_zh=name.zh) for code, name in FUNDS]
    for fund in world.book.write(Fund, [Entry(fund, when, senco) for fund in funds]):
        world.funds[fund.code] = fund
    made = world.book.write(Intervention, [Entry(_entry(o), when, senco) for o in OFFERS])
    world.interventions = {o.code: one for o, one in zip(OFFERS, made, strict=True)}
    world.book.write(StaffRate, list(_rates(world)))


def _entry(offer: Offer) -> Intervention:
    goal = library.BY_CODE[offer.theme].goals[0]
    return Intervention(
        name_en=offer.name.en,
        name_zh=offer.name.zh,
        purpose=offer.purpose,
        needs=list(offer.needs),
        tier=offer.tier,
        evidence=offer.evidence,
        measure=goal.measure.en,
        unit=goal.unit.en,
        direction="lower" if goal.falls else "higher",
        usual_weeks=offer.weeks,
        usual_sessions_a_week=len(offer.days),
        usual_minutes=offer.minutes,
        usual_group=offer.group,
    )


def _rates(world: World) -> Iterator[Entry[StaffRate]]:
    """From each first of September; 3 % more every year."""
    for key, user in world.staff.items():
        kind = next((k for k in HOURLY if key.startswith(k) and key not in ("teacher2",)), None)
        if kind is None:
            continue
        for number, year in enumerate(world.years):
            hourly = Decimal(HOURLY[kind]) * Decimal("1.03") ** number
            made = StaffRate(
                staff=user, hourly=hourly.quantize(Decimal("0.5")), valid_from=year.starts_on
            )
            when = at(max(year.starts_on, world.begins + dt.timedelta(days=6)), 11)
            yield Entry(made, when, world.staff["senco"])


# --- runs --------------------------------------------------------------------------------------


def lay_provisions(world: World) -> None:
    """Every term's groups with their places, and their sessions."""
    runs: list[Run] = []
    terms = [term for term in world.terms if term.starts_on < world.on]
    for term in terms if world.is_full else terms[-2:]:
        for offer in OFFERS:
            runs += _runs(world, term, offer)
    for run in runs:
        _fill(world, run)
    world.book.write(Provision, [_provision(world, run) for run in runs])
    grants = [_grant(world, run, place) for run in runs for place in run.places]
    world.opened += world.book.write(CaseGrant, [entry for entry in grants if entry is not None])
    entries = [_participation(world, run, place) for run in runs for place in run.places]
    world.book.write(Participation, entries)
    world.runs = runs
    lay_sessions(world, runs)


def _runs(world: World, term: Term, offer: Offer) -> list[Run]:
    """Children whose themes ask for it in that term, by level, in groups of the usual size."""
    days = _days(world, term, offer)
    if len(days) < 4 or days[0] > world.on:
        return []
    wanting = [case for case in world.cases if _wants(world, case, offer, days[0])]
    wanting.sort(key=lambda case: (case.pupil.level, case.number))
    groups = [wanting[n : n + offer.group] for n in range(0, len(wanting), offer.group)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = [groups[-2] + groups[-1]]
    return [
        _run(world, term, offer, days, group, number, len(groups) > 1)
        for number, group in enumerate(groups)
    ]


def _days(world: World, term: Term, offer: Offer) -> list[dt.date]:
    """The days of its sessions: on its weekdays, for its weeks, within the term."""
    first = world.calendar.step(world.calendar.on_or_after(term.starts_on), SETTLING_IN)
    last = min(first + dt.timedelta(weeks=offer.weeks), term.ends_on)
    return [day for day in world.calendar.between(first, last) if day.weekday() in offer.days]


def _wants(world: World, case: Case, offer: Offer, day: dt.date) -> bool:
    """On Tier 2 or 3 that day, with a plan agreed or about to be, and a theme that asks for it."""
    turn = next((t for t in case.turns if t.opened <= day and (t.held or day) >= day), None)
    held = [tier for starts, tier in case.tiers if starts <= day]
    if turn is None or not held or held[-1] < offer.tier:
        return False
    wanted = [theme.intervention for theme in case.themes][: held[-1]]
    return offer.code in wanted


def _run(
    world: World,
    term: Term,
    offer: Offer,
    days: list[dt.date],
    group: list[Case],
    number: int,
    is_split: bool,
) -> Run:
    key = offer.leaders[number % len(offer.leaders)]
    leader: User | None = world.staff.get(key) or world.staff["senst"]
    is_bought = offer.code == "playground" and term.number == 2
    leader = None if is_bought else leader
    first = term.year.starts_on.year
    back = world.first_year - first
    low, high = (max(1, case.pupil.level - back) for case in (group[0], group[-1]))
    name = _name(offer, low, high, "ABCDEFGHIJ"[number % 10] if is_split else "")
    record = _record(world, term, offer, days, name, leader)
    goal = library.BY_CODE[offer.theme].goals[0]
    run = Run(offer, goal, record, term, leader, days)
    run.places = [Place(case, Participation(), days[0]) for case in group]
    return run


def _record(
    world: World,
    term: Term,
    offer: Offer,
    days: list[dt.date],
    name: tuple[str, str],
    leader: User | None,
) -> Provision:
    """The run's own row; without a leader it was bought."""
    is_bought = leader is None
    return Provision(
        intervention=world.interventions[offer.code],
        name_en=name[0],
        name_zh=name[1],
        kind=Provision.Kind.ONE_TO_ONE if offer.alone else Provision.Kind.GROUP,
        tier=offer.tier,
        term=term,
        staff=leader,
        contractor=CONTRACTOR if is_bought else "",
        weekdays=list(offer.days),
        at_time=dt.time(offer.hour, offer.minute),
        in_lesson=offer.instead_of,
        starts_on=days[0],
        ends_on=days[-1],
        planned_sessions=len(days),
        minutes=offer.minutes,
        fund=world.funds[offer.fund],
        contract_cost=Decimal(CONTRACT_HKD if is_bought else 0),
        materials_cost=Decimal(offer.materials),
    )


def _name(offer: Offer, low: int, high: int, letter: str) -> tuple[str, str]:
    figures = "一二三四五六"
    english = f"P{low}" if low == high else f"P{low}–P{high}"
    chinese = f"小{figures[low - 1]}"
    if low != high:
        chinese += f"至小{figures[high - 1]}"
    if not letter:
        return f"{offer.name.en}, {english}", f"{offer.name.zh}（{chinese}）"
    return f"{offer.name.en} {letter}, {english}", f"{offer.name.zh} {letter} 組（{chinese}）"


def _provision(world: World, run: Run) -> Entry[Provision]:
    planner = world.staff["senst"]
    planned = world.calendar.step(run.starts, -8)
    entry = Entry(run.record, at(planned, 16), planner)
    entry.then(at(run.starts, 8, 15), planner, state=State.RUNNING)
    if run.ends < world.on:
        ended = world.entered(run.ends, 1)
        entry.then(at(ended, 16), planner, state=State.ENDED)
    return entry


# --- places ------------------------------------------------------------------------------------

RATED = (("reached", 55), ("part", 26), ("little", 19))
INTERIM_SHARE = 0.72
"""Of the places of a run that is half over, how many have been measured meanwhile."""


def _fill(world: World, run: Run) -> None:
    for place in run.places:
        rng = world.rng(f"place:{place.case.student.regno}:{run.offer.code}:{run.starts}")
        place.aim = _aim_served(place.case, run)
        place.record = _place(world, run, place, rng)
        place.given = _placed(world, run, place)


def _place(world: World, run: Run, place: Place, rng: random.Random) -> Participation:
    """From where the child stands; linked to the target it serves where the plan has one."""
    case, aim = place.case, place.aim
    goal, language = run.goal, world.language_of(run.offer.leaders[0])
    if aim is not None:
        baseline, expected = aim.baseline, aim.expected
    else:
        stands = case.levels.get(goal)
        baseline = rng.randint(*goal.start) if stands is None else stands
        expected = beyond(goal, baseline, rng.randint(*goal.gain))
    starts = max(run.starts, min(run.ends, _late(world, run, case)))
    return Participation(
        provision=run.record,
        student=case.student,
        target=aim.target if aim else None,
        starts_on=starts,
        ends_on=run.record.ends_on,
        measure=goal.measure.of(language),
        unit=goal.unit.of(language),
        direction="lower" if goal.falls else "higher",
        baseline=Decimal(baseline),
        baseline_on=world.calendar.on_or_before(min(starts, world.on)),
        expected=Decimal(expected),
    )


def _late(world: World, run: Run, case: Case) -> dt.date:
    """A child placed after the group began joins then."""
    return max(run.starts, world.calendar.on_or_after(case.since))


def _aim_served(case: Case, run: Run) -> Aim | None:
    """The target of the cycle that then ran, if it is about the same thing."""
    for turn in reversed(case.turns):
        if turn.agreed and turn.agreed <= run.ends and turn.opened <= run.ends:
            return next((aim for aim in turn.aims if aim.goal is run.goal), None)
    return None


def _grant(world: World, run: Run, place: Place) -> Entry[CaseGrant] | None:
    """A leader who does not see the whole school sees the child's adjustments while it lasts."""
    if run.leader is None or run.leader.pk in world.whole_school:
        return None
    senco = world.staff["senco"]
    place.grant = CaseGrant(
        student=place.case.student,
        person=run.leader,
        reach=CaseGrant.Reach.ADJUSTMENTS,
        reason=f"leads {run.record.name_en}"[:200],
        granted_by=senco,
        starts_on=place.record.starts_on,
        ends_on=place.record.ends_on,
    )
    return Entry(place.grant, at(place.given, 16, 10), senco)


def _placed(world: World, run: Run, place: Place) -> dt.date:
    """The day the place was given: a week before, or when the child joined."""
    usual = world.calendar.step(run.starts, -6)
    return usual if place.record.starts_on == run.starts else place.record.starts_on


def _participation(world: World, run: Run, place: Place) -> Entry[Participation]:
    rng = world.rng(f"outcome:{place.case.student.regno}:{run.offer.code}:{run.starts}")
    planner = world.staff["senst"]
    record, day = place.record, place.given
    record.leader_grant = place.grant
    entry = Entry(record, at(day, 16, 10), planner)
    told = at(max(day, run.starts), 8, 20)
    entry.then(told, planner, published_at=told, published_by=planner)
    measured = _measured_on(world, run, rng)
    if measured is not None and measured > record.starts_on:
        fields = _outcome(run, place, measured, rng)
        entry.then(at(measured, 15, 55), run.leader or planner, **fields)
    if run.ends < world.on and place.grant is not None:
        entry.then(at(world.entered(run.ends, 1), 16, 1), planner, leader_grant=None)
    return entry


def _measured_on(world: World, run: Run, rng: random.Random) -> dt.date | None:
    """At the end of the run; of a running one after its half, for most."""
    if run.ends <= world.on:
        return run.ends if rng.random() < 0.96 else None
    half = run.days[len(run.days) // 2]
    if half < world.calendar.step(world.on, -2) and rng.random() < INTERIM_SHARE:
        return half
    return None


def _outcome(run: Run, place: Place, day: dt.date, rng: random.Random) -> dict[str, object]:
    """What came of it; at the end, the same as the review of the target it serves found."""
    record = place.record
    drawn = rng.choices([row[0] for row in RATED], [row[1] for row in RATED])[0]
    gain = int(abs(record.expected - record.baseline))
    made = {
        "reached": gain + rng.choice((0, 0, 1)),
        "part": rng.randint((gain + 1) // 2, max((gain + 1) // 2, gain - 1)),
        "little": rng.randint(0, max(0, gain // 2 - 1)),
    }[drawn]
    seen = {"reached": ("yes", "partly"), "part": ("partly", "not_yet"), "little": ("not_yet",)}
    actual = record.baseline + (-made if run.goal.falls else made)
    if place.aim is not None and place.aim.actual is not None and day == run.ends:
        actual = Decimal(place.aim.actual)
    return {
        "actual": max(Decimal(0), actual),
        "actual_on": day,
        "seen_in_class": rng.choice(seen[drawn]),
    }
