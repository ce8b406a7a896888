"""Plans with their targets and adjustments, each cycle's going on from the one before."""

import datetime as dt
import random
from collections.abc import Iterable
from decimal import Decimal

from sencohub.accounts.models import User
from sencohub.overview.demo import texts_bank
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.library import say
from sencohub.overview.demo.themes import Goal, Theme
from sencohub.overview.demo.world import Aim, Case, Turn, World, at
from tiers.models import Adjustment, Plan, PlanStudent, StrategyBankItem, Target

State = Plan.State
ANSWER_DAYS = dt.timedelta(days=14)
KINDS = {1: Plan.Kind.CLASS, 2: Plan.Kind.SUPPORT, 3: Plan.Kind.IEP}
TARGETS = {1: 1, 2: 2, 3: 3}
MUST_DOS = {1: 2, 2: 3, 3: 4}
SUBJECTS = {
    "reads-second": "Chinese, English",
    "character-parts": "Chinese",
    "shorter-dictation": "Chinese, English",
    "word-problem-frame": "Mathematics",
    "sound-tapping": "English",
}


def lay_bank(world: World) -> None:
    """The strategies that come with the product, and those the school has added."""
    senco = world.staff["senco"]
    when = at(world.begins + dt.timedelta(days=2), 9)
    entries = [
        Entry(
            StrategyBankItem(
                text_en=row.text_en, text_zh=row.text_zh, needs=list(row.needs), tier=row.tier
            ),
            when,
            senco,
        )
        for row in texts_bank.all_strategies()
    ]
    for item in world.book.write(StrategyBankItem, entries):
        world.bank[item.text_en] = item


def lay_plans(world: World, number: int) -> None:
    """The plan of every case's nth cycle, as far as it has come."""
    turns = [case.turns[number - 1] for case in world.cases if len(case.turns) >= number]
    turns = [turn for turn in turns if _is_begun(world, turn)]
    entries = [_plan(world, turn) for turn in turns]
    world.book.write(Plan, entries)
    members = [
        Entry(PlanStudent(plan=entry.record, student=turn.case.student), entry.at, entry.by)
        for turn, entry in zip(turns, entries, strict=True)
    ]
    world.book.write(PlanStudent, members)
    rng = world.rng(f"plans:{number}")
    aims = [entry for turn in turns for entry in _targets(world, turn, rng)]
    world.book.write(Target, aims)
    lines = [entry for turn in turns for entry in _adjustments(world, turn, rng)]
    world.book.write(Adjustment, lines)


def _is_begun(world: World, turn: Turn) -> bool:
    """A review drafts the next plan at once; a first plan is begun once assessing is done."""
    return turn.previous is not None or turn.assessed <= world.on


def _plan(world: World, turn: Turn) -> Entry[Plan]:
    owner = turn.case.owner
    first = turn.assessed if turn.previous is None else turn.opened
    turn.plan = Plan(
        cycle=turn.cycle,
        kind=KINDS[turn.tier],
        owner=owner,
        starts_on=first,
        review_on=turn.due,
        student_view=turn.views[0] if turn.previous is None else turn.previous.views[0],
        parent_view=turn.views[1] if turn.previous is None else turn.previous.views[1],
    )
    if turn.previous:
        _carry(turn, turn.plan)
    entry = Entry(turn.plan, at(first, 16, 22 if turn.previous else 35), owner)
    edited = turn.assessed
    if edited <= world.on:
        starts = turn.sent or edited
        entry.then(at(edited, 16, 50), owner, starts_on=starts, **_words(world, turn))
    _moves(turn, entry)
    return entry


def _carry(turn: Turn, plan: Plan) -> None:
    """What the draft after a review takes over from the plan reviewed."""
    before = turn.previous.plan if turn.previous else None
    if before is not None:
        plan.long_term_goals = before.long_term_goals
        plan.home_en, plan.home_zh = before.home_en, before.home_zh


def _words(world: World, turn: Turn) -> dict[str, str]:
    case = turn.case
    level = world.level_on(case.pupil, turn.assessed)
    theme = case.themes[0]
    goals = [one.long_term.of(case.language) for one in case.themes]
    return {
        "student_view": turn.views[0],
        "parent_view": turn.views[1],
        "long_term_goals": say("\n".join(goals), case.student, level=level)
        if turn.tier == 3
        else "",
        "home_en": say(theme.home.en, case.student),
        "home_zh": say(theme.home.zh, case.student),
    }


