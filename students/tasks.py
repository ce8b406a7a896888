"""Nightly jobs about students."""

from celery import shared_task

from students import access
from students.actions import rounds


@shared_task(name="students.rights_at_midnight")
def rights_at_midnight() -> int:
    """Take away grants whose last day has gone and make those that begin; how many were looked at.

    What a person sees never waits for this: the gate reads the dates themselves.
    """
    return access.move_rights()


@shared_task(name="students.close_rounds")
def close_rounds() -> int:
    """Close input rounds whose last day has gone."""
    return rounds.close_rounds()
