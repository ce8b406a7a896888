"""When each child's cycles began, were planned, agreed and reviewed, up to the last day.

A day after the last day has not come: what would happen then has not happened. The present cycle
is laid backwards from the last day, so that reviews are really due whatever the day is.
"""

import datetime as dt
import random

from sencohub.accounts.models import User
from sencohub.overview.demo.library import BY_CODE, for_needs
from sencohub.overview.demo.world import Case, Turn, World

DAYS = dt.timedelta(days=1)
SHORTEST = 50 * DAYS
"""A cycle runs at least this long before its review."""
WINDOWS = ((11, 24, 1, 14), (5, 18, 7, 6))
"""Reviews are held from month, day to month, day: before mid-year and before summer."""
PRESENT = {
    "assessing": 4,
    "drafting": 6,
    "with_parent": 9,
    "running": 76,
    "reviewing": 3,
    "changing": 2,
}
"""Where children's present cycles stand, out of a hundred."""
DUE = (
    (0.04, -16, -1),
    (0.06, 0, 3),
    (0.14, 4, 14),
    (0.46, 15, 50),
    (0.30, 51, 90),
)
"""Share of running cycles whose review falls so many days from the last day."""
SENT_AGO = (1, 2, 3, 4, 5, 6, 8, 10, 12, 13, 15, 17)
"""Days for which plans have been with parents; now and then longer than the waiting time."""
RECENT = ("assessing", "drafting", "with_parent")
"""States that follow a review held not long ago."""
WAITING = 14
"""Days a parent has to answer; the school's setting."""
STORY = {"hoi_ching": 6, "ethan": 3, "pak_hei": -1, "ka_ming": 12}
"""Days to the review of children the accounts meet."""
STORY_STATES = {"sum_yuet": "with_parent", "ho_yin": "with_parent", "nga_man": "drafting"}


CHINESE_SHARE = 0.65
"""Of children from Chinese-speaking homes, how many staff write about in Chinese."""
STORY_MOVES = {"ethan": 2, "hoi_ching": 1}
"""The tier from which a child of the story came, after the first review."""
STORY_THEMES = {
    "hoi_ching": ("starting", "homework"),
    "ethan": ("reading", "starting", "dictation"),
    "ka_ming": ("dictation", "reading"),
}


def draw_turns(world: World) -> None:
    """Every case's cycles, with their days."""
    for case in world.cases:
        rng = world.rng(f"turns:{case.student.regno}")
        _set_out(world, case, rng)
        _lay_days(world, case, rng)
        if not case.left:
            _move_tier(world, case, rng)


def _set_out(world: World, case: Case, rng: random.Random) -> None:
    chinese_home = case.pupil.family.named.family_zh != ""
    case.language = "zh-hant" if chinese_home and rng.random() < CHINESE_SHARE else "en"
    if case.pupil.story and case.pupil.story.account:
        case.language = "zh-hant"
    case.themes = for_needs(case.needs, {1: 1, 2: 2, 3: 3}[case.tier], rng)
    if case.pupil.story and case.pupil.story.key in STORY_THEMES:
        case.themes = [BY_CODE[code] for code in STORY_THEMES[case.pupil.story.key]]
    case.owner = _owner(world, case, rng)


def _owner(world: World, case: Case, rng: random.Random) -> User:
    """The SENCO has half of Tier 3; the support teachers share the others by language."""
    if case.tier == 3 and rng.random() < 0.5:
        return world.staff["senco"]
    keys = [key for key in world.staff if key.startswith("senst")]
    wanted = "senst2" if case.language.startswith("zh") else "senst"
    others = [key for key in keys if key not in ("senst", "senst2")]
    return world.staff[rng.choice([wanted, *others])]


def _lay_days(world: World, case: Case, rng: random.Random) -> None:
    present = "running" if case.left else _present(world, case, rng)
    opened = first_day(world, case)
    last, due = _last_review(world, present, case, rng)
    if case.pupil.leaves:
        last = min(last, case.pupil.leaves)
    is_recent = present in RECENT and last > opened + SHORTEST
    reviews = _past_reviews(world, opened, last - SHORTEST if is_recent else last, rng)
    if is_recent:
        reviews.append(last)
    if case.left:
        reviews = reviews or [world.calendar.on_or_before(last - 20 * DAYS)]
    if not world.is_full:
        reviews = reviews[-1:]
        opened = max(opened, _months_before(world, reviews, due))
    for held in reviews:
        case.turns.append(_finished(world, case, opened, held, rng))
        opened = held
    if not case.left:
        case.turns.append(_running(world, case, opened, due, present, rng))


def _months_before(world: World, reviews: list[dt.date], due: dt.date) -> dt.date:
    """In a large school only the last two cycles are laid."""
    until = reviews[0] if reviews else min(due, world.on)
    return world.calendar.on_or_before(until - 130 * DAYS)


def first_day(world: World, case: Case) -> dt.date:
    """The day the first cycle opens: before the placement, or soon after the system began."""
    if case.is_inherited(world):
        return world.calendar.step(world.begins, 8 + case.number % 14)
    return world.calendar.step(case.since, -15)


def _present(world: World, case: Case, rng: random.Random) -> str:
    drawn = rng.choices(list(PRESENT), list(PRESENT.values()))[0]
    if case.pupil.story:
        return STORY_STATES.get(case.pupil.story.key, "running")
    return drawn


def _last_review(
    world: World, present: str, case: Case, rng: random.Random
) -> tuple[dt.date, dt.date]:
    """The day before which the past ends, and the day the present review is due."""
    calendar = world.calendar
    if present in RECENT:
        back = {"assessing": (2, 5), "drafting": (7, 11), "with_parent": (12, 22)}[present]
        last = calendar.step(world.on, -rng.randint(*back))
        return last, calendar.on_or_before(last + dt.timedelta(weeks=13))
    due = _due(world, case, present, rng)
    return min(due - 60 * DAYS, calendar.step(world.on, -22)), due


