"""Reviews with their outcomes, and the tiers they led to."""

import datetime as dt
import random
from decimal import Decimal

from sencohub.overview.demo import texts_reviews
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.issues import rag_of
from sencohub.overview.demo.library import say
from sencohub.overview.demo.texts_needs import PLACEMENTS
from sencohub.overview.demo.world import Aim, Case, Turn, World, at
from tiers.models import Review, TargetOutcome, TierPlacement

Decision = Review.Decision
View = TierPlacement.ParentView


def lay_reviews(world: World, number: int) -> None:
    """The review of every nth cycle that was held."""
    rng = world.rng(f"reviews:{number}")
    turns = [
        case.turns[number - 1]
        for case in world.cases
        if len(case.turns) >= number and case.turns[number - 1].held
    ]
    world.book.write(Review, [_review(world, turn, rng) for turn in turns])
    world.book.write(TargetOutcome, [entry for turn in turns for entry in _outcomes(turn)])


def _review(world: World, turn: Turn, rng: random.Random) -> Entry[Review]:
    case, held = turn.case, turn.held
    assert held is not None and turn.plan is not None  # noqa: S101, PT018 - chosen for it
    decision = _decision(turn, rng)
    theme = rng.choice(case.themes)
    texts = "moves_on" if case.pupil.leaves and decision == Decision.CLOSE else decision
    made = Review(
        plan=turn.plan,
        student=case.student,
        held_on=held,
        held_by=case.owner,
        student_view=say(rng.choice(theme.student).of(case.language), case.student),
        parent_view=say(rng.choice(theme.parent).of(case.language), case.student),
        helped=rng.choice(texts_reviews.HELPED).of(case.language),
        decision=decision,
        reason=rng.choice(texts_reviews.REASONS[texts]).of(case.language),
        summary_en=_summary(turn, texts, "en"),
        summary_zh=_summary(turn, texts, "zh-hant"),
    )
    turn.review = made
    entry = Entry(made, at(held, 16, 20), case.owner)
    told = at(world.calendar.step(held, rng.randint(0, 3)), 16, 45)
    if told.date() <= world.on:
        entry.then(told, case.owner, published_at=told, published_by=case.owner)
    return entry


def _decision(turn: Turn, rng: random.Random) -> str:
    case = turn.case
    if turn.moves_to:
        return Decision.STEP_UP if turn.moves_to > turn.tier else Decision.STEP_DOWN
    if case.left and turn is case.turns[-1]:
        return Decision.CLOSE
    ratings = [rag_of(aim) for aim in turn.aims]
    if all(rating == "green" for rating in ratings) or "red" in ratings:
        return Decision.CHANGE
    return rng.choice((Decision.CONTINUE, Decision.CONTINUE, Decision.CHANGE))


def _summary(turn: Turn, texts: str, language: str) -> str:
    joint = "；" if language.startswith("zh") else "; "
    figures = joint.join(_figure(aim, language) for aim in turn.aims)
    words = texts_reviews.SUMMARY[texts].of(language)
    return say(words, turn.case.student, figures=figures)


def _figure(aim: Aim, language: str) -> str:
    words = texts_reviews.FIGURE if aim.actual is not None else texts_reviews.NOT_MEASURED
    area = aim.goal.area.of(language)
    if not language.startswith("zh"):
        area = area[:1].lower() + area[1:] if not area.startswith("English") else area
    unit = aim.goal.unit.of(language)
    joint = "" if unit == "%" else " "
    return words.of(language).format(
        area=area,
        baseline=aim.baseline,
        actual=f"{aim.actual}{joint}{unit}",
        expected=aim.expected,
    )


def _outcomes(turn: Turn) -> list[Entry[TargetOutcome]]:
    assert turn.held is not None  # noqa: S101 - chosen for it
    return [
        Entry(
            TargetOutcome(
                review=turn.review,
                target=aim.target,
                student=turn.case.student,
                actual=None if aim.actual is None else Decimal(aim.actual),
                seen_in_class=aim.target.seen_in_class if aim.actual is not None else "",
            ),
            at(turn.held, 16, 20),
            turn.case.owner,
        )
        for aim in turn.aims
    ]


# --- the tiers ---------------------------------------------------------------------------------


def lay_placements(world: World) -> None:
    """One placement after another, each with reason, evidence and the parents' view."""
    rng = world.rng("placements")
    entries = []
    for case in world.cases:
        for number, (starts, tier) in enumerate(case.tiers):
            before = case.tiers[number - 1][1] if number else 0
            entry = _placement(world, case, before, tier, starts, rng)
            if number + 1 < len(case.tiers):
                moved = case.tiers[number + 1][0]
                ends = moved - dt.timedelta(days=1)
                entry.then(at(moved, 16, 20), world.staff["senco"], ends_on=ends)
            elif case.left:
                _end(world, case, entry)
            case.placements.append(entry.record)
            entries.append(entry)
    world.book.write(TierPlacement, entries)


def _placement(
    world: World, case: Case, before: int, tier: int, starts: dt.date, rng: random.Random
) -> Entry[TierPlacement]:
    text = rng.choice(PLACEMENTS[before, tier])
    senco = world.staff["senco"]
    review = next((turn.review for turn in case.turns if turn.moves_to == tier and before), None)
    made = TierPlacement(
        student=case.student,
        tier=tier,
        starts_on=starts,
        reason=text.reason,
        criteria=list(text.criteria),
        evidence=text.evidence,
        advice=text.advice,
        parent_view=View.AGREES,
        parent_words=text.parent,
        student_words=text.student,
        discussed_on=starts - dt.timedelta(days=3),
        decided_on=starts,
        decided_by=senco,
        from_review=review,
    )
    drawn = rng.random()
    if before == 0 and case.is_inherited(world):
        if drawn < 0.3 and not case.pupil.story:
            made.parent_view, made.parent_words, made.discussed_on = View.NOT_ON_FILE, "", None
    elif before == 0 and drawn < 0.06:
        _not_reached(made, starts)
    entered = max(starts, world.begins + dt.timedelta(days=5))
    entry = Entry(made, at(entered, 16, 25), senco)
    entry.then(at(entered, 17), senco, published_at=at(entered, 17), published_by=senco)
    return entry


def _not_reached(made: TierPlacement, starts: dt.date) -> None:
    """Two dated attempts stand in for the parents' view."""
    made.parent_view, made.parent_words, made.discussed_on = View.NOT_REACHED, "", None
    made.attempts = [
        {"on": (starts - dt.timedelta(days=6)).isoformat(), "how": "phone"},
        {"on": (starts - dt.timedelta(days=2)).isoformat(), "how": "letter"},
    ]


def _end(world: World, case: Case, entry: Entry[TierPlacement]) -> None:
    held = case.turns[-1].held
    assert held is not None  # noqa: S101 - a child leaves the register at a review
    entry.then(
        at(held, 17, 15),
        world.staff["senco"],
        ends_on=held,
        end_reason=(
            texts_reviews.END_MOVES_ON if case.pupil.leaves else texts_reviews.END_REASON
        ).of(case.language),
        end_discussed_on=held,
    )