def _moves(turn: Turn, entry: Entry[Plan]) -> None:
    """Sent, perhaps taken back and sent again, agreed, reviewed, closed."""
    owner = turn.case.owner
    if turn.taken_back and turn.sent:
        out = {"sent_on": turn.taken_back, "answer_by": turn.taken_back + ANSWER_DAYS}
        entry.then(at(turn.taken_back, 17), owner, state=State.WITH_PARENT, **out)
        back = turn.sent - dt.timedelta(days=1)
        entry.then(at(back, 10), owner, state=State.DRAFT, sent_on=None, answer_by=None)
    if turn.sent:
        out = {"sent_on": turn.sent, "answer_by": turn.sent + ANSWER_DAYS}
        entry.then(at(turn.sent, 17), owner, state=State.WITH_PARENT, **out)
    if turn.agreed:
        done = {"agreed_on": turn.agreed, "agreed_without_answer": turn.is_silent}
        by = owner if turn.is_silent else _answering(turn)
        entry.then(at(turn.agreed, 18, 5), by, state=State.AGREED, **done)
    if turn.change_begun:
        begun = at(turn.change_begun, 15)
        entry.then(begun, owner, state=State.DRAFT, sent_on=None, answer_by=None)
    if turn.review_begun:
        entry.then(at(turn.review_begun, 16), owner, state=State.UNDER_REVIEW)
    if turn.held:
        entry.then(at(turn.held, 15, 30), owner, state=State.UNDER_REVIEW)
        closed = {"state": State.CLOSED, "closed_on": turn.held}
        entry.then(at(turn.held, 16, 20), owner, **closed)


def _answering(turn: Turn) -> User:
    return turn.case.pupil.links[0].parent


# --- targets -----------------------------------------------------------------------------------


def _targets(world: World, turn: Turn, rng: random.Random) -> list[Entry[Target]]:
    """Those not reached go on from where the child stands; new ones fill the plan up."""
    carried = _carried(turn)
    turn.aims = carried[: TARGETS[turn.tier]]
    if turn.assessed <= world.on:
        _fill_up(turn, rng)
    return [_target_entry(world, turn, aim, n, rng) for n, aim in enumerate(turn.aims, start=1)]


def _target_entry(
    world: World, turn: Turn, aim: Aim, position: int, rng: random.Random
) -> Entry[Target]:
    owner = turn.case.owner
    aim.target = _target(world, turn, aim, position)
    if aim.came_from is None:
        entry = Entry(aim.target, at(turn.assessed, 16, 50), owner)
    else:
        edited = _as_carried(aim)
        entry = Entry(aim.target, at(turn.opened, 16, 22), owner)
        if turn.assessed <= world.on:
            entry.then(at(turn.assessed, 16, 55), owner, **edited)
    if turn.held:
        _measure(turn, aim, entry, rng)
    return entry


EDITED = ("statement", "plain_en", "plain_zh", "expected")


def _as_carried(aim: Aim) -> dict[str, object]:
    """Put the words and the number of the target before into this one; returns its own."""
    before = aim.came_from
    assert before is not None  # noqa: S101 - asked by the caller
    own = {name: getattr(aim.target, name) for name in EDITED}
    for name in EDITED:
        setattr(aim.target, name, getattr(before.target, name))
    if not is_beyond(aim.goal, before.expected, aim.baseline):
        aim.target.expected = None
    return own


def _carried(turn: Turn) -> list[Aim]:
    """Aims of the cycle before that were not reached, from where the child now stands."""
    before = turn.previous.aims if turn.previous else []
    found = []
    for aim in before:
        if aim.actual is not None and is_reached(aim):
            continue
        stands = aim.baseline if aim.actual is None else aim.actual
        expected = aim.expected
        if not is_beyond(aim.goal, expected, stands):
            expected = beyond(aim.goal, stands, aim.goal.gain[0])
        found.append(Aim(aim.goal, aim.theme, stands, expected, came_from=aim))
    return found


def _fill_up(turn: Turn, rng: random.Random) -> None:
    taken = {aim.goal for aim in turn.aims}
    for theme, goal in _choices(turn.case, turn.number):
        if len(turn.aims) >= TARGETS[turn.tier]:
            return
        if goal in taken or _is_full(turn.case, goal):
            continue
        taken.add(goal)
        stands = turn.case.levels.get(goal, rng.randint(*goal.start))
        expected = beyond(goal, stands, rng.randint(*goal.gain))
        turn.aims.append(Aim(goal, theme, stands, expected))


def _choices(case: Case, number: int) -> Iterable[tuple[Theme, Goal]]:
    """The child's goals, beginning elsewhere each time, so that later cycles go on."""
    pairs = [(theme, goal) for theme in case.themes for goal in theme.goals]
    start = (number - 1) % len(pairs)
    return [*pairs[start:], *pairs[:start]]


def _is_full(case: Case, goal: Goal) -> bool:
    """The child has reached all that this goal can ask."""
    level = case.levels.get(goal)
    if level is None:
        return False
    return level <= goal.top if goal.falls else level >= goal.top


def beyond(goal: Goal, stands: int, gain: int) -> int:
    """So much further in the direction of good, within what is possible."""
    if goal.falls:
        return max(goal.top, stands - gain) if stands > goal.top else stands - 1
    return min(goal.top, stands + gain) if stands < goal.top else stands + 1


def is_beyond(goal: Goal, value: int, than: int) -> bool:
    return value < than if goal.falls else value > than


def is_reached(aim: Aim) -> bool:
    if aim.actual is None:
        return False
    return aim.actual <= aim.expected if aim.goal.falls else aim.actual >= aim.expected


