"""Who is on the register, why and since when: drawn once, read by every part that follows."""

import datetime as dt
import random
from collections import Counter
from typing import Any

from sencohub.overview.demo import figures
from sencohub.overview.demo.world import Case, Pupil, World

WATCH = dt.timedelta(weeks=8)
"""New students are watched for eight weeks before a tier is decided (EDB Operation Guide)."""

MOST_IN_A_CLASS = 5
"""Schools spread children with needs over the classes of a level."""
LEFT_SHARE = 0.07
"""Of every hundred on the register, how many more left it since the school began to keep it."""


def draw(world: World) -> None:
    """Choose the children on the register and lay out each one's needs and tiers over time."""
    rng = world.rng("register")
    chosen = [pupil for pupil in world.pupils if pupil.story and pupil.story.tier]
    spoken_for = {id(pupil) for pupil in world.pupils if pupil.story}
    rest = [pupil for pupil in world.pupils if id(pupil) not in spoken_for]
    wanted = round(figures.REGISTER_SHARE * world.size) - len(chosen)
    chosen += _sample(rest, max(0, wanted), rng, world)
    place = {id(pupil): number for number, pupil in enumerate(world.pupils)}
    left = _sample_left(rest, chosen, rng, world)
    chosen.sort(key=lambda pupil: place[id(pupil)])
    drawn = _drawn(len(chosen) + len(left) + len(world.gone), rng)
    world.cases = [_case(world, pupil, n, drawn[n]) for n, pupil in enumerate(chosen)]
    for pupil in left:
        case = _case(world, pupil, len(world.cases), drawn[len(world.cases)])
        since = min(case.since, world.begins + dt.timedelta(days=100))
        case.left, case.tiers = True, [(world.calendar.on_or_after(since), min(case.tier, 2))]
        world.cases.append(case)
    for pupil in world.gone:
        case = _case(world, pupil, len(world.cases), drawn[len(world.cases)])
        case.left = True
        world.cases.append(case)


def _sample_left(
    rest: list[Pupil], chosen: list[Pupil], rng: random.Random, world: World
) -> list[Pupil]:
    """Children who were on the register and no longer need it."""
    taken = {id(pupil) for pupil in chosen}
    old = [
        pupil
        for pupil in rest
        if id(pupil) not in taken and pupil.level >= 3 and pupil.arrived < world.begins
    ]
    return _sample(old, round(LEFT_SHARE * len(chosen)), rng, world)


def _sample(pupils: list[Pupil], wanted: int, rng: random.Random, world: World) -> list[Pupil]:
    """A weighted sample: by level and sex, none whose eight weeks of watching are not over."""

    def key(pupil: Pupil) -> float:
        weight = figures.LEVEL_WEIGHTS[pupil.level] * (
            figures.BOY_WEIGHT if pupil.student.sex == "M" else 1
        )
        return float(rng.random() ** (1 / weight))

    keyed = [(key(pupil), number, pupil) for number, pupil in enumerate(pupils)]
    ready = [row for row in keyed if row[2].arrived + WATCH < world.on]
    in_class = Counter(pupil.place for pupil in world.pupils if pupil.story and pupil.story.tier)
    found: list[Pupil] = []
    for _key, _number, pupil in sorted(ready, reverse=True):
        if len(found) < wanted and in_class[pupil.place] < MOST_IN_A_CLASS:
            in_class[pupil.place] += 1
            found.append(pupil)
    return found


def _case(world: World, pupil: Pupil, number: int, drawn: tuple[list[str], int]) -> Case:
    """The story's children as written; `turns.py` may lay an earlier tier before this one."""
    needs, tier = drawn
    if pupil.story and pupil.story.tier:
        needs, tier = list(pupil.story.needs), pupil.story.tier
    since = _since(world, pupil, world.rng(f"since:{pupil.student.regno}"))
    return Case(pupil, number, needs, [(since, tier)])


def _drawn(wanted: int, rng: random.Random) -> list[tuple[list[str], int]]:
    """Needs and tier for so many children, each share met as nearly as whole children allow."""
    found: list[tuple[list[str], int]] = []
    for main, count in shared_out(figures.MAIN_NEEDS, wanted).items():
        tiers = shared_out(dict(zip((1, 2, 3), figures.TIERS[main], strict=True)), count)
        for tier, number in tiers.items():
            found += [(_with_others(main, rng), tier) for _ in range(number)]
    rng.shuffle(found)
    return found


def shared_out(shares: dict[Any, float], wanted: int) -> dict[Any, int]:
    """So many things divided by shares: whole parts first, then the largest remainders."""
    whole = sum(shares.values())
    exact = {key: wanted * share / whole for key, share in shares.items()}
    counts = {key: int(part) for key, part in exact.items()}
    by_rest = sorted(exact, key=lambda key: counts[key] - exact[key])
    for key in by_rest[: wanted - sum(counts.values())]:
        counts[key] += 1
    return counts


def _with_others(main: str, rng: random.Random) -> list[str]:
    also = [category for category, chance in figures.ALSO.get(main, ()) if rng.random() < chance]
    return [main, *also][:3]


def _since(world: World, pupil: Pupil, rng: random.Random) -> dt.date:
    """The day of the first placement: after the watch, mostly in the child's P2 or P3."""
    first = pupil.arrived + WATCH
    if pupil.story:
        first = max(first, world.begins + dt.timedelta(days=45))
    last = world.on - dt.timedelta(days=10)
    if pupil.leaves:
        last = pupil.leaves - dt.timedelta(days=250)
    span = max(0, (last - first).days)
    if pupil.story:
        span = min(span, 150)
    day = first + dt.timedelta(days=int(span * rng.betavariate(1.6, 2.6)))
    return world.calendar.on_or_after(day) if day >= world.begins else day
