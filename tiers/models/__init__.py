"""Tiers, cycles, plans and reviews. Import from here: `from tiers.models import Plan`."""

from tiers.models.cycles import Assessment, SupportCycle
from tiers.models.logs import AdjustmentLog
from tiers.models.placements import TierPlacement
from tiers.models.plans import (
    Acknowledgement,
    Adjustment,
    Plan,
    PlanIssue,
    PlanShare,
    PlanStudent,
    Target,
)
from tiers.models.bank import StrategyBankItem
from tiers.models.reviews import Review, TargetOutcome
from tiers.models.steps import SmallStep, StepMark

__all__ = [
    "Acknowledgement",
    "Adjustment",
    "AdjustmentLog",
    "Assessment",
    "Plan",
    "PlanIssue",
    "PlanShare",
    "PlanStudent",
    "Review",
    "SmallStep",
    "StepMark",
    "StrategyBankItem",
    "SupportCycle",
    "Target",
    "TargetOutcome",
    "TierPlacement",
]