def _due(world: World, case: Case, present: str, rng: random.Random) -> dt.date:
    ahead = rng.randint(-4, 4) if present == "reviewing" else _ahead(rng)
    if case.pupil.story:
        ahead = STORY.get(case.pupil.story.key, ahead)
    day = world.on + ahead * DAYS
    before = world.calendar.on_or_before(day)
    return before if ahead < 0 or before >= world.on else world.calendar.on_or_after(day)


def _ahead(rng: random.Random) -> int:
    low, high = rng.choices([row[1:] for row in DUE], [row[0] for row in DUE])[0]
    return rng.randint(low, high)


def _past_reviews(
    world: World, opened: dt.date, until: dt.date, rng: random.Random
) -> list[dt.date]:
    """One in each window that lies between, with room for a cycle before and after."""
    found: list[dt.date] = []
    for year in world.calendar.first_years:
        for month, day, last_month, last_day in WINDOWS:
            first = dt.date(year + (month < 9), month, day)
            last = dt.date(year + 1, last_month, last_day)
            span = rng.randrange((last - first).days)
            held = world.calendar.on_or_before(first + span * DAYS)
            begun = found[-1] if found else opened
            if begun + SHORTEST <= held <= until:
                found.append(held)
    return found


def _finished(world: World, case: Case, opened: dt.date, held: dt.date, rng: random.Random) -> Turn:
    late = rng.choice((0,) * 14 + (2, 5, 9))
    turn = _turn(world, case, opened, world.calendar.on_or_before(held - late * DAYS), rng)
    turn.held = held
    turn.agreed = min(turn.agreed or held, world.calendar.step(held, -15))
    turn.sent = min(turn.sent or held, world.calendar.step(turn.agreed, -2))
    _settle(turn)
    return turn


def _settle(turn: Turn) -> None:
    """Days that were moved must still follow one another."""
    assert turn.sent is not None  # noqa: S101 - called for plans that were sent
    turn.assessed = min(turn.assessed, turn.sent)
    if turn.taken_back and not turn.assessed < turn.taken_back < turn.sent - DAYS:
        turn.taken_back = None
    if turn.is_silent and (turn.agreed is None or (turn.agreed - turn.sent).days <= WAITING):
        turn.is_silent = False


def _running(
    world: World, case: Case, opened: dt.date, due: dt.date, present: str, rng: random.Random
) -> Turn:
    turn = _turn(world, case, opened, due, rng)
    calendar = world.calendar
    if present == "with_parent":
        turn.sent = calendar.on_or_before(world.on - rng.choice(SENT_AGO) * DAYS)
        turn.sent = max(turn.sent, calendar.step(opened, 2))
        turn.agreed = None
        _settle(turn)
    elif present in ("running", "reviewing", "changing"):
        latest = calendar.step(world.on, -5)
        turn.agreed = min(turn.agreed or latest, latest)
        turn.sent = min(turn.sent or latest, calendar.step(turn.agreed, -2))
        _settle(turn)
    else:
        turn.sent = turn.agreed = turn.taken_back = None
        turn.is_silent = False
        if present == "assessing":
            turn.assessed = world.on + DAYS
    if present == "reviewing":
        turn.review_begun = calendar.step(world.on, -1)
    if present == "changing":
        turn.change_begun = calendar.step(world.on, -2)
    return turn


def _turn(world: World, case: Case, opened: dt.date, due: dt.date, rng: random.Random) -> Turn:
    """A cycle with its usual days: assessed in a week, sent in two, answered in another."""
    calendar = world.calendar
    assessed = calendar.step(opened, rng.randint(3, 7))
    sent = calendar.step(assessed, rng.randint(2, 6))
    silent = rng.random() < 0.07 and not case.pupil.story
    agreed = calendar.step(sent, rng.randint(2, 9))
    if silent:
        agreed = calendar.on_or_after(sent + (WAITING + 1) * DAYS)
    taken_back = calendar.step(sent, -3) if rng.random() < 0.12 and not silent else None
    return Turn(
        case=case,
        number=len(case.turns) + 1,
        opened=opened,
        assessed=assessed,
        taken_back=taken_back,
        sent=sent,
        agreed=agreed,
        is_silent=silent,
        due=due,
    )


def _move_tier(world: World, case: Case, rng: random.Random) -> None:
    """About every third child changed tier once, after a review that proposed it."""
    held = [turn for turn in case.turns if turn.held]
    if case.pupil.story:
        _move_story_tier(world, case, held)
        return
    if not held or rng.random() > 0.36 or case.needs[0] == "ID":
        return
    turn = rng.choice(held)
    assert turn.held is not None  # noqa: S101 - chosen for it
    before = {1: 2, 2: rng.choice((1, 1, 1, 3)), 3: 2}[case.tier]
    moved = world.calendar.step(turn.held, rng.randint(0, 3))
    if moved > world.on or moved <= case.since:
        return
    turn.moves_to = case.tier
    case.tiers = [(case.since, before), (moved, case.tier)]


def _move_story_tier(world: World, case: Case, held: list[Turn]) -> None:
    before = STORY_MOVES.get(case.pupil.story.key) if case.pupil.story else None
    if before is None or not held or held[0].held is None:
        return
    moved = world.calendar.step(held[0].held, 2)
    if case.since < moved <= world.on:
        held[0].moves_to = case.tier
        case.tiers = [(case.since, before), (moved, case.tier)]
