"""Tiers, cycles, plans and reviews. Import from here: `from tiers.models import Plan`."""

from tiers.models.bank import StrategyBankItem
from tiers.models.cycles import Assessment, SupportCycle
from tiers.models.issues import Acknowledgement, PlanComment, PlanIssue, PlanShare
from tiers.models.logs import AdjustmentLog
from tiers.models.placements import TierPlacement
from tiers.models.plans import Adjustment, Plan, PlanStudent, Target
from tiers.models.reviews import Review, TargetOutcome
from tiers.models.steps import SmallStep, StepMark

__all__ = [
    "Acknowledgement",
    "Adjustment",
    "AdjustmentLog",
    "Assessment",
    "Plan",
    "PlanComment",
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
