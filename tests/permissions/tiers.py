"""Routes of `tiers`, one module for each of its subjects."""

from tests.permissions import Row, tiers_cycles, tiers_logs, tiers_plans

ROWS: list[Row] = [*tiers_cycles.ROWS, *tiers_plans.ROWS, *tiers_logs.ROWS]
