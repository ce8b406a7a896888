"""Routes of `tiers`: placements, cycles, assessments and reviews."""

from tests.permissions import Row

ROWS: list[Row] = []