def _target(world: World, turn: Turn, aim: Aim, position: int) -> Target:
    case, goal = turn.case, aim.goal
    level = world.level_on(case.pupil, turn.assessed)
    numbers = {"expected": aim.expected, "level": level}
    tiers = [words.of(case.language) for words in goal.tiers]
    shown = tiers[: turn.tier] + [""] * (3 - turn.tier)
    measured = turn.opened if aim.came_from else turn.assessed
    return Target(
        plan=turn.plan,
        student=case.student,
        position=position,
        area=goal.area.of(case.language),
        statement=say(goal.statement.of(case.language), case.student, **numbers),
        plain_en=say(goal.plain.en, case.student, **numbers),
        plain_zh=say(goal.plain.zh, case.student, **numbers),
        direction="lower" if goal.falls else "higher",
        measure=goal.measure.of(case.language),
        unit=goal.unit.of(case.language),
        baseline=Decimal(aim.baseline),
        baseline_on=measured,
        expected=Decimal(aim.expected),
        due_on=turn.due,
        owner=case.owner,
        tier1=say(shown[0], case.student),
        tier2=say(shown[1], case.student),
        tier3=say(shown[2], case.student),
        into_class=goal.into_class.of(case.language),
        came_from=aim.came_from.target if aim.came_from else None,
    )


OUTCOMES = (("reached", 52), ("part", 27), ("little", 17), ("none", 4))


def _measure(turn: Turn, aim: Aim, entry: Entry[Target], rng: random.Random) -> None:
    """The actual, confirmed at the review; now and then nobody measured."""
    drawn = rng.choices([row[0] for row in OUTCOMES], [row[1] for row in OUTCOMES])[0]
    gain = abs(aim.expected - aim.baseline)
    made = {
        "reached": gain + rng.choice((0, 0, 0, 1)),
        "part": rng.randint((gain + 1) // 2, max((gain + 1) // 2, gain - 1)),
        "little": rng.randint(0, max(0, gain // 2 - 1)),
        "none": 0,
    }[drawn]
    if drawn == "none":
        return
    aim.actual = max(0, aim.baseline - made) if aim.goal.falls else aim.baseline + made
    turn.case.levels[aim.goal] = aim.actual
    seen = {"reached": ("yes", "yes", "partly"), "part": ("partly",), "little": ("not_yet",)}
    assert turn.held is not None  # noqa: S101 - asked by the caller
    entry.then(
        at(turn.held, 16, 10),
        turn.case.owner,
        actual=Decimal(aim.actual),
        actual_on=turn.held,
        seen_in_class=rng.choice(seen[drawn]),
    )


# --- adjustments -------------------------------------------------------------------------------


def _adjustments(world: World, turn: Turn, rng: random.Random) -> list[Entry[Adjustment]]:
    """Kept from the plan before where they still serve a target; new ones begin when agreed."""
    wanted = _wanted(turn, rng)
    kept = turn.previous.adjustments if turn.previous else {}
    entries = []
    for position, (code, aim, force) in enumerate(wanted, start=1):
        row = _adjustment(world, turn, code, aim, force, position)
        before = kept.get(code)
        owner = turn.case.owner
        if before is not None:
            row.came_from, row.in_force_from = before, turn.opened
            entries.append(Entry(row, at(turn.opened, 16, 22), owner))
        else:
            entry = Entry(row, at(max(turn.assessed, turn.opened), 16, 50), owner)
            if turn.agreed:
                by = owner if turn.is_silent else _answering(turn)
                entry.then(at(turn.agreed, 18, 5), by, in_force_from=turn.agreed)
            entries.append(entry)
        turn.adjustments[code] = row
    return [entry for entry in entries if entry.at.date() <= world.on]


def _wanted(turn: Turn, rng: random.Random) -> list[tuple[str, Aim | None, str]]:
    """Strategies of the targets first, then another of the child's themes as a may-do."""
    codes: dict[str, Aim | None] = {}
    for aim in turn.aims:
        for code in aim.goal.helps:
            codes.setdefault(code, aim)
    for theme in turn.case.themes:
        for goal in theme.goals:
            for code in goal.helps:
                codes.setdefault(code, None)
    chosen: list[tuple[str, Aim | None, str]] = []
    english: set[str] = set()
    for code, served in codes.items():
        if texts_bank.english(code) in english or len(chosen) > MUST_DOS[turn.tier]:
            continue
        english.add(texts_bank.english(code))
        must = len(chosen) < MUST_DOS[turn.tier]
        chosen.append((code, served, Adjustment.Force.MUST if must else Adjustment.Force.MAY))
    return chosen


def _adjustment(
    world: World, turn: Turn, code: str, aim: Aim | None, force: str, position: int
) -> Adjustment:
    item = world.bank[texts_bank.english(code)]
    return Adjustment(
        plan=turn.plan,
        student=turn.case.student,
        target=aim.target if aim else None,
        position=position,
        force=force,
        text_en=item.text_en,
        text_zh=item.text_zh,
        subjects=SUBJECTS.get(code, ""),
        bank_item=item,
    )
