"""Needs with who found them and when, and what is hard in the school's words."""

import datetime as dt
import random

from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.texts_needs import ASSESSORS, DIFFICULTIES, SUB_TYPES
from sencohub.overview.demo.world import Case, World, at
from students.models import Difficulty, Need


def lay_needs(world: World) -> None:
    """Each child's needs, the first one the main need, and a difficulty or two."""
    rng = world.rng("needs")
    senco = world.staff["senco"]
    needs, hard = [], []
    for case in world.cases:
        known = max(case.since, world.begins + dt.timedelta(days=4))
        for number, category in enumerate(case.needs):
            need = _need(case, category, number == 0, rng)
            entry = Entry(need, at(known, 15, 10 + number), senco)
            told = at(known + dt.timedelta(days=2), 17)
            entry.then(told, senco, published_at=told, published_by=senco)
            needs.append(entry)
        for words, area in rng.sample(DIFFICULTIES[case.needs[0]], 2 if world.is_full else 1):
            difficulty = Difficulty(
                student=case.student,
                area=area,
                words=words,
                often=rng.choice(Difficulty.Often.values),
                noted_on=known,
            )
            hard.append(Entry(difficulty, at(known, 15, 30), senco))
    world.book.write(Need, needs)
    world.book.write(Difficulty, hard)


def _need(case: Case, category: str, is_primary: bool, rng: random.Random) -> Need:
    """Most needs are assessed or diagnosed; at Tier 1 some are still suspected."""
    suspected = case.tier == 1 and rng.random() < 0.25
    who, certainty = rng.choice(ASSESSORS[category])
    precision = rng.choice(("day", "day", "month", "year"))
    return Need(
        student=case.student,
        category=category,
        sub_type=rng.choice(SUB_TYPES.get(category, ("",))),
        is_primary=is_primary,
        certainty=Need.Certainty.SUSPECTED if suspected else certainty,
        assessed_by="" if suspected else who,
        assessed_on=None if suspected else _found(case, precision, rng),
        precision="day" if suspected else precision,
    )


def _found(case: Case, precision: str, rng: random.Random) -> dt.date:
    day = case.since - dt.timedelta(days=rng.randrange(15, 200))
    if precision == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == "month" else day
