"""Impact reports of terms that are over: begun, issued, commented on."""

import datetime as dt

from django.utils import translation

from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.themes import Words
from sencohub.overview.demo.world import World, at
from sencohub.overview.impact import figures, narrative
from sencohub.overview.models import ImpactReport
from sencohub.school.models import Term

ASKS: tuple[Words, ...] = (
    Words(
        "One period a fortnight for class teachers and the support teacher to plan together.",
        "每兩星期一節共同備課時間，供班主任與支援老師使用。",
    ),
    Words(
        "Keep room 104 free on Tuesday afternoons for progress meetings.",
        "星期二下午預留 104 室作進度會議。",
    ),
)
COMMENTS: tuple[Words, ...] = (
    Words(
        "Thank you. The bridge back to class is what I want to see first next term; planning time "
        "is agreed.",
        "謝謝。下學期我最希望看到課堂上的應用。共同備課時間批准。",
    ),
    Words(
        "Clear and honest. Please bring two examples to the staff meeting.",
        "清楚而坦誠。請在教師會議分享兩個例子。",
    ),
)


def lay_reports(world: World) -> None:
    """One for each term of the last two school years that is over, from the records as laid."""
    over = [term for term in world.terms if term.ends_on < world.on - dt.timedelta(days=10)]
    if not world.is_full:
        return
    with translation.override("en"):
        entries = [_report(world, term, number) for number, term in enumerate(over)]
    world.book.write(ImpactReport, entries)


def _report(world: World, term: Term, number: int) -> Entry[ImpactReport]:
    senco, principal = world.staff["senco"], world.staff["principal"]
    begun = world.calendar.on_or_before(term.ends_on)
    counted = {**figures.compute(term), "counted_on": begun.isoformat()}
    made = ImpactReport(term=term, **narrative.draft(counted))
    entry = Entry(made, at(begun, 14), senco)
    entry.then(at(begun, 15), senco, ask=ASKS[number % len(ASKS)].en)
    issued = at(begun, 16, 30)
    entry.then(
        issued,
        senco,
        figures=counted,
        state=ImpactReport.State.ISSUED,
        issued_by=senco,
        issued_at=issued,
    )
    read = world.entered(begun, 3)
    words = COMMENTS[number % len(COMMENTS)].en
    entry.then(at(read, 17, 45), principal, comment=words, commented_by=principal)
    return entry
