"""How often an adjustment worked, from the answers staff gave in class."""

from collections.abc import Iterable

from tiers.models import AdjustmentLog

Answer = AdjustmentLog.Answer


def worked_percent(logs: Iterable[AdjustmentLog]) -> int | None:
    """Worked / (worked + did not work), as a whole percentage; None where neither was answered.

    `used` says that it was done but not whether it helped, `not_needed` that there was no call
    for it: neither counts. Nor does an answer that was taken back. Source: the design, section 5.
    """
    answers = [log.answer for log in logs if log.undone_at is None]
    worked, did_not = answers.count(Answer.WORKED), answers.count(Answer.DID_NOT_WORK)
    return round(100 * worked / (worked + did_not)) if worked + did_not else None
