"""Cycles with their stages, and what assessing found."""

from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.library import say
from sencohub.overview.demo.world import Turn, World, at
from tiers.models import Assessment, SupportCycle

Stage = SupportCycle.Stage


def lay_cycles(world: World, number: int) -> None:
    """The nth cycle of every case that has one, with its assessment."""
    turns = [case.turns[number - 1] for case in world.cases if len(case.turns) >= number]
    world.book.write(SupportCycle, [_cycle(world, turn) for turn in turns])
    rng = world.rng(f"assessments:{number}")
    world.book.write(Assessment, [_assessment(world, turn, rng.randrange(100)) for turn in turns])


def _cycle(world: World, turn: Turn) -> Entry[SupportCycle]:
    case, owner = turn.case, turn.case.owner
    turn.cycle = SupportCycle(
        student=case.student,
        number=turn.number,
        opened_on=turn.opened,
        review_due=turn.due,
        previous=turn.previous.cycle if turn.previous else None,
        from_concern=case.concern if turn.number == 1 else None,
        owner=owner,
    )
    entry = Entry(turn.cycle, at(turn.opened, 16, 21), owner)
    moved = turn.sent or turn.assessed
    if moved <= world.on:
        entry.then(at(moved, 15, 40), owner, stage=Stage.PLAN)
    if turn.agreed:
        entry.then(at(turn.agreed, 18, 5), owner, stage=Stage.DO, review_due=turn.due)
    if turn.review_begun:
        entry.then(at(turn.review_begun, 16), owner, stage=Stage.REVIEW)
    if turn.held:
        entry.then(at(turn.held, 15, 30), owner, stage=Stage.REVIEW)
        entry.then(at(turn.held, 16, 20), owner, stage=Stage.CLOSED, closed_on=turn.held)
    return entry


def found(turn: Turn, draw: int) -> dict[str, str]:
    """What assessing found, in the words of the first theme."""
    case = turn.case
    theme = case.themes[(turn.number - 1) % len(case.themes)]

    def words(pair: tuple[str, str]) -> str:
        return say(pair[1] if case.language.startswith("zh") else pair[0], case.student)

    return {
        "seen": words(theme.concern[draw % len(theme.concern)]),
        "causes": words(theme.causes),
        "strengths": words(theme.strengths),
        "worked": words(theme.worked),
        "find_out": words(theme.find_out),
        "student_view": words(theme.student[draw % len(theme.student)]),
        "parent_view": words(theme.parent[draw % len(theme.parent)]),
    }


def _assessment(world: World, turn: Turn, draw: int) -> Entry[Assessment]:
    """Empty when the first cycle opens; carried over from the one before in later cycles."""
    owner = turn.case.owner
    texts = found(turn, draw)
    made = Assessment(cycle=turn.cycle, student=turn.case.student)
    turn.views = (texts["student_view"], texts["parent_view"])
    entry = Entry(made, at(turn.opened, 16, 21), owner)
    if turn.previous:
        for name, text in turn.previous.found.items():
            setattr(made, name, text)
    if turn.assessed <= world.on:
        done = {"done_on": turn.assessed, "done_by": owner}
        entry.then(at(turn.assessed, 15, 20), owner, **texts, **done)
        turn.found = texts
    elif turn.previous:
        turn.found = turn.previous.found
        turn.views = turn.previous.views
    return entry
