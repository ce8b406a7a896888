"""Interventions, provisions and their sessions. Import from here."""

from provision.models.delivery import Attendance, Session
from provision.models.money import Fund, StaffRate
from provision.models.provisions import Intervention, Participation, Provision

__all__ = [
    "Attendance",
    "Fund",
    "Intervention",
    "Participation",
    "Provision",
    "Session",
    "StaffRate",
]
